"""What those who convene wanted and expected, as it was sealed before the vote; and limits said openly."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from meetings.deck.outline import Slide, SlideKind
from meetings.deck.records import tokens
from network import words
from topics import seals
from topics.models import Opened, Seal, Stance, StillSealed

# On the wall the most telling comes first; what there is no room for is in the notes.
ON_THE_WALL = [Stance.DELIGHTED, Stance.CANNOT, Stance.DISTRACTION, Stance.COMFORTABLE]


@dataclass(frozen=True)
class Sealed:
    """A seal as everyone may read it now: opened, shut until its day, or in trouble."""

    seal: Seal
    opened: Opened | None = None
    problem: str = ""

    @property
    def author(self):
        return self.seal.author.name

    def stances(self, topics):
        """Those on topics of the list. What was suggested and left off keeps its words to itself."""
        listed = {topic.code for topic in topics}
        said = self.opened.said["stances"] if self.opened else []
        return [one for one in said if one["code"] in listed]


def slides(cycle, topics, vote, at):
    """[what we would each like, and what was expected]; none where nobody said anything. Three queries."""
    found = [_as_everyone_reads(seal, cycle, at) for seal in cycle.seals.select_related("author")]
    limits = list(cycle.declared_limits.standing().select_related("author"))
    payer = cycle.network.declarations.filter(said_at__lte=at).first()
    if not (found or limits or payer):
        return []
    made = [_slide(cycle, topics, found, limits, payer)]
    forecasts = [one for one in found if one.opened and one.opened.said["forecast"]]
    return made + ([_forecast(forecasts, topics, vote)] if forecasts else [])


def _as_everyone_reads(seal, cycle, at):
    seal.cycle = cycle
    try:
        return Sealed(seal, opened=seal.opened(by=None, at=at))
    except StillSealed:
        return Sealed(seal)
    except seals.CannotOpen as trouble:
        return Sealed(seal, problem=str(trouble))


def _slide(cycle, topics, found, limits, payer):
    network = cycle.network
    opened = [one for one in found if one.opened]
    said = _on_the_wall(opened, topics)
    shut = [_shut(one, network) for one in found if not one.opened]
    first, then = _of_payer(payer)
    cited = [topic for topic in topics if any(topic.code in one.seal.covers for one in opened)]
    return Slide(
        SlideKind.TEXT,
        _title(found, opened, topics, network),
        body=said[:1] + _declared(found, limits) + first + shut + said[1:] + then,
        source=_source(found, network),
        notes="\n".join(_notes(found, limits, payer, topics)),
        key="stances",
        minutes=3,
        cites=tokens.of(*cited),
    )


def _declared(found, limits):
    """What somebody cannot be part of; without a name where one person alone speaks on this slide."""
    authors = {one.seal.author_id for one in found} | {limit.author_id for limit in limits}
    if found and len(authors) == 1:
        return [_("Cannot be part of: %(what)s") % {"what": limit.what} for limit in limits]
    return [
        _("%(who)s cannot be part of: %(what)s") % {"who": limit.author.name, "what": limit.what}
        for limit in limits
    ]


def _of_payer(payer):
    """(what goes first on the wall, what stands there if there is room) of who pays the coordinator."""
    if payer is None:
        return [], []
    limits = [_("Funder: %(limits)s") % {"limits": payer.limits}] if payer.limits else []
    aims = [_("Funder’s aims: %(aims)s") % {"aims": payer.aims}] if payer.aims else []
    return limits, aims


def _on_the_wall(opened, topics):
    several = len({one.author for one in opened}) > 1
    lines = []
    for stance in ON_THE_WALL:
        for one in opened:
            titles = [each["title"] for each in one.stances(topics) if each["stance"] == stance]
            if titles:
                line = _("%(stance)s: %(titles)s") % {
                    "stance": stance.label.capitalize(),
                    "titles": "; ".join(titles),
                }
                lines.append(f"{one.author} · {line}" if several else line)
    return lines


def _title(found, opened, topics, network):
    authors = {one.author for one in found}
    if not found:
        return _("What some of us want, or cannot be part of, said before the vote")
    if not opened:
        days = {_until(one, network) for one in found if not one.problem}
        if len(days) == 1:
            return _("What we would each like is sealed until %(day)s") % {"day": days.pop()}
        return _("What we would each like is sealed")
    if len(authors) > 1:
        return _("What we would each like, sealed before the vote and open now")
    stances = [one for each in opened for one in each.stances(topics)]
    return _("%(who)s was delighted with %(n)d of %(all)d topics; %(k)d seemed a distraction") % {
        "who": opened[0].author,
        "n": sum(one["stance"] == Stance.DELIGHTED for one in stances),
        "k": sum(one["stance"] == Stance.DISTRACTION for one in stances),
        "all": len(stances),
    }


def _until(one, network):
    return words.day_and_time(one.seal.opens_at, network)


def _shut(one, network):
    if one.problem:
        return _("%(who)s: %(problem)s") % {"who": one.author, "problem": one.problem}
    return _("%(who)s: sealed until %(day)s.") % {"who": one.author, "day": _until(one, network)}


def _source(found, network):
    if not found:
        return _("Limits that were declared openly")
    day = words.full_date(min(one.seal.sealed_at for one in found), network)
    return _("Sealed on %(day)s · nobody can change it · limits that were declared") % {"day": day}


def _notes(found, limits, payer, topics):
    for one in found:
        for each in one.stances(topics):
            label = dict(Stance.choices).get(each["stance"], each["stance"])
            yield f"{one.author} · {each['title']}: {label}. {each['reason']}".strip()
        if one.opened and not one.opened.is_as_kept:
            yield _("Its digest is not the one that was kept beside it. Say so.")
        yield _("Digest of what %(who)s sealed: %(digest)s") % {
            "who": one.author,
            "digest": one.seal.digest_in_blocks,
        }
    for limit in limits:
        yield _("%(who)s cannot be part of “%(what)s”: %(why)s") % {
            "who": limit.author.name,
            "what": limit.what,
            "why": limit.reason,
        }
    if any(not one.opened and not one.problem for one in found):
        yield _("What is sealed opens on its day. Export the deck again then, or read it aloud.")
    if payer is not None:
        yield from _notes_of_payer(payer)
    yield _("Ask: does any of this surprise you? Keep to the minutes.")


def _notes_of_payer(payer):
    said = [
        (_("Who pays the coordinator: %(text)s"), payer.funder),
        (_("Who employs the coordinator: %(text)s"), payer.employer),
        (_("What they want of it: %(text)s"), payer.aims),
        (_("What they will not pay for, or be part of: %(text)s"), payer.limits),
        (_("What would end their involvement: %(text)s"), payer.would_end),
    ]
    yield from (line % {"text": text} for line, text in said if text)


def _forecast(forecasts, topics, vote):
    titles = {topic.code: topic.title for topic in topics}
    chosen = vote.chosen_codes if vote is not None and vote.is_counted else []
    lines = [
        _("%(who)s expected: %(titles)s")
        % {
            "who": one.author,
            "titles": "; ".join(titles.get(code, code) for code in one.opened.said["forecast"]),
        }
        for one in forecasts
    ]
    codes = {code for one in forecasts for code in one.opened.said["forecast"]}
    title = _("What was expected of the vote, sealed before it")
    if chosen and len(forecasts) == 1:
        title = _("%(k)d of %(n)d topics that %(who)s expected were chosen") % {
            "k": len(codes & set(chosen)),
            "n": len(codes),
            "who": forecasts[0].author,
        }
    return Slide(
        SlideKind.TEXT,
        title,
        body=lines,
        source=_("Sealed before the vote opened"),
        notes="\n".join([*lines, _("Ask: what would you have expected?")]),
        key="forecast",
        minutes=1,
        cites=tokens.of(*(topic for topic in topics if topic.code in codes)),
    )
