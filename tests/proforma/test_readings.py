"""The library: who found what, what it supports, and one thing to read from each member."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network import citing
from network.models import Citation
from proforma.models import Reading
from proforma.models.readings import MOST_SUGGESTIONS, TooManySuggestions
from tests import factories
from tests.forms import as_sent
from tests.test_concurrency import at_once

PDF = b"%PDF-1.4 a paper"
FIELDS = {"title": "A study", "source": "", "published": "", "url": "", "point": "", "strength": ""}


def pdf(name="study.pdf", content=PDF):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def page_of(client, address="/coast/readings/"):
    return client.get(address).content.decode()


@pytest.fixture
def own_page(pat_person):
    return f"/p/{pat_person.code}/readings/new/"


def test_readings_are_numbered_in_their_network(coast, hills):
    codes = [Reading.add(network, title="A study").code for network in (coast, coast, hills)]

    assert codes == ["R1", "R2", "R1"]


@pytest.mark.django_db(transaction=True)
def test_eight_readings_at_once_have_eight_numbers(coast):
    at_once([lambda n=n: Reading.add(coast, title=f"Study {n}") for n in range(8)])

    assert [reading.number for reading in coast.readings.all()] == list(range(1, 9))


def test_coordinator_adds_a_reading_and_says_what_it_supports(ana, coast, pat_person):
    first, second = factories.create_longlist(coast, 2)

    ana.post(
        "/coast/readings/new/",
        {
            **FIELDS,
            "url": "https://study.example/it",
            "point": "Few are asked",
            "strength": "strong",
            "found_by": pat_person.pk,
            "supports": [f"topic:{first.pk}"],
        },
    )

    reading = coast.readings.get()
    assert (reading.is_from_member, reading.added_by.name) == (True, "Ana")
    assert [edge.source.topic for edge in citing.used_by(reading)] == [first]
    page = page_of(ana)
    assert 'href="https://study.example/it"' in page
    assert "1 of 1 were found by members." in page
    assert "Topic 1" in page
    assert "Topic 2" not in page
    assert second.citable_id is None


def test_what_it_supports_can_be_changed(ana, coast):
    first, second = factories.create_longlist(coast, 2)
    reading = Reading.add(coast, title="A study")
    citing.cite(first, [reading])
    form = as_sent(page_of(ana, "/coast/readings/1/"))
    assert form["supports"] == [f"topic:{first.pk}"]

    ana.post("/coast/readings/1/", {**form, "supports": [f"topic:{second.pk}"]})

    assert [edge.source.topic for edge in citing.used_by(reading)] == [second]


def test_saving_untouched_changes_nothing(ana, coast, pat_person):
    (topic,) = factories.create_longlist(coast, 1)
    reading = Reading.add(
        coast, title="A study", url="https://x.example/", found_by=pat_person, file=pdf(),
        file_name="study.pdf", because="It is ours",
    )  # fmt: skip
    citing.cite(topic, [reading])
    before = Reading.objects.values().get(), list(Citation.objects.values())

    ana.post("/coast/readings/1/", as_sent(page_of(ana, "/coast/readings/1/")))

    assert (Reading.objects.values().get(), list(Citation.objects.values())) == before


def test_reading_is_not_written_over_by_a_page_opened_before(ana, coast):
    first, second = factories.create_longlist(coast, 2)
    reading = Reading.add(coast, title="A study", point="Few are asked")
    citing.cite(first, [reading])
    form = as_sent(page_of(ana, "/coast/readings/1/"))
    Reading.objects.update(point="Nobody is asked")
    citing.cite(second, [reading])

    page = ana.post("/coast/readings/1/", {**form, "title": "Our study"}).content.decode()

    assert "Somebody has changed it meanwhile." in page
    assert "as it stands now: “Nobody is asked”." in page
    assert "Topics it supports: different now." in page
    assert "Our study" in page
    assert (coast.readings.get().title, citing.used_by(reading).count()) == ("A study", 2)
    ana.post("/coast/readings/1/", as_sent(page))
    assert coast.readings.get().title == "Our study"


def test_what_cannot_be_cited_is_not_kept_half(ana, coast, monkeypatch):
    (topic,) = factories.create_longlist(coast, 1)

    def refuse(*args, **kwargs):
        raise citing.CannotCite

    monkeypatch.setattr(citing, "cite", refuse)
    with pytest.raises(citing.CannotCite):
        ana.post("/coast/readings/new/", {**FIELDS, "supports": [f"topic:{topic.pk}"]})

    assert not Reading.objects.exists()


def test_finder_who_was_named_by_mistake_is_counted_no_more(ana, coast, pat_person):
    Reading.add(coast, title="A study", found_by=pat_person)
    form = as_sent(page_of(ana, "/coast/readings/1/"))

    ana.post("/coast/readings/1/", {**form, "found_by": ""})

    assert "0 of 1 were found by members." in page_of(ana)


def test_member_who_is_gone_is_still_counted(ana, coast, pat_person):
    Reading.suggest(pat_person, title="A study")
    Reading.objects.update(found_by=None)

    ana.post("/coast/readings/1/", as_sent(page_of(ana, "/coast/readings/1/")))

    assert "1 of 1 were found by members." in page_of(ana)


def test_topic_of_another_network_is_refused(ana, coast, hills):
    factories.create_longlist(coast, 1)
    (theirs,) = factories.create_longlist(hills, 1)

    page = ana.post(
        "/coast/readings/new/", {**FIELDS, "supports": [f"topic:{theirs.pk}"]}
    ).content.decode()

    assert "Choose topics of this cycle’s list." in page
    assert not Reading.objects.exists()


def test_name_of_a_finder_is_for_those_who_may_edit(ana, vic, coast, pat_person):
    Reading.suggest(pat_person, title="A study")

    assert "Pat" in page_of(ana)
    assert "Pat" not in page_of(vic)
    assert "a member" in page_of(vic)


def test_set_aside_is_kept_with_its_reason(ana, vic, coast):
    Reading.add(coast, title="A study")

    assert vic.post("/coast/readings/1/aside/", {"reason": "Old"}).status_code == 403
    ana.post("/coast/readings/1/aside/", {"reason": ""})
    assert coast.readings.in_use().exists()
    ana.post("/coast/readings/1/aside/", {"reason": "Too old to rely on"})

    page = page_of(vic)
    assert "Too old to rely on" in page
    assert "Nothing has been read yet." in page
    assert "reading:1" not in [offer.token for offer in citing.offered(coast.current_cycle())]
    ana.post("/coast/readings/1/again/")
    assert "We have read one thing." in page_of(ana)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("wait", 2),
        ("WAIT hours", 1),
        ("R2", 1),
        ("nobody", 0),
        ("Pat", 0),
        ("\x00wait", 2),
        ("%", 0),
    ],
)
def test_words_are_looked_for_in_what_all_may_read(ana, coast, pat_person, words, found):
    Reading.add(coast, title="Waiting", point="Hours and hours")
    Reading.add(coast, title="On the wait", found_by=pat_person)

    page = ana.get("/coast/readings/", {"q": words})

    assert len(page.context["shelf"].found) == found


@pytest.mark.parametrize("many", [1, 9])
def test_library_asks_as_often_for_nine_as_for_one(ana, coast, pat_person, many):
    topics = factories.create_longlist(coast, many)
    for n, topic in enumerate(topics):
        reading = Reading.add(coast, title=f"Study {n}", found_by=pat_person)
        citing.cite(topic, [reading])
        Reading.add(coast, title=f"Old study {n}").set_aside(reason="Old")

    with CaptureQueriesContext(connection) as queries:
        page_of(ana)
        page_of(ana, "/coast/readings/1/")

    assert len(queries) == 16


def test_paper_goes_in_and_comes_out_as_a_download(ana, vic, olga, coast):
    ana.post("/coast/readings/new/", {**FIELDS, "upload": pdf("../../our study.pdf")})

    answer = vic.get("/coast/readings/1/file/")
    assert b"".join(answer.streaming_content) == PDF
    assert "attachment" in answer["Content-Disposition"]
    assert "our study.pdf" in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "our" not in coast.readings.get().file.name
    assert olga.get("/coast/readings/1/file/").status_code == 404


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (pdf("page.html", b"<script>1</script>"), "Papers are kept as"),
        (pdf("page.pdf", b"<script>1</script>"), "is not what its name says"),
        (pdf("page.pdf", b""), "This file is empty."),
        (pdf("page.pdf", PDF + b"0" * 10 * 1024 * 1024), "larger than 10 MB"),
        (pdf("x" * 400 + ".pdf"), None),
    ],
    ids=["kind", "disguise", "empty", "large", "long name"],
)
def test_hostile_paper_is_refused_and_nothing_else_is_lost(ana, coast, upload, sentence):
    upload.seek(0)
    page = ana.post("/coast/readings/new/", {**FIELDS, "point": "Keep this", "upload": upload})

    if sentence is None:
        assert len(coast.readings.get().file_name) <= 120
        return
    text = page.content.decode()
    assert sentence in text
    assert "Please choose the file again" in text
    assert "Keep this" in text
    assert not Reading.objects.exists()


def test_new_paper_takes_the_place_of_the_old(ana, coast, django_capture_on_commit_callbacks):
    ana.post("/coast/readings/new/", {**FIELDS, "upload": pdf()})
    old = coast.readings.get().file

    with django_capture_on_commit_callbacks(execute=True):
        ana.post("/coast/readings/1/", {**FIELDS, "upload": pdf("new.pdf")})

    new = coast.readings.get()
    assert new.file_name == "new.pdf"
    assert new.file.storage.exists(new.file.name)
    assert not old.storage.exists(old.name)


def test_missing_file_is_not_found(ana, coast):
    Reading.add(coast, title="A study")
    assert ana.get("/coast/readings/1/file/").status_code == 404
    Reading.objects.update(file="readings/gone.pdf")
    assert ana.get("/coast/readings/1/file/").status_code == 404


@pytest.mark.parametrize(
    "fields",
    [
        {"title": ""},
        {"title": "   "},
        {"title": "x" * 201},
        {"title": "a\x00b"},
        {"url": "javascript:alert(1)"},
        {"url": "ftp://x.example/"},
        {"url": "https://x.example/" + "x" * 500},
        {"point": "x" * 601},
        {"point": "\x00"},
        {"strength": "mighty"},
        {"found_by": "9" * 30},
        {"found_by": "x"},
        {"supports": "topic:1"},
    ],
    ids=str,
)
def test_strange_reading_is_refused_with_a_sentence(ana, coast, fields):
    factories.create_longlist(coast, 1)
    if "supports" in fields:
        fields = {"supports": "topic:99999"}

    page = ana.post("/coast/readings/new/", FIELDS | fields)

    assert page.status_code == 200
    assert "Nothing is saved yet." in page.content.decode()
    assert not Reading.objects.exists()


def test_same_title_is_said_to_be_there_already(ana, coast):
    Reading.add(coast, title="A Study")

    assert "R1 has this title already." in ana.post("/coast/readings/new/", FIELDS).content.decode()


@pytest.mark.parametrize("address", ["new/", "1/", "1/aside/", "1/again/"])
def test_observer_changes_nothing(vic, coast, address):
    Reading.add(coast, title="A study")

    assert vic.post(f"/coast/readings/{address}", FIELDS).status_code == 403


def test_reading_of_another_network_is_not_there(ana, hills, coast):
    Reading.add(hills, title="Theirs")

    assert ana.get("/coast/readings/1/").status_code == 404
    assert ana.get("/coast/readings/99999999999999999999/").status_code == 404
    assert "Theirs" not in page_of(ana)


# A member suggests one


def test_member_suggests_and_is_told_that_their_name_goes_with_it(pat, ana, coast, own_page):
    assert "Your name goes with it" in page_of(pat, own_page)
    assert "Something we should read?" in page_of(pat, own_page.replace("readings/new/", ""))

    answer = pat.post(
        own_page,
        {"title": "A study", "url": "study.example", "because": "It is\r\nours"},
        follow=True,
    )

    reading = coast.readings.get()
    assert (reading.found_by.name, reading.url) == ("Pat", "https://study.example")
    assert "Thank you." in answer.content.decode()
    assert "A study" in answer.content.decode()
    page = page_of(ana)
    assert "Pat" in page
    assert "1 of 1 were found by members." in page
    assert "It is<br>ours" in page


def test_suggestion_sent_twice_is_kept_once(pat, coast, own_page):
    for _n in range(3):
        pat.post(own_page, {"title": "A study"})

    assert coast.readings.count() == 1


def test_reason_or_paper_that_comes_later_is_not_lost(pat, coast, own_page):
    pat.post(own_page, {"title": "A study"})
    pat.post(own_page, {"title": "A study", "because": "It is ours"})
    pat.post(own_page, {"title": "A study", "because": "It is ours", "upload": pdf()})

    assert list(coast.readings.values_list("because", "file_name")) == [
        ("", ""),
        ("It is ours", ""),
        ("It is ours", "study.pdf"),
    ]


def test_nobody_suggests_without_end(pat, pat_person, own_page):
    for n in range(MOST_SUGGESTIONS):
        Reading.suggest(pat_person, title=f"Study {n}")

    with pytest.raises(TooManySuggestions):
        Reading.suggest(pat_person, title="One more")
    page = pat.post(own_page, {"title": "One more"}).content.decode()
    assert "You have suggested 20 already." in page
    assert Reading.objects.count() == MOST_SUGGESTIONS


def test_forwarded_link_does_not_list_what_was_suggested(pat_person, own_page):
    Reading.suggest(pat_person, title="My own study")
    stranger = factories.phone_of(pat_person, knows=False)

    assert "My own study" not in page_of(stranger, own_page)
    stranger.post(own_page, {"title": "Something else"})

    page = page_of(stranger, own_page)
    assert "My own study" not in page
    assert "It is listed on a device that knows you." in page
    assert Reading.objects.count() == 2


def test_new_device_lists_what_was_first_suggested_there(pat_person, own_page):
    phone = factories.phone_of(pat_person, knows=False)
    phone.post(own_page, {"title": "My own study"})

    assert "My own study" in page_of(phone, own_page)


def test_member_reads_why_it_was_set_aside(pat, pat_person, own_page):
    Reading.suggest(pat_person, title="A study").set_aside(reason="We know it already")

    assert "We know it already" in page_of(pat, own_page)


def test_member_sees_no_suggestion_of_another(pat, coast, harbour, own_page):
    kim = coast.add_person(name="Kim", email="kim@harbour.example", partner=harbour)
    Reading.suggest(kim, title="Kim’s study")

    assert "Kim’s study" not in page_of(pat, own_page)


@pytest.mark.parametrize(
    "fields",
    [{}, {"title": ""}, {"title": "x\x00"}, {"title": "x" * 201}, {"title": "x", "url": "javascript:1"},
     {"title": "x", "because": "x" * 601}, {"title": "x", "upload": pdf("x.exe")}],
    ids=["nothing", "empty", "nul", "long", "script", "long reason", "program"],
)  # fmt: skip
def test_strange_suggestion_is_refused_with_a_sentence(pat, own_page, fields):
    page = pat.post(own_page, fields)

    assert page.status_code == 200
    assert not Reading.objects.exists()


def test_opening_the_page_writes_nothing(pat, own_page):
    pat.get(own_page)

    assert not Reading.objects.exists()
