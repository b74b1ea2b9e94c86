"""Notes into clusters, and what clusters become."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings import becoming, capture
from meetings.models import Cluster, Meeting
from network import citing, trails
from network.models import Citation
from proforma.models import Theme
from tests import factories
from tests.forms import as_sent
from topics.models import Topic

SORT = "/coast/meetings/1/notes/sort/"
CLUSTERS = "/coast/meetings/1/clusters/"


@pytest.fixture
def meeting(coast):
    return Meeting.call(coast.current_cycle(), starts_at=timezone.now() - timedelta(hours=1))


@pytest.fixture
def stuck(meeting):
    """A cluster of two notes on the record, one off it, and one taken back."""
    cluster = Cluster.begin(meeting, "Stuck")
    for text in ("Nobody owns the gap", "We bounce people"):
        meeting.catch("point", text).move_to(cluster)
    meeting.catch("point", "Whispered", off_record=True).move_to(cluster)
    withdrawn = meeting.catch("point", "Withdrawn")
    withdrawn.move_to(cluster)
    withdrawn.take_back()
    return cluster


def move(client, note, cluster, **data):
    address = f"/coast/meetings/1/notes/{note.pk}/move/"
    return client.post(address, {"cluster": getattr(cluster, "pk", cluster), **data}, follow=True)


def where(note):
    note.refresh_from_db()
    return note.cluster and note.cluster.name


def test_cluster_is_begun_once_in_whatever_capitals(ana, meeting):
    for name in ("Quick things", " quick  THINGS ", "ÉTÉ", "été"):
        ana.post(CLUSTERS, {"name": name})

    assert [cluster.name for cluster in meeting.clusters.all()] == ["Quick things", "ÉTÉ"]


@pytest.mark.parametrize("name", ["", "   ", "a" * 81, "a\x00b"])
def test_hostile_name_is_refused_with_a_sentence(ana, meeting, name):
    page = ana.post(CLUSTERS, {"name": name})

    assert (page.status_code, "data-first-problem" in page.content.decode()) == (200, True)
    assert not meeting.clusters.exists()


def test_note_moves_and_the_move_is_taken_back(ana, meeting, stuck):
    quick = Cluster.begin(meeting, "Quick things")
    note = meeting.notes.get(text="We bounce people")

    page = move(ana, note, quick).content.decode()
    assert where(note) == "Quick things"
    assert "Moved to “Quick things”: 1 note is there now." in page

    move(ana, note, stuck, was=quick.pk)
    assert where(note) == "Stuck"
    move(ana, note, 0)
    assert where(note) is None


def test_taking_back_does_not_undo_what_somebody_else_did_since(ana, meeting, stuck):
    quick, note = Cluster.begin(meeting, "Quick things"), meeting.notes.get(text="We bounce people")
    move(ana, note, quick)
    move(ana, note, 0)

    page = move(ana, note, stuck, was=quick.pk)

    assert where(note) is None
    assert "Somebody has moved this note meanwhile." in page.content.decode()


@pytest.mark.parametrize("cluster", ["", "x", "-1", "999999", "9" * 30, "²"])
def test_note_stays_where_it_is_if_there_is_no_such_cluster(ana, meeting, stuck, cluster):
    note = meeting.notes.get(text="We bounce people")

    page = move(ana, note, cluster)

    assert (page.status_code, where(note)) == (200, "Stuck")
    assert "That cluster is not here any more." in page.content.decode()


def test_cluster_of_another_meeting_takes_no_note(ana, coast, meeting, stuck):
    other = Meeting.call(coast.current_cycle(), starts_at=timezone.now())
    elsewhere = Cluster.begin(other, "Elsewhere")
    note = meeting.notes.get(text="We bounce people")

    move(ana, note, elsewhere)

    assert where(note) == "Stuck"
    assert ana.get(f"{CLUSTERS}{elsewhere.pk}/").status_code == 404
    ana.post(f"{CLUSTERS}{stuck.pk}/merge/", {"into": elsewhere.pk})
    assert Cluster.objects.filter(pk=stuck.pk).exists()


def test_sizes_are_shown_and_what_was_taken_back_is_not(ana, stuck):
    page = ana.get(f"{SORT}?moved=x&from=²").content.decode()

    assert "3 notes, 1 of them off the record" in page
    assert "Withdrawn" not in page


def test_cluster_is_renamed_unless_another_is_called_so(ana, meeting, stuck):
    Cluster.begin(meeting, "Quick things")

    page = ana.post(f"{CLUSTERS}{stuck.pk}/", {"name": "QUICK THINGS"}).content.decode()
    assert "There is a cluster “Quick things” already." in page
    assert "<h1>Stuck</h1>" in page
    ana.post(f"{CLUSTERS}{stuck.pk}/", {"name": "STUCK between services"})

    stuck.refresh_from_db()
    assert stuck.name == "STUCK between services"


def test_merged_cluster_gives_all_its_notes(ana, meeting, stuck):
    quick = Cluster.begin(meeting, "Quick things")

    ana.post(f"{CLUSTERS}{stuck.pk}/merge/", {"into": stuck.pk})
    assert meeting.clusters.count() == 2
    ana.post(f"{CLUSTERS}{stuck.pk}/merge/", {"into": quick.pk})

    assert [cluster.name for cluster in meeting.clusters.all()] == ["Quick things"]
    assert quick.notes.count() == 4


def test_deleted_cluster_keeps_its_notes(ana, meeting, stuck):
    ana.post(f"{CLUSTERS}{stuck.pk}/delete/")

    assert not meeting.clusters.exists()
    assert meeting.notes.filter(cluster=None).count() == 4


def test_clusters_change_places(ana, meeting, stuck):
    quick = Cluster.begin(meeting, "Quick things")
    for _press in range(2):
        ana.post(f"{CLUSTERS}{quick.pk}/move/?up")
    assert [cluster.name for cluster in meeting.clusters.all()] == ["Quick things", "Stuck"]

    ana.post(f"{CLUSTERS}{quick.pk}/move/?down")
    assert [cluster.name for cluster in meeting.clusters.all()] == ["Stuck", "Quick things"]


def test_observer_sorts_nothing(vic, meeting, stuck):
    note = meeting.notes.first()

    assert vic.get(SORT).status_code == 403
    assert move(vic, note, 0).status_code == 403
    for address in ("", "move/", "merge/", "delete/", "become/topic/"):
        assert vic.post(f"{CLUSTERS}{stuck.pk}/{address}").status_code == 403


def cited_by(thing):
    return sorted(one.target.note.text for one in citing.evidence_of(thing).filter(role="origin"))


ON_RECORD = ["Nobody owns the gap", "We bounce people"]


def test_cluster_becomes_a_theme_that_remembers_its_notes(ana, proforma, stuck):
    data = {"theme-name": "Stuck between services", "theme-proforma": proforma.pk}
    for name in ("Stuck between services", "STUCK between services"):
        page = ana.post(
            f"{CLUSTERS}{stuck.pk}/become/theme/", {**data, "theme-name": name}, follow=True
        )

    theme = Theme.objects.get()
    assert (theme.name, cited_by(theme)) == ("Stuck between services", ON_RECORD)
    assert "“Stuck between services” was there already." in page.content.decode()


def test_cluster_becomes_a_question_of_a_draft(ana, proforma, stuck):
    part = factories.part_of(proforma, "person")
    for _press in range(2):
        ana.post(
            f"{CLUSTERS}{stuck.pk}/become/question/",
            {"question-text": "Where are people stuck?", "question-part": part.pk},
        )

    question = part.questions.get(text="Where are people stuck?")
    assert (question.code, question.kind, question.origin) == ("A4", "long_text", "coordinator")
    assert question.origin_note == "From the notes of Meeting 1"
    assert cited_by(question) == ON_RECORD


def test_open_proforma_takes_no_question_of_a_cluster(ana, open_proforma, stuck):
    part = factories.part_of(open_proforma, "person")

    page = ana.get(f"{CLUSTERS}{stuck.pk}/").content.decode()
    ana.post(
        f"{CLUSTERS}{stuck.pk}/become/question/",
        {"question-text": "Where?", "question-part": part.pk},
    )

    assert "No pro-forma of this cycle is a draft now" in page
    assert not part.questions.filter(text="Where?").exists()


def test_proforma_that_opens_meanwhile_takes_no_question(proforma, pat_person, stuck):
    part = factories.part_of(proforma, "person")
    factories.open_now(proforma)

    with pytest.raises(becoming.CannotBecome, match="People are answering"):
        becoming.question(stuck, part, "Where?")

    assert not part.questions.filter(text="Where?").exists()


def test_cluster_becomes_a_topic_on_the_longlist(ana, coast, stuck):
    page = ana.get(f"{CLUSTERS}{stuck.pk}/").content.decode()
    boxes = {name: value for name, value in as_sent(page).items() if name.startswith("topic-")}
    for _press in range(2):
        ana.post(f"{CLUSTERS}{stuck.pk}/become/topic/", boxes)

    topic = Topic.objects.get()
    assert (topic.title, topic.origin, topic.is_on_longlist) == ("Stuck", "joined", True)
    assert (topic.cycle, cited_by(topic)) == (coast.current_cycle(), ON_RECORD)
    page = ana.get(f"{CLUSTERS}{stuck.pk}/").content.decode()
    assert "Nothing yet. It can become" not in page


def test_list_that_is_voted_on_takes_no_topic(ana, coast, pat_person, stuck):
    factories.open_vote(coast)

    page = ana.post(
        f"{CLUSTERS}{stuck.pk}/become/topic/", {"topic-title": "Late", "topic-origin": "joined"}
    )

    assert "The vote was opened already." in page.content.decode()
    assert not Topic.objects.filter(title="Late").exists()
    assert not Citation.objects.exists()


def test_nothing_is_made_of_what_is_off_the_record(ana, meeting, proforma):
    cluster = Cluster.begin(meeting, "Whispers")
    meeting.catch("point", "Whispered", off_record=True).move_to(cluster)

    page = ana.post(
        f"{CLUSTERS}{cluster.pk}/become/topic/",
        {"topic-title": "Whispers", "topic-origin": "joined"},
    )

    assert "No note of this cluster is on the record" in page.content.decode()
    assert not Topic.objects.exists()


def test_note_taken_off_the_record_later_is_named_nowhere(ana, coast, meeting, stuck):
    made, _is_new = becoming.topic(stuck, coast.current_cycle(), "Stuck", "joined")
    meeting.notes.get(text="We bounce people").change(off_record=True)

    trail = trails.trail(coast, citing.citable_of(made))

    assert "We bounce people" not in repr(trail)
    assert "Nobody owns the gap" in repr(trail)


@pytest.mark.parametrize(
    ("what", "data"),
    [
        ("theme", {}),
        ("theme", {"theme-name": "a" * 81, "theme-proforma": "x"}),
        ("question", {"question-text": "a\x00b", "question-part": "999"}),
        ("topic", {"topic-title": "a" * 121, "topic-origin": "coordinator"}),
    ],
)
def test_hostile_making_is_refused_with_a_sentence(ana, proforma, stuck, what, data):
    page = ana.post(f"{CLUSTERS}{stuck.pk}/become/{what}/", data)

    assert (page.status_code, "invalid-feedback" in page.content.decode()) == (200, True)
    assert not Theme.objects.exists()
    assert not Topic.objects.exists()
    assert ana.post(f"{CLUSTERS}{stuck.pk}/become/action/").status_code == 404


def test_proforma_of_another_network_takes_no_theme(ana, hills, stuck):
    theirs = factories.create_proforma(hills)

    ana.post(
        f"{CLUSTERS}{stuck.pk}/become/theme/",
        {"theme-name": "Mine", "theme-proforma": theirs.pk},
    )

    assert not Theme.objects.exists()


def test_notes_of_the_demo_stand_in_their_clusters(carrowby):
    first = carrowby.network.meetings.get(number=1)
    board = capture.board_of(first, first.notes.all())

    assert sorted((len(group.notes) for group in board if group.cluster), reverse=True) == [
        5, 4, 4, 3, 3, 3, 2,
    ]  # fmt: skip
    assert board[0].notes == []


def test_topic_of_a_cluster_keeps_who_wrote_its_first_words(coast, stuck, ana_user):
    cycle = coast.current_cycle()

    topic, is_new = becoming.topic(stuck, cycle, "Nobody owns it", "joined", by=ana_user)

    assert is_new
    assert topic.wordings.get().by == ana_user


def test_cluster_does_not_become_a_part_that_stands_on_no_list(coast, stuck):
    cycle = coast.current_cycle()
    one, two = factories.create_longlist(coast, 2)
    Topic.join([one, two], title="Both")

    topic, is_new = becoming.topic(stuck, cycle, "Topic 1", "joined")

    assert is_new
    assert topic.is_on_longlist
