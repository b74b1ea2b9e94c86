"""Reminders go only to those who have not finished, not too often and not too soon; of a secret vote nobody
is shown to whom."""

import io
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone
from openpyxl import load_workbook

from meetings.models import Feedback, Meeting
from network import reminders
from network.contributions import chases, due_work
from network.models import InvitationEvent, Mailing, Message, Network
from proforma import passing
from tests import factories
from tests.forms import as_sent
from topics.models import Vote

LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def people(coast, harbour):
    return factories.create_people(coast, 6, partner=harbour)


@pytest.fixture
def asked(coast, people):
    """A pro-forma of one part, the views, which opened without anybody being written to."""
    proforma = factories.create_proforma(coast)
    factories.part_of(proforma, "partner").questions.all().delete()
    factories.open_now(proforma, days=60)
    return proforma


def views_of(proforma):
    return factories.part_of(proforma, "person")


def page_of(proforma):
    return f"/coast/remind/{views_of(proforma).activity_id}/"


def press(client, page, **changes):
    """The page's form as it stands, sent; with some of it changed."""
    return client.post(
        page, {**as_sent(client.get(page).content.decode()), "go": "send", **changes}
    )


def run(*arguments):
    said = io.StringIO()
    call_command("remind", *arguments, stdout=said)
    return said.getvalue()


def addresses(mailoutbox):
    return sorted(address for message in mailoutbox for address in message.to)


def line_of(person):
    return person.invitations.get(activity__kind="views")


def reasons(coast, asked, at=None):
    """{name: why no reminder goes to them now}."""
    chase = reminders.chase_of(coast, views_of(asked).activity, at=at)
    return {one.person.name: one.why_not for one in reminders.waiting_for(chase, coast, at=at)}


def test_reminder_goes_only_to_those_who_have_not_finished(ana, asked, people, mailoutbox):
    factories.answer(views_of(asked), people[0], A1=5)
    factories.answer(views_of(asked), people[1], submit=False, A1=5)

    press(ana, page_of(asked))

    assert addresses(mailoutbox) == [one.email for one in people[1:]]
    assert all(people[n].link in message.body for n, message in enumerate(mailoutbox, start=1))


def test_button_says_how_many_are_sent(ana, asked, people, mailoutbox):
    page = ana.get(page_of(asked)).content.decode()
    assert "Send 6 reminders" in page
    assert as_sent(page)["promised"] == ["6"]

    press(ana, page_of(asked))

    assert len(mailoutbox) == 6


def test_changed_number_sends_nothing_and_shows_the_new_one(ana, asked, people, mailoutbox):
    as_it_was = {**as_sent(ana.get(page_of(asked)).content.decode()), "go": "send"}
    factories.answer(views_of(asked), people[0], A1=5)

    answer = ana.post(page_of(asked), {**as_it_was, "subject": "My own words"})

    page = answer.content.decode()
    assert "it is 5 messages now. Nothing was sent." in page
    assert "Send 5 reminders" in page
    assert as_sent(page)["promised"] == ["5"]
    assert as_sent(page)["subject"] == ["My own words"]
    assert (mailoutbox, Message.objects.count()) == ([], 0)


def test_pressed_twice_sends_once(ana, asked, people, mailoutbox):
    as_it_was = {**as_sent(ana.get(page_of(asked)).content.decode()), "go": "send"}

    ana.post(page_of(asked), as_it_was)
    again = ana.post(page_of(asked), as_it_was)

    assert "Nothing was sent." in again.content.decode()
    assert len(mailoutbox) == 6


def test_nobody_is_reminded_more_often_than_the_network_says(coast, asked, people, mailoutbox):
    coast.most_reminders, coast.reminder_gap = 2, 1
    coast.save()
    now = timezone.now()

    for day in range(0, 8, 2):
        reminders.remind_all(coast, at=now + timedelta(days=day))
        call_command("tick")

    assert len(mailoutbox) == 12
    assert set(reasons(coast, asked, at=now + timedelta(days=9)).values()) == {"reminded 2 times"}


def test_network_that_reminds_nobody_reminds_nobody(coast, asked, people, mailoutbox):
    coast.most_reminders = 0
    coast.save()

    run()

    assert mailoutbox == []


@pytest.mark.parametrize(
    ("zone", "is_due"), [("Europe/London", False), ("Asia/Tokyo", True)], ids=["london", "tokyo"]
)
def test_gap_is_in_calendar_days_where_the_network_is(coast, asked, people, zone, is_due):
    """From noon on the first in London to four in the afternoon on the fourth: in Tokyo it is the fifth."""
    coast.time_zone, coast.reminder_gap = zone, 4
    coast.save()
    first = datetime(2027, 3, 1, 12, 0, tzinfo=LONDON)
    views_of(asked).activity.open(closes_at=first + timedelta(days=60), at=first)
    reminders.remind_all(coast, at=first)
    Message.objects.update(state="sent", sent_at=first)

    chase = reminders.chase_of(coast, views_of(asked).activity, at=first)
    late = first.replace(day=4, hour=16)

    assert bool(reminders.due(chase, coast, at=late)) == is_due
    next_day = datetime(2027, 3, 5, 0, 1, tzinfo=LONDON)
    assert reminders.due(chase, coast, at=next_day)


def test_invitation_counts_as_the_message_before(ana, coast, proforma, people, mailoutbox):
    page = f"/coast/proforma/{proforma.pk}/circulate/"
    ana.post(page, {**as_sent(ana.get(page).content.decode()), "go": "send"})
    assert len(mailoutbox) == 6

    run()

    assert len(mailoutbox) == 6
    assert all(why.startswith("not before") for why in reasons(coast, proforma).values())


def test_whoever_hands_in_between_writing_and_sending_gets_none(ana, asked, people, mailoutbox):
    press(ana, page_of(asked), go="drafts")
    factories.answer(views_of(asked), people[0], A1=5)
    mailing = Mailing.objects.get()

    ana.post(f"/coast/outbox/all/{mailing.pk}/send/", {"promised": "6"})

    assert addresses(mailoutbox) == [one.email for one in people[1:]]
    message = people[0].messages.get()
    assert (message.state, message.reason) == (
        "set_aside",
        "No longer needed: it was done meanwhile, or has closed.",
    )
    kinds = line_of(people[0]).events.values_list("kind", flat=True)
    assert "reminded" not in kinds


def test_reminder_put_aside_is_no_obstacle_to_the_next(ana, coast, asked, people, mailoutbox):
    press(ana, page_of(asked), go="drafts")
    ana.post(f"/coast/outbox/all/{Mailing.objects.get().pk}/aside/")

    press(ana, page_of(asked))

    assert len(mailoutbox) == 6
    assert set(reasons(coast, asked).values()) != {""}


def test_put_aside_again_and_again_it_still_can_be_sent(ana, asked, people, mailoutbox):
    for _n in range(3):
        press(ana, page_of(asked), go="drafts")
        ana.post(f"/coast/outbox/all/{Mailing.objects.first().pk}/aside/")

    press(ana, page_of(asked))

    assert len(mailoutbox) == 6


def no_email(person):
    person.email = ""
    person.save()


def bounce(person):
    line_of(person).note("bounced")


NOT_WRITTEN_TO = [
    ("no email", no_email),
    ("the link is stopped", lambda person: person.revoke_link()),
    ("the last message came back", bounce),
]


@pytest.mark.parametrize(
    ("why", "happens"), NOT_WRITTEN_TO, ids=[why for why, _f in NOT_WRITTEN_TO]
)
def test_page_says_why_somebody_is_not_written_to(ana, asked, people, mailoutbox, why, happens):
    happens(people[2])

    page = ana.get(page_of(asked)).content.decode()
    assert why in page[page.index('id="not-now"') :]
    press(ana, page_of(asked))

    assert people[2].name not in " ".join(message.body for message in mailoutbox)
    assert len(mailoutbox) == 5


def declines(part, person):
    passing.decline(part, person, "On leave")


def hands_over(part, person):
    colleague = person.network.add_person(
        name="Kim", email="kim@coast.example", partner=person.partner
    )
    passing.hand_over(part, person, colleague)


def suggests(part, person):
    passing.ask_for(part, person, name="Kim", email="kim@coast.example")


def leaves(part, person):
    person.leave()


def takes_no_part(part, person):
    person.takes_part = False
    person.save()


@pytest.mark.parametrize(
    "happens",
    [declines, hands_over, suggests, leaves, takes_no_part],
    ids=lambda function: function.__name__,
)
def test_whoever_is_not_waited_for_is_not_on_the_page(ana, asked, people, mailoutbox, happens):
    happens(views_of(asked), people[2])
    mailoutbox.clear()

    page = ana.get(page_of(asked)).content.decode()
    press(ana, page_of(asked))

    assert "Person 3" not in page
    assert "person3@coast.example" not in addresses(mailoutbox)
    assert len(mailoutbox) == 5


@pytest.mark.parametrize("happens", [leaves, declines], ids=lambda function: function.__name__)
def test_draft_to_whoever_is_not_waited_for_any_more_does_not_go(
    ana, asked, people, mailoutbox, happens
):
    press(ana, page_of(asked), go="drafts")
    happens(views_of(asked), people[2])

    ana.post(f"/coast/outbox/all/{Mailing.objects.get().pk}/send/", {"promised": "6"})

    assert "person3@coast.example" not in addresses(mailoutbox)


def test_draft_with_a_link_that_was_stopped_does_not_go(ana, asked, people, mailoutbox):
    press(ana, page_of(asked), go="drafts")
    people[2].revoke_link()

    ana.post(f"/coast/outbox/all/{Mailing.objects.get().pk}/send/", {"promised": "6"})

    assert "person3@coast.example" not in addresses(mailoutbox)


def test_drafts_wait_and_keep_others_from_being_written(ana, coast, asked, people, mailoutbox):
    answer = press(ana, page_of(asked), go="drafts")

    assert answer.url == f"/coast/outbox/all/{Mailing.objects.get().pk}/"
    assert (mailoutbox, Message.objects.drafts().count()) == ([], 6)
    assert set(reasons(coast, asked).values()) == {"a message waits in the outbox"}
    assert "Nobody is to be reminded just now." in ana.get(page_of(asked)).content.decode()


@pytest.mark.parametrize("state", ["draft", "ready", "sending", "failed"])
def test_whoever_has_a_message_in_the_outbox_gets_no_other_however_old_it_is(
    coast, asked, people, mailoutbox, state
):
    long_ago = timezone.now() - timedelta(days=30)
    reminders.remind_all(coast, at=long_ago + timedelta(days=30))
    Message.objects.update(state=state, created_at=long_ago)

    assert set(reasons(coast, asked).values()) == {"a message waits in the outbox"}


def test_looking_shows_how_it_reads_and_writes_nothing(ana, asked, people, mailoutbox):
    page = press(ana, page_of(asked), go="look").content.decode()

    assert "As Person 1 reads it" in page
    assert "Hello Person 1" in page
    assert people[0].link not in page
    assert (mailoutbox, Mailing.objects.count()) == ([], 0)


def test_dry_run_says_how_many_and_sends_nothing(coast, asked, people, mailoutbox):
    factories.answer(views_of(asked), people[0], A1=5)

    assert run("--dry-run") == "coast: 5 to remind of “What we see”.\n"
    assert (mailoutbox, Mailing.objects.count()) == ([], 0)


def test_command_does_what_the_page_does(ana, coast, asked, people, mailoutbox):
    people[3].revoke_link()
    factories.answer(views_of(asked), people[0], A1=5)

    said = run()
    by_command = [(message.to, message.subject, message.body) for message in mailoutbox]
    Mailing.objects.all().delete()
    mailoutbox.clear()
    press(ana, page_of(asked))

    assert said == "coast: 4 reminded of “What we see”.\n"
    assert by_command == [(message.to, message.subject, message.body) for message in mailoutbox]


def test_command_keeps_to_the_network_it_is_told(coast, hills, asked, people, mailoutbox):
    assert run("--network", "hills") == ""
    assert mailoutbox == []
    with pytest.raises(CommandError, match="no network"):
        run("--network", "nowhere")


def tick_at(moment):
    return [line for work in due_work.functions for line in work(moment)]


def test_nobody_is_reminded_by_itself_unless_the_network_chose_it(coast, asked, people, mailoutbox):
    noon = timezone.now().astimezone(LONDON).replace(hour=12) + timedelta(days=1)

    tick_at(noon)
    assert mailoutbox == []

    Network.objects.update(reminds_itself=True)
    tick_at(noon)
    tick_at(noon + timedelta(minutes=1))
    assert len(mailoutbox) == 6


@pytest.mark.parametrize(("hour", "goes"), [(8, False), (9, True), (17, True), (18, False)])
def test_by_itself_it_goes_only_by_day(coast, asked, people, mailoutbox, hour, goes):
    Network.objects.update(reminds_itself=True, time_zone="America/New_York")
    moment = timezone.now().astimezone(ZoneInfo("America/New_York")) + timedelta(days=1)

    tick_at(moment.replace(hour=hour))

    assert bool(mailoutbox) == goes


def test_of_two_parts_one_reminder_speaks(ana, coast, open_proforma, pat_person, mailoutbox):
    coast.partners.update(figures_lead=pat_person)
    figures = factories.part_of(open_proforma, "partner")
    figures.activity.invite([pat_person])

    press(ana, page_of(open_proforma))

    assert addresses(mailoutbox) == [pat_person.email]
    told = InvitationEvent.objects.filter(kind="reminded", invitation__person=pat_person)
    assert told.count() == 2


def test_whoever_has_done_one_of_two_parts_is_still_reminded(
    ana, coast, open_proforma, pat_person, mailoutbox
):
    factories.part_of(open_proforma, "partner").activity.invite([pat_person])
    factories.answer(views_of(open_proforma), pat_person, A1=5)

    press(ana, page_of(open_proforma))

    assert addresses(mailoutbox) == [pat_person.email]
    told = InvitationEvent.objects.get(kind="reminded")
    assert told.invitation.activity.kind == "figures"


def test_closed_pro_forma_reminds_nobody(ana, coast, asked, people, mailoutbox):
    asked.close()

    assert ana.get(page_of(asked)).status_code == 404
    assert run() == ""
    assert mailoutbox == []


def test_reminders_are_for_whoever_circulates(vic, olga, asked):
    assert vic.get(page_of(asked)).status_code == 403
    assert olga.get(page_of(asked)).status_code == 404
    assert olga.get(page_of(asked).replace("coast", "hills")).status_code == 404


def test_feedback_is_chased_too(ana, coast, people, mailoutbox):
    meeting = Meeting.call(coast.current_cycle(), starts_at=timezone.now() - timedelta(days=1))
    feedback = Feedback.ask(meeting)
    feedback.reply(people[0], worth=4, heard=4, change="")

    press(ana, f"/coast/remind/{feedback.activity_id}/")

    assert addresses(mailoutbox) == [one.email for one in people[1:]]
    assert people[1].link in mailoutbox[0].body


# A secret vote


@pytest.fixture
def vote(coast, people):
    return factories.open_vote(coast, days=30)


def pages_of(client, vote):
    """Everything a coordinator can read or save about a vote and its messages, without tokens."""
    mailings = [f"/coast/outbox/all/{one.pk}/" for one in Mailing.objects.all()]
    pages = [
        "/coast/",
        "/coast/outbox/",
        "/coast/partners/",
        "/coast/topics/",
        f"/coast/vote/{vote.pk}/",
        f"/coast/remind/{vote.activity_id}/",
        f"/coast/ledger/{vote.activity_id}/",
        *mailings,
        *(f"{mailing}?state={state}" for mailing in mailings for state in Message.State.values),
        *(
            f"/coast/ledger/{vote.activity_id}/?state={kind}"
            for kind in InvitationEvent.Kind.values
        ),
    ]
    said = {page: client.get(page).content.decode() for page in pages}
    said |= {
        f"look {page}": press(client, page, go="look").content.decode()
        for page in [f"/coast/remind/{vote.activity_id}/"]
    }
    said["file"] = str(rows_of(client.get(f"/coast/ledger/{vote.activity_id}/file/")))
    said["dry run"] = run("--dry-run")
    return {page: without_tokens(words) for page, words in said.items()}


def rows_of(answer):
    sheet = load_workbook(io.BytesIO(answer.content)).active
    return [[cell.value for cell in row] for row in sheet.rows]


def without_tokens(words):
    return re.sub(r'(csrfmiddlewaretoken" value="|X-CSRFToken": ")[^"]+', "", words)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("stage", ["before", "drafts", "sent"])
def test_nothing_a_coordinator_reads_tells_who_has_voted(ana, coast, vote, people, stage):
    """Two have voted: whichever two it was, every page says the same."""
    read = []
    moment = timezone.now() - timedelta(minutes=5)
    for voters in [people[:2], people[4:]]:
        vote.electors.update(voted_on=None)
        vote.ballots.all().delete()
        Mailing.objects.all().delete()
        for person in voters:
            vote.cast(person, ["T1"])
        if stage != "before":
            press(ana, f"/coast/remind/{vote.activity_id}/", go={"sent": "send"}.get(stage, stage))
        Mailing.objects.update(made_at=moment)
        read.append(pages_of(ana, vote))

    numbers = [str(pk) for pk in Mailing.objects.values_list("pk", flat=True)]
    for one in read:
        for page in list(one):
            if "/outbox/all/" in page:
                one[re.sub(r"\d+", "N", page)] = re.sub(r"all/\d+/", "all/N/", one.pop(page))
            elif numbers:
                one[page] = re.sub(r"(all/|mailing-)\d+", "", one[page])
    first, second = read
    assert first.keys() == second.keys()
    assert {page for page in first if first[page] != second[page]} == set()


def drafts_of(vote):
    chase = reminders.chase_of(vote.cycle.network, vote.activity)
    return reminders.remind(chase, vote.cycle.network, is_draft=True)


def test_secret_reminder_is_never_kept_as_drafts_that_nobody_could_read(
    ana, vote, people, mailoutbox
):
    page = ana.get(f"/coast/remind/{vote.activity_id}/").content.decode()
    press(ana, f"/coast/remind/{vote.activity_id}/", go="drafts")

    assert "Keep as drafts" not in page
    assert len(mailoutbox) == 6


def test_reminder_of_a_secret_vote_has_nobody_to_reply_to(ana, coast, vote, people, mailoutbox):
    press(ana, f"/coast/remind/{vote.activity_id}/")

    assert {tuple(sent.reply_to) for sent in mailoutbox} == {()}


def test_switching_it_on_while_a_vote_is_open_shows_nobody(ana, coast, vote, people):
    coast.shows_who_voted = True
    coast.save()

    page = ana.get(f"/coast/remind/{vote.activity_id}/").content.decode()

    assert not re.search(r"Person \d", page)


def test_nobody_is_declined_for_in_a_vote(ana, vote, people):
    line = vote.activity.invitations.get(person=people[0])
    address = f"/coast/ledger/lines/{line.pk}/decline/"

    assert ana.post(address, {"go": "decline", "reason": "x"}).status_code == 404
    assert "They told you" not in ana.get(f"/coast/ledger/{vote.activity_id}/").content.decode()


def test_message_of_a_secret_vote_has_no_page(ana, vote, people, mailoutbox):
    drafts_of(vote)

    for message in Message.objects.all():
        page = f"/coast/outbox/{message.pk}/"
        assert ana.get(page).status_code == 404
        for verb in ["", "send/", "aside/", "back/"]:
            assert ana.post(page + verb, {"to": "x@x.example"}).status_code == 404
    assert set(Message.objects.values_list("state", flat=True)) == {"draft"}


def test_reminder_of_a_secret_vote_leaves_no_line_in_the_ledger(ana, vote, people, mailoutbox):
    press(ana, f"/coast/remind/{vote.activity_id}/")

    assert len(mailoutbox) == 6
    assert not InvitationEvent.objects.filter(kind="reminded").exists()
    assert not vote.activity.invitations.exclude(sent_at=None).exists()


def test_secret_vote_reminds_only_those_who_have_not_voted(ana, vote, people, mailoutbox):
    vote.cast(people[0], ["T1"])
    vote.cast(people[1], [])

    press(ana, f"/coast/remind/{vote.activity_id}/")

    assert addresses(mailoutbox) == [one.email for one in people[2:]]


def test_network_may_show_who_has_not_voted(ana, coast, people, mailoutbox):
    coast.shows_who_voted = True
    coast.save()
    vote = factories.open_vote(coast)
    vote.cast(people[0], ["T1"])

    page = ana.get(f"/coast/remind/{vote.activity_id}/").content.decode()
    press(ana, f"/coast/remind/{vote.activity_id}/")

    assert "Person 2" in page
    assert "Person 1<" not in page
    assert ana.get(f"/coast/outbox/{people[1].messages.get().pk}/").status_code == 200


@pytest.mark.parametrize("how", ["send", "ready", "drafts"])
def test_after_the_close_nothing_stored_tells_who_was_reminded(
    ana, vote, people, mailoutbox, settings, how
):
    for person in people[:5]:
        vote.cast(person, ["T1"])
    if how == "send":
        press(ana, f"/coast/remind/{vote.activity_id}/")
    else:
        drafts_of(vote)
    if how == "ready":
        Message.objects.update(state="ready")  # about to leave as the vote closes

    Vote.objects.get().close()
    call_command("tick")

    rows = [
        *Message.objects.values_list(),
        *Message.invitations.through.objects.values_list("message", "invitation"),
    ]
    (message,) = Message.objects.all()
    last = people[5]
    assert not any(last.name in str(row) or last.email in str(row) for row in rows)
    assert (message.person_id, message.to, message.invitations.count()) == (None, "", 0)
    assert not message.dedupe_key.endswith(f":{last.pk}")
    assert message.state == ("sent" if how == "send" else "set_aside")
    assert len(mailoutbox) == (how == "send")
    assert ana.get(f"/coast/outbox/all/{message.mailing_id}/").status_code == 200


def test_nobody_is_named_as_somebody_reads_a_secret_reminder(ana, vote, people):
    page = press(ana, f"/coast/remind/{vote.activity_id}/", go="look").content.decode()

    assert not re.search(r"Person \d", page)
    assert not list(re.finditer("As .+ reads it", page))


def test_every_chase_says_when_it_closes_and_where_the_page_is(coast, vote, asked):
    for chase in chases.gather(coast, timezone.now()):
        assert "[[link]]" in chase.body
        assert "[[closes]]" in chase.body
