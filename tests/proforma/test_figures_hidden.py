"""What a partner chose holds everywhere at once: in totals and rates, in names, from day to day."""

import re

import pytest
from django.utils import timezone

from meetings.deck.records import of_figures
from network.disclosure import Sharing
from proforma import results
from proforma.models import Proforma, Response
from tests import factories

MONTH = "2031-03"


@pytest.fixture
def draft(coast, pat_person):
    proforma = Proforma.draft(coast.current_cycle(), title="What we hold")
    figures = factories.part_of(proforma, "partner")
    figures.add_question(kind="whole_number", text="How many?", settings={"unit": "people"})
    figures.add_question(
        kind="whole_number", text="Of those?", settings={"unit": "people", "not_above": "B1"}
    )
    figures.add_question(
        kind="grid_number",
        text="Referrals?",
        rows=[("in", "Referrals received"), ("no", "Referrals declined")],
        settings={"unit": "referrals", "share": ["no", "in"]},
    )
    figures.add_question(kind="organisations", text="Whom?", settings={"most": 3})
    money = figures.add_question(kind="money", text="Money?", settings={"period": "a year"})
    figures.add_question(kind="month", text="Until?", follows=money)
    figures.add_question(kind="choose_one", text="Why?", options=[("FULL", "Full"), ("NO", "No")])
    factories.open_now(proforma)
    return proforma


class Returns:
    """Partners that hand in one after the other, each with figures of its own."""

    def __init__(self, network, proforma):
        self.network, self.proforma = network, proforma
        self.part, self.made = factories.part_of(proforma, "partner"), {}
        self.codes = set(self.part.questions.values_list("code", flat=True))

    def hand_in(self, name, sharing, **values):
        n = len(self.made) + 1
        partner = self.network.add_partner(name=name, sector="charity")
        person = factories.create_people(self.network, 1, partner=partner, start=n)[0]
        given = {
            "B1": 1000 + 7**n,
            "B2": 100 + 3**n,
            "B3": {"in": 500 + 5**n, "no": 50 + 2**n},
            "B4": [next(iter(self.made.values())).partner_id] if n > 1 else None,
            "B5": 10000 + 11**n,
            "B6": MONTH,
            "B7": "FULL",
        } | values
        changes = {
            code: {"value": value} if value is not None else {"state": "not_recorded"}
            for code, value in given.items()
            if code in self.codes
        }
        response, _conflicts = Response.record(self.part, person, changes, page=name)
        response.choose_sharing(sharing)
        response.submit(at=factories.minutes_ago(100 - n))
        self.made[name] = response
        return response

    def all(self, names, sharing, **values):
        for name in names:
            self.hand_in(name, sharing, **values)

    def figures(self):
        found = Proforma.objects.with_pages().get(pk=self.proforma.pk)
        return results.of(found, timezone.now())[1]

    def total(self, code, row=""):
        result = next(r for r in self.figures().questions if r.question.code == code)
        return result.shown[row].total

    def value(self, name, code):
        return self.made[name].answers[code]["value"]

    def sum(self, names, code="B1"):
        return sum(self.value(name, code) for name in names)


@pytest.fixture
def returns(coast, draft):
    return Returns(coast, draft)


def page_of(client, proforma):
    return client.get(f"/coast/proforma/{proforma.pk}/results/").content.decode()


def words_of(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


# Steps while it is open


def test_totals_take_in_the_hidden_three_at_a_time(returns):
    returns.all(["Anchor", "Beacon"], Sharing.NAMED)
    shown = ["Anchor", "Beacon"]
    seen = []
    for name in ["h1", "h2", "h3", "h4", "h5", "h6"]:
        returns.hand_in(name, Sharing.TOTALS)
        seen.append(returns.total("B1"))

    first, second = shown + ["h1", "h2", "h3"], shown + [f"h{n}" for n in range(1, 7)]
    assert seen == [None, None, *[returns.sum(first)] * 3, returns.sum(second)]


def test_after_the_close_all_are_in_the_total(returns):
    names = ["Anchor", "h1", "h2", "h3", "h4"]
    returns.hand_in("Anchor", Sharing.NAMED)
    returns.all(names[1:], Sharing.TOTALS)

    returns.proforma.close()

    assert returns.total("B1") == returns.sum(names)


def test_named_partners_are_live_while_hidden_ones_wait(returns):
    returns.all(["h1", "h2", "h3", "h4"], Sharing.TOTALS)
    before = returns.total("B1")

    returns.hand_in("Anchor", Sharing.NAMED)

    assert returns.total("B1") - before == returns.value("Anchor", "B1")


def test_each_question_steps_by_those_that_answered_it(returns):
    """h4 and h5 gave no B1: were they a step, the sixth would stand alone in what it adds."""
    returns.all(["h1", "h2", "h3"], Sharing.TOTALS)
    before = returns.total("B1")
    returns.all(["h4", "h5"], Sharing.TOTALS, B1=None)

    returns.hand_in("h6", Sharing.TOTALS)

    assert returns.total("B1") == before
    assert returns.total("B5") > returns.sum(["h1", "h2", "h3"], "B5")


def test_rates_move_in_the_same_steps(ana, returns):
    returns.hand_in("Anchor", Sharing.NAMED)
    returns.all(["h1", "h2", "h3"], Sharing.TOTALS)
    before = [(rate.part, rate.whole) for rate in returns.figures().rates]

    returns.hand_in("h4", Sharing.TOTALS)

    assert [(rate.part, rate.whole) for rate in returns.figures().rates] == before
    names = ["Anchor", "h1", "h2", "h3"]
    assert before[0] == (returns.sum(names, "B2"), returns.sum(names))
    words = words_of(page_of(ana, returns.proforma))
    assert "partners that chose totals enter 3 at a time, the earliest first." in words


def test_rate_moves_in_whole_steps_of_those_that_gave_both(returns):
    """Both totals may move by three of whom only one gave both: that one is not the rate's difference."""
    parts, wholes = {"B1": None}, {"B2": None}
    returns.all(["a1", "a2", "a3"], Sharing.TOTALS)
    returns.all(["p1", "p2", "p3"], Sharing.TOTALS, **parts)
    returns.all(["w1", "w2", "w3"], Sharing.TOTALS, **wholes)
    before = returns.figures().rates[0].whole
    assert before == returns.sum(["a1", "a2", "a3"])

    returns.hand_in("a4", Sharing.TOTALS)
    returns.all(["p4", "p5"], Sharing.TOTALS, **parts)
    returns.all(["w4", "w5"], Sharing.TOTALS, **wholes)

    assert returns.figures().rates[0].whole == before
    returns.proforma.close()
    assert returns.figures().rates[0].whole == before + returns.value("a4", "B1")


# What a rate could give away


def test_rate_over_fewer_partners_than_a_total_is_shown_only_if_none_can_be_told(returns):
    returns.hand_in("Anchor", Sharing.NAMED)
    returns.all(["h1", "h2", "h3", "h4"], Sharing.TOTALS)
    returns.hand_in("h5", Sharing.TOTALS, B2=None)
    returns.proforma.close()

    people, referrals = returns.figures().rates

    assert returns.total("B1") is not None
    assert returns.total("B2") is not None
    assert (people.part, people.text) == (None, "")  # B1 over five less B1 over four is h5
    assert referrals.text


def test_rate_is_shown_where_three_are_hidden_in_the_difference(returns):
    returns.all(["h1", "h2", "h3"], Sharing.TOTALS)
    returns.all(["h4", "h5", "h6"], Sharing.TOTALS, B2=None)
    returns.proforma.close()

    (people, _referrals) = returns.figures().rates

    names = ["h1", "h2", "h3"]
    assert (people.part, people.whole) == (returns.sum(names, "B2"), returns.sum(names))


def test_named_partners_without_a_part_make_no_difference(returns):
    returns.all(["h1", "h2", "h3"], Sharing.TOTALS)
    returns.hand_in("Anchor", Sharing.NAMED, B2=None)
    returns.proforma.close()

    assert returns.figures().rates[0].text


def test_two_rates_of_one_whole_are_not_shown_where_their_difference_hides_one(coast, pat_person):
    proforma = Proforma.draft(coast.current_cycle(), title="Two shares")
    figures = factories.part_of(proforma, "partner")
    for text, settings in [
        ("All?", {}),
        ("Taken?", {"not_above": "B1"}),
        ("Declined?", {"not_above": "B1"}),
    ]:
        figures.add_question(kind="whole_number", text=text, settings=settings)
    factories.open_now(proforma)
    returns = Returns(coast, proforma)
    returns.all(["h1", "h2", "h3", "h4"], Sharing.TOTALS, B3=20)
    returns.hand_in("h5", Sharing.TOTALS, B2=None, B3=30)  # in the second rate only
    returns.all(["h6", "h7", "h8"], Sharing.TOTALS, B2=None, B3=None)
    proforma.close()

    assert [(rate.question.code, rate.text != "") for rate in returns.figures().rates] == [
        ("B2", True)
    ]


def test_rate_of_a_part_too_small_to_print_is_told_of_nobody(returns):
    returns.hand_in("Anchor", Sharing.NAMED, B2=3)
    returns.all(["Beacon", "Cove"], Sharing.NAMED)
    returns.proforma.close()

    (people, _referrals) = returns.figures().rates

    assert people.text == ""  # the total of the parts is withheld, and so is its share
    assert people.named[0] == ("Anchor", "fewer than 5", "1,007", "")


def test_share_that_counts_few_people_is_not_shown(returns):
    """Six partners have thirty such people; the three that gave both have three of them."""
    returns.all(["h1", "h2", "h3"], Sharing.TOTALS, B2=1)
    returns.all(["h4", "h5", "h6"], Sharing.TOTALS, B1=None, B2=9)
    returns.proforma.close()

    assert returns.total("B2") == 30
    assert [rate.question.code for rate in returns.figures().rates] == ["B3"]


def test_total_of_few_people_is_nowhere(ana, returns):
    returns.all(["h1", "h2", "h3"], Sharing.TOTALS, B2=1)
    returns.proforma.close()

    assert returns.total("B2") is None
    assert "too small, or hides too few partners" in words_of(page_of(ana, returns.proforma))
    notes = [slide.notes for slide in of_figures.slides(returns.figures(), timezone.now())]
    assert any("A total is withheld: it counts too few people." in one for one in notes)


@pytest.mark.parametrize(
    ("unit", "text"),
    [("young people", "fewer than 5"), ("Tenants", "fewer than 5"), ("posts", "3")],
)
def test_few_people_are_not_printed_whatever_they_are_called(coast, pat_person, unit, text):
    proforma = Proforma.draft(coast.current_cycle(), title="Few")
    figures = factories.part_of(proforma, "partner")
    figures.add_question(kind="whole_number", text="How many?", settings={"unit": unit})
    factories.open_now(proforma)
    returns = Returns(coast, proforma)
    returns.hand_in("Anchor", Sharing.NAMED, B1=3)

    (result,) = returns.figures().questions

    assert [told for _partner, told, _held in result.shown[""].named] == [text]


def test_smallest_count_is_the_networks_own(coast, returns):
    coast.smallest_count = 10
    coast.save()
    returns.hand_in("Anchor", Sharing.NAMED, B2=7)

    shown = next(r for r in returns.figures().questions if r.question.code == "B2").shown[""]

    assert [text for _partner, text, _held in shown.named] == ["fewer than 10"]
    assert shown.lowest is None


def test_rate_of_nothing_is_not_reckoned(returns):
    returns.all(["Anchor", "Beacon"], Sharing.NAMED, B3={"in": 0, "no": 0})

    rate = returns.figures().rates[1]

    assert (rate.part, rate.whole, rate.text) == (0, 0, "")
    assert [share for *_texts, share in rate.named] == ["", ""]


def test_share_of_another_unit_is_no_rate(coast):
    proforma = Proforma.draft(coast.current_cycle(), title="Units")
    figures = factories.part_of(proforma, "partner")
    figures.add_question(kind="whole_number", text="People?", settings={"unit": "people"})
    figures.add_question(
        kind="whole_number", text="Beds?", settings={"unit": "beds", "not_above": "B1"}
    )

    assert results.of(proforma, timezone.now())[1].rates == []


# Sharing changed


def everything(client, returns):
    """The page in its source, and the slides."""
    slides = of_figures.slides(returns.figures(), timezone.now())
    return page_of(client, returns.proforma), repr(slides)


@pytest.mark.parametrize("chosen", [Sharing.TOTALS, Sharing.COORDINATOR])
def test_changing_the_choice_takes_effect_at_once_on_page_and_slides(ana, returns, chosen):
    returns.all(["Anchor", "Beacon", "Cove"], Sharing.NAMED)
    returns.hand_in("Dune", Sharing.NAMED, B7="NO", B4=None)
    figures = returns.figures()
    assert all("Anchor" in said for said in everything(ana, returns))
    assert dict(figures.referrals[0].names) == {"Beacon": ["Anchor"], "Cove": ["Anchor"]}

    returns.made["Anchor"].choose_sharing(chosen)

    for said in everything(ana, returns):
        assert "Beacon" in said
        assert "Anchor" not in said
        for code in ("B1", "B2", "B5"):
            assert f"{returns.value('Anchor', code):,}" not in said
    figures = returns.figures()
    assert figures.referrals == []  # it was the only one that was named
    assert figures.choices[0].named == 3
    assert len(figures.endings[0].months[0].held) == 3


def test_partner_that_chose_before_handing_in_is_not_named_by_others(returns):
    """Its choice counts from the moment it is made; who has given nothing yet may be named."""
    returns.hand_in("Anchor", Sharing.NAMED)
    quiet = returns.network.add_partner(name="Quiet", sector="charity")
    person = factories.create_people(returns.network, 1, partner=quiet, start=50)[0]
    returns.hand_in("Beacon", Sharing.NAMED, B4=[quiet.pk])
    assert dict(returns.figures().referrals[0].names) == {"Beacon": ["Quiet"]}

    response = factories.answer(returns.part, person, submit=False, B1=5)
    assert dict(returns.figures().referrals[0].names) == {"Beacon": ["Quiet"]}
    response.choose_sharing(Sharing.TOTALS)

    assert returns.figures().referrals == []


def test_partner_that_handed_in_without_choosing_is_named_nowhere(ana, returns):
    returns.hand_in("Beacon", Sharing.NAMED)
    returns.hand_in("Unsaid", Sharing.NAMED)
    returns.made["Unsaid"].choose_sharing(Sharing.NOT_CHOSEN)
    returns.hand_in("Cove", Sharing.NAMED, B4=[returns.made["Unsaid"].partner_id])

    assert all("Unsaid" not in said for said in everything(ana, returns))


# What the others did


def test_how_many_chose_without_their_name_is_said_from_three_on(returns):
    returns.hand_in("Anchor", Sharing.NAMED)
    seen = []
    for n in range(1, 6):
        returns.hand_in(f"h{n}", Sharing.TOTALS, B7="NO")
        seen.append(returns.figures().choices[0].others)

    assert seen == [0, 0, 3, 3, 3]
    assert dict(returns.figures().choices[0].options) == {"Full": ["Anchor"], "No": []}


def test_what_only_hidden_partners_chose_named_or_end_is_no_section(ana, returns):
    returns.all(["h1", "h2", "h3"], Sharing.TOTALS)

    figures = returns.figures()

    assert (figures.choices, figures.referrals, figures.endings) == ([], [], [])
    assert "2031" not in page_of(ana, returns.proforma)


def test_contract_that_has_ended_is_said_to_have(returns):
    returns.hand_in("Anchor", Sharing.NAMED, B6="2001-01")

    (ending,) = returns.figures().endings

    assert ending.months[0].when.endswith("months ago")
    assert ending.sentence == ""  # no two end together


def test_questions_of_figures_ask_the_database_no_more_for_more_partners(
    returns, django_assert_num_queries
):
    def read():
        figures = returns.figures()
        return figures.questions, figures.rates, figures.choices, figures.referrals, figures.endings

    returns.hand_in("Anchor", Sharing.NAMED)
    returns.hand_in("Beacon", Sharing.NAMED)
    with django_assert_num_queries(10):
        read()
    returns.all([f"h{n}" for n in range(9)], Sharing.TOTALS)
    with django_assert_num_queries(10):
        read()
