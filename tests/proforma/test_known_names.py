"""Names on the register are found in a text, and words that are names too are mostly left alone."""

import time

import pytest

from proforma import giveaways

REGISTER = [
    "Pat Reed",
    "Wyn",
    "Jo Smith",
    "Grace Hope",
    "Will Young",
    "May Lin",
    "Mark",
    "Ana Maria Silva",
    "Zoë O’Neill",
    "Dr Ada Jones",
    "mary-ann cole",
    "Desk 2",
    "Mrs Hill",
    "",
]


def names_in(text):
    return [seen for kind, seen in giveaways.find(text, REGISTER) if kind == "register"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("I asked Pat Reed’s manager.", ["Pat Reed"]),
        ("pat reed helped", ["pat reed"]),
        ("PAT REED HELPED", ["PAT REED"]),
        ("Pat\nReed, Jo. Smith", ["Pat\nReed", "Jo. Smith"]),
        ("It was Ana Silva, then Ana Maria Silva.", ["Ana Silva", "Ana Maria Silva"]),
        ("Zoe rang, and Zoe O'Neill came.", ["Zoe", "Zoe O'Neill"]),
        ("Ada knew.", ["Ada"]),
        ("Jo came with Wyn.", ["Jo", "Wyn"]),
        ("(Wyn’s idea)", ["Wyn"]),
        ("It took Mary-Ann an hour.", ["Mary-Ann"]),
        ("We told Grace twice, and Will too.", ["Grace", "Will"]),
        ("I spoke to May about it.", ["May"]),
        ("Grace Hope was kind.", ["Grace Hope"]),
        ("We rang Desk 2.", ["Desk 2"]),
    ],
)
def test_somebody_on_the_register_is_found(text, names):
    assert names_in(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Grace under pressure. Will it last? Mark my words.\nMay we ask why?",
        "“Will you come?” – May be.",
        "- Hope is thin.\n• Grace is thinner.",
        "It closed in May, and since May 2024 nothing came. On 3 May it did.",
        "They will mark it with grace and hope in may.",
        "The job went to John; the jo and the wyn of it.",
        "ASK JO OR WYN OR MARK",
        "St Mark’s church on Jo Street, near Ada House.",
        "Mary came. Ann came. Anabel and Patrick and Wynford came.",
        "The Desk is by the door; it was a Young man.",
        "An O’Neill and a Smith and a hill.",
        "",
    ],
)
def test_other_words_are_left_alone(text):
    assert names_in(text) == []


def test_a_name_is_found_once_and_not_as_another_kind_too():
    found = giveaways.find("We met Pat Reed; write to pat.reed@coast.example.", REGISTER)

    assert found == [("email", "pat.reed@coast.example"), ("register", "Pat Reed")]


def test_nobody_is_found_where_no_names_are_known():
    assert giveaways.find("Only Wyn came.") == []


@pytest.mark.parametrize(
    "piece", ["Pat ", "Pat Reed ", "Ana Maria ", "a", "A-", "'", "Jo's ", "\n", "é", "Will ", "St "]
)
def test_a_hostile_text_is_looked_through_at_once(piece):
    register = [*REGISTER, *(f"Pat Reed{n}" for n in range(5000))]
    giveaways.find("", register)
    started = time.process_time()
    giveaways.find(piece * (8000 // len(piece)), register)

    assert time.process_time() - started < 0.8
