"""What the network agreed on, on one page: saved whole or not at all, and no number out of its range."""

import re

import pytest

from network.models import Network, Role, User


def page_of(client):
    answer = client.get("/coast/settings/")
    assert answer.status_code == 200
    return answer


def filled_in(client, **changes):
    """What a browser would send back from the page as it was shown, with `changes`; None leaves out."""
    form = page_of(client).context["form"]
    data = {}
    for name in form.fields:
        value = form[name].value()
        if value is True:
            data[name] = "on"
        elif value is not None and value is not False:
            data[name] = value
    return {name: value for name, value in {**data, **changes}.items() if value is not None}


def save(client, **changes):
    return client.post("/coast/settings/", filled_in(client, **changes))


def test_settings_stand_in_sheets_with_headings(ana, coast):
    page = page_of(ana).content.decode()

    headings = re.findall(r"<h2>([^<]+)</h2>", page)
    assert headings == ["The network", "Reminders", "Data and privacy", "What is never shown"]
    assert page.count('<form method="post">') == 1


def test_every_setting_of_the_form_stands_in_one_sheet(ana, coast):
    form = page_of(ana).context["form"]

    shown = [field.name for _heading, _note, fields in form.sheets() for field in fields]

    assert sorted(shown) == sorted(form.fields)


def test_page_saved_as_it_was_shown_changes_nothing(ana, coast):
    before = Network.objects.filter(pk=coast.pk).values().get()

    assert save(ana).status_code == 302

    assert Network.objects.filter(pk=coast.pk).values().get() == before


def test_settings_are_kept(ana, coast, ana_user):
    answer = save(
        ana,
        most_reminders="2",
        reminder_gap="7",
        reminds_itself="on",
        shows_who_voted="on",
        asks_code=None,
        lawful_basis="consent",
        keeps_answers="18",
        regulator="the Commission",
        safeguarding_lead=ana_user.pk,
    )
    coast.refresh_from_db()

    assert answer.status_code == 302
    assert (coast.most_reminders, coast.reminder_gap, coast.keeps_answers) == (2, 7, 18)
    assert (coast.reminds_itself, coast.shows_who_voted, coast.asks_code) == (True, True, False)
    assert (coast.lawful_basis, coast.regulator) == ("consent", "the Commission")
    assert coast.safeguarding_lead == ana_user


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("most_reminders", "11", "Choose a number from 0 to 10. With 0 nobody is reminded."),
        ("most_reminders", "-1", "Choose a number from 0 to 10. With 0 nobody is reminded."),
        ("reminder_gap", "0", "Choose from 1 to 60 days."),
        ("reminder_gap", "61", "Choose from 1 to 60 days."),
        ("reminder_gap", "soon", "Choose from 1 to 60 days."),
        ("keeps_answers", "0", "Choose from 1 to 120 months."),
        ("keeps_answers", "121", "Choose from 1 to 120 months."),
        ("keeps_answers", "9" * 30, "Choose from 1 to 120 months."),
        ("keeps_answers", "1.5", "Choose from 1 to 120 months."),
        ("time_zone", "Coast/Nowhere", "“Coast/Nowhere” is not a time zone we know."),
        ("regulator", "x" * 161, "at most 160 characters"),
        ("regulator", "the\x00Commission", "Null characters are not allowed."),
        ("smallest_group", "2", "Choose from 3 to 20 people. Fewer could be picked out."),
        ("smallest_group", "21", "Choose from 3 to 20 people. Fewer could be picked out."),
        ("smallest_total", "2", "Choose from 3 to 20 partners. Fewer could be worked out."),
        ("smallest_total", "", "This field is required."),
        ("smallest_count", "4", "Choose from 5 to 20 people. Fewer could be recognised."),
        ("smallest_count", "9" * 30, "Choose from 5 to 20 people. Fewer could be recognised."),
        ("lawful_basis", "because", "Select a valid choice."),
        ("contact", "nobody", "Enter a valid email address."),
    ],
)
def test_what_cannot_be_saved_gets_a_sentence_and_the_rest_is_kept_on_the_page(
    ana, coast, name, value, sentence
):
    answer = save(ana, **{name: value, "purpose": "To be heard."})
    page = answer.content.decode()

    assert answer.status_code == 200
    assert sentence in page
    assert "Nothing is saved yet." in page
    assert "To be heard." in page
    coast.refresh_from_db()
    assert coast.purpose == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("most_reminders", 0),
        ("most_reminders", 10),
        ("reminder_gap", 60),
        ("keeps_answers", 1),
        ("keeps_answers", 120),
        ("smallest_group", 3),
        ("smallest_group", 20),
        ("smallest_total", 3),
        ("smallest_count", 5),
        ("smallest_count", 20),
    ],
)
def test_ends_of_a_range_belong_to_it(ana, coast, name, value):
    save(ana, **{name: str(value)})
    coast.refresh_from_db()

    assert getattr(coast, name) == value


FLOORS = ["smallest_group", "smallest_total", "smallest_count"]


@pytest.mark.parametrize("name", FLOORS)
def test_floors_stay_while_people_can_answer_for_two_floors_would_show_one_answer(
    ana, coast, open_proforma, name
):
    page = save(ana, **{name: "7", "purpose": "To be heard."}).content.decode()
    assert "It can be changed when nothing is open for answers." in page

    assert save(ana, purpose="To be heard.").status_code == 302  # all the rest can be
    open_proforma.close()
    assert save(ana, **{name: "7"}).status_code == 302
    coast.refresh_from_db()
    assert getattr(coast, name) == 7


@pytest.mark.parametrize("name", FLOORS)
def test_floor_that_people_were_told_is_never_lowered(ana, coast, open_proforma, name):
    Network.objects.update(**{name: 9})
    open_proforma.close()

    page = save(ana, **{name: "8"}).content.decode()

    assert "It can only be raised now: people were told so." in page
    coast.refresh_from_db()
    assert getattr(coast, name) == 9


def test_floor_can_be_lowered_while_nobody_was_asked(ana, coast, proforma):
    save(ana, smallest_group="9")
    save(ana, smallest_group="4")

    coast.refresh_from_db()
    assert coast.smallest_group == 4


def test_safeguarding_lead_is_somebody_who_signs_in_here(ana, coast, hills):
    vic = User.objects.create_user("vic@coast.example", "a long enough word", name="Vic")
    coast.accesses.create(user=vic, role=Role.OBSERVER)
    gone = User.objects.create_user(
        "gone@coast.example", "a long enough word", name="Gone", is_active=False
    )
    coast.accesses.create(user=gone, role=Role.OBSERVER)
    olga = User.objects.get(email="olga@hills.example")

    offered = page_of(ana).context["form"].fields["safeguarding_lead"].queryset

    assert [user.name for user in offered] == ["Ana", "Vic"]
    answer = save(ana, safeguarding_lead=olga.pk)
    assert "Choose somebody who signs in to this network." in answer.content.decode()


def test_only_whoever_may_edit_sees_the_settings(vic, coast):
    assert vic.get("/coast/settings/").status_code == 403


# Who helps somebody answer is set on their own page of the register.


def test_helper_is_somebody_else_on_the_register(ana, coast, hills, pat_person):
    lou = coast.add_person(name="Lou")
    coast.add_person(name="Gone").leave()
    hills.add_person(name="Hill")

    form = ana.get(f"/coast/people/{pat_person.pk}/").context["form"]

    assert list(form.fields["helper"].queryset) == [lou]


def test_helper_is_kept(ana, coast, pat_person):
    lou = coast.add_person(name="Lou")

    ana.post(
        f"/coast/people/{pat_person.pk}/",
        {"name": "Pat", "email": pat_person.email, "helper": lou.pk, "takes_part": "on"},
    )

    pat_person.refresh_from_db()
    assert pat_person.helper == lou


@pytest.mark.parametrize("who", ["self", "hill"])
def test_nobody_else_can_be_made_a_helper(ana, coast, hills, pat_person, who):
    helper = pat_person if who == "self" else hills.add_person(name="Hill")

    answer = ana.post(
        f"/coast/people/{pat_person.pk}/",
        {"name": "Pat", "email": pat_person.email, "helper": helper.pk, "takes_part": "on"},
    )

    assert answer.status_code == 200
    pat_person.refresh_from_db()
    assert pat_person.helper is None


def test_new_person_can_have_a_helper_at_once(ana, coast, pat_person):
    ana.post("/coast/people/new/", {"name": "Lou", "helper": pat_person.pk, "takes_part": "on"})

    assert coast.people.get(name="Lou").helper == pat_person
