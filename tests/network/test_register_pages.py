"""The register: one by one or from a list; nothing is saved that has not been shown."""

import json

from django.core.files.uploadedfile import SimpleUploadedFile

from network.models import Partner, Person

LIST = (
    "Name,Email,Partner\nKim,kim@coast.example,Shore Recovery\nSam,sam@coast.example,Shore Recovery"
)


def read(ana, text):
    return ana.post("/coast/register/import/", {"pasted": text})


def kept(page):
    return json.dumps(page.context["kept"].initial["kept"])


def test_list_is_shown_before_it_is_saved(ana, coast):
    page = read(ana, LIST)

    assert "2 rows can be added. Nothing is saved yet." in page.content.decode()
    assert not Partner.objects.exists()
    ana.post("/coast/register/save/", {"kept": kept(page)})
    assert [person.name for person in coast.participants()] == ["Kim", "Sam"]
    assert coast.partners.get().name == "Shore Recovery"


def test_list_with_a_wrong_row_saves_nothing_unless_she_says_so(ana, coast):
    page = read(ana, LIST + "\nBo,not an address,Shore Recovery")

    words = page.content.decode()
    assert "One row needs another look. Nothing is saved yet." in words
    assert "Add the 2 good rows, and leave the others out" in words
    assert coast.participants().count() == 0
    ana.post("/coast/register/save/", {"kept": kept(page)})
    assert coast.participants().count() == 2


def test_saving_twice_adds_once(ana, coast):
    page = read(ana, LIST)

    for _press in range(2):
        ana.post("/coast/register/save/", {"kept": kept(page)})

    assert coast.participants().count() == 2


def test_file_is_read_by_its_content(ana, coast):
    file = SimpleUploadedFile("people.xlsx", LIST.encode("utf-16"))

    page = ana.post("/coast/register/import/", {"file": file})

    assert "2 rows can be added" in page.content.decode()


def test_what_is_no_list_gets_a_sentence(ana, coast):
    picture = SimpleUploadedFile("people.csv", b"\x89PNG\r\n\x1a\n" + b"\0" * 100)

    page = ana.post("/coast/register/import/", {"file": picture})

    assert page.status_code == 200
    assert page.context["form"].errors
    assert not Person.objects.filter(takes_part=True).exists()


def test_kept_list_that_was_tampered_with_is_refused(ana, coast):
    for broken in ("", "{}", '"x"', "[[1]]", '[["a", ["b"]]]', "[[1, 5]]"):
        answer = ana.post("/coast/register/save/", {"kept": broken})
        assert answer.status_code == 302, broken
    assert coast.participants().count() == 0


def test_somebody_who_left_is_not_added_a_second_time(ana, coast, pat_person):
    pat_person.leave()

    page = read(ana, "Name,Email\nPat,pat@harbour.example")

    assert not page.context["report"].to_add


def test_email_belongs_to_one_person(ana, coast, pat_person):
    words = ana.post(
        "/coast/people/new/", {"name": "Other", "email": "PAT@harbour.example"}
    ).content.decode()

    assert "Pat already has this email." in words
    assert coast.people.filter(name="Other").count() == 0


def test_partner_of_another_network_cannot_be_chosen(ana, coast, hills):
    theirs = hills.add_partner(name="Hills Trust")

    words = ana.post("/coast/people/new/", {"name": "Kim", "partner": theirs.pk}).content.decode()

    assert "Hills Trust" not in words
    assert not coast.people.filter(name="Kim").exists()


def test_same_partner_name_is_refused_in_any_capitals(ana, coast, harbour):
    words = ana.post(
        "/coast/partners/new/", {"name": "HARBOUR lights", "sector": "charity"}
    ).content.decode()

    assert "already on the register" in words
    assert coast.partners.count() == 1


def test_new_link_is_made_by_a_press_and_not_by_a_look(ana, coast, pat_person):
    page = f"/coast/people/{pat_person.pk}/link/"
    old = pat_person.link
    assert old in ana.get(page).content.decode()
    assert ana.get(page + "new/").status_code == 405

    ana.post(page + "new/")

    assert old not in ana.get(page).content.decode()
