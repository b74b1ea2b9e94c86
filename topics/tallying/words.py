"""A tally in words that a coordinator can read out."""

from dataclasses import replace

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from topics.ranking import TooManySets

from .count import ADDING, Tally, winning_sets
from .plain import shown

MOST_SETS, LONGEST_NUMBER = 12, 9


def said(count: Tally) -> str:
    """The ranking with its cut line, what is tied, how sure it is, and whom it leaves with nothing."""
    paragraphs = [_heading(count), _table(count), _outcome(count), _how_sure(count)]
    return "\n\n".join("\n".join(lines) for lines in paragraphs if lines)


def method_words(method: str) -> str:
    return {
        "plain": _("Plain count: each choice is one vote."),
        "pav": _(
            "Balanced agenda: your first topic counts 1, your second a half, your third a third."
        ),
        "seqpav": _("Balanced agenda, one topic after another."),
        "phragmen": _(
            "One topic after another, each time the one whose supporters were served least."
        ),
        "mes": _("Equal shares: topics that their own supporters can pay for."),
        "sav": _("Shared votes: each ballot is one vote, split between its choices."),
        "cc": _("As many people as possible get at least one topic."),
        "points": _("Points: most for the first choice, one fewer for each after it."),
        "schulze": _("Schulze: topics compared in pairs, by the order on the ballots."),
    }[method]


def _heading(count):
    ballots = count.poll.papers.total()
    weights = {
        "person": _("Each person has one vote."),
        "equal": _("Each organisation has one vote, shared between its people."),
        "capped": _("Each person has one vote, and an organisation at most three."),
    }
    number = ngettext("%d ballot", "%d ballots", ballots) % ballots
    places = ngettext("%d place.", "%d places.", count.terms.places) % count.terms.places
    said = {"ballots": number, "blank": count.blank, "places": places}
    title = [shown(count.poll.title)] if count.poll.title else []
    return [
        *title,
        _("%(ballots)s, %(blank)d of them blank; %(places)s") % said,
        method_words(count.terms.method),
        weights[count.terms.weights],
    ]


def _table(count):
    """Rank, votes or points, topic. The line is the cut: under it, and level with it, places are open."""
    if not count.totals:
        return []
    everybody, adds_up = count.chosen | count.tied, count.terms.method in ADDING
    line = sorted(count.totals.items(), key=lambda item: (-item[1], item[0]))
    width = max(len(_number(total)) for total in count.totals.values())
    rows, above = [], 0
    for place, (topic, total) in enumerate(line):
        if not place or total != line[place - 1][1]:
            above = place + 1
        mark = "*" if topic in count.chosen else "=" if topic in count.tied else " "
        level = sum(other == total for other in count.totals.values()) > 1
        rank = f"{above}=" if level else f"{above} "
        rows.append(f"{mark} {rank:>4} {_number(total):>{width}}  {shown(topic)}")
        following = line[place + 1][0] if place + 1 < len(line) else None
        if adds_up and topic in everybody and following and following not in everybody:
            rows.append("  " + "-" * (width + 20))
    legend = _("* chosen") if not count.tied else _("* chosen   = tied for what is left")
    return [*rows, legend]


def _outcome(count):
    lines = [_("Chosen: %s.") % _names(count.chosen)] if count.chosen else []
    if count.tied:
        room = min(count.terms.places, len(count.poll.topics)) - len(count.certain)
        said = {"names": _names(count.tied), "n": room}
        if count.terms.method in ADDING:
            lines.append(
                ngettext(
                    "Exactly level: %(names)s. One place is left for them, and votes do not say whose.",
                    "Exactly level: %(names)s. %(n)d places are left for them, and votes do not say whose.",
                    room,
                )
                % said
            )
        else:
            lines += _every_set(count)
    elif len(count.chosen) < min(count.terms.places, len(count.poll.topics)):
        lines.append(_("The other places stay empty: no further topic is paid for."))
    nobody = [topic for topic in count.chosen | count.tied if not count.totals[topic]]
    if nobody:
        lines.append(_("Nobody chose %s: the votes give no reason to take it.") % _names(nobody))
    return lines or [_("There is nothing to choose from.")]


def _every_set(count):
    sets = sorted(map(sorted, count.sets))
    lines = [_("Equally good sets: %d.") % len(sets)]
    return (
        lines
        + [f"  {_names(names)}" for names in sets[:MOST_SETS]]
        + ["  …"] * (len(sets) > MOST_SETS)
    )


def _how_sure(count):
    if not count.poll.papers:
        return [_("There are no ballots.")]
    lines = [*_closeness(count), *_other_ways(count)]
    for topic, ballots in count.left_out or []:
        sentence = ngettext(
            "%(n)d ballot chose “%(topic)s” and got nothing. That is as large as a place: consider it.",
            "%(n)d ballots chose “%(topic)s” and got nothing. That is as large as a place: consider it.",
            ballots,
        )
        lines.append(sentence % {"n": ballots, "topic": shown(topic)})
    if count.left_out == []:
        lines.append(_("No group as large as a place agrees on a topic and was left with nothing."))
    return lines


def _closeness(count):
    if count.flip is None:
        return []
    if not count.flip:
        return [_("It is a tie now.")]
    return [
        ngettext(
            "%d ballot filled in differently would have been enough for another result, or a tie.",
            "%d ballots filled in differently would have been enough for another result, or a tie.",
            count.flip,
        )
        % count.flip
    ]


def _other_ways(count):
    """What other ways to count the same ballots give. Of organisations, only what would be chosen."""
    ways = [
        (_("Plain count"), "plain", count.terms.weights),
        (_("Balanced agenda"), "pav", count.terms.weights),
    ]
    ways += [(_("Counting people"), count.terms.method, "person")]
    if count.poll.names_organisations:
        ways += [(_("Counting each organisation as one"), count.terms.method, "equal")]
    lines = []
    for name, method, weights in ways:
        if (method, weights) == (count.terms.method, count.terms.weights):
            continue
        try:
            sets = winning_sets(count.poll, replace(count.terms, method=method, weights=weights))
        except TooManySets:
            sets = None
        if sets is None or len(sets) > MOST_SETS:
            lines.append(_("%s: too many sets of topics to say.") % name)
        elif sets == count.sets:
            lines.append(_("%s: the same.") % name)
        else:
            instead = _("; or ").join(_names(one) for one in sorted(map(sorted, sets)))
            lines.append(_("%(way)s: %(names)s.") % {"way": name, "names": instead})
    return lines


def _number(total):
    """A fraction nobody could read is rounded here; whatever is level was compared before."""
    return str(total) if len(str(total)) <= LONGEST_NUMBER else f"≈{float(total):.2f}"


def _names(topics):
    return get_text_list([shown(topic) for topic in sorted(topics)], _("and"))
