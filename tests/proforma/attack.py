"""Somebody who collects every figure that is published, and tries to work out what is hidden.

Figures are made so large and so random that a published number is the sum of one set of partners and of no
other: so each number on a page or in a file is an equation, whatever code wrote it there. Then linear
algebra says whether any hidden figure follows from them.
"""

import random
import re
from fractions import Fraction
from itertools import combinations

from django.utils import timezone

from network.models import Level, Sector
from proforma.models import Proforma, Response
from tests import factories

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
FIGURES = {  # code of a question → its rows
    "B1": [None],
    "B2": [None],
    "B3": ["whole", "part"],
    "B4": [None],
    "B5": [None],
}
ASKED = [
    ("B1", "whole_number", {"unit": "people"}, []),
    ("B2", "whole_number", {"unit": "people", "not_above": "B1"}, []),
    ("B3", "grid_number", {"unit": "referrals", "share": ["part", "whole"]}, ["whole", "part"]),
    ("B4", "whole_number", {"unit": "days"}, []),
    ("B5", "money", {"period": "a year"}, []),
    ("B6", "month", {}, []),
    ("B7", "organisations", {"most": 3}, []),
]


def network_of(seed, coast):
    """A network filled by chance: its pro-forma, closed or still open, and what each partner gave."""
    rng = random.Random(seed)
    partners = [
        coast.add_partner(
            name=f"Partner {n} of {seed}",
            sector=rng.choice(Sector.values),
            is_convenor=rng.random() < 0.3,
        )
        for n in range(rng.randint(3, 9))
    ]
    proforma = Proforma.draft(coast.current_cycle(), title="What we hold")
    _ask(proforma)
    people = [
        coast.add_person(
            name=f"Person {n}",
            partner=rng.choice([*partners, None]),
            level=rng.choice([*Level.values, ""]),
        )
        for n in range(rng.randint(6, 30))
    ]
    factories.open_now(proforma)
    given = _figures(rng, factories.part_of(proforma, "partner"), partners)
    _views(rng, factories.part_of(proforma, "person"), people)
    if rng.random() < 0.8:
        proforma.close()
    return proforma, given


def _ask(proforma):
    views, figures = (factories.part_of(proforma, unit) for unit in ("person", "partner"))
    views.add_question(kind="scale", text="How well?", settings={"low": 0, "high": 10})
    views.add_question(kind="choose_one", text="Which?", options=[("X", "Ex"), ("Y", "Wy")])
    rows = [("r1", "One"), ("r2", "Two")]
    views.add_question(kind="grid_scale", text="Each?", rows=rows, settings={"low": 1, "high": 5})
    for code, kind, settings, rows in ASKED:
        last = figures.add_question(
            code=code,
            kind=kind,
            text=f"How about {code}?",
            settings=settings,
            rows=[(row, row.title()) for row in rows],
        )
        if code == "B6":
            last.follows = figures.questions.get(code="B5")
            last.save(update_fields=["follows"])


def _figures(rng, part, partners):
    """{(code, row): {name of a partner: (value, what it chose, whether its return is complete)}}."""
    given, made = {}, []
    for n, partner in enumerate(partners):
        chosen = rng.choice(["named", "named", "named", "totals", "totals", "coordinator", ""])
        complete = rng.random() < 0.85
        answers = {"B6": {"value": f"2027-{rng.randint(1, 4):02}"}}
        others = [other.pk for other in partners if other != partner]
        answers["B7"] = {"value": sorted(rng.sample(others, min(len(others), 2)))}
        for code, rows in FIGURES.items():
            values = {row: _value(rng, code) for row in rows}
            for row, value in values.items():
                given.setdefault((code, row), {})[partner.name] = (value, chosen, complete)
            answers[code] = {"value": values.get(None, values)}
        if not complete:
            left = rng.choice(sorted(FIGURES))
            del answers[left]
            for row in FIGURES[left]:
                del given[left, row][partner.name]
        made.append(_response(part, {"partner": partner}, answers, n, sharing=chosen))
    Response.objects.bulk_create(made)
    return given


def _value(rng, code):
    if code in {"B1", "B2"} and rng.random() < 0.2:
        return rng.randint(1, 4)  # so few people that it must not be printed
    return rng.randint(10**9, 10**12)


def _views(rng, part, people):
    part.activity.invite(people)
    made = []
    for n, person in enumerate(people):
        answers = {
            "A1": {"value": rng.randint(0, 10)},
            "A2": {"value": rng.choice("XY")},
            "A3": {"value": {row: rng.randint(1, 5) for row in ("r1", "r2") if rng.random() < 0.9}},
        }
        for code in ("A1", "A2", "A3"):
            if rng.random() < 0.15 or not answers[code]["value"] and code == "A3":
                del answers[code]
        made.append(_response(part, {"person": person}, answers, n))
    Response.objects.bulk_create(made)


def _response(part, whose, answers, n, **fields):
    at = factories.minutes_ago(60 - n)
    stamp = {"by": None, "at": at.isoformat(), "rev": 1, "page": ""}
    return Response(
        part=part,
        version=part.versions.get(),
        answers={code: entry | stamp for code, entry in answers.items()},
        started_at=at,
        saved_at=at,
        submitted_at=timezone.now(),
        handed_in_under=1,
        **whose,
        **fields,
    )


def numbers_in(text):
    """Every number that stands in a text, as a fraction."""
    return {Fraction(found.replace(",", "")) for found in NUMBER.findall(text)}


def equations(numbers, held):
    """The sets of partners whose sum, or the half of whose sum, is one of these numbers.

    `held` is {name: value}. Values under 10 are small counts: a sum may hold any of them besides.
    """
    large = [name for name, value in held.items() if value >= 10]
    small = [name for name, value in held.items() if value < 10]
    sums = {
        sum(held[name] for name in names): frozenset(names)
        for count in range(1, len(large) + 1)
        for names in combinations(large, count)
    }
    found = set()
    for number in numbers:
        for whole in (number, 2 * number):
            for rest in range(4 * len(small) + 1):
                if whole - rest in sums:
                    found.add(sums[whole - rest] | (set(small) if rest else set()))
    return found


def worked_out(found, hidden):
    """The hidden partners whose figure follows from the equations `found`, alone or by one who knows
    their own: {name: who can work it out}."""
    pinned = {}
    for insider in [None, *sorted(hidden)]:
        unknown = sorted(hidden - {insider})
        rows = [[int(name in names) for name in unknown] for names in found]
        for name in _determined(rows, unknown):
            pinned.setdefault(name, insider or "anybody")
    return pinned


def _determined(rows, unknown):
    """The names whose unit vector lies in the row space of `rows`: by reduction to echelon form."""
    rows = [[Fraction(n) for n in row] for row in rows]
    done = []
    for column in range(len(unknown)):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        pivot = [n / pivot[column] for n in pivot]
        rows = [_less(row, pivot, column) for row in rows]
        done = [_less(row, pivot, column) for row in done] + [pivot]
    for row in done:
        names = [name for name, n in zip(unknown, row, strict=True) if n]
        if len(names) == 1:
            yield names[0]


def _less(row, pivot, column):
    return [a - row[column] * b for a, b in zip(row, pivot, strict=True)]
