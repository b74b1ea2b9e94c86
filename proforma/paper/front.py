"""What stands before the questions of a printed pro-forma and after them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network import notice
from network.disclosure import Sharing

from .sheet import one_line
from .styles import WIDTH

# See also Response.SHARING: the same words on the page and on paper.
SHARING = {
    Sharing.NAMED: gettext_lazy("Show our figures with our name"),
    Sharing.TOTALS: gettext_lazy("Use our figures in totals only, never with our name"),
    Sharing.COORDINATOR: gettext_lazy("For the coordinator only"),
}


@dataclass
class Sending:
    """Who answers for the data, whom to ask, until when it is sent back and where to."""

    controller: str
    contact: str
    closes: str = ""
    return_to: str = ""

    def in_words(self):
        given = {"closes": self.closes, "place": self.return_to}
        if self.closes and self.return_to:
            return _("Please send this back by %(closes)s, to %(place)s.") % given
        if self.closes:
            return _("Please send this back by %(closes)s.") % given
        if self.return_to:
            return _("Please send this back to %(place)s.") % given
        return _("Please give this back to whoever gave it to you.")


def begin(sheet, proforma, sending, privacy=()):
    """The title, the introduction, and what everybody should know before writing.

    `privacy` are the sentences of the notice in short; without them only who is responsible is said.
    """
    sheet.say(proforma.title, "Title")
    sheet.say(proforma.intro)
    sheet.say(notice.write_of_nobody(), "Note")
    sheet.say(sending.in_words(), "Note")
    responsible = notice.responsible(sending.controller, sending.contact)
    sheet.say(" ".join(privacy) or responsible, "Note")


def begin_part(sheet, part, *, on_new_page):
    """A part's heading, how long it takes, and who is answering."""
    is_of_partners = part.unit == "partner"
    title = part.title or (_("Your organisation’s figures") if is_of_partners else _("Your view"))
    heading = sheet.paragraph("Heading 1")
    heading.add_run(one_line(title))
    heading.paragraph_format.page_break_before = on_new_page or None
    sheet.say(" ".join([_for_whom(is_of_partners), _how_long(part.minutes)]))
    with sheet.together():
        if is_of_partners:
            sheet.line(_("Your organisation:"), WIDTH)
            sheet.line(_("Your name, in case we need to ask about a figure:"), WIDTH)
        else:
            sheet.line(_("Your name:"), WIDTH)
            sheet.say(notice.typed_in(), "Help")


def _for_whom(is_of_partners):
    if is_of_partners:
        return _("One for each organisation. Leave out what you do not hold.")
    return _("One for each person. Leave out what you do not want to answer.")


def _how_long(minutes):
    if not minutes:
        return ""
    words = ngettext("It takes about one minute.", "It takes about %(n)d minutes.", minutes)
    return words % {"n": minutes}


def ask_how_to_share(sheet):
    """The choice that a partner makes with its figures."""
    with sheet.together():
        sheet.say(_("How may we show these figures?"), "Heading 2")
        sheet.say(_("Tick one. You can change this at any time."))
        for words in SHARING.values():
            sheet.tick(words)


def end_part(sheet, sending):
    """The thanks, never alone on a page."""
    sheet.hold_last()
    sheet.say(f"{_('Thank you.')} {sending.in_words()}", "Note")
