"""What the account reckons: counts and margins, each with a plain reading and the records it is made from.

There is no sum of them, and none is weighed against another: one number would accuse or excuse.
"""

from dataclasses import dataclass, field
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from topics import framing


@dataclass(frozen=True)
class Record:
    """Where something that was counted can be read. `url` is for staff; members have the page `public`."""

    label: str
    url: str
    public: str = ""


@dataclass(frozen=True)
class Measure:
    """One figure of the account.

    `figures` are the plain numbers behind it, by name. `said` states them in a sentence, `reading` says
    beside it what that can mean and what not. `share` is (part, whole) where a balance can be drawn.
    """

    key: str
    title: str
    said: str
    figures: dict = field(default_factory=dict)
    reading: str = ""
    records: tuple[Record, ...] = ()
    share: tuple[int, int] | None = None

    @property
    def weight_at(self) -> int | None:
        """Where the weight lies on a beam, from 0, the coordinator’s end, to 100, the network’s end; None
        for what is no balance between the two."""
        if self.share is None or self.key not in BALANCES:
            return None
        part, whole = self.share
        towards = Fraction(part, whole)
        return round(100 * (towards if BALANCES[self.key] else 1 - towards))


# Shares that lie between the coordinator and the network: True where the part is the network’s.
BALANCES = {"wording": False, "topic_origin": False, "option_echo": False, "member_owned": True}


def share(key, title, said, part, whole, *, reading="", records=(), **more) -> Measure:
    """A part of a whole; `said` is completed with n and all."""
    figures = {"n": part, "all": whole} | more
    return Measure(
        key,
        title,
        said % figures,
        figures,
        reading,
        tuple(records),
        (part, whole) if whole else None,
    )


def wording_share(origins: list[str], ours: set[str], records=()) -> Measure | None:
    """Of the questions asked, how many have their words from the coordinator or the funder.

    `origins` holds the origin of each question, `ours` those that are the coordinator’s or the funder’s.
    """
    if not origins:
        return None
    n = sum(origin in ours for origin in origins)
    return share(
        "wording",
        _("Whose words the questions are"),
        _("%(n)d of %(all)d questions have their words from the coordinator or the funder."),
        n,
        len(origins),
        reading=_("A question from the question bank is a framing too. It is ours."),
        records=records,
    )


def seen_first(readers: int, members: int, changed: int, records=()) -> Measure | None:
    """Of the members other than the coordinator, how many saw the form before it opened."""
    if not members:
        return None
    reading = (
        ngettext(
            "Because of one of them, something was changed.",
            "Because of %(n)d of them, something was changed.",
            changed,
        )
        % {"n": changed}
        if changed
        else _("Nothing is written down that was changed because of them.")
    )
    return share(
        "seen_first",
        _("Who saw the questions first"),
        _("%(n)d of %(all)d members saw the form before it went out."),
        readers,
        members,
        reading=reading if readers else "",
        records=records,
    )


def topic_origin(coordinator: int, required: int, others: int, records=()) -> Measure | None:
    """How many topics of the list began with the coordinator, and how many of these the funder’s framework
    or demand brought."""
    everything = coordinator + others
    if not everything:
        return None
    said = _("%(n)d of %(all)d topics on the list began with the coordinator.")
    if required:
        said += " " + ngettext(
            "One of them came from the funder.",
            "%(required)d of them came from the funder.",
            required,
        )
    return share(
        "topic_origin",
        _("Where the topics began"),
        said,
        coordinator,
        everything,
        reading=_("Who writes a topic down first is not always who wants it most."),
        records=records,
        required=required,
        others=others,
    )


def option_echo(echoes: int, chosen: int, records=()) -> Measure | None:
    """Of the topics chosen, how many repeat an option that the coordinator wrote into a question before."""
    if not chosen:
        return None
    return share(
        "option_echo",
        _("Options that came back as topics"),
        _(
            "%(n)d of the %(all)d topics chosen repeat an option that the coordinator wrote earlier."
        ),
        echoes,
        chosen,
        reading=_("An option that is offered is easier to choose than one nobody wrote down."),
        records=records,
    )


def suggestions(raised: int, listed: int, joined: int, left_off: int, records=()) -> Measure | None:
    if not raised:
        return None
    return Measure(
        "suggestions",
        _("What members suggested"),
        ngettext("One topic was suggested:", "%(raised)d topics were suggested:", raised)
        % {"raised": raised}
        + " "
        + _("%(listed)d listed, %(joined)d joined, %(left_off)d left off.")
        % {"listed": listed, "joined": joined, "left_off": left_off},
        {"raised": raised, "listed": listed, "joined": joined, "left_off": left_off},
        _("What was left off stands below, with the reason and how it comes back."),
        tuple(records),
    )


def stance_among_chosen(
    stances: dict[str, str], chosen: list[str], names, records=()
) -> Measure | None:
    """The chosen topics by the stance that the coordinator had sealed. `stances` is {code: stance}; `names`
    are (stance, its words) in order."""
    known = [stances[code] for code in chosen if code in stances]
    if not known:
        return None
    counts = {stance: known.count(stance) for stance, _words in names}
    told = ", ".join(f"{counts[stance]} {words}" for stance, words in names if counts[stance])
    return Measure(
        "stances",
        _("What the coordinator wanted, among what was chosen"),
        _("Of %(n)d topics chosen: %(told)s.") % {"n": len(chosen), "told": told},
        counts,
        "",
        tuple(records),
    )


def chance_of_none_disliked(liked: int, listed: int, chosen: int, records=()) -> Measure | None:
    """How likely a blind draw avoids every topic the coordinator did not want: C(liked, k) / C(listed, k).

    Source: the hypergeometric distribution; see docs/counting.md.
    """
    if not chosen or liked >= listed:
        return None
    chance = framing.chance_of(chosen, chosen, liked, listed)
    return Measure(
        "none_disliked",
        _("Chance, if topics were drawn blindly"),
        _(
            "A blind draw would avoid all that the coordinator did not want %(chance)s (%(percent)d%%)."
        )
        % {"chance": framing.in_words(chance), "percent": round(100 * chance)},
        {"chance": chance, "liked": liked, "listed": listed, "chosen": chosen},
        _("By itself a result like this shows little, in either direction.")
        if Fraction(1, 20) < chance < Fraction(19, 20)
        else _("That is rare enough to be worth a second look."),
        tuple(records),
    )


def forecast(expected: int, hit: int, chosen: int, listed: int, records=()) -> Measure | None:
    """How many of the topics the coordinator had expected were chosen, beside blind luck."""
    if not expected or not chosen:
        return None
    mean = Fraction(expected * chosen, listed)
    return Measure(
        "forecast",
        _("What the coordinator expected"),
        _(
            "The coordinator expected %(expected)d, and %(hit)d of them were chosen. "
            "Blind luck hits %(mean).1f."
        )
        % {"expected": expected, "hit": hit, "mean": float(mean)},
        {"expected": expected, "hit": hit, "mean": mean},
        _("A good guess can come from listening or from framing. This cannot tell which."),
        tuple(records),
    )


def open_minutes(open_: int, talked: int, records=()) -> Measure | None:
    """Of the planned minutes of a meeting without its breaks, how many were open."""
    if not talked:
        return None
    percent = round(100 * Fraction(open_, talked))
    return share(
        "open_minutes",
        _("How open the meeting was"),
        _("%(n)d of %(all)d minutes were open, breaks apart (%(percent)d%%)."),
        open_,
        talked,
        reading=_("As it was planned. Open minutes come before anything is narrowed down."),
        records=records,
        percent=percent,
    )


def member_owned(owned_by_others: int, actions: int, records=()) -> Measure | None:
    if not actions:
        return None
    return share(
        "member_owned",
        _("Who holds the actions"),
        _("%(n)d of %(all)d actions are held by somebody other than the coordinator."),
        owned_by_others,
        actions,
        records=records,
    )


def perceived(mean: float, n: int, spread: list[int], records=()) -> Measure:
    """What members believe of who the topics came from. Never averaged with anything."""
    return Measure(
        "perceived",
        _("What members believe"),
        _("“The topics came from what members told us”: %(mean).1f of 5, from %(n)d replies.")
        % {"mean": mean, "n": n},
        {"mean": round(mean, 1), "n": n, "spread": spread},
        _(
            "What people believe and what the record shows are two things. Neither corrects the other."
        ),
        tuple(records),
    )


def days_to_first_action(days: int | None, records=()) -> Measure | None:
    if days is None:
        return None
    return Measure(
        "days_to_action",
        _("How long it took"),
        ngettext(
            "One day from the first meeting to the first action.",
            "%(n)d days from the first meeting to the first action.",
            days,
        )
        % {"n": days},
        {"days": days},
        _("We do not know whether the open first meeting was needed."),
        tuple(records),
    )


def mandate_gaps(stages_without: list[str], stages: int, records=()) -> Measure | None:
    """Of the stages that were led, those that ran without a live mandate on some day."""
    if not stages:
        return None
    said = _("Every stage that was led had a live mandate.")
    if stages_without:
        said = _("Without a live mandate: %(stages)s.") % {"stages": ", ".join(stages_without)}
    return Measure(
        "mandate_gaps",
        _("Stages without a live mandate"),
        said,
        {"n": len(stages_without), "all": stages},
        "",
        tuple(records),
    )
