"""What the records cannot show, two readings of the open start, and how any of it can be changed."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.models import Meeting
from network.contributions import Stage

from .outline import Fact, Reach


def unknown_facts(reckoning):
    """What stays unknown, the two readings with what speaks for each, what was skipped, and the revisits."""
    for sentence in _never_known():
        yield Fact(sentence)
    yield from _readings(reckoning)
    yield from _skipped(reckoning)
    for one in reckoning.cycle.revisits.all():
        said = ngettext(
            "After %(n)d month, asked whether we would begin as openly again: %(answer)s.",
            "After %(n)d months, asked whether we would begin as openly again: %(answer)s.",
            one.months,
        ) % {"n": one.months, "answer": one.get_answer_display()}
        yield Fact(said, one.because, reckoning.address("revisits"))


def _never_known():
    return [
        _("We do not know which topics nobody dared to suggest."),
        _("We do not know how the wording of the invitation changed what people wrote."),
        _("We do not know what others would have said, had they been asked."),
        _("We do not know how topics would have fared beside other topics."),
        _("Topics that were joined cannot be taken apart again: nobody voted on the parts."),
    ]


def _readings(reckoning):
    """Both readings of the open first meeting, each with what the records say for it."""
    opening = next((one for one, _came in reckoning.held if one.kind == Meeting.Kind.OPEN), None)
    if opening is None:
        return
    yield Fact(
        _("We do not know whether the open first meeting was needed. Both readings are below.")
    )
    yield Fact(_("One reading: it was needed."), " ".join(_for_it(reckoning, opening)))
    yield Fact(_("The other reading: it cost time."), " ".join(_against_it(reckoning)))


def _for_it(reckoning, opening):
    given = reckoning.network.mandates.standing().filter(meeting=opening).count()
    if given:
        yield _("The request for direction came out of it.")
    heard = sum(one.origin == "participant" for one in reckoning.questions)
    if heard:
        yield ngettext(
            "One question of the pro-forma came from a participant.",
            "%(n)d questions of the pro-forma came from participants.",
            heard,
        ) % {"n": heard}
    worth = _worth(reckoning)
    if len(worth) > 1:
        yield (
            _("Members found the next meeting worth more of their time.")
            if worth[-1] > worth[0]
            else _("Members did not find the next meeting worth more of their time.")
        )


def _against_it(reckoning):
    days = reckoning.days_to_action
    if days is not None:
        yield days.said
    worth = _worth(reckoning)
    if worth:
        yield _("Members gave it %(mean).1f of 5 for being worth their time.") % {"mean": worth[0]}
    yield _("Nobody tried to begin without it.")


def _worth(reckoning):
    scales = (results.scale("worth") for results, _meeting in reckoning.feedback_told)
    return [scale.mean for scale in scales if scale is not None]


def _skipped(reckoning):
    missing = {
        Stage.GATHER: _("No pro-forma was circulated in this cycle."),
        Stage.FRAME: _("No longlist was made in this cycle."),
        Stage.MEET: _("No meeting that was built to end in actions has begun in this cycle."),
        Stage.ACT: _("No action was agreed in this cycle yet."),
    }
    for stage, sentence in missing.items():
        if stage not in reckoning.spans:
            yield Fact(sentence)


def change_fact_of(network):
    if network.contact:
        return _(
            "To change anything here, write to %(contact)s, or answer any message of ours."
        ) % {"contact": network.contact}
    return _("To change anything here, tell your coordinator.")


def change_facts(reckoning):
    """Whom to tell, and what can be done about each thing."""
    yield Fact(change_fact_of(reckoning.network), "", "", None, Reach.MEMBERS)
    said = _("You can say what you think of this account, on the page where you read it.")
    yield Fact(said, "", "", None, Reach.MEMBERS)
    yield Fact(_("What was left off can come back: it stands above how."))
    yield Fact(_("Who leads can be asked anew at any meeting."))
    yield Fact(_("You can see who the questions came from, and ask for others next time."))
