"""The people who do the work, the money, and what comes next."""

from django.utils.translation import gettext_noop as _

from .entry import BankEntry, high, low, medium

WORKERS, MONEY, NEXT = _("People doing the work"), _("Money"), _("Next")

ENTRIES = [
    BankEntry(
        "Q25",
        WORKERS,
        "partner",
        [
            low(
                "whole_number",
                _("How many vacancies do you have now in roles that do this work?"),
                _("Empty posts may explain more than any plan of ours can mend."),
                help=_("As it stands today."),
                settings={"unit": _("posts"), "period": _("today")},
            )
        ],
    ),
    BankEntry(
        "Q26",
        WORKERS,
        "person",
        [
            medium(
                "long_text",
                _("What would help a worker stay?"),
                _("When a worker leaves, people have to tell their story again from the start."),
                help=_("One thing is fine."),
            )
        ],
    ),
    BankEntry(
        "Q27",
        MONEY,
        "partner",
        [
            medium(
                "money",
                _("How much yearly funding do you have for this work?"),
                _("Anything we plan together rests on money that is already being spent."),
                help=_("A rough figure is fine. You choose who can see it."),
                settings={"period": _("a year")},
            ),
            medium(
                "month",
                _("When does the main part of it end?"),
                _("Funding that ends for several of us at once is a risk we can plan for."),
                code="2",
                help=_("Month and year. Leave it out if there is no end."),
            ),
        ],
    ),
    BankEntry(
        "Q28",
        MONEY,
        "person",
        [
            high(
                "short_text",
                _("If you had £10,000 to spend with another member, what would you try?"),
                _("The first idea that two of you could afford is often worth a try."),
                help=_("Small enough to imagine, large enough to matter."),
            )
        ],
        note=_(
            "It is imagined on purpose and names a sum. Treat the answers as ideas, not as promises."
        ),
    ),
    BankEntry(
        "Q29",
        NEXT,
        "person",
        [
            medium(
                "scale",
                _("How ready are you to move from talking to doing?"),
                _("It tells us whether the next meeting should explore further or begin to act."),
                help=_("There is no right answer. People need different amounts of time."),
                settings={
                    "low": 1,
                    "high": 5,
                    "low_label": _("I need longer to explore"),
                    "high_label": _("I would start now"),
                },
            )
        ],
    ),
    BankEntry(
        "Q30",
        NEXT,
        "person",
        [
            low(
                "long_text",
                _("What should we have asked and did not?"),
                _("We chose these questions, and are sure to have missed something."),
                help=_("We will publish what people tell us here."),
            )
        ],
        note=_(
            "Ask it every time, and publish the answers in full unless somebody did not agree to that."
        ),
    ),
]
