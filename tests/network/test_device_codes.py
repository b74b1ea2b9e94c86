"""A device that is new to a person shows nothing they saved until a code is entered: a forwarded link opens
first answers, and no saved ones."""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone

from meetings.models import Action, Feedback, Meeting
from network.models import DeviceCode, Message
from network.models.codes import TooManyCodes
from proforma.models import Response
from tests import factories
from tests.forms import as_sent
from tests.network.test_links import everything_stored
from topics.models import Ballot

SECRET = "Only Pat should ever read this"


@pytest.fixture
def stranger(pat_person):
    """A device that the link was forwarded to."""
    return factories.phone_of(pat_person, knows=False)


@pytest.fixture
def views(open_proforma):
    return factories.part_of(open_proforma, "person")


@pytest.fixture
def figures(open_proforma):
    return factories.part_of(open_proforma, "partner")


@pytest.fixture
def saved(views, pat_person):
    """Views that hold a secret, handed in."""
    return factories.answer(views, pat_person, A1=7, A3=SECRET)


@pytest.fixture
def own(pat_person):
    return f"/p/{pat_person.code}/"


def read(answer):
    return answer.content.decode()


def is_asked_for_a_code(answer):
    if answer.status_code == 302:
        return re.match(r"/p/\w+/code/\?back=", answer.url) is not None
    return "data-not-saved" in read(answer) or (
        answer.status_code == 403 and 'name="code"' in read(answer)
    )


def wrong(code):
    return f"{(int(code.code) + 1) % 10**6:06d}"


def enter(client, own, code, **more):
    return client.post(f"{own}code/", {"code": code, **more}, follow=True)


# What is saved stays hidden


PAGES = ["", "review/", "copy/", "submit/", "sharing/"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("verb", ["get", "post", "htmx get", "htmx post"])
def test_forwarded_link_never_shows_saved_views(stranger, own, views, saved, page, verb):
    before = everything_stored()
    headers = {"HX-Request": "true"} if "htmx" in verb else {}
    data = {"asked": ["A3"], "A3": "Mine", "A3.seen": "0", "sections": "1", "reviewed": "x"}
    address = f"{own}answer/{views.pk}/{page}"

    answer = (
        stranger.get(address, headers=headers)
        if "get" in verb
        else stranger.post(address, data, headers=headers)
    )

    assert SECRET not in read(answer)
    assert is_asked_for_a_code(answer)
    assert everything_stored() == before


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("verb", ["get", "post"])
def test_forwarded_link_never_shows_figures_a_colleague_saved(
    coast, stranger, own, figures, harbour, page, verb
):
    (colleague,) = factories.create_people(coast, 1, partner=harbour)
    factories.answer(figures, colleague, submit=False, B1=98761)
    before = everything_stored()

    answer = getattr(stranger, verb)(
        f"{own}answer/{figures.pk}/{page}", {"sharing": "named", "asked": "B1", "B1": "5"}
    )

    assert "98761" not in read(answer)
    assert is_asked_for_a_code(answer)
    assert everything_stored() == before


@pytest.mark.parametrize("sent", [None, {"topic": ["T2"]}, {"none": "on"}, {}])
def test_forwarded_link_never_shows_or_changes_a_ballot(coast, pat_person, stranger, own, sent):
    vote = factories.open_vote(coast)
    vote.cast(pat_person, ["T1"])
    before = everything_stored()
    address = f"{own}vote/{vote.pk}/"

    answer = stranger.get(address) if sent is None else stranger.post(address, sent)

    assert is_asked_for_a_code(answer)
    assert not re.search(r'value="T1"[^>]*checked', read(answer))
    assert everything_stored() == before


@pytest.mark.parametrize("sent", [None, {"worth": "1", "heard": "1"}, {}])
def test_forwarded_link_never_shows_or_changes_feedback(coast, pat_person, stranger, own, sent):
    meeting = Meeting.call(coast.current_cycle(), starts_at=timezone.now() - timedelta(days=1))
    feedback = Feedback.ask(meeting)
    feedback.reply(pat_person, worth=4, heard=4, change=SECRET)
    before = everything_stored()
    address = f"{own}feedback/{feedback.pk}/"

    answer = stranger.get(address) if sent is None else stranger.post(address, sent)

    assert SECRET not in read(answer)
    assert is_asked_for_a_code(answer)
    assert everything_stored() == before


def test_own_page_of_a_forwarded_link_shows_no_answer(stranger, own, saved):
    assert SECRET not in read(stranger.get(own))


# What is new needs no code


def test_first_answers_need_no_code_and_can_be_changed_on_that_device(stranger, own, views):
    address = f"{own}answer/{views.pk}/"
    page = read(stranger.get(address))
    stranger.post(address, {**as_sent(page), "A3": "My first words", "go": "stay"})

    assert Response.objects.get().answers["A3"]["value"] == "My first words"
    assert "My first words" in read(stranger.get(address))


def test_second_device_of_the_same_link_is_asked_for_a_code(stranger, pat_person, own, views):
    address = f"{own}answer/{views.pk}/"
    stranger.post(address, {**as_sent(read(stranger.get(address))), "A3": SECRET})

    other = factories.phone_of(pat_person, knows=False)

    assert is_asked_for_a_code(other.get(address))


def test_answers_of_one_part_do_not_open_the_other(stranger, own, coast, harbour, views, figures):
    (colleague,) = factories.create_people(coast, 1, partner=harbour)
    factories.answer(figures, colleague, submit=False, B1=98761)
    address = f"{own}answer/{views.pk}/"
    stranger.post(address, {**as_sent(read(stranger.get(address))), "A3": "Mine"})

    assert stranger.get(address).status_code == 200
    assert is_asked_for_a_code(stranger.get(f"{own}answer/{figures.pk}/"))


def test_first_vote_needs_no_code_and_can_be_changed_on_that_device(
    coast, pat_person, stranger, own
):
    vote = factories.open_vote(coast)
    address = f"{own}vote/{vote.pk}/"

    stranger.post(address, {"topic": ["T1"]})
    stranger.post(address, {"topic": ["T2"]})

    assert Ballot.objects.get().choices.get().topic.code == "T2"
    assert is_asked_for_a_code(factories.phone_of(pat_person, knows=False).get(address))


def test_signing_up_to_help_needs_no_code(coast, pat_person, stranger, own):
    action = Action.record(coast.current_cycle(), what="Open a door")

    stranger.post(f"{own}actions/{action.pk}/help/", {"kind": "time"})

    assert action.supports.get().person == pat_person


def test_network_may_ask_for_no_code(coast, stranger, own, views, saved):
    coast.asks_code = False
    coast.save()

    assert SECRET in read(stranger.get(f"{own}answer/{views.pk}/"))


# A code


@pytest.mark.parametrize("written", ["{0}{1}", "{0} {1}", "{0}-{1}", " {0} - {1} \n"])
def test_code_lets_the_device_in_however_it_is_written(
    stranger, own, pat_person, views, saved, written
):
    code = DeviceCode.make(pat_person).code

    enter(stranger, own, written.format(code[:3], code[3:]))

    assert SECRET in read(stranger.get(f"{own}answer/{views.pk}/"))


def test_code_works_once(stranger, own, pat_person, views, saved):
    code = DeviceCode.make(pat_person)
    enter(stranger, own, code.code)
    other = factories.phone_of(pat_person, knows=False)

    answer = enter(other, own, code.code)

    assert "That is not the code" in read(answer)
    assert is_asked_for_a_code(other.get(f"{own}answer/{views.pk}/"))


@pytest.mark.parametrize(("minutes", "works"), [(29, True), (31, False)])
def test_code_works_for_half_an_hour(pat_person, minutes, works):
    now = timezone.now()
    code = DeviceCode.make(pat_person, at=now)

    assert DeviceCode.accept(pat_person, code.code, at=now + timedelta(minutes=minutes)) == works


def test_code_can_be_tried_five_times(pat_person):
    code = DeviceCode.make(pat_person)
    for _n in range(4):
        assert not DeviceCode.accept(pat_person, wrong(code))
    assert DeviceCode.accept(pat_person, code.code)


def test_code_is_no_good_after_five_wrong_tries(pat_person):
    code = DeviceCode.make(pat_person)
    for _n in range(5):
        assert not DeviceCode.accept(pat_person, wrong(code))

    assert not DeviceCode.accept(pat_person, code.code)
    code.refresh_from_db()
    assert (code.tries, code.used_at) == (5, None)


def test_wrong_try_counts_for_every_code_that_is_good(pat_person):
    now = timezone.now()
    codes = [DeviceCode.make(pat_person, at=now + timedelta(minutes=n)) for n in range(2)]
    at = now + timedelta(minutes=2)
    for _n in range(5):
        DeviceCode.accept(pat_person, "", at=at)

    assert not any(DeviceCode.accept(pat_person, code.code, at=at) for code in codes)


def test_earlier_code_works_beside_a_later_one(pat_person):
    now = timezone.now()
    first, second = (DeviceCode.make(pat_person, at=now + timedelta(minutes=n)) for n in range(2))
    at = now + timedelta(minutes=2)

    assert DeviceCode.accept(pat_person, first.code, at=at)
    assert DeviceCode.accept(pat_person, second.code, at=at)


def test_five_codes_an_hour_and_no_more(pat_person):
    now = timezone.now()
    for n in range(5):
        DeviceCode.make(pat_person, at=now + timedelta(minutes=n))

    with pytest.raises(TooManyCodes):
        DeviceCode.make(pat_person, at=now + timedelta(minutes=59))
    assert DeviceCode.make(pat_person, at=now + timedelta(minutes=61))


def test_code_of_somebody_else_lets_nobody_in(coast, stranger, own, views, saved):
    kim = coast.add_person(name="Kim", email="kim@coast.example")

    enter(stranger, own, DeviceCode.make(kim).code)

    assert is_asked_for_a_code(stranger.get(f"{own}answer/{views.pk}/"))


@pytest.mark.parametrize("code", ["123", "x", "nothing\0ness", "9" * 5000, "٣٤٥٦٧٨", "²³"])
def test_wrong_code_is_told_in_a_sentence(stranger, own, pat_person, code):
    DeviceCode.make(pat_person)

    answer = enter(stranger, own, code)

    assert answer.status_code == 200
    assert "That is not the code, or it is more than half an hour old." in read(answer)


def test_code_is_sent_to_the_persons_own_address(stranger, own, pat_person, mailoutbox):
    answer = stranger.post(f"{own}code/", {"go": "send"})

    (sent,) = mailoutbox
    assert sent.to == [pat_person.email]
    assert DeviceCode.objects.get().in_groups in sent.body
    assert "A code is on its way to you." in read(answer)
    assert "This device knows you now." in read(
        enter(stranger, own, DeviceCode.objects.get().in_groups)
    )


def test_second_press_at_once_sends_no_second_code(stranger, own, mailoutbox):
    stranger.post(f"{own}code/", {"go": "send"})

    answer = stranger.post(f"{own}code/", {"go": "send"})

    assert "Please give it half a minute." in read(answer)
    assert len(mailoutbox) == 1


def test_without_an_email_the_page_says_what_to_do(stranger, own, pat_person):
    pat_person.email = ""
    pat_person.save()

    answer = stranger.post(f"{own}code/", {"go": "send"})

    assert "Ask your coordinator to read you a code." in read(answer)
    assert not DeviceCode.objects.exists()


def test_code_that_could_not_be_sent_is_told(stranger, own, settings):
    settings.EMAIL_BACKEND = "network.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 1

    answer = stranger.post(f"{own}code/", {"go": "send"})

    assert "The message could not be sent." in read(answer)


def test_code_stands_in_no_table_and_not_in_the_outbox(ana, stranger, own, mailoutbox, pat_person):
    stranger.post(f"{own}code/", {"go": "send"})
    code = DeviceCode.objects.get()
    message = Message.objects.get()

    rows = str(everything_stored())
    pages = read(ana.get("/coast/outbox/")) + read(ana.get(f"/coast/outbox/{message.pk}/"))

    # Nor that there was one: an hour beside the asking for a quote would say whose words it has.
    assert message.subject not in pages
    assert pat_person.name not in pages
    for written in (code.code, code.in_groups):
        assert not re.search(rf"(?<!\d){written}(?!\d)", rows)
        assert written not in pages
    assert code.in_groups in mailoutbox[0].body


def test_opening_the_page_or_pressing_without_a_choice_sends_nothing(stranger, own, mailoutbox):
    before = everything_stored()

    stranger.get(f"{own}code/")
    stranger.post(f"{own}code/", {})
    stranger.post(f"{own}code/", {"go": "", "code": " "})

    assert everything_stored() == before
    assert mailoutbox == []


# What was written comes along


def test_words_of_a_press_come_along_and_are_saved_after_the_code(
    stranger, own, pat_person, views, saved
):
    address = f"{own}answer/{views.pk}/"
    first = stranger.post(
        address,
        {"asked": ["A2", "A3"], "A2": ["A", "B"], "A3": "Said «before» the code & 1+1", "go": "on"},
    )
    assert is_asked_for_a_code(first)

    held = as_sent(read(first))
    assert held["back"][0] == address
    code = DeviceCode.make(pat_person).code
    page = read(enter(stranger, own, code, held=held["held"][0], back=address))
    assert "What you wrote is still here." in page
    sent = as_sent(page)
    assert sent["A2"] == ["A", "B"]
    assert sent["A3"] == ["Said «before» the code & 1+1"]
    stranger.post(address, sent)

    stored = Response.objects.get().answers
    assert stored["A2"]["value"] == ["A", "B"]
    # What was saved before stands, and the page showed both.
    assert stored["A3"]["value"] == SECRET


def test_words_of_a_press_come_along_through_a_wrong_code_and_a_new_one(
    stranger, own, views, saved
):
    address = f"{own}answer/{views.pk}/"
    first = stranger.post(address, {"asked": ["A2"], "A2": ["B"]})
    held = {name: as_sent(read(first))[name][0] for name in ("held", "back")}

    for press in [{"go": "send"}, {"code": "000"}]:
        page = read(stranger.post(f"{own}code/", {**held, **press}))
        assert as_sent(page)["held"][-1] == held["held"]
        assert as_sent(page)["back"][-1] == address


def test_autosave_on_a_new_device_says_that_nothing_was_saved(stranger, own, views, saved):
    answer = stranger.post(
        f"{own}answer/{views.pk}/",
        {"only": "A3", "asked": ["A3"], "A3": "Mine"},
        headers={"HX-Request": "true"},
    )

    assert "Not saved yet." in read(answer)
    assert Response.objects.get().answers["A3"]["value"] == SECRET


ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "javascript:alert(1)",
    "/coast/",
    "{own}../../coast/",
    "{own}..",
    "{own}%2e%2e/%2e%2e/coast/",
    "{own}..\\..\\coast",
    "{own}\r\nSet-Cookie: a=b",
    "{own}\t/evil",
    "https://evil.example{own}",
    "nothing\0ness",
]


@pytest.mark.parametrize("back", ELSEWHERE)
def test_page_to_go_back_to_is_ones_own(stranger, own, pat_person, back):
    back = back.format(own=own)
    page = read(stranger.get(f"{own}code/?back={quote(back)}"))
    assert set(as_sent(page)["back"]) == {own}

    answer = stranger.post(f"{own}code/", {"code": DeviceCode.make(pat_person).code, "back": back})

    assert answer.url == own


def test_page_one_came_from_is_where_one_goes_back_to(stranger, own, pat_person, views):
    back = f"{own}answer/{views.pk}/?section=3"

    answer = stranger.post(f"{own}code/", {"code": DeviceCode.make(pat_person).code, "back": back})

    assert answer.url == back


# Forgetting devices


def test_others_are_asked_again_and_this_device_is_not(pat, pat_person, own, views, saved):
    other = factories.phone_of(pat_person)
    address = f"{own}answer/{views.pk}/"

    pat.post(f"{own}devices/forget/", {"forget": "on"})

    assert SECRET in read(pat.get(address))
    assert is_asked_for_a_code(other.get(address))


def test_new_device_cannot_make_the_others_forget(stranger, pat, own, views, saved):
    stranger.post(f"{own}devices/forget/", {"forget": "on"})

    assert SECRET in read(pat.get(f"{own}answer/{views.pk}/"))


def test_new_link_asks_every_device_again(pat, pat_person, own, views, saved):
    pat_person.reissue_link()
    pat.get(pat_person.link.split("127.0.0.1:8000")[-1])

    assert is_asked_for_a_code(pat.get(f"{own}answer/{views.pk}/"))


def test_opening_the_link_again_keeps_what_a_device_knows(pat, pat_person, own, views, saved):
    pat.get(pat_person.link.split("127.0.0.1:8000")[-1])

    assert SECRET in read(pat.get(f"{own}answer/{views.pk}/"))


def test_cookie_of_somebody_else_opens_nothing(coast, pat, own, views, saved):
    """Kim knows everything of her own; her cookie, renamed, opens nothing of Pat’s."""
    kim = coast.add_person(name="Kim", email="kim@coast.example")
    hers = factories.phone_of(kim)
    mine = own.split("/")[2]
    forged = factories.phone_of(
        views.activity.invitations.get(person__code=mine).person, knows=False
    )
    forged.cookies[f"k_{mine}"] = hers.cookies[f"k_{kim.code}"].value

    assert is_asked_for_a_code(forged.get(f"{own}answer/{views.pk}/"))


# Read out by the coordinator


def test_code_read_out_works_and_the_person_sees_that_it_was_made(
    ana, stranger, own, pat_person, views, saved
):
    page = read(ana.post(f"/coast/people/{pat_person.pk}/code/"))
    code = DeviceCode.objects.get()
    assert code.in_groups in page
    assert code.in_groups not in read(ana.get(f"/coast/people/{pat_person.pk}/link/"))

    enter(stranger, own, code.in_groups)

    assert SECRET in read(stranger.get(f"{own}answer/{views.pk}/"))
    assert "Ana" in read(stranger.get(own))


def test_only_whoever_circulates_reads_out_a_code(vic, olga, hills, pat_person):
    assert vic.post(f"/coast/people/{pat_person.pk}/code/").status_code == 403
    assert olga.post(f"/coast/people/{pat_person.pk}/code/").status_code == 404
    assert olga.post(f"/hills/people/{pat_person.pk}/code/").status_code == 404
    assert not DeviceCode.objects.exists()
