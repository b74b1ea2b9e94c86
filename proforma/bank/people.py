"""Who answers, and the people they work for."""

from django.utils.translation import gettext_noop as _

from .entry import BankEntry, low, medium

ABOUT_YOU, PEOPLE = _("About you"), _("People")
LAST_YEAR = _("last 12 months")

ENTRIES = [
    BankEntry(
        "Q1",
        ABOUT_YOU,
        "person",
        [
            low(
                "choose_one",
                _("Which best describes where you answer from?"),
                _(
                    "What people see depends on where they stand, and we want to hear from every side."
                ),
                help=_("We use this to compare views. A small group is never shown on its own."),
                options=[
                    ("front", _("Front line")),
                    ("manager", _("Manager")),
                    ("strategic", _("Strategic")),
                    ("lived", _("Lived experience")),
                    ("carer", _("Carer")),
                ],
            )
        ],
    ),
    BankEntry(
        "Q2",
        ABOUT_YOU,
        "person",
        [
            low(
                "choose_one",
                _("How long have you worked with or lived alongside people in this situation?"),
                _(
                    "New eyes and long memories both help; we want to be sure that we hear from both."
                ),
                help=_("Roughly is fine."),
                options=[
                    ("under1", _("Under 1 year")),
                    ("1to5", _("1 to 5 years")),
                    ("6to15", _("6 to 15 years")),
                    ("over15", _("Over 15 years")),
                    ("na", _("This does not apply to me")),
                ],
            )
        ],
    ),
    BankEntry(
        "Q3",
        ABOUT_YOU,
        "person",
        [
            low(
                "long_text",
                _("What would you most like from being in this network?"),
                _("Your time is short, so we want to spend it on what is useful to you."),
                help=_("In your own words. We have not shown you any options yet, on purpose."),
            )
        ],
    ),
    BankEntry(
        "Q4",
        PEOPLE,
        "partner",
        [
            low(
                "whole_number",
                _("How many adults did you support in the last 12 months?"),
                _("It gives every other figure a size to be compared with."),
                help=_(
                    "Count each person once if you can. If you count visits, say so beside the number."
                ),
                settings={"unit": _("people"), "period": LAST_YEAR},
            )
        ],
    ),
    BankEntry(
        "Q5",
        PEOPLE,
        "partner",
        [
            medium(
                "grid_number",
                _("How many of the adults you supported had each need?"),
                _("It shows which needs each of us meets most, and where we meet the same people."),
                help=_("You can count a person in more than one row."),
                rows=[
                    ("home", _("Homelessness")),
                    ("drugs", _("Drugs or alcohol")),
                    ("mental", _("Mental ill-health")),
                    ("justice", _("Contact with police, courts, prison or probation")),
                    ("abuse", _("Domestic abuse")),
                ],
                settings={"unit": _("people"), "period": LAST_YEAR},
            )
        ],
        note=_(
            "These five needs are our choice. Change the rows to the needs your network is about."
        ),
    ),
    BankEntry(
        "Q6",
        PEOPLE,
        "partner",
        [
            medium(
                "whole_number",
                _("How many of the adults you supported had three or more of these needs at once?"),
                _("Few places know how many people this is, and everything we plan depends on it."),
                help=_(
                    "The needs: homelessness, drugs or alcohol, mental ill-health, justice, domestic abuse. "
                    "An honest estimate is fine. Tell us beside it how you made it."
                ),
                settings={"unit": _("people"), "period": LAST_YEAR, "basis": True},
            )
        ],
        note=_("Ask it together with Q5, and name the same needs in both."),
    ),
    BankEntry(
        "Q7",
        PEOPLE,
        "partner",
        [
            low(
                "long_text",
                _("Who do you not reach, and how do you know?"),
                _(
                    "Figures only show the people who came, so we need you to tell us about the others."
                ),
                help=_("Groups, areas or times of day. Please do not describe a single person."),
            )
        ],
    ),
]
