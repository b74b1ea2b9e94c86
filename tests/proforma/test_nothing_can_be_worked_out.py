"""What is hidden does not follow from what is published: all pages and files, all ways of splitting."""

import io
import re
from html import unescape
from itertools import combinations

import numpy
import pytest
from django.utils import timezone
from openpyxl import load_workbook

from meetings.deck.records import of_answers
from network.disclosure import Sharing
from proforma import results, splits
from proforma.models import Proforma
from tests.proforma import attack

SEEN = {Sharing.NAMED}
FLOOR = 5


def published(client, network, proforma):
    """Every text that leaves: pages with all splits, chart data in their source, files, slides."""
    base = f"/{network.slug}/proforma/{proforma.pk}"
    pages = [f"{base}/results/{split}" for split in ["", *(f"?by={by}" for by in splits.WAYS)]]
    pages += [f"{base}/quality/", f"/{network.slug}/insights/"]
    said = [client.get(page).content.decode() for page in pages]
    said = [unescape(re.sub(r"<[^>]+>", " ", text)) + text for text in said]
    workbook = load_workbook(io.BytesIO(client.get(f"{base}/answers/").getvalue()))
    said += [
        " ".join(str(cell) for row in sheet.values for cell in row if cell is not None)
        for sheet in workbook
    ]
    views, figures = results.of(proforma, timezone.now())
    said.append(repr(of_answers.slides(views, figures, timezone.now())))
    return said


@pytest.mark.parametrize("seed", range(100))
def test_no_partners_figure_can_be_worked_out(ana, coast, seed):
    proforma, given = attack.network_of(seed, coast)

    numbers = set().union(*map(attack.numbers_in, published(ana, coast, proforma)))

    for (code, row), held in given.items():
        values = {name: value for name, (value, _chosen, _complete) in held.items()}
        hidden = {
            name
            for name, (value, chosen, _complete) in held.items()
            if chosen not in SEEN or value < 10
        }
        found = attack.equations(numbers, values)
        assert not attack.worked_out(found, hidden), (code, row, held)


@pytest.mark.parametrize("seed", range(100))
def test_no_small_groups_answers_can_be_worked_out(coast, seed):
    proforma, _given = attack.network_of(seed, coast)
    views, _figures = results.of(proforma, timezone.now())

    for result in views.questions:
        assert not pinned_groups(views, result), result.question.code


def test_no_small_groups_answers_can_be_worked_out_in_the_demo(carrowby):
    proforma = Proforma.objects.with_parts().get(pk=carrowby.proforma.pk)
    views, _figures = results.of(proforma, timezone.now())
    shown = [views.split(result, by) for result in views.questions for by in splits.WAYS]

    assert [one for one in shown if one]
    assert not [
        pinned_groups(views, result)
        for result in views.questions
        if result.summary and pinned_groups(views, result)
    ]


def pinned_groups(views, result):
    """Groups of fewer than five whose answers follow from all the splits of one question together."""
    whole = {response.pk: response for response, _codes in views._responses}
    tables = {}  # whom a table is made from → the groups that are shown of them
    for by in splits.WAYS:
        shown = views.split(result, by)
        if shown is None:
            continue
        names = [label for label, _n, _summary in shown.groups]
        for answered in answered_in(result):
            group_of = {key: _group(whole[key], by, names) for key in answered}
            parts = [{key for key in answered if group_of[key] == name} for name in names]
            tables.setdefault(frozenset(answered), []).extend(parts)
    return [few for answered, parts in tables.items() for few in _known(sorted(answered), parts)]


def answered_in(result):
    given = [one for one in result.base.given if one.is_answered]
    if result.shape == "grid":
        rows = [code for code, _text in result.base.rows]
        return [{one.key for one in given if row in one.entry["value"]} for row in rows]
    return [{one.key for one in given}]


def _group(response, by, names):
    way = splits.WAYS[by]
    own = str(way.words[way.of(response.person)])
    return own if own in names else names[-1]


def _known(people, parts):
    """Sets of one to four people whose sum lies in the space of the shown groups: numerically, and so not
    by the way that keeps them back."""
    if len(people) < FLOOR:
        return [people] if parts else []
    shown = numpy.array(
        [[1] * len(people), *([int(p in part) for p in people] for part in parts)], float
    )
    _u, sizes, rows = numpy.linalg.svd(shown, full_matrices=True)
    free = rows[(sizes > 1e-9).sum() :].T
    kinds = {}  # people who are together in every group are alike: one of each kind is enough
    for n, _person in enumerate(people):
        kinds.setdefault(tuple(shown[:, n]), []).append(n)
    alike = [n for members in kinds.values() for n in members[: FLOOR - 1]]
    return [
        [people[n] for n in few]
        for count in range(1, FLOOR)
        for few in combinations(alike, count)
        if numpy.abs(free[list(few)].sum(axis=0)).max(initial=0) < 1e-9
    ]
