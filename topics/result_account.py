"""All that a result page says of a vote, put together for its templates. Queries, constant in number."""

from dataclasses import dataclass, field
from functools import cached_property

from topics import framing, sureness, telling
from topics.left_off import MEMBERS, left_off
from topics.models import Vote
from topics.suggesting import place_of


@dataclass
class Account:
    """What the templates of a result ask for; each part is worked out when it is asked for."""

    vote: Vote
    runoff: Vote | None = None
    topics: list = field(default_factory=list)

    @property
    def result(self):
        return self.vote.result

    @cached_property
    def asked(self):
        vote, told = self.vote, self.vote.terms or {}
        words = told.get("topics") or [
            {"code": topic.code, **topic.wording} for topic in self.topics
        ]
        return telling.Asked(
            titles={one["code"]: one["title"] for one in words},
            questions={one["code"]: one["question"] for one in words},
            tie_rule=vote.tie_rule,
            rule_in_words=vote.get_tie_rule_display(),
            quorum=vote.quorum,
            is_ranked=vote.is_ranked,
            is_named=vote.is_named,
            weights=vote.weights,
            lot_digest=told.get("lot_digest", ""),
            settled=vote.settled,
        )

    def _told(self, say):
        return say(self.result, self.asked)

    stage = property(lambda self: telling.stage_of(self.result))
    heading = property(lambda self: self._told(telling.heading))
    turnout = property(lambda self: telling.turnout(self.result))
    blanks = property(lambda self: telling.blanks(self.result))
    cut = property(lambda self: self._told(telling.cut))
    tie = property(lambda self: self._told(telling.tie))
    lot = property(lambda self: self._told(telling.lot))
    margin = property(lambda self: self._told(sureness.margin))
    to_change = property(lambda self: sureness.to_change(self.result))
    non_voters = property(lambda self: sureness.non_voters(self.result))
    withheld = property(lambda self: self._told(sureness.withheld))
    agreement = property(lambda self: sureness.agreement(self.result))
    fairness = property(lambda self: self._told(sureness.left_with_nothing))
    position = property(lambda self: sureness.position(self.result))

    @cached_property
    def rows(self):
        return self._told(telling.ranking)

    @cached_property
    def ways(self):
        return self._told(sureness.ways)

    @property
    def standings(self):
        """{core, swing, out: its words}, for the chips."""
        return sureness.STANDING

    @property
    def chosen(self):
        return [row for row in self.rows if row.is_in]

    @property
    def bands(self):
        """(the two bands, [(title, votes in each)]), in the order of the ranking; None without bands."""
        bands = self.result["bands"]
        if not bands:
            return None
        rows = [
            (row.title, [band["totals"].get(row.code, 0) for band in bands]) for row in self.rows
        ]
        return bands, rows


@dataclass(frozen=True)
class Framing:
    """Whose framing it is: two balances, what chance would make of them, and what became of suggestions."""

    balances: list[framing.Balance]
    yardstick: list[str]
    suggestions: str
    missing: int
    left_off: list


def account_of(vote) -> Account:
    """Queries twice."""
    return Account(vote, vote.runoff_held(), vote.topics())


def framing_of(account) -> Framing:
    """As far as members may see it, on every page alike. Queries, constant in number."""
    vote, chosen = account.vote, set(account.vote.chosen_codes)
    of_list = framing.on_list(*_sides(account.topics))
    of_chosen = framing.among_chosen(*_sides(t for t in account.topics if t.code in chosen))
    suggested = list(vote.cycle.suggestions.standing().with_all())
    missing = sum(one.vote_id == vote.pk for one in suggested)
    # Those who said the same stand behind one.
    places = [place_of(one) for one in suggested if one.vote_id is None and one.same_as_id is None]
    return Framing(
        balances=[of_list] + ([of_chosen] if chosen else []),
        yardstick=framing.yardstick(of_list, of_chosen),
        suggestions=framing.suggestions_said(
            len(places), *(places.count(one) for one in ("listed", "joined", "left_off", ""))
        ),
        missing=missing,
        left_off=left_off(vote.cycle, MEMBERS),
    )


def _sides(topics):
    """(began with the coordinator, began with the network)."""
    began = [topic.began_with_coordinator for topic in topics]
    return began.count(True), began.count(False)
