"""What everybody we ask is told about their data. Each sentence stands here once: pages, letters and the
printed pro-forma take it from here, so that no two of them can differ.

It says what this installation does, and no more. Plain words, and no sentence over 25 of them.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models.networks import LawfulBasis


def of(network) -> list[tuple[str, list[str]]]:
    """The whole notice: headings, each with its sentences. Reads the network's settings, queries nothing."""
    return [
        (_("Who is responsible"), _who(network)),
        (_("What we keep"), _what(network)),
        (_("Why"), [_why(), *_basis(network)]),
        (_("Who sees it"), _who_sees(network)),
        (_("Small groups"), _small_groups(network)),
        (_("How long"), _how_long(network)),
        (_("On this device, and in messages"), _on_the_device(network)),
        (_("What you can ask for"), _rights(network)),
        (_("If you are not content"), _complaint(network)),
    ]


def in_short(network) -> list[str]:
    """The same on paper, in a few sentences."""
    return [
        f"{responsible(_controller(network), network.contact)}.",
        _why(),
        _basis(network)[0],
        _("Your views are never shown with your name."),
        _floor(network),
        _months(network),
        _("You can ask to see, correct or delete what is kept about you, or object to it."),
        _regulator(network),
        _("The whole notice is on your own page. You can also ask for it on paper."),
    ]


def responsible(controller, contact) -> str:
    """Who answers for the data, and whom to ask. Without a full stop: it ends in an address."""
    return _("%(controller)s is responsible for what you tell us. Questions: %(contact)s") % {
        "controller": controller,
        "contact": contact or _("the coordinator"),
    }


def write_of_nobody() -> str:
    """What must not be written on paper, and why."""
    return _(
        "Please write nothing that could identify someone you support. Nobody reads this at once:"
        " if someone is in danger, call the emergency services."
    )


def typed_in() -> str:
    """Who sees what was written by hand."""
    return _("Whoever types this in sees it. It is never shown with your name.")


def _controller(network):
    return network.controller or network.name


def _who(network):
    sentences = [
        _("%(controller)s is responsible for what we keep about you.")
        % {"controller": _controller(network)},
        _("The coordinator of %(network)s looks after it.") % {"network": network.name},
    ]
    if network.contact:
        sentences.append(
            _("Questions about your data: %(contact)s.") % {"contact": network.contact}
        )
    return sentences


def _what(network):
    return [
        _("From the register: your name, your role, and the organisation you come from."),
        _("If we have them: your email, your phone, your access needs, and your level of work."),
        _("From you: your views, topics you suggest, your votes, and how a meeting was for you."),
        _("If you fill them in for your organisation: its figures, as totals."),
        _("Offers of help and actions you take on are kept with your name, for members to see."),
        _("Please write nothing that could identify someone you support."),
    ]


def _why():
    return _("We use it to see what people think, to choose what to meet about, and to act on it.")


def _basis(network):
    """The first sentence names the reason that the law asks for."""
    return {
        LawfulBasis.LEGITIMATE_INTERESTS: [
            _(
                "The law allows this because the network has a fair reason: working better together."
            ),
            _("The law calls this legitimate interests. You can object to it at any time."),
        ],
        LawfulBasis.PUBLIC_TASK: [
            _("The law allows this because it is part of the work of a public body."),
            _("The law calls this a public task. You can object to it at any time."),
        ],
        LawfulBasis.CONSENT: [
            _("The law allows this because you agree to it when you answer."),
            _("The law calls this consent. You can take it back at any time."),
        ],
    }[LawfulBasis(network.lawful_basis)]


def _who_sees(network):
    sentences = [
        _("No page shows your views with your name: not to the coordinator, and not to anyone."),
        _("Your answers are stored with your name, so that you can change them."),
        _("Whoever runs the computer they are stored on could look there."),
        _("If somebody types in your answers for you, that person sees them."),
        _("What you write in your own words may be shown, without your name."),
        _("A topic you suggest has your name beside it only for those you choose."),
        _("The coordinator, and others who sign in, see who has handed in, but not who said what."),
        _("Convenors and members see the results, without names."),
        _("Your organisation chooses who may see its figures, and can change this at any time."),
        _(
            "Nobody is shown your vote. When a vote closes, nothing ties your ballot to you any more."
        ),
        _("A named vote is different, and says so before you choose."),
        _votes_seen(network),
    ]
    if network.funder:
        sentences.append(
            _("%(funder)s pays the coordinator, and sees only what the members agreed to share.")
            % {"funder": network.funder}
        )
    return sentences


def _votes_seen(network):
    if network.shows_who_voted:
        return _("The coordinator can see who has not voted yet. The members agreed to that.")
    return _("The coordinator sees how many have voted, but not who.")


def _floor(network):
    return _("Results are shown only when at least %(n)d people have answered.") % {
        "n": network.smallest_group
    }


def _small_groups(network):
    return [
        _floor(network),
        _("The same holds for each question, and for what people wrote in their own words."),
        _(
            "One exception: words that sound as if somebody is at risk are read at once, without your name."
        ),
        _("A total hides the figures of at least %(n)d partners, or of none.")
        % {"n": network.smallest_total},
    ]


def _months(network):
    return ngettext(
        "The network agreed to keep answers for %(n)d month after the end of this round.",
        "The network agreed to keep answers for %(n)d months after the end of this round.",
        network.keeps_answers,
    ) % {"n": network.keeps_answers}


def _how_long(network):
    return [
        _months(network),
        _("Single ballots are deleted when the vote closes. The count stays."),
        _("Of a named vote, what each person chose stays too."),
        _("You are on the register until you leave. Then you are asked nothing more."),
        _("What was agreed, and who took on an action, stays as the network’s record."),
    ]


def _on_the_device(network):
    sentences = [
        _("We leave small files, called cookies, on your device."),
        _("One opens your page again without the link, for up to a year."),
        _("One remembers that this device may show what you saved, as long."),
        _("The others keep strangers from sending a form in your name, or show a note once."),
        _("None of them follows you to other sites."),
        _("Words that are not saved yet are kept in your browser, for 14 days at most."),
    ]
    if network.asks_code:
        sentences.append(_("A new device is asked for a code before it shows what you saved."))
    return [
        *sentences,
        _(
            "We note when you first use your page, so that the coordinator knows that the link works."
        ),
        _("We put nothing into our messages that tells us whether you read them."),
    ]


def _rights(network):
    return [
        _("You need not answer. You can leave out any question, and stop at any time."),
        _("You can change your answers on your own page until the last day."),
        _("You can ask to see what is kept about you, and to have a copy."),
        _("You can ask us to correct it, to delete it, or to use it for less."),
        _("You can object to our using it at all."),
        _("Write to %(contact)s. The law gives one month for an answer.")
        % {"contact": network.contact or _("the coordinator")},
    ]


def _regulator(network):
    return _("You can complain to %(regulator)s.") % {"regulator": network.regulator}


def _complaint(network):
    return [
        _("Please tell %(contact)s first, so that it can be put right.")
        % {"contact": network.contact or _("the coordinator")},
        _regulator(network),
    ]
