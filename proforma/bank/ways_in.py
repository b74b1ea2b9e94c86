"""How people get to a service, who is accepted, and who sends whom where."""

from django.utils.translation import gettext_noop as _

from .entry import BankEntry, high, low, medium

ACCESS, THRESHOLDS, REFERRAL = _("Access"), _("Thresholds"), _("Referral")
LAST_QUARTER = _("last quarter")
REFERRALS = {"unit": _("referrals"), "period": LAST_QUARTER}

ENTRIES = [
    BankEntry(
        "Q8",
        ACCESS,
        "partner",
        [
            low(
                "whole_number",
                _("How long is the typical wait from referral to first real contact?"),
                _("People are often lost while they wait, so we want to see how long that is."),
                help=_(
                    "The median in days, if you have it. First contact means that a person spoke to them; "
                    "a letter does not count."
                ),
                settings={"unit": _("days"), "period": _("last 12 months")},
            )
        ],
    ),
    BankEntry(
        "Q9",
        ACCESS,
        "partner",
        [
            medium(
                "whole_number",
                _("How many first appointments were missed last quarter?"),
                _("A missed first appointment is often the last we see of somebody."),
                help=_("We are looking for what helps, not for blame."),
                settings={"unit": _("appointments"), "period": LAST_QUARTER},
            ),
            medium(
                "short_text",
                _("What do you do next when somebody misses a first appointment?"),
                _("Somebody here may already do what the rest of us could copy."),
                code="2",
            ),
        ],
    ),
    BankEntry(
        "Q10",
        ACCESS,
        "partner",
        [
            low(
                "grid_choice",
                _("When can someone reach you without an appointment?"),
                _("Put together, your answers show the hours when nobody here can be reached."),
                help=_("Count phone, online and drop-in."),
                rows=[
                    ("day", _("In the day, about 9 to 5")),
                    ("evening", _("In the evening, about 5 to 10")),
                    ("night", _("At night")),
                ],
                options=[
                    ("every", _("Every day")),
                    ("week", _("Monday to Friday")),
                    ("weekend", _("Weekends only")),
                    ("some", _("Some days")),
                    ("none", _("Never")),
                ],
            )
        ],
    ),
    BankEntry(
        "Q11",
        ACCESS,
        "person",
        [
            medium(
                "long_text",
                _("What makes people give up before they get to you?"),
                _("Those who gave up are not in anyone's figures, but you may have heard why."),
                help=_("What people tell you, in their words. No names, please."),
            )
        ],
    ),
    BankEntry(
        "Q12",
        THRESHOLDS,
        "partner",
        [
            low(
                "short_text",
                _("What are your rules for accepting someone, in one or two lines?"),
                _("If we all know each other's rules, fewer people are sent to the wrong door."),
                help=_("Plain words. Add a link to the full policy if there is one."),
            )
        ],
    ),
    BankEntry(
        "Q13",
        THRESHOLDS,
        "partner",
        [
            medium(
                "whole_number",
                _("How many referrals did you receive last quarter?"),
                _("With the next two numbers, it shows how often people are sent on or sent back."),
                help=_("Leave blank what you cannot separate."),
                settings=dict(REFERRALS),
            ),
            medium(
                "whole_number",
                _("How many of those referrals did you accept?"),
                _("It shows how well we send people to the place that can take them."),
                code="2",
                settings=REFERRALS | {"not_above": "1"},
            ),
            medium(
                "whole_number",
                _("How many of those referrals did you decline?"),
                _("Each one is a person who has to start again somewhere."),
                code="3",
                help=_("Some may still be open, so the last two need not add up to the first."),
                settings=REFERRALS | {"not_above": "1"},
            ),
        ],
    ),
    BankEntry(
        "Q14",
        THRESHOLDS,
        "partner",
        [
            high(
                "choose_one",
                _("What was the most common reason for declining?"),
                _("The reason tells us what we would have to change."),
                help=_("Choose what happens most in practice, even if the policy says otherwise."),
                options=[
                    ("remit", _("Not what we are here for")),
                    ("full", _("Waiting list full")),
                    ("eligible", _("Not eligible under our rules")),
                    ("risk", _("Risk to them or to others")),
                    ("contact", _("We could not contact them")),
                    ("first", _("Another need had to come first")),
                ],
            )
        ],
        note=_(
            "The list is ours and steers the answer. Ask it in open words the first time, if you can."
        ),
    ),
    BankEntry(
        "Q15",
        REFERRAL,
        "partner",
        [
            low(
                "organisations",
                _("Who do you refer people to most?"),
                _("We use it to draw a map of where people are sent."),
                help=_("Up to five. You approve the map before anybody else sees it."),
                settings={"most": 5},
            ),
            low(
                "organisations",
                _("Who refers people to you most?"),
                _("Both lists together show where the two ends do not agree."),
                code="2",
                help=_("Up to five."),
                settings={"most": 5},
            ),
        ],
        note=_("Show each partner its part of the map, and ask before you publish it."),
    ),
    BankEntry(
        "Q16",
        REFERRAL,
        "partner",
        [
            low(
                "short_text",
                _("What do you need to know about someone on day one?"),
                _("If we know what is needed at the start, we can make forms shorter."),
            ),
            low(
                "short_text",
                _("What can wait until later?"),
                _("Whatever can wait is something a person need not tell a stranger."),
                code="2",
            ),
        ],
    ),
]
