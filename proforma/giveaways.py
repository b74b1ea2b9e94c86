"""What in a text may tell a reader who somebody is: numbers, addresses, and what looks like a name.

Patterns, no dictionary of names: they miss much, and are made to raise few false alarms. Each repeats
a bounded number of times, so that looking through a text takes time in proportion to its length. Names
that are known beforehand, such as those on the register, are found by proforma.known_names.

Sources: NHS Data Dictionary, NHS NUMBER (its check digit); HMRC manual NIM39110 (the letters of a
National Insurance number).
"""

import re
from collections.abc import Iterable

from proforma import known_names

MOST_GROUPS = 6  # of digits in a phone number
NOTHING = "\n"  # stands for each letter of what was found

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATE = (
    r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?,? (?:{_MONTHS})[a-z]{{0,6}},? \d{{2,4}}"
    rf"|(?:{_MONTHS})[a-z]{{0,6}} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{2,4}})"
)
_APART = r"[ ().-]{0,2}"  # what may stand between two digits of a phone number
_ALONE = r"(?<![\w£$€.,/+-])"  # not the middle of a word, a figure or a date

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_INSURANCE = re.compile(
    r"\b(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
    r"[ -]?\d\d[ -]?\d\d[ -]?\d\d[ -]?[A-D]\b",
    re.IGNORECASE | re.ASCII,
)
_BIRTH = re.compile(
    r"(?<!\w)(?:born|dob|d\.o\.b\.?|date of birth|birthday|birth date|b\.)"
    rf"[ :,(-]{{0,3}}(?:(?:is|was|on|the)[ :]{{1,2}}){{0,2}}{_DATE}(?!\d)",
    re.IGNORECASE | re.ASCII,
)
_ANY_DATE = re.compile(rf"(?<!\d){_DATE}(?!\d)", re.IGNORECASE | re.ASCII)
_PHONE = re.compile(
    rf"{_ALONE}\(?(?:0{_APART}[1-35789](?:{_APART}\d){{8,9}}|00{_APART}[1-9](?:{_APART}\d){{8,13}})(?!\d)"
    rf"|(?<![\w+])\(?\+{_APART}[1-9](?:{_APART}\d){{7,14}}(?!\d)",
    re.ASCII,
)
_NHS = re.compile(rf"{_ALONE}\d{{3}}[ -]?\d{{3}}[ -]?\d{{4}}(?!\w|[.,]\d)", re.ASCII)
_POSTCODE = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d(?!st\b|nd\b|rd\b|th\b)[ABD-HJLNP-UW-Z]{2}\b"
    r"|\b[a-z]{1,2}\d[a-z\d]? \d(?!st\b|nd\b|rd\b|th\b)[abd-hjlnp-uw-z]{2}\b",
    re.ASCII,
)

_WORD = r"[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ÿ'’-]{1,30}"
_NAME = rf"(?P<name>{_WORD}(?: {_WORD}){{0,2}}(?: [A-Z]\b\.?)?)"
_PEOPLE = (
    "client|patient|tenant|resident|service user|customer|man|woman|lad|girl|boy|son|daughter|mother"
    "|father|mum|dad|sister|brother|partner|husband|wife|friend|neighbour|worker|keyworker|colleague"
)
_TITLED = re.compile(
    rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Rev|Revd|Sir|Dame)\.? {{1,2}}(?:[A-Z]\.? )?{_NAME}"
)
_CALLED = re.compile(
    rf"(?P<before>\w{{0,30}})[ ,]{{0,2}}\b(?:called|named|name is|name was) {_NAME}"
)
_INTRODUCED = re.compile(rf"\b(?:{_PEOPLE}),? {_NAME}(?=[,.;:)!?]|$| [a-z])")
_IN_A_SENTENCE = re.compile(
    rf"(?<![\w’'-])(?P<before>[a-z0-9’'-]{{1,30}}),? (?P<name>{_WORD}(?: {_WORD}){{1,2}})(?!\w| [A-ZÀ-Þ])"
)


def _words(text):
    return frozenset(text.split())


# After these comes a thing or a place more often than a person.
_NO_PERSON_AFTER = _words("the a an in at near via across around outside into within called named")
_THINGS = _words(
    "service project scheme programme charity group hostel house team centre place meeting app system"
    " form organisation network pathway process thing approach model tool street road town village"
    " policy club café pub it"
)
# Words of places, organisations and the calendar; a name that has one of them is not a person's.
_NO_NAMES = _words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june"
    " july august september october november december christmas easter ramadan eid diwali new year day"
    " north south east west northern southern eastern western central greater upper lower england"
    " scotland wales ireland britain british english scottish welsh irish european kingdom london"
    " street road row lane avenue close court crescent drive square terrace gardens park hill green"
    " bridge station house hall lodge flats estate place view st saint church town city county"
    " borough district parish village valley council councils authority government parliament office"
    " department ministry home court courts crown magistrates police constabulary probation prison"
    " prisons custody fire rescue ambulance army nhs trust hospital ward surgery clinic medical health"
    " healthcare mental care social adult adults children childrens family families young people youth"
    " school college university academy library museum service services team teams centre center"
    " hub hostel shelter refuge housing homes association society foundation charity partnership"
    " alliance network forum board committee group panel project programme scheme initiative plan"
    " strategy fund funding grant lottery bank credit universal benefit benefits payment job jobcentre plus"
    " allowance work pensions revenue customs citizens advice support recovery treatment outreach crisis"
    " domestic abuse violence drug drugs alcohol substance homeless homelessness rough sleeping"
    " sleepers multiple disadvantage complex needs peer voices women womens men mens aid act section"
    " part question first open door point turning making every matter samaritans mind age big"
    " issue salvation red cross google microsoft teams zoom word excel whatsapp facebook data"
    " protection general practice practitioner accident emergency community safe safeguarding"
    " i english deaf muslim christian polish romanian black asian white gypsy roma traveller"
)


def find(text: str, names: Iterable[str] = ()) -> list[tuple[str, str]]:
    """What may give somebody away, as (kind, the words), each piece of text at most once.

    `names` are those of people on the register. Kinds are email, insurance, birth, phone, nhs, postcode,
    register and name, and come in that order.
    """
    found = []
    for kind, pattern, counts in _NUMBERS:
        text = _take_out(text, kind, pattern, counts, found)
        if kind == "birth":
            text = _ANY_DATE.sub(_gap, text)  # 01.02.2027 10:30 is no phone number
    text = _take_out_known(text, tuple(names), found)
    text = _take_out(text, "name", _TITLED, _always, found)  # Mrs Hill is nobody's hill
    for pattern in (_CALLED, _INTRODUCED, _IN_A_SENTENCE):
        text = _take_out(text, "name", pattern, _is_somebody, found)
    return found


def _take_out(text, kind, pattern, counts, found):
    """The text with a gap where something was found, so that it is not found as something else too."""

    def seen(match):
        if not counts(match):
            return match[0]
        words = match[0] if kind != "name" or pattern is _TITLED else match["name"]
        found.append((kind, words.strip(" ,:;(-")))
        return _gap(match)

    return pattern.sub(seen, text)


def _take_out_known(text, names, found):
    for begin, end in known_names.spans(text, names):
        found.append(("register", text[begin:end]))
        text = f"{text[:begin]}{NOTHING * (end - begin)}{text[end:]}"
    return text


def _gap(match):
    return NOTHING * len(match[0])


def _always(match):
    return True


def _has_nhs_check_digit(match):
    digits = [int(digit) for digit in match[0] if digit.isdecimal()]
    weighed = sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return len(set(digits)) > 1 and (11 - weighed % 11) % 11 == digits[9]


def _is_phone(match):
    """A row of single figures, such as 0 1 2 3 …, has as many digits and more gaps."""
    return len(re.findall(r"\d+", match[0])) <= MOST_GROUPS


def _is_somebody(match):
    words = [re.sub("['’]", "", word.casefold()) for word in match["name"].split()]
    if match["name"].isupper() or any(map(_is_of_no_name, words)):
        return False
    before = (match.groupdict().get("before") or "").casefold()
    return before not in (_NO_PERSON_AFTER if match.re is _IN_A_SENTENCE else _THINGS)


def _is_of_no_name(word):
    return word in _NO_NAMES or word.removesuffix("s") in _NO_NAMES


_NUMBERS = [
    ("email", _EMAIL, _always),
    ("insurance", _INSURANCE, _always),
    ("birth", _BIRTH, _always),
    ("phone", _PHONE, _is_phone),
    ("nhs", _NHS, _has_nhs_check_digit),
    ("postcode", _POSTCODE, _always),
]
