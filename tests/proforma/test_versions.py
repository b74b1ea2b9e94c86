"""A form that people are answering can be changed, and no answer is ever lost or given another meaning."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from network.models import Network, User
from proforma import circulation, export
from proforma.models import Option, Part, Proforma, Question, Response, copying
from proforma.models.responses import content
from tests import factories
from tests.forms import as_sent, hand_in


@pytest.fixture
def views(open_proforma):
    return factories.part_of(open_proforma, Part.Unit.PERSON)


def part_anew(part):
    return Part.objects.select_related("activity", "proforma__cycle__network").get(pk=part.pk)


def codes_asked(phone, person, part):
    page = phone.get(f"/p/{person.code}/answer/{part.pk}/").content.decode()
    return as_sent(page).get("asked", [])


def add_while_open(ana, part, **boxes):
    address = f"/coast/proforma/{part.proforma_id}/parts/{part.pk}/questions/new/"
    return ana.post(address, {"kind": "short_text", "text": "And what else?", **boxes})


def ask_more(ana, part, **boxes):
    address = f"/coast/proforma/{part.proforma_id}/parts/{part.pk}/more/"
    words = {"subject": "One thing more", "body": "Here: [[link]]"}
    return ana.post(address, {"asks_answered": "no", **words, **boxes})


def test_new_question_waits_until_it_is_chosen_who_is_asked(ana, pat, pat_person, views):
    add_while_open(ana, views)

    assert codes_asked(pat, pat_person, views) == ["A1", "A2", "A3"]
    page = ana.get(f"/coast/proforma/{views.proforma_id}/").content.decode()
    assert "One question has something new that nobody is asked yet." in page

    ask_more(ana, views)

    assert codes_asked(pat, pat_person, views) == ["A1", "A2", "A3", "A4"]
    assert [version.number for version in views.versions.all()] == [1, 2]
    assert [q["code"] for q in views.versions.last().questions] == ["A1", "A2", "A3", "A4"]


def test_who_has_handed_in_is_asked_only_if_that_was_chosen(ana, pat, pat_person, views):
    factories.answer(views, pat_person, A1=4)
    add_while_open(ana, views)

    ask_more(ana, views)

    assert not mail.outbox
    assert codes_asked(pat, pat_person, views) == ["A1", "A2", "A3"]
    assert "was added since" not in pat.get(f"/p/{pat_person.code}/").content.decode()


def test_who_has_handed_in_is_asked_and_written_to(ana, pat, pat_person, views):
    factories.answer(views, pat_person, A1=4, A2=["A"], A3="It worked.")
    add_while_open(ana, views)

    ask_more(ana, views, asks_answered="yes")

    assert [message.to for message in mail.outbox] == [["pat@harbour.example"]]
    assert codes_asked(pat, pat_person, views) == ["A1", "A2", "A3", "A4"]
    assert (
        "Handed in. 1 question was added since."
        in pat.get(f"/p/{pat_person.code}/").content.decode()
    )
    response = Response.objects.get()
    assert response.submitted_at
    assert [question.code for question in response.added_since()] == ["A4"]
    factories.answer(views, pat_person, A4="That.")
    assert Response.objects.get().added_since() == []


def test_asking_more_twice_makes_one_version_and_one_message(ana, pat_person, views):
    factories.answer(views, pat_person, A1=4)
    add_while_open(ana, views)

    for _press in range(2):
        ask_more(ana, views, asks_answered="yes")

    assert views.versions.count() == 2
    assert len(mail.outbox) == 1


def test_message_to_those_who_handed_in_must_carry_the_link(ana, pat_person, views):
    add_while_open(ana, views)

    page = ask_more(
        ana, views, asks_answered="yes", body="Please answer once more"
    ).content.decode()

    assert "Without [[link]] in it nobody could answer." in page
    assert views.versions.count() == 1


def test_choice_that_was_added_is_offered_from_the_next_version_on(ana, pat, pat_person, views):
    question = views.questions.get(code="A2")
    boxes = as_sent(
        ana.get(f"/coast/proforma/{views.proforma_id}/questions/{question.pk}/").content.decode()
    )
    ana.post(
        f"/coast/proforma/{views.proforma_id}/questions/{question.pk}/",
        boxes | {"options_text": "On leaving"},
    )

    page = f"/p/{pat_person.code}/answer/{views.pk}/"
    assert "On leaving" not in pat.get(page).content.decode()
    pat.post(page, {"asked": "A2", "A2": "o1"})
    assert not Response.objects.exists()  # it is not a choice yet
    ask_more(ana, views)

    assert "On leaving" in pat.get(page).content.decode()
    assert Option.objects.get(text="On leaving").since == 2


def test_retired_choice_is_offered_no_more_and_stays_where_it_was_chosen(
    ana, pat, pat_person, views
):
    factories.answer(views, pat_person, A2=["A"], A3="It worked.")
    question = views.questions.get(code="A2")
    at_the_door = question.options.get(code="A")
    address = f"/coast/proforma/{views.proforma_id}/questions/{question.pk}/"
    boxes = as_sent(ana.get(address).content.decode())
    ana.post(address, boxes | {f"retire_{at_the_door.pk}": "on"})

    page = f"/p/{pat_person.code}/answer/{views.pk}/"
    pat.post(page, as_sent(pat.get(page).content.decode()) | {"A3": "It worked once."})

    answers = Response.objects.get().answers
    assert (answers["A2"]["value"], answers["A3"]["value"]) == (["A"], "It worked once.")
    other = factories.create_people(views.proforma.cycle.network, 1)[0]
    theirs = factories.phone_of(other).get(f"/p/{other.code}/answer/{views.pk}/").content.decode()
    assert "At the door" not in theirs
    assert "Between us" in theirs


def test_retired_row_of_a_grid_stays_where_it_was_answered(ana, pat, pat_person, coast, proforma):
    part = factories.part_of(proforma, Part.Unit.PERSON)
    question = part.add_question(
        kind="grid_scale", text="How far?", rows=[("a", "We learn"), ("b", "We listen")]
    )
    factories.open_now(proforma)
    factories.answer(part, pat_person, submit=False, A4={"a": 1, "b": 2})
    question.refresh_from_db()
    question.set_options([("a", "We learn")], Option.Axis.ROW)
    page = f"/p/{pat_person.code}/answer/{part.pk}/"

    pat.post(page, as_sent(pat.get(page).content.decode()) | {"A4/a": "5"})

    assert Response.objects.get().answers["A4"]["value"] == {"a": 5, "b": 2}


def test_question_that_was_asked_can_be_taken_out_and_its_answers_stay(ana, pat, pat_person, views):
    factories.answer(views, pat_person, A1=4, A3="It worked.")
    question = views.questions.get(code="A3")

    ana.post(f"/coast/proforma/{views.proforma_id}/questions/{question.pk}/retire/")

    assert codes_asked(pat, pat_person, views) == ["A1", "A2"]
    assert Response.objects.get().answers["A3"]["value"] == "It worked."
    ana.post(f"/coast/proforma/{views.proforma_id}/questions/{question.pk}/restore/")
    assert codes_asked(pat, pat_person, views) == ["A1", "A2", "A3"]


def test_question_that_another_hangs_on_is_not_taken_out(ana, pat_person, proforma):
    part = factories.part_of(proforma, Part.Unit.PERSON)
    part.add_question(
        kind="short_text",
        text="Why?",
        show_if={"match": "all", "tests": [{"question": "A1", "is": "answered"}]},
    )
    factories.open_now(proforma)
    question = part.questions.get(code="A1")

    answer = ana.post(f"/coast/proforma/{proforma.pk}/questions/{question.pk}/retire/", follow=True)

    assert "A4 is asked only after A1. Take that out first." in answer.content.decode()
    question.refresh_from_db()
    assert question.retired_at is None


def test_wording_that_was_shown_is_kept_when_it_is_mended(ana, ana_user, pat_person, views):
    question = views.questions.get(code="A2")
    address = f"/coast/proforma/{views.proforma_id}/questions/{question.pk}/"
    boxes = as_sent(ana.get(address).content.decode())
    option = question.options.get(code="A")

    ana.post(
        address, boxes | {"text": "Where are people stuck?", f"text_{option.pk}": "On the doorstep"}
    )

    kept = [(one.what, one.before, one.by) for one in question.rewordings.order_by("what")]
    assert kept == [
        ("option A", "At the door", ana_user),
        ("question", "Where do people get stuck?", ana_user),
    ]
    page = ana.get(address).content.decode()
    assert "Where do people get stuck?" in page
    assert "How it was worded before" in page
    assert question.options.get(code="A").text == "On the doorstep"


def test_draft_keeps_no_history_of_its_wording(ana, proforma):
    question = Question.objects.get(code="A1")
    address = f"/coast/proforma/{proforma.pk}/questions/{question.pk}/"

    ana.post(address, as_sent(ana.get(address).content.decode()) | {"text": "How well?"})

    question.refresh_from_db()
    assert (question.text, question.rewordings.count()) == ("How well?", 0)


def test_code_of_an_earlier_cycle_is_not_given_to_another_question(coast, proforma):
    part = factories.part_of(proforma, Part.Unit.PERSON)
    part.questions.get(code="A3").retire()
    copy = copying.copy_proforma(proforma, coast.current_cycle())
    fresh = factories.part_of(copy, Part.Unit.PERSON)

    added = fresh.add_question(kind="short_text", text="Something else?")

    assert [question.code for question in fresh.questions.in_use()] == ["A1", "A2", "A4"]
    assert added.code == "A4"
    assert fresh.questions.get(code="A1").repeats == part.questions.get(code="A1")


# Whatever is done, and in whatever order.

WORDS = st.sampled_from(["How?", "Why so?", "And where?", "With whom?"])
KINDS_OF_ANSWER = [
    "short_text",
    "choose_one",
    "choose_several",
    "rank",
    "grid_scale",
    "whole_number",
]
STEPS = st.one_of(
    st.tuples(st.just("add"), st.sampled_from(KINDS_OF_ANSWER), WORDS),
    st.tuples(st.just("reword"), st.integers(0, 3), WORDS),
    st.tuples(st.just("retire"), st.integers(0, 3), st.none()),
    st.tuples(st.just("restore"), st.integers(0, 3), st.none()),
    st.tuples(st.just("duplicate"), st.integers(0, 3), st.none()),
    st.tuples(st.just("move"), st.integers(0, 3), st.booleans()),
    st.tuples(st.just("change_options"), st.integers(0, 3), st.integers(0, 6)),
    st.tuples(st.just("change_options"), st.integers(0, 3), st.integers(0, 6)),
    st.tuples(st.just("ask_more"), st.booleans(), st.none()),
    st.tuples(st.just("answer"), st.integers(0, 1), st.integers(0, 30)),
    st.tuples(st.just("answer"), st.integers(0, 1), st.integers(0, 30)),
    st.tuples(st.just("answer"), st.integers(0, 1), st.integers(0, 30)),
    st.tuples(st.just("send_back_untouched"), st.integers(0, 1), st.none()),
    st.tuples(st.just("hand_in"), st.integers(0, 1), st.none()),
)


class Story:
    """An open pro-forma, two people who answer it, and what they must find again whatever happens."""

    def __init__(self):
        ana = User.objects.create_user("ana@coast.example", "a long enough word", name="Ana")
        network = Network.found(
            name="Coast",
            place="Coast",
            coordinator=ana,
            controller="Harbour",
            contact="a@b.example",
        )
        self.people = factories.create_people(network, 2)
        self.phones = [factories.phone_of(person) for person in self.people]
        proforma = Proforma.draft(network.current_cycle(), title="What we see")
        self.part = proforma.parts.get(unit="person")
        for kind in KINDS_OF_ANSWER[1:4]:
            self.add(kind, f"Which, by {kind}?")
        proforma.open(closes_at=timezone.now() + timedelta(days=9))
        self.answers = [{}, {}]
        self.meanings = {}

    def add(self, kind, text):
        options = (
            ["North", "South", "East"] if kind in {"choose_one", "choose_several", "rank"} else []
        )
        rows = ["Early", "Late"] if kind == "grid_scale" else []
        part_anew(self.part).add_question(kind=kind, text=text, options=options, rows=rows)

    def _question(self, n, **which):
        questions = list(self.part.questions.filter(**which).with_options())
        return questions[n % len(questions)] if questions else None

    def reword(self, n, text):
        question = self._question(n, retired_at=None)
        if question:
            self._rewrite(question, text=text)

    def _rewrite(self, question, *, text, options=None):
        question.rewrite(
            kind=question.kind,
            text=text,
            options=options
            or [(c, t) for c, t, _kept in question.options_as_drafted(Option.Axis.OPTION)],
            rows=[(c, t) for c, t, _kept in question.options_as_drafted(Option.Axis.ROW)],
        )

    def retire(self, n, _none):
        question = self._question(n, retired_at=None)
        if question:
            question.retire()

    def restore(self, n, _none):
        question = self._question(n, retired_at__isnull=False)
        if question:
            question.restore()

    def duplicate(self, n, _none):
        question = self._question(n, retired_at=None)
        if question and self.part.questions.count() < 12:
            question.duplicate()

    def move(self, n, up):
        question = self._question(n, retired_at=None)
        if question:
            question.move(up=up)

    def change_options(self, n, how):
        question = self._question(
            n, retired_at=None, kind__in=["choose_one", "choose_several", "rank"]
        )
        if question:
            options = [(c, t) for c, t, _kept in question.options_as_drafted(Option.Axis.OPTION)]
            fewer = len(options) > 1 and how % 3
            options = options[1:] if fewer else [*options, ("", f"Another {how}")]
            self._rewrite(question, text=question.text, options=options)

    def retire_what_was_chosen(self):
        for code, value in {**self.answers[0], **self.answers[1]}.items():
            question = self.part.questions.with_options().get(code=code)
            chosen = value if isinstance(value, list) else [value] if isinstance(value, str) else []
            offered = question.options_as_drafted(Option.Axis.OPTION)
            left = [(c, t) for c, t, _kept in offered if c not in chosen]
            if left and question.retired_at is None:
                self._rewrite(question, text=question.text, options=left)

    def ask_more(self, asks_answered, _none):
        part = part_anew(self.part)
        if part.questions_waiting:
            circulation.ask_more(
                part, asks_answered=asks_answered, subject="One thing more", body="[[link]]"
            )

    def _page(self, who):
        address = f"/p/{self.people[who].code}/answer/{self.part.pk}/"
        return address, as_sent(self.phones[who].get(address).content.decode())

    def answer(self, who, how):
        address, data = self._page(who)
        if not data.get("asked"):
            return
        code = data["asked"][how % len(data["asked"])]
        question = self.part.questions.with_options().get(code=code)
        offered = [c for c, _text in question.choices()]
        data = {
            name: sent
            for name, sent in data.items()
            if name != code and not name.startswith(f"{code}/")
        }
        page = self.phones[who].get(address).content.decode()
        offered = [
            one for one in offered if f'value="{one}"' in page or f'name="{code}/{one}"' in page
        ]
        value = _an_answer(question.kind, how, offered)
        if value is None:
            return
        self.phones[who].post(address, data | _controls(code, value))
        self.answers[who][code] = value

    def send_back_untouched(self, who, _none):
        address, data = self._page(who)
        self.phones[who].post(address, data)

    def hand_in(self, who, _none):
        address, data = self._page(who)
        hand_in(self.phones[who], address, data)

    def check(self):
        for person, expected in zip(self.people, self.answers, strict=True):
            response = Response.objects.filter(part=self.part, person=person).first()
            stored = response.answers if response else {}
            found = {code: (content(entry) or {}).get("value") for code, entry in stored.items()}
            assert found == expected
        self._check_export()

    def _check_export(self):
        questions = part_anew(self.part).asked_questions()
        keys = [column.key for column in export.columns(questions)]
        assert len(keys) == len(set(keys))
        for question in questions:
            for thing in [question, *question.options.all()]:
                code = (
                    thing.code
                    if thing is question
                    else f"{question.code}/{thing.axis}/{thing.code}"
                )
                assert self.meanings.setdefault(code, thing.pk) == thing.pk
        for expected in self.answers:
            row = export.row(
                questions, {code: {"value": value} for code, value in expected.items()}
            )
            assert set(row) <= set(keys)
            for code, value in expected.items():
                assert _read_back(row, code, value), (code, value, row)


def _an_answer(kind, how, offered):
    if kind == "short_text":
        return f"So many words {how}"
    if kind == "whole_number":
        return how
    if kind == "grid_scale":
        return {"o1": how % 5 + 1}
    if not offered:
        return None
    chosen = offered[how % len(offered)]
    return chosen if kind == "choose_one" else [chosen]


def _controls(code, value):
    if isinstance(value, dict):
        return {f"{code}/{row}": str(step) for row, step in value.items()}
    return (
        {code: value if isinstance(value, list) else str(value), f"{code}/{value[0]}": "1"}
        if isinstance(value, list)
        else {code: str(value)}
    )


def _read_back(row, code, value):
    """The answer stands in the export under its own code, and under no other."""
    if isinstance(value, dict):
        return all(row[f"{code}/{key}"] == step for key, step in value.items())
    if isinstance(value, list):
        return all(row[f"{code}/{option}"] == 1 for option in value)
    return code in row


@contextmanager
def undone():
    """What happens inside is taken back, so that each example begins with nothing."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(steps=st.lists(STEPS, min_size=4, max_size=24))
def test_no_answer_is_lost_and_no_column_changes_its_meaning(steps):
    with undone():
        story = Story()
        for verb, first, second in steps:
            getattr(story, verb)(first, second)
            story.check()
        story.retire_what_was_chosen()
        for who in (0, 1):
            story.send_back_untouched(who, None)
        story.check()
