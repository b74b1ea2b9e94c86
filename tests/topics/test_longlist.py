"""The longlist as staff write it: each wording stays, what is joined can be taken apart, and once a vote
has opened nothing changes under the voters."""

import pytest
from django.utils import timezone

from network import citing
from network.models import Citation
from proforma.models import Insight, Reading
from tests import factories
from tests.forms import as_sent
from topics.models import Topic, Vote, WordingFrozen


@pytest.fixture
def cycle(coast):
    cycle = coast.current_cycle()
    cycle.network = coast
    return cycle


@pytest.fixture
def reading(coast):
    return Reading.add(coast, title="A study")


@pytest.fixture
def listed(coast):
    return factories.create_longlist(coast, 5)


@pytest.fixture
def vote(coast, pat_person, listed):
    vote = Vote.draft(coast.current_cycle())
    vote.open(closes_at=timezone.now() + timezone.timedelta(days=7))
    return vote


def page_of(client, address="/coast/topics/"):
    return client.get(address, follow=True).content.decode()


def own_page(topic):
    return f"/coast/topics/{topic.pk}/"


def joining(*topics):
    return "/coast/topics/join/?" + "&".join(f"topic={topic.pk}" for topic in topics)


def titles(cycle):
    return [topic.title for topic in cycle.topics.on_longlist()]


def test_coordinator_writes_a_topic_with_all_that_belongs_to_it(ana, cycle, reading):
    insight = Insight.write(cycle, "They wait.", [reading])
    said = {
        "title": "Who  decides",
        "question": "Where do people decide?",
        "open_up": "What stops it?",
        "narrow_down": "Which decision?",
        "commit": "Who will pay?",
        "in_scope": "This network.",
        "out_of_scope": "The council.",
        "evidence": "A walk\r\nA talk",
        "origin": "supported",
        "origin_note": "heard at the door",
        "cited": [f"reading:{reading.pk}", f"insight:{insight.pk}"],
    }

    page = ana.post("/coast/topics/new/", said, follow=True).content.decode()

    topic = Topic.objects.get()
    assert (topic.title, topic.evidence) == ("Who decides", "A walk\nA talk")
    assert (topic.in_scope, topic.out_of_scope) == ("This network.", "The council.")
    assert {edge.target.kind for edge in citing.evidence_of(topic)} == {"reading", "insight"}
    assert "It rests on 2 things" in page
    assert "with support in the answers. heard at the door." in page
    (wording,) = topic.wordings.all()
    assert (wording.words["title"], wording.by.name) == ("Who decides", "Ana")


@pytest.mark.parametrize(
    "said",
    [
        {"title": " "},
        {"title": "a\x00b"},
        {"title": "x" * 121},
        {"title": "Ours", "question": "x" * 301},
        {"title": "Ours", "evidence": "x" * 5001},
        {"title": "Ours", "evidence": "a\x00b"},
        {"title": "Ours", "origin": "elsewhere"},
        {"title": "Ours", "cited": "reading:\x00"},
        {"title": "Ours", "cited": "topic:1"},
        {"title": "Ours", "began_in": "question:999"},
    ],
)
def test_strange_topic_is_refused_and_nothing_is_lost(ana, open_proforma, said):
    page = ana.post("/coast/topics/new/", {"origin": "coordinator", "commit": "Who?", **said})

    assert "Nothing is saved yet." in page.content.decode()
    assert "Who?" in page.content.decode()
    assert not Topic.objects.exists()


def test_evidence_of_another_network_is_refused(ana, coast, hills):
    theirs = Reading.add(hills, title="Theirs")
    sent = {"title": "Ours", "origin": "coordinator", "cited": f"reading:{theirs.pk}"}

    page = ana.post("/coast/topics/new/", sent).content.decode()

    assert "Something you chose cannot be cited any more." in page
    assert "Theirs" not in page
    assert not Topic.objects.exists()


def test_topic_pressed_twice_is_listed_once(ana, cycle):
    for _press in range(2):
        assert (
            ana.post("/coast/topics/new/", {"title": "Ours", "origin": "coordinator"}).status_code
            == 302
        )

    assert titles(cycle) == ["Ours"]


def test_title_of_a_topic_off_the_list_is_not_used_again(ana, cycle, listed):
    listed[0].leave_off(reason="Not now.")

    page = ana.post("/coast/topics/new/", {"title": "topic 1", "origin": "coordinator"})

    assert "off the list. Put it back?" in page.content.decode()


def test_two_titles_that_differ_in_a_kelvin_sign_are_one(ana, cycle):
    Topic.list_on(cycle, title="\N{KELVIN SIGN}eeping")

    page = ana.post("/coast/topics/new/", {"title": "keeping", "origin": "coordinator"})

    assert page.status_code in {200, 302}  # each database has its own small letters; none may fail


def test_topic_says_that_it_began_as_an_option_of_a_question(ana, vic, cycle, open_proforma):
    question = factories.part_of(open_proforma, "person").questions.get(code="A2")
    said = {"title": "Ours", "origin": "coordinator", "began_in": f"question:{question.pk}"}
    ana.post("/coast/topics/new/", said)
    topic = Topic.objects.get()

    sentence = "This topic began as an option the coordinator wrote in question A2."
    assert sentence in page_of(vic)
    assert citing.evidence_of(topic).get().role == "origin"

    boxes = as_sent(page_of(ana, own_page(topic)))
    assert boxes["began_in"] == [f"question:{question.pk}"]
    ana.post(own_page(topic), {**boxes, "began_in": ""})
    assert sentence not in page_of(vic)


def test_saving_untouched_changes_nothing(ana, cycle, listed, reading):
    listed[0].rest_on([reading])
    before = [list(Citation.objects.values()), list(Topic.objects.values())]

    for _press in range(2):
        ana.post(own_page(listed[0]), as_sent(page_of(ana, own_page(listed[0]))))

    assert [list(Citation.objects.values()), list(Topic.objects.values())] == before
    assert listed[0].wordings.count() == 1


def test_changed_words_are_kept_beside_those_of_before(ana, vic, listed):
    boxes = as_sent(page_of(ana, own_page(listed[0])))
    ana.post(own_page(listed[0]), {**boxes, "question": "What about all of it?"})

    page = page_of(vic, f"{own_page(listed[0])}history/")

    assert page.index("As it is now") < page.index("As it was first written")
    assert "<del>" in page
    assert "<ins>" in page
    assert "What about" in page
    assert "· Ana" in page
    assert "Worded 2 times" in page_of(vic)


def test_words_of_a_topic_are_not_run_by_the_browser(vic, ana, cycle):
    said = {"title": "<script>x</script>", "question": "<b>y</b>", "origin": "coordinator"}
    ana.post("/coast/topics/new/", said)
    topic = Topic.objects.get()

    for page in ("/coast/topics/", own_page(topic), f"{own_page(topic)}history/"):
        assert "<script>x" not in page_of(ana, page)
        assert "<b>y" not in page_of(ana, page)


def test_second_editor_is_told_and_loses_nothing(ana, cycle, listed, reading):
    boxes = as_sent(page_of(ana, own_page(listed[0])))
    listed[0].reword(question="What about theirs?")
    listed[0].rest_on([reading])

    mine = {**boxes, "question": "What about mine?"}
    page = ana.post(own_page(listed[0]), mine).content.decode()

    assert "Somebody has changed it meanwhile." in page
    assert "as it stands now: “What about theirs?”" in page
    assert "What about mine?" in page
    listed[0].refresh_from_db()
    assert listed[0].question == "What about theirs?"
    ana.post(own_page(listed[0]), as_sent(page))
    assert [one.words["question"] for one in listed[0].wordings.all()] == [
        "What about 1?",
        "What about theirs?",
        "What about mine?",
    ]


def test_vote_that_opens_while_somebody_edits_is_not_changed_and_their_words_are_shown(
    ana, listed, coast, pat_person
):
    boxes = as_sent(page_of(ana, own_page(listed[0])))
    vote = Vote.draft(coast.current_cycle())
    vote.open(closes_at=timezone.now() + timezone.timedelta(days=7))

    page = ana.post(own_page(listed[0]), {**boxes, "title": "Mine"}).content.decode()

    assert "A vote was opened on this list" in page
    assert 'value="Mine"' in page
    listed[0].refresh_from_db()
    assert listed[0].title == "Topic 1"


def test_no_verb_changes_what_people_vote_on(vote, cycle):
    topics = list(cycle.topics.on_longlist())
    before = list(Topic.objects.values())

    for change in (
        lambda: topics[0].reword(title="Other"),
        lambda: topics[0].rest_on([]),
        lambda: topics[0].leave_off(reason="No."),
        lambda: topics[0].put_back(),
        lambda: topics[0].move(1),
        lambda: Topic.join(topics[:2], title="Both"),
    ):
        with pytest.raises(WordingFrozen):
            change()
    assert list(Topic.objects.values()) == before


def test_no_page_changes_what_people_vote_on(ana, vote, cycle):
    one, other, *_others = cycle.topics.on_longlist()
    before = list(Topic.objects.values())

    ana.post("/coast/topics/new/", {"title": "New", "origin": "coordinator"})
    ana.post(joining(one, other), {"title": "Both", "origin": "joined"})
    for verb in ("move/?up", "move/?down", "put-back/"):
        ana.post(f"{own_page(one)}{verb}")
    ana.post(f"{own_page(one)}leave-off/", {"reason": "No."})

    assert list(Topic.objects.values()) == before
    page = page_of(ana)
    assert "So they stay as they are." in page
    for word in ("Add a topic", "Join topics", "Leave it off", "Move Topic 1"):
        assert word not in page


def test_topic_listed_after_the_vote_can_be_left_off(vote, cycle):
    late = Topic.list_on(cycle, title="Late")

    late.leave_off(reason="For the next cycle.")

    assert cycle.topics.left_off().get() == late


def test_observer_reads_and_changes_nothing(vic, listed):
    assert "Topic 1" in page_of(vic)
    assert "Edit" not in page_of(vic)
    for page in ("new/", "join/", f"{listed[0].pk}/"):
        assert vic.get(f"/coast/topics/{page}").status_code == 403
    for verb in ("move/?up", "leave-off/", "put-back/"):
        assert vic.post(f"{own_page(listed[0])}{verb}").status_code == 403


def test_topic_of_another_network_does_not_exist(ana, coast, hills, listed):
    theirs = factories.create_longlist(hills, 2)
    for verb in ("", "history/"):
        assert ana.get(f"/coast/topics/{theirs[0].pk}/{verb}").status_code == 404
    for verb in ("", "move/?up", "leave-off/", "put-back/"):
        assert ana.post(f"/coast/topics/{theirs[0].pk}/{verb}").status_code == 404

    ana.post(joining(listed[0], *theirs), {"title": "Both"})
    ana.post(joining(*theirs), {"title": "Both"})

    assert not Topic.objects.filter(title="Both").exists()


def test_topics_are_put_in_another_order(ana, cycle, listed):
    ana.post(f"{own_page(listed[2])}move/?up")
    page = ana.post(f"{own_page(listed[2])}move/?up", follow=True).content.decode()
    assert titles(cycle)[:3] == ["Topic 3", "Topic 1", "Topic 2"]
    assert "autofocus" not in page  # it is at the top: there is no such button any more

    ana.post(f"{own_page(listed[2])}move/?up")
    ana.post(f"{own_page(listed[4])}move/?down")
    assert titles(cycle) == ["Topic 3", "Topic 1", "Topic 2", "Topic 4", "Topic 5"]
    assert "autofocus" in ana.post(f"{own_page(listed[2])}move/?down", follow=True).content.decode()


def test_topic_is_left_off_with_its_reason_and_how_it_comes_back(ana, vic, listed, cycle):
    page = ana.post(
        f"{own_page(listed[0])}leave-off/", {"reason": " ", "comes_back": "In spring."}
    ).content.decode()
    assert "Say in a sentence why it is left off." in page
    assert "In spring." in page
    assert len(titles(cycle)) == 5

    sent = {"reason": "It needs a year.", "comes_back": "In spring."}
    for reason in ("It needs a year.", "Pressed twice."):
        ana.post(f"{own_page(listed[0])}leave-off/", {**sent, "reason": reason})

    page = page_of(vic)
    assert "It needs a year." in page
    assert "How it comes back: In spring." in page
    assert "Pressed twice." not in page
    assert "Put it back" not in page
