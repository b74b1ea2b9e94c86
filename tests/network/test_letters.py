"""Letters and the mail merge: everybody's own key on paper or in a file, and nothing of what they said."""

import csv
import io
import re
from datetime import timedelta

import pytest
import segno
from django.test import Client
from django.utils import timezone

from network import letters, merge, words
from network.models import InvitationEvent
from tests import factories

FIELDS = ["name", "email", "phone", "partner", "role", "link", "asks", "minutes", "closes", "state"]


@pytest.fixture
def lou(coast, harbour):
    """On the register of Coast without an email, and by that on the list for letters."""
    return coast.add_person(name="Lou", partner=harbour, role="Volunteer")


def letters_in(page):
    return re.findall(r'<article class="post-letter.*?</article>', page, re.DOTALL)


def bulk(client, proforma, who="no-email"):
    answer = client.get(f"/coast/proforma/{proforma.pk}/letters/?who={who}")
    assert answer.status_code == 200
    return answer.content.decode()


def one(client, person):
    answer = client.get(f"/coast/people/{person.pk}/letter/")
    assert answer.status_code == 200
    return answer.content.decode()


def said(letter):
    return " ".join(re.sub(r"<[^>]+>", " ", letter).split())


def rows_of(client, proforma):
    answer = client.get(f"/coast/proforma/{proforma.pk}/merge/")
    text = answer.getvalue().decode("utf-8-sig")
    return {row["name"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}


# The square


def dark_modules(svg):
    """The dark squares of a code's SVG, as (row, column) with the quiet zone counted."""
    path = re.search(r'stroke="#000" d="([^"]+)"', svg).group(1)
    dark, x, y = set(), 0, 0
    for kind, numbers in re.findall(r"([Mmh])([-\d. ]+)", path):
        first, *second = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        if kind == "h":
            dark |= {(int(y), column) for column in range(int(x), int(x + first))}
            x += first
        elif kind == "M":
            x, y = first, second[0]
        else:
            x, y = x + first, y + second[0]
    return dark


def test_square_is_the_code_of_exactly_this_link(pat_person):
    code = segno.make(pat_person.link, error="M", micro=False)
    size = code.symbol_size(border=4)[0]

    svg = letters.qr_code(pat_person.link)

    assert f'viewBox="0 0 {size} {size}"' in svg
    assert dark_modules(svg) == {
        (row, column)
        for row, cells in enumerate(code.matrix_iter(border=4))
        for column, dark in enumerate(cells)
        if dark
    }
    assert dark_modules(svg) != dark_modules(letters.qr_code(pat_person.link + "x"))


def test_square_has_its_quiet_zone_and_is_hardly_harmed_by_a_fold(pat_person):
    code = segno.make(pat_person.link, error="M", micro=False)
    dark = dark_modules(letters.qr_code(pat_person.link))

    assert min(min(row, column) for row, column in dark) == 4
    assert code.error in {"M", "Q", "H"}


def test_square_has_no_style_that_the_security_policy_refuses(pat_person):
    assert "style" not in letters.qr_code(pat_person.link)


# One letter


def test_letter_says_what_is_asked_how_long_it_takes_and_until_when(ana, coast, lou, proforma):
    factories.open_now(proforma)

    (letter,) = letters_in(one(ana, lou))

    minutes = sum(part.minutes for part in proforma.parts.all())
    assert "Dear Lou," in letter
    assert "your view (“What we see”)" in said(letter)
    assert f"It takes about {minutes} minutes." in said(letter)
    assert "The last day is" in letter
    assert f'<p class="to-type" translate="no">{lou.link}</p>' in letter
    assert letters.qr_code(lou.link) in letter
    assert 'role="img" aria-label="QR code that opens the page of Lou"' in letter
    assert "You need no password." in letter
    assert "A new device may ask you for a code." in letter
    assert "Or write to data@harbour.example." in letter
    assert "because you are on the register of Coast Network" in said(letter)
    assert "Harbour Lights is responsible for what you tell us." in said(letter)


def test_last_days_that_differ_stand_each_beside_what_they_are_of(
    ana, coast, harbour, lou, proforma
):
    harbour.holds_figures = False
    harbour.save()
    factories.open_now(proforma, days=10)
    factories.open_vote(coast, days=3)
    views, *_figures, vote = coast.current_cycle().activities.opened().order_by("-closes_at")

    text = said(letters_in(one(ana, lou))[0])

    assert (
        f"your view (“What we see”), until the end of {words.last_day(views.closes_at, coast)}"
        in text
    )
    assert f"your vote, until the end of {words.last_day(vote.closes_at, coast)}" in text
    assert "The last day is" not in text


def test_page_of_a_link_leads_to_the_letter(ana, lou):
    page = ana.get(f"/coast/people/{lou.pk}/link/").content.decode()

    assert f'href="/coast/people/{lou.pk}/letter/"' in page


def test_letter_opens_the_page_of_its_reader(ana, lou):
    (letter,) = letters_in(one(ana, lou))
    typed = re.search(r'class="to-type"[^>]*>([^<]+)<', letter).group(1)

    answer = Client().get(typed.partition("127.0.0.1:8000")[2])

    assert (answer.status_code, answer.url) == (302, f"/p/{lou.code}/")


def test_minutes_are_the_sum_of_the_parts_this_person_is_asked(ana, coast, harbour, lou, proforma):
    harbour.figures_lead = lou
    harbour.save()
    factories.open_now(proforma)
    proforma.parts.filter(unit="person").update(minutes=7)
    proforma.parts.filter(unit="partner").update(minutes=11)

    (letter,) = letters_in(one(ana, lou))

    assert "your organisation’s figures" in said(letter)
    assert "It takes about 18 minutes." in said(letter)


def test_letter_does_not_speak_of_a_code_that_is_not_asked(ana, coast, lou):
    coast.asks_code = False
    coast.save()

    assert "code. The coordinator" not in said(letters_in(one(ana, lou))[0])


def test_letter_without_anything_asked_still_gives_the_key(ana, lou):
    (letter,) = letters_in(one(ana, lou))

    assert "Nothing waits for you there just now." in said(letter)
    assert lou.link in letter


def test_what_was_handed_in_is_not_asked_again(ana, lou, proforma):
    factories.open_now(proforma)
    factories.answer(factories.part_of(proforma, "person"), lou, A1=5)

    assert "your view" not in said(letters_in(one(ana, lou))[0])


def test_letter_does_not_tell_whoever_prints_it_who_has_voted(ana, coast, lou):
    vote = factories.open_vote(coast)
    before = one(ana, lou)
    vote.cast(lou, [])

    after = one(ana, lou)

    assert "your vote" in said(letters_in(before)[0])
    assert letters_in(after) == letters_in(before)


def test_phone_of_the_coordinator_is_in_it_if_the_register_has_it(ana, ana_user, coast, lou):
    assert "Ask the coordinator, Ana." in said(letters_in(one(ana, lou))[0])
    assert "No phone number is in it." in one(ana, lou)

    coast.add_person(name="Ana", phone="01632 960001", takes_part=False, user=ana_user)

    assert "Ask the coordinator, Ana: 01632 960001." in said(letters_in(one(ana, lou))[0])
    assert "No phone number is in it." not in one(ana, lou)


def test_whoever_has_left_gets_no_letter(ana, lou):
    lou.leave()

    page = one(ana, lou)

    assert letters_in(page) == []
    assert "Lou has left the network, so there is no letter." in page
    assert lou.link not in page


def test_a_stopped_link_is_not_printed(ana, lou):
    lou.revoke_link()

    page = one(ana, lou)

    assert letters_in(page) == []
    assert "The link of Lou was stopped, so there is no letter." in page
    assert lou.link not in page
    assert f'href="/coast/people/{lou.pk}/link/"' in page


def test_names_are_text_in_a_letter(ana, coast, lou):
    lou.name = "<b>Lou</b>"
    lou.save()

    assert "Dear &lt;b&gt;Lou&lt;/b&gt;," in one(ana, lou)


# Many letters


def test_letters_are_for_those_without_email_who_have_not_finished(
    ana, coast, harbour, pat_person, lou, proforma
):
    done = coast.add_person(name="Mo", partner=harbour)
    factories.open_now(proforma)
    factories.answer(factories.part_of(proforma, "person"), done, A1=5)

    page = bulk(ana, proforma)

    assert [re.search("Dear ([^,]+),", one).group(1) for one in letters_in(page)] == ["Lou"]
    assert "One letter to print" in page


def test_letters_can_be_for_everyone_who_has_not_finished(ana, pat_person, lou, proforma):
    factories.open_now(proforma)
    lou.invitations.get(activity__kind="views").decline()

    (letter,) = letters_in(bulk(ana, proforma, "waiting"))

    assert "Dear Pat," in letter


def test_each_of_many_letters_has_its_own_key(ana, coast, lou, pat_person, proforma):
    factories.open_now(proforma)

    to_lou, to_pat = letters_in(bulk(ana, proforma, "waiting"))

    assert lou.link in to_lou
    assert pat_person.link not in to_lou
    assert pat_person.link in to_pat
    assert letters.qr_code(pat_person.link) in to_pat


def test_stopped_link_is_named_among_many_letters(ana, lou, pat_person, proforma):
    factories.open_now(proforma)
    lou.revoke_link()

    page = bulk(ana, proforma, "waiting")

    assert len(letters_in(page)) == 1
    assert "The link of Lou was stopped" in page


@pytest.mark.parametrize("who", ["no-email", "waiting", "nonsense\x00", ""])
def test_before_it_opens_there_is_no_last_day_and_so_no_letter(ana, lou, proforma, who):
    page = bulk(ana, proforma, who)

    assert letters_in(page) == []
    assert "So it can be printed once the pro-forma is open." in page


def test_after_the_close_nobody_is_written_to(ana, lou, proforma):
    factories.open_now(proforma)
    proforma.close()

    page = bulk(ana, proforma)

    assert letters_in(page) == []
    assert "Nobody without email is waited for" in page


# The mail merge


def test_merge_has_a_row_for_everyone_asked(ana, coast, harbour, lou, pat_person, proforma):
    harbour.figures_lead = pat_person
    harbour.save()
    factories.open_now(proforma)
    proforma.parts.filter(unit="person").update(minutes=7)
    proforma.parts.filter(unit="partner").update(minutes=11)

    rows = rows_of(ana, proforma)

    assert list(rows) == ["Lou", "Pat"]
    assert list(rows["Lou"]) == FIELDS
    assert rows["Lou"]["email"] == ""
    assert (rows["Lou"]["partner"], rows["Lou"]["role"]) == ("Harbour Lights", "Volunteer")
    assert rows["Lou"]["link"] == lou.link
    assert (rows["Lou"]["asks"], rows["Lou"]["minutes"]) == ("your view", "7")
    assert rows["Pat"]["asks"] == "your view; your organisation’s figures"
    assert rows["Pat"]["minutes"] == "18"
    assert re.fullmatch(r"\w+day \d+ \w+( \d{4})?", rows["Pat"]["closes"])


def test_merge_before_it_opens_is_of_those_who_would_be_asked(ana, lou, pat_person, proforma):
    rows = rows_of(ana, proforma)

    assert list(rows) == ["Lou", "Pat"]
    assert {row["state"] for row in rows.values()} == {"not asked yet"}
    assert {row["closes"] for row in rows.values()} == {""}


def test_merge_says_who_has_finished_and_nothing_of_what_they_said(
    ana, coast, harbour, lou, pat_person, proforma
):
    harbour.holds_figures = False
    harbour.save()
    robin, sam, gone = factories.create_people(coast, 3)
    factories.open_now(proforma)
    views = factories.part_of(proforma, "person")
    factories.answer(views, lou, A1=5, A3="A gate that sticks.")
    factories.answer(views, sam, submit=False, A3="A gate that sticks.")
    robin.invitations.get().decline()
    gone.leave()

    rows = rows_of(ana, proforma)

    assert {name: row["state"] for name, row in rows.items()} == {
        "Lou": "handed in",
        "Pat": "waiting",
        "Person 1": "would rather not",
        "Person 2": "waiting",
    }
    assert "gate" not in str(rows)


def test_merge_holds_no_key_that_was_stopped(ana, lou, proforma):
    factories.open_now(proforma)
    lou.revoke_link()

    row = rows_of(ana, proforma)["Lou"]

    assert (row["link"], row["state"]) == ("", "link stopped")


def test_merge_file_is_read_right_by_spreadsheets(ana, lou, proforma):
    factories.open_now(proforma)

    answer = ana.get(f"/coast/proforma/{proforma.pk}/merge/")
    content = answer.getvalue()

    assert content.startswith(b"\xef\xbb\xbfname,email,phone,")
    assert content.count(b"\r\n") == content.count(b"\n") == 2
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="what-we-see-merge.csv"'
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("=1+1", "'=1+1"),
        ("+44 1632 960001", "'+44 1632 960001"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("  =1", "'  =1"),
        ("Lou\x00", "Lou"),
        ("O’Shea, Lou", "O’Shea, Lou"),
        (7, "7"),
        ("", ""),
    ],
)
def test_no_cell_becomes_a_formula(value, kept):
    assert merge.defused(value) == kept


def test_phone_with_a_plus_stays_text(ana, lou, proforma):
    lou.phone = "+44 1632 960001"
    lou.name = "=HYPERLINK(1)"
    lou.save()
    factories.open_now(proforma)

    row = rows_of(ana, proforma)["'=HYPERLINK(1)"]

    assert row["phone"] == "'+44 1632 960001"


# Who may, and how often the database is asked

PAGES = ["people/{person}/letter/", "proforma/{proforma}/letters/", "proforma/{proforma}/merge/"]


@pytest.mark.parametrize("page", PAGES)
def test_only_whoever_circulates_gets_at_the_keys(ana, vic, lou, proforma, page):
    address = f"/coast/{page.format(person=lou.pk, proforma=proforma.pk)}"

    assert vic.get(address).status_code == 403
    assert ana.get(address).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_another_networks_people_are_not_found(olga, hills, lou, proforma, page):
    address = f"/hills/{page.format(person=lou.pk, proforma=proforma.pk)}"

    assert olga.get(address).status_code == 404


@pytest.mark.parametrize("count", [3, 30])
@pytest.mark.parametrize(
    ("page", "queries"),
    [("letters/?who=waiting", 11), ("merge/", 11)],
)
def test_number_of_queries_is_the_same_for_3_and_30_people(
    ana, coast, proforma, count, page, queries, django_assert_num_queries
):
    for n in range(count):
        partner = coast.add_partner(name=f"Partner {n}", sector="charity")
        coast.add_person(name=f"Person {n}", partner=partner)
    proforma.open(closes_at=timezone.now() + timedelta(days=9))

    with django_assert_num_queries(queries):
        answer = ana.get(f"/coast/proforma/{proforma.pk}/{page}")
    assert answer.status_code == 200


@pytest.mark.parametrize("count", [3, 30])
def test_merge_of_a_draft_asks_as_often_for_3_as_for_30(
    ana, coast, proforma, count, django_assert_num_queries
):
    for n in range(count):
        partner = coast.add_partner(name=f"Partner {n}", sector="charity")
        coast.add_person(name=f"Person {n}", partner=partner)

    with django_assert_num_queries(11):
        ana.get(f"/coast/proforma/{proforma.pk}/merge/")


def test_looking_at_letters_writes_nothing(ana, lou, proforma):
    factories.open_now(proforma)
    before = InvitationEvent.objects.count()

    bulk(ana, proforma), one(ana, lou), rows_of(ana, proforma)

    assert InvitationEvent.objects.count() == before
    assert not lou.invitations.exclude(sent_at=None).exists()
