"""How services work together, what they share, and who has a say."""

from django.utils.translation import gettext_noop as _

from .entry import BankEntry, high, low, medium

JOINT_WORKING, SHARING, VOICE = _("Joint working"), _("Sharing"), _("Voice")

ENTRIES = [
    BankEntry(
        "Q17",
        JOINT_WORKING,
        "person",
        [
            low(
                "scale",
                _(
                    "How well do services here work together for people with several problems at once?"
                ),
                _("We can ask it again in a year and see whether anything has changed."),
                help=_("Your own view, from where you sit."),
                settings={
                    "low": 0,
                    "high": 10,
                    "low_label": _("Not at all"),
                    "high_label": _("Very well"),
                },
            )
        ],
    ),
    BankEntry(
        "Q18",
        JOINT_WORKING,
        "person",
        [
            medium(
                "long_text",
                _("Where do people most often get stuck?"),
                _("You see what we do not, and we want your words before we offer any of ours."),
                help=_("Write what comes to mind first. A list comes after this."),
            ),
            medium(
                "choose_several",
                _("Which of these come closest to what you wrote?"),
                _("The list lets us count; what you wrote above tells us what the list left out."),
                code="2",
                options=[
                    ("mhsu", _("Between mental health and drug or alcohol services")),
                    ("thresh", _("At a threshold or a first referral")),
                    ("custody", _("On leaving prison or police custody")),
                    ("hospital", _("On leaving hospital")),
                    ("home", _("When a home is at risk")),
                    ("worker", _("When a worker changes")),
                ],
                settings={"most": 3},
            ),
        ],
        note=_(
            "Ask the open question first wherever you already have favourites, and keep this order."
        ),
    ),
    BankEntry(
        "Q19",
        JOINT_WORKING,
        "person",
        [
            low(
                "long_text",
                _("Tell us about a time it worked. What made the difference?"),
                _("We would rather build on what works here than copy it from elsewhere."),
                help=_("Please leave out names and details that could show who somebody is."),
            )
        ],
    ),
    BankEntry(
        "Q20",
        JOINT_WORKING,
        "person",
        [
            medium(
                "long_text",
                _(
                    "Tell us where it broke down. What was the first moment it could have gone differently?"
                ),
                _("The first moment is often where a small change would do most."),
                help=_("Please leave out names and details that could show who somebody is."),
            )
        ],
    ),
    BankEntry(
        "Q21",
        JOINT_WORKING,
        "person",
        [
            low(
                "long_text",
                _("What has been tried here before, and why did it stop?"),
                _("It saves all of us from doing it over again."),
            )
        ],
    ),
    BankEntry(
        "Q22",
        SHARING,
        "partner",
        [
            low(
                "long_text",
                _("What agreements do you have to share information?"),
                _("We may already be allowed to share more than we think."),
                help=_(
                    "One a line: who it is with, and the month and year it was signed. "
                    "Say if nobody knows."
                ),
            ),
            low(
                "month",
                _("When was the newest of them signed?"),
                _("An old agreement may need to be looked at again before we lean on it."),
                code="2",
                show_if={"match": "all", "tests": [{"question": "1", "is": "answered"}]},
            ),
        ],
    ),
    BankEntry(
        "Q23",
        VOICE,
        "partner",
        [
            high(
                "long_text",
                _("In what decisions do people with lived experience have a vote with you?"),
                _(
                    "Being listened to and having a vote are not the same, and we ask about the vote."
                ),
                help=_("Decisions they took part in making, rather than meetings they came to."),
            )
        ],
        note=_("It carries our view that a vote is what counts. Say so if you are asked."),
    ),
    BankEntry(
        "Q24",
        VOICE,
        "partner",
        [
            medium(
                "choose_one",
                _("Do you pay people with lived experience for their time?"),
                _(
                    "We want to offer people the same wherever they help, and need to know where we start."
                ),
                options=[
                    ("yes", _("Yes")),
                    ("expenses", _("Expenses only")),
                    ("no", _("No")),
                    ("started", _("We are working on it")),
                ],
            ),
            medium(
                "short_text",
                _("What do they get for their time?"),
                _("An example from one partner makes it easier for the next."),
                code="2",
                help=_("How much, and in what form. Include travel, childcare and data."),
                show_if={
                    "match": "all",
                    "tests": [
                        {"question": "1", "is": "one_of", "values": ["yes", "expenses", "OTH"]}
                    ],
                },
            ),
        ],
    ),
]
