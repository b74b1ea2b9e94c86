"""What people say to an account: nobody but its author changes it, and disagreement holds nothing back."""

import pytest
from django.urls import reverse

from meetings.models import AccountVersion, Comment
from meetings.models.commenting import CannotModerate, as_shown
from network.models import Role, User
from tests import factories
from tests.conftest import sign_in
from topics.digests import digest_of

pytestmark = pytest.mark.django_db
DISAGREES = "You took over, and I do not like it."


@pytest.fixture
def version(coast):
    return AccountVersion.publish(
        coast.current_cycle(),
        content={"sections": []},
        digest=digest_of({"sections": []}),
        audience="members",
        author="Ana",
        role="Coordinator",
        employer="Harbour Lights",
    )


@pytest.fixture
def say(pat, pat_person, version):
    def said(text=DISAGREES, naming="not_named"):
        address = f"/p/{pat_person.code}/account/{version.cycle.number}/{version.number}/say/"
        return pat.post(address, {"text": text, "naming": naming})

    return said


@pytest.fixture
def comment(say):
    say()
    return Comment.objects.get()


def moderate(ana, comment, do_what, **more):
    comment.refresh_from_db()
    data = {"do_what": do_what, "seen": comment.digest} | more
    return ana.post(f"/coast/account/comments/{comment.pk}/", data)


def own(pat, pat_person, comment, **data):
    return pat.post(f"/p/{pat_person.code}/account/comments/{comment.pk}/", data)


def page_of(pat, pat_person):
    return pat.get(f"/p/{pat_person.code}/account/").content.decode()


def shown_to_others(coast, version):
    other = coast.people.create(name="Sam", email="sam@coast.example")
    return factories.phone_of(other).get(f"/p/{other.code}/account/").content.decode()


def test_an_empty_thread_says_so(pat, pat_person, version):
    assert "No replies yet. Perhaps nobody has read it." in page_of(pat, pat_person)


def test_it_waits_until_somebody_has_read_it_and_its_author_sees_that(
    pat, pat_person, ana, coast, comment, version
):
    assert comment.state == Comment.State.HELD
    assert DISAGREES not in shown_to_others(coast, version)
    assert "waits to be read" in page_of(pat, pat_person)
    assert "1 reply to the account waits to be read" in ana.get("/coast/").content.decode()


def test_shown_it_stands_word_for_word_signed_as_its_author_chose(ana, coast, comment, version):
    moderate(ana, comment, "approve")
    page = shown_to_others(coast, version)

    assert DISAGREES in page
    assert "a member" in page
    assert "Pat" not in page[page.index(DISAGREES) :].split("</article>")[0]


@pytest.mark.parametrize("do_what", ["ask", "decline", "take_out"])
@pytest.mark.parametrize(
    "more", [{"harm": "", "why": "I disagree", "words": "You"}, {"harm": "abusive", "why": " "}]
)
def test_nothing_but_a_harm_with_its_reason_holds_it_back(ana, comment, do_what, more):
    answer = moderate(ana, comment, do_what, **more)
    comment.refresh_from_db()

    assert answer.status_code == 200
    assert "Nothing was done yet." in answer.content.decode()
    assert comment.state == Comment.State.HELD


def test_no_harm_is_called_disagreement():
    said = " ".join(str(label) for label in Comment.Harm.labels).lower()
    assert "disagree" not in said
    assert "critic" not in said


def test_its_author_reads_why_changes_it_and_all_see_that_it_was_changed(
    pat, pat_person, ana, coast, version, say
):
    say("Denny was moved on.")
    comment = Comment.objects.get()
    moderate(ana, comment, "ask", harm="identifies", why="A resident is named in it.")
    reads = pat.get(f"/p/{pat_person.code}/account/comments/{comment.pk}/").content.decode()
    own(pat, pat_person, comment, do_what="change", text="Somebody was moved on.")
    comment.refresh_from_db()
    held = comment.state
    moderate(ana, comment, "approve")
    page = shown_to_others(coast, version)

    assert "A resident is named in it." in reads
    assert held == Comment.State.HELD
    assert "Somebody was moved on." in page
    assert "Denny" not in page
    assert "Changed by its author after it was sent." in page


def test_words_are_taken_out_with_a_mark_and_the_words_stay_as_they_were(ana, coast, version, say):
    say("Ask Denny. Denny knows.")
    comment = Comment.objects.get()
    moderate(ana, comment, "take_out", harm="identifies", why="A name.", words="Denny")
    comment.refresh_from_db()
    page = shown_to_others(coast, version)

    assert comment.text == "Ask Denny. Denny knows."
    assert as_shown(comment) == [
        ("Ask ", False), ("", True), (". ", False), ("", True), (" knows.", False),
    ]  # fmt: skip
    assert page.count("[words taken out]") == 2
    assert "Denny" not in page
    assert "Words were taken out: it could tell who somebody is." in page


def test_words_that_do_not_stand_in_it_cannot_be_taken_out(ana, comment):
    answer = moderate(ana, comment, "take_out", harm="abusive", why="Because.", words="nowhere")
    assert "does not stand in it, letter by letter" in answer.content.decode()
    comment.refresh_from_db()
    assert comment.state == Comment.State.HELD


def test_what_was_changed_meanwhile_is_read_again_before_anything_is_decided(
    pat, pat_person, ana, comment
):
    seen = comment.digest
    own(pat, pat_person, comment, do_what="change", text="Other words")
    answer = moderate(ana, comment, "approve", seen=seen)

    assert "Its author has changed it meanwhile." in answer.content.decode()
    comment.refresh_from_db()
    assert comment.state == Comment.State.HELD


def test_not_shown_it_can_be_asked_to_be_looked_at_again(pat, pat_person, ana, comment):
    moderate(ana, comment, "decline", harm="abusive", why="It insults.")
    own(pat, pat_person, comment, do_what="appeal", why="It does not.")
    comment.refresh_from_db()

    assert comment.state == Comment.State.HELD
    assert [step.did for step in comment.steps.all()] == ["sent", "declined", "appealed"]


def test_what_is_shown_as_it_was_written_cannot_be_appealed(comment, ana_user):
    comment.approve(by=ana_user)
    with pytest.raises(CannotModerate):
        comment.appeal("Why not")


def test_taken_back_it_is_gone_for_everybody(pat, pat_person, ana, coast, version, comment):
    moderate(ana, comment, "approve")
    own(pat, pat_person, comment, do_what="withdraw")

    assert DISAGREES not in shown_to_others(coast, version)
    assert DISAGREES not in page_of(pat, pat_person)
    answer = moderate(ana, comment, "approve")
    assert "Its author has taken it back." in answer.content.decode()


def test_sent_twice_it_is_one(say):
    say()
    say()
    assert Comment.objects.count() == 1


def test_words_that_are_too_long_are_not_lost(say):
    answer = say("long " * 500)
    assert "It is not sent yet." in answer.content.decode()
    assert "long " * 400 in answer.content.decode()


def test_nobody_else_sees_or_changes_what_one_said(coast, comment):
    other = coast.people.create(name="Sam", email="sam@coast.example")
    phone = factories.phone_of(other)
    address = f"/p/{other.code}/account/comments/{comment.pk}/"

    assert phone.get(address).status_code == 404
    assert phone.post(address, {"do_what": "withdraw"}).status_code == 404


def test_a_reply_stands_beneath_with_a_name(ana, coast, version, comment):
    moderate(ana, comment, "approve")
    ana.post(f"/coast/account/comments/{comment.pk}/reply/", {"text": "That is fair."})
    page = shown_to_others(coast, version)

    assert page.index(DISAGREES) < page.index("That is fair.")
    assert "Ana" in page[page.index("That is fair.") :].split("</blockquote>")[0]


def test_only_those_who_edit_read_what_waits(vic, coast, comment):
    con = User.objects.create_user("con@coast.example", "a long enough word", name="Con")
    coast.accesses.create(user=con, role=Role.CONVENOR)
    for client in (vic, sign_in(con)):
        assert client.get(reverse("comment_list", args=["coast"])).status_code in {403, 404}
        assert client.get(f"/coast/account/comments/{comment.pk}/").status_code in {403, 404}
