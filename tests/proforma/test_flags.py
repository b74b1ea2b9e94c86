"""Words that may identify somebody, or tell of somebody at risk, reach the right reader before anybody."""

import io
import json
import re
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from django.core import mail
from django.utils import timezone

from meetings.deck.records import of_figures
from network.contributions import coordinator_tasks
from network.disclosure import Sharing
from network.models import Message, Role, User
from proforma import flagging, results, to_read
from proforma.models import Flag, PartIsClosed, Response
from proforma.questionnaire import ResponseForm
from proforma.second_looks import look
from tests import factories
from tests.conftest import sign_in

RISK = "She said he would kill her."
NAMED = "Go and ask Sarah Brown, she knows."
PLAIN = "It worked when one person stayed with it."


@pytest.fixture
def people(coast, harbour):
    return factories.create_people(coast, 12, partner=harbour)


@pytest.fixture
def views(people, open_proforma):
    part = factories.part_of(open_proforma, "person")
    part.activity.invite(people)
    return part


@pytest.fixture
def page(open_proforma):
    return f"/coast/proforma/{open_proforma.pk}/flags/"


@pytest.fixture
def lead(coast, vic):
    """Vic, who may only look, is named for worries."""
    coast.safeguarding_lead = User.objects.get(email="vic@coast.example")
    coast.save()
    return vic


def write(part, person, text, **more):
    return factories.answer(part, person, A3=text, **more)


def five_answer(views, people, *, start=5, text=PLAIN):
    for person in people[start : start + 5]:
        write(views, person, text)


def the_flag(**fields):
    return Flag.objects.get(**fields)


def read(client, page):
    return client.get(page).content.decode()


def decide(client, page, flag, decision, note="", seen=None):
    data = {"decision": decision, "note": note, "seen": seen or flag.digest}
    return client.post(f"{page}{flag.key}/settle/", data, follow=True)


def results_of(client, page):
    """The results, with the written answers for whoever may read them."""
    answers = client.get(page.replace("/flags/", "/read/")).content.decode()
    return read(client, page.replace("/flags/", "/results/")) + answers


def workbook_of(client, page):
    answer = client.get(page.replace("/flags/", "/answers/"))
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    rows = {sheet.title: [list(row) for row in sheet.values] for sheet in book}
    return json.dumps(rows, ensure_ascii=False)


# What is flagged, when


def test_words_that_may_identify_somebody_are_flagged_as_they_are_handed_in(views, people):
    write(views, people[0], NAMED)

    flag = the_flag()
    assert (flag.code, flag.kind, flag.found) == ("A3", "identifying", ["Sarah Brown"])
    assert flag.settled_at is None


def test_nothing_is_flagged_before_it_is_handed_in(views, people):
    factories.answer(views, people[0], submit=False, A3=RISK)

    assert not Flag.objects.exists()


def test_somebody_on_the_register_is_recognised(coast, views, people):
    coast.add_person(name="Wyn Harker")

    write(views, people[0], "Only Wyn picked up the phone.")

    assert the_flag().found == ["Wyn"]


def test_one_answer_can_be_flagged_for_both(views, people):
    write(views, people[0], f"{NAMED} {RISK}")

    assert {flag.kind for flag in Flag.objects.all()} == {"identifying", "concern"}


@pytest.mark.parametrize("beside", ["other", "comment", "caveat", "source"])
def test_words_beside_an_answer_are_flagged_too(views, people, beside):
    entry = {"value": ["OTH"], beside: RISK}
    response, _conflicts = Response.record(views, people[0], {"A2": entry})
    response.submit()

    assert (the_flag().code, the_flag().kind) == ("A2", "concern")


def test_what_is_changed_after_it_was_handed_in_is_flagged_at_once(views, people):
    write(views, people[0], PLAIN)

    factories.answer(views, people[0], submit=False, A3=RISK)

    assert the_flag().kind == "concern"


def test_handing_in_again_leaves_what_was_decided_of_the_same_words(views, people, ana_user):
    response = write(views, people[0], NAMED)
    the_flag().settle("shown", seen=the_flag().digest, by=ana_user)

    response.submit()

    assert the_flag().decision == "shown"


def test_other_words_are_read_anew_and_the_record_stays(views, people, ana_user):
    write(views, people[0], RISK)
    the_flag().settle(
        "kept_back", seen=the_flag().digest, note="Passed on: to the lead", by=ana_user
    )

    write(views, people[0], f"{RISK} Again on Sunday.")

    flag = the_flag()
    assert (flag.settled_at, flag.settled_by, flag.decision) == (None, None, "")
    assert "Passed on: to the lead" in flag.note
    assert "Ana" in flag.note


def test_words_that_were_taken_out_are_settled_by_nobody(views, people):
    write(views, people[0], RISK)

    write(views, people[0], PLAIN)

    flag = the_flag()
    assert flag.settled_at is not None
    assert flag.settled_by is None
    assert flag.note == "The words were taken out by whoever wrote them."
    assert not Flag.objects.holding_back().exists()


def test_record_of_a_worry_outlives_its_words_and_holds_the_new_ones_no_more(
    views, people, ana_user
):
    write(views, people[0], RISK)
    the_flag().settle("kept_back", seen=the_flag().digest, note="Passed on: to her", by=ana_user)

    write(views, people[0], PLAIN)

    flag = the_flag()
    assert (flag.decision, flag.note, flag.settled_by) == (
        "kept_back",
        "Passed on: to her",
        ana_user,
    )
    assert not Flag.objects.holding_back().exists()
    assert not flag.holds_back


def test_words_that_come_back_are_read_again(views, people):
    for text in (RISK, PLAIN, RISK):
        write(views, people[0], text)

    assert the_flag().settled_at is None
    assert Flag.objects.holding_back().exists()


def test_long_record_is_cut_at_its_end_and_never_refused(views, people, ana_user):
    for n in range(6):
        write(views, people[0], f"{RISK} {n}")
        assert the_flag().settle(
            "kept_back", seen=the_flag().digest, note=f"{n}" * 150, by=ana_user
        )

    assert len(the_flag().note) <= 300
    assert the_flag().note.startswith("5" * 150)


def test_a_closed_part_flags_nothing_more(views, people):
    response = factories.answer(views, people[0], submit=False, A3=RISK)
    views.activity.close()

    with pytest.raises(PartIsClosed):
        response.submit()
    assert not Flag.objects.exists()


def test_flagging_asks_as_often_for_much_as_for_little(
    coast, open_proforma, people, django_assert_num_queries
):
    part = factories.part_of(open_proforma, "person")
    for _n in range(12):
        part.add_question(kind="long_text", text="And?")
    codes = [q.code for q in part.questions.filter(kind="long_text")]
    for person, asked in ((people[0], codes[:1]), (people[1], codes)):
        changes = {code: {"value": f"{NAMED} {RISK}"} for code in asked}
        response, _conflicts = Response.record(part, person, changes)
        response = Response.objects.select_related("part__proforma__cycle").get(pk=response.pk)
        with django_assert_num_queries(10):
            flagging.raise_flags(response)
    assert Flag.objects.count() == 2 + 2 * len(codes)


# Nothing of it leaves


@pytest.mark.parametrize("text", [RISK, NAMED])
def test_words_that_were_not_read_are_on_no_page_and_in_no_file(ana, page, views, people, text):
    write(views, people[0], text)
    five_answer(views, people)

    shown, file = results_of(ana, page), workbook_of(ana, page)

    assert text not in shown
    assert text not in file
    assert "1 answer is held back until it has been read." in shown
    assert "Read the 4 answers" in shown  # of the first five
    assert "5 of 13 people answered." in shown  # who answered still counts
    assert "held back: it is being read first" in file


def test_words_for_other_are_held_back_with_the_rest(ana, page, views, people):
    for n, person in enumerate(people[:6]):
        entry = {"value": ["OTH"], "other": NAMED if n == 0 else "Elsewhere"}
        response, _conflicts = Response.record(views, person, {"A2": entry})
        response.submit()
    views.activity.close()

    shown, file = results_of(ana, page), workbook_of(ana, page)

    assert NAMED not in shown + file
    assert "Read what 5 people wrote for “other”" in shown
    assert "held back: it is being read first" in file


def test_note_of_a_partner_is_held_back_on_page_file_and_slide(
    ana, page, coast, open_proforma, pat_person
):
    part = factories.part_of(open_proforma, "partner")
    entry = {"value": 50, "caveat": NAMED}
    response, _conflicts = Response.record(part, pat_person, {"B1": entry})
    response.choose_sharing(Sharing.NAMED)
    response.submit()

    shown, file = results_of(ana, page), workbook_of(ana, page)
    _views, figures = results.of(open_proforma, timezone.now())
    slides = repr(of_figures.slides(figures, timezone.now()))

    assert NAMED not in shown + file + slides
    assert "50" in shown
    assert "held back: it is being read first" in file

    decide(ana, page, the_flag(), "shown")
    assert NAMED in results_of(ana, page)
    assert NAMED in workbook_of(ana, page)


def test_words_are_shown_once_somebody_said_so_and_never_if_kept_back(ana, page, views, people):
    write(views, people[0], NAMED)
    write(views, people[1], "Mr Hill came at nine.")
    five_answer(views, people)
    views.activity.close()
    first, second = Flag.objects.order_by("pk")

    decide(ana, page, first, "shown")
    decide(ana, page, second, "kept_back")

    shown, file = results_of(ana, page), workbook_of(ana, page)
    assert NAMED in shown
    assert NAMED in file
    assert "Mr Hill" not in shown + file
    assert "1 answer is kept back." in shown
    assert "kept back" in file


def test_no_answer_is_read_but_through_the_one_door():
    """Whoever makes another way out must take its answers from the results, where words are held back."""
    allowed = {
        "analysis.py",  # is given what was released
        "behind.py",  # which figures were given by whom: none of them
        "conditions.py",
        "contributions.py",  # how far somebody is, for themselves
        "downloads.py",  # FiguresResults.answers
        "flagging.py",
        "getting_in_touch.py",  # whose answer it is
        "offered.py",
        "questionnaire.py",
        "returns.py",  # FiguresResults.answers
        "to_read.py",
    }
    # Those who answer, and the trial of a draft, read what is their own.
    of_writers = {
        "answering.py",
        "copies.py",
        "handing_in.py",
        "preview.py",
        "typing_in.py",
        "where_it_went.py",  # whether they gave one, and whether it was read as it stands: none of its words
    }
    root = Path(flagging.__file__).parent.parent
    for app in ("proforma", "topics", "meetings"):
        for path in (root / app).rglob("*.py"):
            if {"migrations", "demo", "models", "results"} & set(
                path.parts
            ) or path.name in allowed | of_writers:
                continue
            assert not re.search(r"\.answers\b", path.read_text()), path


# Who reads


def test_coordinator_reads_at_once_where_nobody_is_named(ana, page, views, people):
    write(views, people[0], RISK)

    words = read(ana, page)

    assert "She <mark>said he would kill her</mark>." in words
    assert people[0].name not in words.replace("Person 1<", "").split("<main")[1]
    assert "Harbour Lights" not in words


def test_only_the_person_who_is_named_reads_of_a_risk(ana, lead, page, views, people):
    write(views, people[0], RISK)

    hers, his = read(ana, page), read(lead, page)

    assert "kill" not in hers
    assert "One answer may tell of somebody at risk. It is for Vic alone to read." in hers
    assert "said he would kill her" in his
    flag = the_flag()
    assert decide(ana, page, flag, "shown").status_code == 404
    assert ana.post(f"{page}{flag.key}/ask/").status_code == 404
    assert the_flag().settled_at is None


def test_named_person_reads_of_no_more_than_risks(lead, page, views, people):
    write(views, people[0], NAMED)
    five_answer(views, people)

    words = read(lead, page)

    assert "Sarah Brown" not in words
    assert decide(lead, page, the_flag(), "shown").status_code == 404


def test_name_beside_a_risk_does_not_show_the_coordinator_the_words(ana, lead, page, views, people):
    write(views, people[0], f"{NAMED} {RISK}")
    five_answer(views, people)

    assert "Sarah Brown" not in read(ana, page)
    decide(lead, page, the_flag(kind="concern"), "shown")
    assert "Sarah Brown" in read(ana, page)


def test_named_person_who_cannot_sign_in_here_any_more_leaves_no_worry_unread(
    ana, lead, coast, page, views, people
):
    write(views, people[0], RISK)
    coast.accesses.get(user=coast.safeguarding_lead_id).delete()

    assert "said he would kill her" in read(ana, page)


def test_who_has_no_part_in_it_is_turned_away(coast, vic, olga, page, views, people):
    write(views, people[0], RISK)
    facilitator = User.objects.create_user("fay@coast.example", "a long enough word", name="Fay")
    coast.accesses.create(user=facilitator, role=Role.FACILITATOR)

    assert vic.get(page).status_code == 403
    assert sign_in(facilitator).get(page).status_code == 403
    assert olga.get(page).status_code == 404
    assert decide(vic, page, the_flag(), "shown").status_code == 403
    assert "flags/" not in results_of(vic, page)


def test_name_waits_until_the_results_have_come_so_far(ana, page, views, people):
    for person in people[:4]:
        write(views, person, PLAIN)
    write(views, people[4], PLAIN)
    write(views, people[5], NAMED)

    words = read(ana, page)

    assert "Sarah Brown" not in words
    assert "One more waits until more people have answered." in words
    assert decide(ana, page, the_flag(), "shown").status_code == 404
    for person in people[6:10]:
        write(views, person, PLAIN)
    assert "Sarah Brown" in read(ana, page)


def test_name_waits_while_too_few_answered_that_question(ana, page, views, people):
    write(views, people[0], NAMED)
    for person in people[1:5]:
        factories.answer(views, person, A1=3)

    assert "Sarah Brown" not in read(ana, page)


def test_page_of_a_partners_figures_names_the_partner(ana, page, open_proforma, pat_person):
    part = factories.part_of(open_proforma, "partner")
    response, _conflicts = Response.record(part, pat_person, {"B1": {"value": 50, "caveat": NAMED}})
    response.choose_sharing(Sharing.TOTALS)
    response.submit()

    words = read(ana, page)

    assert "ask <mark>Sarah Brown</mark>, she knows." in words
    assert "Harbour Lights" in words


def test_what_was_written_cannot_become_a_part_of_the_page(ana, page, views, people):
    write(views, people[0], f"<script>alert(1)</script> {RISK} <b>")

    words = read(ana, page)

    assert "<script>alert" not in words
    assert "&lt;script&gt;alert(1)" in words


def test_neither_page_nor_address_tells_in_which_order_they_came(ana, page, views, people):
    for person in people[:3]:
        write(views, person, f"{RISK} {person.pk}")
    numbers = [flag.pk for flag in Flag.objects.all()]
    decide(ana, page, Flag.objects.first(), "kept_back")

    words = read(ana, page)

    keys = {flag.key for flag in Flag.objects.all()}
    assert set(re.findall(r'id="flag-(\w+)"', words)) == keys
    assert set(re.findall(r"/flags/(\w+)/", words)) == keys
    assert {len(key) for key in keys} == {16}
    for number in numbers:
        for action in ("settle", "again", "ask"):
            assert ana.post(f"{page}{number}/{action}/").status_code == 404


# What is decided


def test_worry_is_passed_on_with_a_note_to_whom(lead, ana, page, views, people):
    write(views, people[0], RISK)
    flag = the_flag()

    refused = decide(lead, page, flag, "passed_on").content.decode()
    assert "Say to whom you passed it on, and when." in refused
    assert "said he would kill her" in refused
    assert the_flag().settled_at is None

    decide(lead, page, flag, "passed_on", "the adult safeguarding team, Monday at ten")

    flag = the_flag()
    assert (flag.decision, str(flag.settled_by)) == ("kept_back", "Vic")
    assert flag.note == "Passed on: the adult safeguarding team, Monday at ten"
    assert flag.note in read(lead, page)
    assert flag.note not in read(ana, page)


def test_decision_about_words_that_changed_meanwhile_is_not_kept(ana, page, views, people):
    write(views, people[0], RISK)
    old = the_flag().digest
    write(views, people[0], f"{RISK} Come now.")

    answer = decide(ana, page, the_flag(), "shown", seen=old).content.decode()

    assert "It has changed since you opened the page" in answer
    assert "Come now." in answer
    assert the_flag().settled_at is None


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"decision": "burn"}, "Press one of the buttons below."),
        ({}, "This field is required."),
        ({"decision": "shown", "note": "x" * 151}, "There is room for 150 characters."),
        ({"decision": "shown", "note": "a\x00b"}, "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_lost(ana, page, views, people, data, sentence):
    write(views, people[0], RISK)
    flag = the_flag()

    answer = ana.post(f"{page}{flag.key}/settle/", {"seen": flag.digest, **data})

    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert the_flag().settled_at is None


def test_only_a_worry_can_be_passed_on(ana, page, views, people):
    write(views, people[0], NAMED)
    five_answer(views, people)

    decide(ana, page, the_flag(), "passed_on", "somebody")

    assert the_flag().settled_at is None


def test_decision_can_be_taken_back_and_the_words_wait_again(ana, page, views, people):
    write(views, people[0], NAMED)
    five_answer(views, people)
    decide(ana, page, the_flag(), "shown", "it is her own book")
    assert NAMED in results_of(ana, page)

    ana.post(f"{page}{the_flag().key}/again/")

    assert NAMED not in results_of(ana, page)
    assert "it is her own book" in the_flag().note


def test_get_decides_nothing(ana, page, views, people):
    write(views, people[0], RISK)

    for action in ("settle", "again", "ask"):
        assert ana.get(f"{page}{the_flag().key}/{action}/").status_code == 405


# Asking the writer to get in touch


def test_whoever_reads_worries_is_written_to_once_and_told_no_words(
    lead, page, views, people, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        response = write(views, people[0], RISK)
        response.submit()

    (sent,) = mailoutbox
    assert sent.recipients() == ["vic@coast.example"]
    assert page in sent.body
    assert not [word for word in ("kill", "Person 1", "Harbour") if word in sent.body]


def test_coordinator_is_written_to_where_nobody_is_named(
    ana, views, people, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        write(views, people[0], NAMED)
        assert mailoutbox == []
        write(views, people[1], RISK)

    assert [sent.recipients() for sent in mailoutbox] == [["ana@coast.example"]]


def test_only_the_lead_is_written_to_where_one_is_named(
    ana, lead, coast, views, people, mailoutbox, django_capture_on_commit_callbacks
):
    other = User.objects.create_user("cat@coast.example", "a long enough word", name="Cat")
    coast.accesses.create(user=other, role=Role.COORDINATOR)

    with django_capture_on_commit_callbacks(execute=True):
        write(views, people[0], RISK)
    assert [sent.recipients() for sent in mailoutbox] == [["vic@coast.example"]]

    User.objects.filter(email="vic@coast.example").update(is_active=False)
    with django_capture_on_commit_callbacks(execute=True):
        write(views, people[1], RISK)
    later = sorted(sent.recipients()[0] for sent in mailoutbox[1:])
    assert later == ["ana@coast.example", "cat@coast.example"]


def test_worry_that_comes_back_is_told_again_and_one_that_stands_is_not(
    lead, views, people, mailoutbox, django_capture_on_commit_callbacks
):
    told = []
    for text in (RISK, PLAIN, RISK, RISK):
        with django_capture_on_commit_callbacks(execute=True):
            response = write(views, people[0], text)
            response.submit()
        told.append(len(mailoutbox))

    assert told == [1, 1, 2, 2]


def test_writer_is_asked_and_the_reader_is_not_told_who(ana, lead, page, views, people):
    write(views, people[0], RISK)

    answer = lead.post(f"{page}{the_flag().key}/ask/", follow=True).content.decode()

    (sent,) = mail.outbox
    assert sent.recipients() == ["person1@coast.example"]
    assert people[0].link in sent.body
    assert "Vic" in sent.body
    assert "vic@coast.example" in sent.body
    assert "kill" not in sent.body
    assert "Whoever wrote it has been asked to get in touch." in answer
    message = Message.objects.get(mailing__isnull=False)
    assert (message.kind, message.person, message.to) == ("concern", None, "")
    assert message.mailing.hides_people
    stored = [answer, read(ana, "/coast/outbox/"), message.body, message.subject]
    assert not [text for text in stored if "Person 1<" in text or "person1@" in text]


def test_writer_is_asked_once_about_the_same_words(ana, page, views, people):
    write(views, people[0], RISK)

    for _time in range(2):
        answer = ana.post(f"{page}{the_flag().key}/ask/", follow=True)

    assert "They have been asked already." in answer.content.decode()
    assert len(mail.outbox) == 1
    write(views, people[0], f"{RISK} Again.")
    ana.post(f"{page}{the_flag().key}/ask/")
    assert len(mail.outbox) == 2


def test_message_that_did_not_go_can_be_tried_again(ana, page, views, people, settings):
    write(views, people[0], RISK)
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    answer = ana.post(f"{page}{the_flag().key}/ask/", follow=True)
    assert "could not be sent" in answer.content.decode()

    settings.EMAIL_BACKEND = working
    ana.post(f"{page}{the_flag().key}/ask/")
    assert len(mail.outbox) == 1


def test_message_that_did_not_go_waits_for_nobody(ana, page, views, people, settings):
    write(views, people[0], RISK)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    ana.post(f"{page}{the_flag().key}/ask/", follow=True)

    message = Message.objects.get(mailing__isnull=False)
    assert (message.state, message.to, message.person) == ("set_aside", "", None)
    shown = read(ana, f"/coast/outbox/all/{message.mailing_id}/")
    assert "1 put aside" in shown
    assert "could not be sent" not in shown


def test_what_failed_long_ago_can_be_put_aside(ana, page, views, people):
    write(views, people[0], RISK)
    ana.post(f"{page}{the_flag().key}/ask/")
    messages = Message.objects.filter(mailing__isnull=False)
    messages.update(state="failed")
    outbox = f"/coast/outbox/all/{messages.get().mailing_id}/"
    assert "Put aside what could not be sent" in read(ana, outbox)

    answer = ana.post(f"{outbox}aside/", follow=True).content.decode()

    assert "1 message is put aside and does not go out." in answer
    assert "could not be sent" not in answer


def test_outbox_says_to_whom_it_went_and_speaks_of_no_vote(ana, page, views, people):
    write(views, people[0], RISK)
    ana.post(f"{page}{the_flag().key}/ask/")

    mailing = Message.objects.get(mailing__isnull=False).mailing
    shown = read(ana, f"/coast/outbox/all/{mailing.pk}/")

    assert "To whoever wrote the answer. Nobody is shown who that is." in shown
    assert "vote" not in shown.split("<main")[1]


def test_writer_whose_link_is_stopped_is_not_asked_until_it_is_made_anew(ana, page, views, people):
    write(views, people[0], RISK)
    people[0].revoke_link()

    for _time in range(2):
        answer = ana.post(f"{page}{the_flag().key}/ask/", follow=True).content.decode()
        assert "We cannot reach whoever wrote this by email." in answer
    assert not Message.objects.filter(mailing__isnull=False).exists()

    people[0].reissue_link()
    ana.post(f"{page}{the_flag().key}/ask/")
    assert len(mail.outbox) == 1


def test_writer_whose_message_was_put_aside_was_not_asked(ana, page, views, people):
    write(views, people[0], RISK)
    ana.post(f"{page}{the_flag().key}/ask/")
    Message.objects.filter(mailing__isnull=False).update(state="set_aside")

    answer = ana.post(f"{page}{the_flag().key}/ask/", follow=True).content.decode()

    assert "They have been asked already." not in answer
    assert len(mail.outbox) == 2


def test_who_has_no_email_cannot_be_asked_and_that_is_said(ana, page, views, coast):
    write(views, coast.add_person(name="Robin"), RISK)

    answer = ana.post(f"{page}{the_flag().key}/ask/", follow=True).content.decode()

    assert "We cannot reach whoever wrote this by email." in answer


def test_colleague_who_wrote_the_figures_is_the_one_who_is_asked(ana, page, open_proforma, people):
    part = factories.part_of(open_proforma, "partner")
    response, _conflicts = Response.record(part, people[2], {"B1": {"value": 5, "caveat": RISK}})
    response.submit()

    ana.post(f"{page}{the_flag().key}/ask/")

    (sent,) = mail.outbox
    assert sent.recipients() == ["person3@coast.example"]


def test_nobody_is_asked_about_a_name(ana, page, views, people):
    write(views, people[0], NAMED)
    five_answer(views, people)

    assert ana.post(f"{page}{the_flag().key}/ask/").status_code == 404


# What waits is on home


def tasks_of(coast, *, may=("circulate",), user=None):
    cycle = coast.current_cycle()
    cycle.network = coast
    coast.may, coast.user = set(may), user
    found = coordinator_tasks.gather(cycle, timezone.now())
    return sorted(found, key=lambda task: task.order)


def test_home_says_what_should_be_read_first_and_a_risk_before_all(ana, coast, page, views, people):
    write(views, people[0], RISK)
    for person in people[1:4]:
        write(views, person, NAMED)
    five_answer(views, people)

    titles = [task.title for task in tasks_of(coast)]

    assert titles[0] == "Somebody may be at risk: read it now"
    assert "3 answers should be read before others see them" in titles
    home = read(ana, "/coast/")
    assert page in home
    assert "kill" not in home
    assert "Sarah" not in home


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.FACILITATOR])
def test_home_calls_nobody_to_a_page_that_turns_them_away(coast, page, views, people, role):
    user = User.objects.create_user("fay@coast.example", "a long enough word", name="Fay")
    coast.accesses.create(user=user, role=role)
    write(views, people[0], RISK)
    for person in people[1:4]:
        write(views, person, NAMED)
    five_answer(views, people)

    home = read(sign_in(user), "/coast/")

    assert "at risk" not in home
    assert "before others" not in home
    assert page not in home


def test_home_calls_the_lead_to_a_worry_and_to_nothing_else(lead, page, views, people):
    write(views, people[0], RISK)
    for person in people[1:4]:
        write(views, person, NAMED)
    five_answer(views, people)

    home = read(lead, "/coast/")

    assert "Somebody may be at risk: read it now" in home
    assert f'href="{page}"' in home
    assert "before others" not in home


def test_home_does_not_call_for_what_cannot_be_read_yet(coast, views, people):
    write(views, people[0], NAMED)

    assert not [task for task in tasks_of(coast) if "read" in task.title]


def test_home_does_not_call_for_a_name_while_a_worry_holds_the_same_words(
    coast, lead, page, views, people
):
    write(views, people[0], f"{NAMED} {RISK}")
    five_answer(views, people)

    assert not [task for task in tasks_of(coast) if "before others" in task.title]
    decide(lead, page, the_flag(kind="concern"), "shown")
    assert [task for task in tasks_of(coast) if "before others" in task.title]


def test_worry_of_an_earlier_cycle_is_still_called_for(coast, views, people):
    write(views, people[0], RISK)
    coast.cycles.create(number=2)

    assert tasks_of(coast)[0].title == "Somebody may be at risk: read it now"


def test_what_was_read_calls_nobody(ana, coast, page, views, people):
    write(views, people[0], RISK)

    decide(ana, page, the_flag(), "passed_on", "to the police at nine")

    assert not [task for task in tasks_of(coast) if "risk" in task.title]


# What the writer is told


def looks(question, entry, **known):
    return look(question, entry, {}, questions={}, **known)


def test_writer_is_told_that_nobody_watches_and_who_reads_it(coast, views, lead):
    coast.refresh_from_db()
    question = views.questions.get(code="A3")

    (said,) = looks(question, {"value": RISK}, **flagging.known_to_looks(coast))

    assert said == (
        "Nobody watches this form. If somebody is in danger now, call the emergency services: 999 in the UK. "
        "Once this is handed in, Vic is told and reads it first."
    )
    assert "the coordinator of the network is told" in looks(question, {"value": RISK})[0]


def test_writer_is_asked_about_a_name_on_the_register_in_her_own_words(coast, views, people):
    coast.add_person(name="Wyn Harker", email="wyn@coast.example")

    (said,) = looks(
        views.questions.get(code="A3"),
        {"value": "Then Wyn came."},
        **flagging.known_to_looks(coast),
    )

    assert said == (
        "This looks like the name of somebody on the register: Wyn. Take it out if it is somebody’s."
    )


# Lists


def test_page_asks_as_often_for_thirty_as_for_one(
    ana,
    coast,
    harbour,
    open_proforma,
    page,
    django_assert_max_num_queries,
    django_assert_num_queries,
):
    part = factories.part_of(open_proforma, "person")
    people = factories.create_people(coast, 35, partner=harbour, start=50)
    for person in people[:5]:
        write(part, person, f"{NAMED} {RISK}")
    with django_assert_max_num_queries(20) as few:
        assert ana.get(page).status_code == 200
    once = len(few)
    for n, person in enumerate(people[5:]):
        write(part, person, f"{NAMED} {RISK} {n}")
    decide(ana, page, Flag.objects.concerns().first(), "passed_on", "to her")
    part.activity.closes_at = timezone.now() - timedelta(seconds=1)
    part.activity.save()

    with django_assert_num_queries(once):
        assert read(ana, page).count("<article") > 30
    with django_assert_max_num_queries(20) as many:
        list(to_read.counts(coast, timezone.now()))
    once = len(many)
    Flag.objects.exclude(response__in=Response.objects.order_by("pk")[:5]).delete()
    with django_assert_num_queries(once):
        list(to_read.counts(coast, timezone.now()))


# Through the pages


def hand_in(client, person, part, text):
    """Write an answer, look it over and hand it in, as a participant does."""
    address = f"/p/{person.code}/answer/{part.pk}/"
    client.post(address, {"asked": "A3", "A3": text, "page": "one"})
    reviewed = re.search(r'name="reviewed" value="([^"]+)"', read(client, f"{address}review/"))
    return client.post(f"{address}submit/", {"reviewed": reviewed[1]}, follow=True)


def test_from_the_phone_of_one_to_the_desk_of_another(
    ana, pat, pat_person, lead, coast, page, views, people
):
    assert hand_in(pat, pat_person, views, RISK).status_code == 200
    five_answer(views, people)

    shown = results_of(ana, page) + workbook_of(ana, page) + read(ana, "/coast/") + read(ana, page)
    assert "kill" not in shown
    assert "said he would kill her" in read(lead, page)
    assert "Pat" not in read(lead, page).split("<main")[1]

    decide(lead, page, the_flag(), "shown")

    assert RISK in results_of(ana, page)
    assert "kill" not in results_of(lead, page)  # an observer reads nobody's words


def test_form_gives_its_second_looks_with_what_it_was_told(coast, views):
    coast.add_person(name="Wyn Harker", email="wyn@coast.example")
    answers = {"A3": {"value": f"Wyn knows. {RISK}", "rev": 1}}
    form = ResponseForm(views.pages_for(None), answers, **flagging.known_to_looks(coast))

    said = " ".join(look for field in form.fields for look in field.looks)

    assert "on the register: Wyn." in said
    assert "999" in said
