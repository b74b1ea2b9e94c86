"""The coordinator writes a pro-forma; what was asked stays as it was asked."""

from django.utils import timezone

from network.models import Message
from proforma.models import Option, Part, Proforma, Question
from tests import factories


def post_question(ana, proforma, part, **boxes):
    address = f"/coast/proforma/{proforma.pk}/parts/{part.pk}/questions/new/"
    return ana.post(address, {"kind": "scale", "text": "How?", "origin": "coordinator", **boxes})


def test_draft_has_two_parts(ana, coast):
    ana.post("/coast/proforma/new/", {"title": "What we see"})

    (proforma,) = Proforma.objects.all()
    assert [part.unit for part in proforma.parts.all()] == ["person", "partner"]


def test_scale_may_begin_at_zero(ana, proforma):
    part = factories.part_of(proforma, Part.Unit.PERSON)

    post_question(ana, proforma, part, low="0", high="10", low_label="not at all")

    question = part.questions.get(text="How?")
    assert question.settings == {"low": 0, "high": 10, "low_label": "not at all"}
    ana.post(
        f"/coast/proforma/{proforma.pk}/questions/{question.pk}/",
        {"kind": "scale", "text": "How well?", "origin": "coordinator", "low": "0", "high": "10"},
    )
    question.refresh_from_db()
    assert (question.text, question.settings["low"]) == ("How well?", 0)


def test_choices_keep_their_codes_when_they_are_put_in_another_order(ana, proforma):
    question = Question.objects.get(text="Where do people get stuck?")

    ana.post(
        f"/coast/proforma/{proforma.pk}/questions/{question.pk}/",
        {
            "kind": "choose_several",
            "text": question.text,
            "origin": "coordinator",
            "options_text": "Between us\nAt the door\nOn leaving",
            "most": "2",
        },
    )

    assert question.choices()[:2] == [("B", "Between us"), ("A", "At the door")]
    assert Option.objects.filter(question=question, retired_at__isnull=False).get().code == "OTH"


def test_question_without_choices_is_sent_back_with_a_sentence(ana, proforma):
    part = factories.part_of(proforma, Part.Unit.PERSON)

    answer = post_question(ana, proforma, part, kind="choose_one", options_text="Only one")

    assert "Give at least two choices" in answer.content.decode()
    assert not part.questions.filter(text="How?").exists()


def test_code_of_a_retired_question_is_not_used_again(ana, proforma):
    part = factories.part_of(proforma, Part.Unit.PERSON)
    ana.post(f"/coast/proforma/{proforma.pk}/questions/{part.questions.get(code='A3').pk}/retire/")

    post_question(ana, proforma, part)

    assert part.questions.in_use().get(text="How?").code == "A4"


def test_questions_change_places(ana, proforma):
    part = factories.part_of(proforma, Part.Unit.PERSON)
    last = part.questions.get(code="A3")

    ana.post(f"/coast/proforma/{proforma.pk}/questions/{last.pk}/move/?up")

    assert [question.code for question in part.questions.in_use()] == ["A1", "A3", "A2"]


def test_what_people_were_asked_is_not_retyped(ana, open_proforma):
    question = Question.objects.get(code="A1")

    ana.post(
        f"/coast/proforma/{open_proforma.pk}/questions/{question.pk}/",
        {
            "kind": "long_text",
            "text": "How well do we all work together?",
            "origin": "coordinator",
            "low_label": "very well",
            "period": "last year",
        },
    )

    question.refresh_from_db()
    assert question.kind == "scale"
    assert question.settings == {"low": 0, "high": 10}
    assert question.text == "How well do we all work together?"


def test_nothing_opens_before_somebody_is_named_responsible(ana, coast, pat_person, proforma):
    coast.controller = ""
    coast.save()

    answer = ana.post(
        f"/coast/proforma/{proforma.pk}/circulate/",
        {"closes_on": "2099-01-01", "promised": "1", "subject": "Please", "body": "[[link]]"},
    )

    assert "who is responsible for the data" in answer.content.decode()
    assert "Open and send" not in answer.content.decode()
    assert not Message.objects.exists()
    assert not factories.part_of(proforma, "person").activity.is_opened


def test_number_on_the_button_is_the_number_of_messages(
    ana, coast, pat_person, proforma, mailoutbox
):
    coast.add_person(name="No Email")

    page = ana.get(f"/coast/proforma/{proforma.pk}/circulate/").content.decode()
    ana.post(
        f"/coast/proforma/{proforma.pk}/circulate/",
        {
            "closes_on": "2099-01-01",
            "promised": "1",
            "subject": "Please",
            "body": "Hello [[name]] [[link]]",
        },
    )

    assert "Open and send 1 message" in page
    assert len(mailoutbox) == 1
    assert factories.part_of(proforma, "person").activity.invitations.count() == 2


def test_circulating_twice_asks_and_sends_once(ana, coast, pat_person, proforma, mailoutbox):
    for _press in range(2):
        ana.post(
            f"/coast/proforma/{proforma.pk}/circulate/",
            {"closes_on": "2099-01-01", "promised": "1", "subject": "Please", "body": "[[link]]"},
        )

    assert len(mailoutbox) == 1
    assert factories.part_of(proforma, "person").versions.count() == 1


def test_it_stays_open_all_of_the_last_day(ana, coast, pat_person, proforma):
    today = timezone.localtime(timezone.now(), coast.zone).date()

    ana.post(
        f"/coast/proforma/{proforma.pk}/circulate/",
        {"closes_on": today.isoformat(), "promised": "1", "subject": "Please", "body": "[[link]]"},
    )

    closes_at = timezone.localtime(
        factories.part_of(proforma, "person").activity.closes_at, coast.zone
    )
    assert (closes_at.hour, closes_at.minute, (closes_at.date() - today).days) == (0, 0, 1)


def test_observer_reads_the_draft_but_does_not_write(vic, proforma):
    part = factories.part_of(proforma, Part.Unit.PERSON)

    assert vic.get(f"/coast/proforma/{proforma.pk}/").status_code == 200
    assert post_question(vic, proforma, part).status_code == 403
    assert part.questions.count() == 3
