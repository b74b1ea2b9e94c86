"""The code on the wall, and the short code by which somebody is let in at a meeting without their link.

Pure, apart from settings.LINK_KEY: nothing here queries or sees a request, and no code stands in a database.
"""

import hmac
from collections import Counter
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from network import words

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that are read for another from a wall
SIGNS = 6
MOST_WRONG = 60  # wrong codes at one meeting in an hour
AN_HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
ROOM_STAYS = timedelta(days=14)


def short_code(person, meeting) -> str:
    """Six of LETTERS: a keyed hash of the person, their link's generation and the meeting. A new link makes
    a new code, and each meeting has others.

    There are 31 to the power of 6 codes, about 888 million. Somebody who guesses at a meeting of 300 people
    has MOST_WRONG tries in an hour, at one meeting: 60 × 300 / 888 million, a chance of one in 49,000 to be
    let in as any of them; of 30 people one in 490,000. A meeting lets people in for three days, or 72 such
    hours. What people saved asks for another code even then.
    """
    message = f"join:{person.pk}:{person.link_generation}:{meeting.pk}".encode()
    number = int.from_bytes(hmac.digest(settings.LINK_KEY.encode(), message, sha256))
    signs = []
    for _n in range(SIGNS):
        number, place = divmod(number, len(LETTERS))
        signs.append(LETTERS[place])
    return "".join(signs)


def in_groups(code: str) -> str:
    """ABC-DEF, as it is read from a card."""
    return f"{code[:3]}-{code[3:]}"


def tidy(offered: str) -> str:
    """A code as somebody typed it, without what does not matter: case, spaces, hyphens."""
    return "".join(sign for sign in offered.upper() if sign.isascii() and sign.isalnum())


def codes_of(people, meeting) -> dict:
    """{person: code}. Two whose codes are the same by chance have none: nobody is taken for another."""
    codes = {person: short_code(person, meeting) for person in people}
    given = Counter(codes.values())
    return {person: code for person, code in codes.items() if given[code] == 1}


def whose(offered: str, people, meeting):
    """The one of `people` whose code this is, or None. Each is compared, so that no answer comes sooner."""
    code, found = tidy(offered), None
    for person, theirs in codes_of(people, meeting).items():
        if constant_time_compare(theirs, code):
            found = person
    return found


def could_be_a_code(offered: str) -> bool:
    """Whether it has the shape of one: what has not is a slip, and no guess."""
    code = tidy(offered)
    return len(code) == SIGNS and set(code) <= set(LETTERS)


def days_of(meeting):
    """The first and the last day on which people are let in, where the network is."""
    day = words.date_of(meeting.starts_at, meeting.network)
    return day - DAY, day + DAY


def lets_in(meeting, at) -> bool:
    """Whether codes open anything at this moment: from the day before the meeting to the day after it."""
    first, last = days_of(meeting)
    return meeting.called_off_at is None and first <= words.date_of(at, meeting.network) <= last


def wall_address(meeting) -> str:
    """What the code on the wall leads to, and what can be typed instead."""
    return f"{settings.SITE_URL.rstrip('/')}{reverse('join', args=[meeting.wall_code])}"


def is_on_today(meeting, at) -> bool:
    """From the morning of the day on which it starts to the evening of the one on which it should end."""
    ends = meeting.starts_at + timedelta(minutes=meeting.length)
    today = words.date_of(at, meeting.network)
    starts = words.date_of(meeting.starts_at, meeting.network)
    return starts <= today <= words.date_of(ends, meeting.network)


def room_is_open(meeting, at) -> bool:
    """From the day before the meeting until two weeks after it, on people’s own pages."""
    first, _last = days_of(meeting)
    today = words.date_of(at, meeting.network)
    return meeting.called_off_at is None and first <= today <= first + DAY + ROOM_STAYS
