"""What votes leave open is settled only in the ways agreed; and the result is shown once, never too early."""

import json
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from network.contributions import chases, coordinator_tasks, participant_tasks
from tests import factories
from topics import after_the_count, settling_contributions
from topics.models import CannotSettle, Vote
from topics.result_account import account_of

# Three ahead with T1 and T2; T3, T4 and T5 are level for the one place left, so that none is taken.
LEVEL = [["T1", "T2", "T3"], ["T1", "T2", "T4"], ["T1", "T2", "T5"], ["T1", "T2"], ["T1", "T2"]]


@pytest.fixture
def people(coast, harbour):
    return factories.create_people(coast, 7, partner=harbour)


def closed(coast, people, ballots=LEVEL, **fields):
    vote = factories.open_vote(coast, **fields)
    for person, codes in zip(people, ballots, strict=False):
        vote.cast(person, codes)
    vote.close()
    return Vote.objects.select_related("cycle__network", "activity").get(pk=vote.pk)


def opened_runoff(vote):
    written = after_the_count.proposed_runoff(vote)
    closes_at = timezone.now() + timedelta(days=3)
    runoff, _mailing = after_the_count.open_runoff(vote, closes_at=closes_at, **written)
    return runoff


def test_runoff_asks_about_the_level_topics_only_in_the_same_way(coast, people):
    vote = closed(coast, people, tie_rule="runoff", mode="named", band_sectors=["statutory"])

    runoff = opened_runoff(vote)

    assert (runoff.topic_codes, runoff.places, runoff.picks) == (["T3", "T4", "T5"], 1, 1)
    assert (runoff.mode, runoff.band_sectors, runoff.tie_rule) == ("named", ["statutory"], "lot")
    assert Vote.of_cycle(vote.cycle) == vote
    assert mail.outbox == []  # written, and sent by the page


def test_runoff_that_comes_out_clear_settles_the_first_vote_as_it_closes(coast, people):
    vote = closed(coast, people, tie_rule="runoff")
    runoff = opened_runoff(vote)
    for person in people[:5]:
        runoff.cast(person, ["T4"])

    runoff.close()

    vote.refresh_from_db()
    assert (vote.settled["how"], vote.settled["chosen"]) == ("runoff", ["T4"])
    assert vote.chosen_codes == ["T1", "T2", "T4"]
    assert [topic.code for topic in vote.chosen_topics()] == ["T1", "T2", "T4"]


def test_level_runoff_is_settled_by_its_lot(coast, people):
    vote = closed(coast, people, tie_rule="runoff")
    runoff = opened_runoff(vote)
    for person, code in zip(people, ["T3", "T3", "T3", "T4", "T4", "T4"], strict=False):
        runoff.cast(person, [code])

    runoff.close()

    vote.refresh_from_db()
    assert runoff.result["how"] == "lot"
    assert vote.settled["chosen"] == runoff.result["lot"]["order"][:1]
    said = " ".join(account_of(vote).tie)
    assert "level in the second vote too, so lots were drawn" in said
    assert "A second vote chose" not in said


def test_runoff_of_too_few_settles_nothing_and_then_somebody_decides(coast, people):
    vote = closed(coast, people, tie_rule="runoff")
    runoff = opened_runoff(vote)
    runoff.cast(people[0], ["T4"])
    assert vote.ways_to_settle(runoff) == []

    runoff.close()

    vote.refresh_from_db()
    assert vote.settled is None
    assert vote.ways_to_settle(vote.runoff_held()) == ["chair"]
    vote.decide(["T5"], by="Ana", reason="Too few came.")
    assert vote.chosen_codes == ["T1", "T2", "T5"]


def test_second_runoff_is_not_held(coast, people):
    vote = closed(coast, people, tie_rule="runoff")
    opened_runoff(vote)

    with pytest.raises(CannotSettle):
        Vote.draft_runoff(Vote.objects.get(pk=vote.pk))
    assert Vote.objects.count() == 2


@pytest.mark.parametrize(
    ("rule", "fields", "ways"),
    [
        ("runoff", {}, ["runoff"]),
        ("chair", {"chair": "Vic"}, ["chair"]),
        ("extend", {}, ["runoff", "chair"]),
        ("breadth", {}, ["runoff", "chair"]),
        ("lot", {}, []),
    ],
)
def test_only_what_was_agreed_may_settle_it(coast, people, rule, fields, ways):
    vote = closed(coast, people, tie_rule=rule, **fields)

    assert vote.ways_to_settle() == ways
    if "chair" not in ways:
        with pytest.raises(CannotSettle):
            vote.decide(["T3"], by="Ana", reason="Because.")
        assert Vote.objects.get().settled is None
    if "runoff" not in ways:
        with pytest.raises(CannotSettle):
            Vote.draft_runoff(vote)


def test_chair_is_the_one_who_was_named_before(coast, people):
    vote = closed(coast, people, tie_rule="chair", chair="Vic")

    vote.decide(["T3"], by="Somebody else", reason="It is urgent.")

    assert (vote.settled["by"], vote.settled["reason"]) == ("Vic", "It is urgent.")


def test_decision_stands_once_made(coast, people):
    vote = closed(coast, people)
    other = Vote.objects.get()
    vote.decide(["T3"], by="Ana", reason="Because.")

    with pytest.raises(CannotSettle):
        other.decide(["T4"], by="Vic", reason="No.")
    with pytest.raises(CannotSettle):
        other.settle(["T4"], how="chair")
    assert Vote.objects.get().chosen_codes == ["T1", "T2", "T3"]


def test_of_two_who_settle_from_stale_pages_the_first_is_right(coast, people):
    vote, stale = closed(coast, people), Vote.objects.get()
    vote.settle(["T3"], how="chair")

    with pytest.raises(CannotSettle, match="already"):
        stale.settle(["T4"], how="chair")
    assert stale.settled["chosen"] == ["T3"]


@pytest.mark.parametrize("codes", [[], ["T3", "T4"], ["T1"], ["T99"]])
def test_just_as_many_level_topics_as_there_are_places_are_taken(coast, people, codes):
    vote = closed(coast, people)

    with pytest.raises(CannotSettle, match="Choose 1"):
        vote.decide(codes, by="Ana", reason="Because.")
    assert Vote.objects.get().settled is None


def test_open_vote_is_never_released(coast, people):
    vote = factories.open_vote(coast)

    assert not vote.release()
    assert Vote.objects.get().released_at is None


def test_result_is_released_at_its_day_and_once(coast, people):
    due = timezone.now() + timedelta(days=9)
    vote = closed(coast, people, releases_at=due)

    assert list(settling_contributions.release_results(due)) == [
        f"released the result of vote {vote.pk}"
    ]
    assert list(settling_contributions.release_results(due + timedelta(days=1))) == []
    assert Vote.objects.get().released_at == due


def test_tick_counts_and_releases_what_is_due(coast, people, monkeypatch):
    vote = factories.open_vote(coast, releases_at=timezone.now() + timedelta(days=9))
    later = vote.releases_at + timedelta(minutes=3)
    monkeypatch.setattr(timezone, "now", lambda: later)

    call_command("tick")

    assert Vote.objects.get().is_released


def test_day_of_release_waits_for_the_count(coast, people):
    due = timezone.now() + timedelta(days=8)
    vote = factories.open_vote(coast, releases_at=due)

    assert not Vote.to_release(due).exists()
    vote.close()
    assert not Vote.to_release(due - timedelta(seconds=1)).exists()
    assert list(Vote.to_release(due)) == [vote]


def test_runoff_is_seen_where_the_first_result_is(coast, people):
    vote = closed(coast, people, tie_rule="runoff")
    runoff = opened_runoff(vote)
    for person in people[:5]:
        runoff.cast(person, ["T4"])
    vote.release()
    assert not Vote.objects.get(pk=runoff.pk).is_released  # still open

    runoff.close()

    assert Vote.objects.get(pk=runoff.pk).is_released


def test_runoff_counted_before_the_release_is_shown_with_it(coast, people):
    vote = closed(coast, people, tie_rule="runoff")
    runoff = opened_runoff(vote)
    runoff.close()
    assert not Vote.objects.get(pk=runoff.pk).is_released

    vote.refresh_from_db()
    vote.release()

    assert Vote.objects.get(pk=runoff.pk).is_released


def test_runoff_waits_on_the_pages_of_those_who_may_vote(coast, people):
    vote = closed(coast, people, tie_rule="runoff")
    late, at = factories.create_people(coast, 1, start=90)[0], timezone.now()
    assert "Settle which" in titles(coordinator_tasks.gather(vote.cycle, at))
    runoff = opened_runoff(vote)

    assert "A second vote: choose a topic" in titles(participant_tasks.gather(people[0], at))
    assert "A second vote" in titles(participant_tasks.gather(late, at))
    assert "0 of 8 have voted in the second vote" in titles(
        coordinator_tasks.gather(vote.cycle, at)
    )
    assert [chase.key for chase in chases.gather(coast, at)] == [f"vote:{runoff.pk}"]


def titles(tasks):
    return " / ".join(str(task.title) for task in tasks)


# The pages


def test_coordinator_opens_a_runoff_with_its_message(ana, coast, people, mailoutbox):
    vote = closed(coast, people, tie_rule="runoff")
    page = f"/coast/vote/{vote.pk}/run-off/"
    assert "Topic 4" in ana.get(page).content.decode()
    boxes = {"closes_on": "2099-01-01", "subject": "Again", "body": "[[name]] [[link]]"}

    ana.post(page, boxes | {"promised": 7, "go": "send"}, follow=True)
    again = ana.post(page, boxes | {"promised": 7, "go": "send"}, follow=True)

    runoff = Vote.objects.get(runoff_of=vote)
    assert (len(mailoutbox), runoff.activity.is_open()) == (7, True)
    assert "There is no second vote to open here." in again.content.decode()
    words = ana.get(f"/coast/vote/{runoff.pk}/").content.decode()
    assert f'href="/coast/vote/{vote.pk}/"' in words


def test_number_that_changed_opens_nothing(ana, coast, people, mailoutbox):
    vote = closed(coast, people, tie_rule="runoff")
    boxes = {"closes_on": "2099-01-01", "subject": "Again", "body": "[[link]]", "promised": 3}

    words = ana.post(f"/coast/vote/{vote.pk}/run-off/", boxes).content.decode()

    assert "Nothing was sent." in words
    assert (len(mailoutbox), Vote.objects.count()) == (0, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"closes_on": "2001-01-01"},
        {"closes_on": "9999-12-31"},
        {"closes_on": "soon"},
        {"subject": "NUL\0"},
        {"subject": "x" * 201},
        {"body": "without a way in"},
        {"promised": ""},
    ],
)
def test_runoff_page_says_what_is_wrong_and_opens_nothing(ana, coast, people, wrong):
    vote = closed(coast, people, tie_rule="runoff")
    boxes = {"closes_on": "2099-01-01", "subject": "Again", "body": "[[link]]", "promised": 7}

    answer = ana.post(f"/coast/vote/{vote.pk}/run-off/", boxes | wrong)

    assert answer.status_code == 200
    assert Vote.objects.count() == 1


def test_decision_is_written_down_with_name_and_reason(ana, coast, people):
    vote = closed(coast, people, tie_rule="chair", chair="Vic")
    page = f"/coast/vote/{vote.pk}/decide/"
    assert "Vic decides" in ana.get(page).content.decode()

    ana.post(page, {"topics": ["T4"], "reason": "It is <b>urgent</b>."})

    words = ana.get(f"/coast/vote/{vote.pk}/").content.decode()
    assert "“Topic 4”: decided by Vic, not by votes." in words
    assert "It is &lt;b&gt;urgent&lt;/b&gt;." in words
    assert "Three topics frame the meeting" in words


@pytest.mark.parametrize(
    "wrong",
    [
        {"topics": []},
        {"topics": ["T3", "T4"]},
        {"topics": ["T1"]},
        {"by": ""},
        {"by": "x" * 121},
        {"by": "  "},
        {"reason": ""},
        {"reason": "NUL\0"},
        {"reason": "x" * 301},
    ],
)
def test_decision_that_lacks_something_is_not_taken(ana, coast, people, wrong):
    vote = closed(coast, people)
    boxes = {"topics": ["T3"], "by": "Ana", "reason": "Because."}

    answer = ana.post(f"/coast/vote/{vote.pk}/decide/", boxes | wrong)

    assert answer.status_code == 200
    assert "invalid-feedback" in answer.content.decode() or "Choose 1" in answer.content.decode()
    assert Vote.objects.get().settled is None


@pytest.mark.parametrize("page", ["run-off", "decide", "tell"])
def test_only_the_coordinator_settles_and_tells(ana, vic, coast, people, page):
    vote = closed(coast, people)

    assert vic.get(f"/coast/vote/{vote.pk}/{page}/").status_code == 403
    assert vic.post(f"/coast/vote/{vote.pk}/{page}/").status_code == 403


@pytest.mark.parametrize("page", ["run-off", "decide", "tell"])
def test_vote_that_is_open_has_nothing_to_settle_or_tell(ana, coast, people, page):
    vote = factories.open_vote(coast)

    answer = ana.post(f"/coast/vote/{vote.pk}/{page}/", {"topics": ["T1"]})

    assert answer.url == f"/coast/vote/{vote.pk}/"
    assert json.dumps(Vote.objects.values_list("settled", "released_at").get()) == "[null, null]"


def test_everyone_is_told_once_and_not_before_the_release(ana, coast, people, mailoutbox):
    vote = closed(coast, people)
    page = f"/coast/vote/{vote.pk}/tell/"
    boxes = {"subject": "It is there", "body": "[[name]] [[link]]", "promised": 7}
    ana.post(page, boxes)
    assert mailoutbox == []

    vote.release()
    ana.post(page, boxes)
    again = ana.post(page, boxes).content.decode()

    assert len(mailoutbox) == 7
    assert "Everyone who has an email has been told." in again
    late = factories.create_people(coast, 1, start=90)
    assert after_the_count.to_tell(vote) == late


def test_runoff_that_closes_while_the_first_is_released_is_released_with_it(coast, people):
    vote = closed(coast, people, tie_rule="runoff")
    runoff = opened_runoff(vote)
    for person in people[:5]:
        runoff.cast(person, ["T4"])
    seen = []

    def close_at_the_first_write(execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        if sql.startswith("UPDATE") and not seen:
            seen.append(sql)
            Vote.objects.get(pk=runoff.pk).close()
        return answer

    with connection.execute_wrapper(close_at_the_first_write):
        vote.release()

    runoff.refresh_from_db()
    assert seen
    assert (vote.is_released, runoff.is_counted, runoff.is_released) == (True, True, True)
