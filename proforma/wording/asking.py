"""Checks of how a question asks. Each takes a PlainQuestion and returns a sentence, or "" if content.

The faults are those that textbooks of questionnaire design list under question wording; the patterns
are our own, and were tried on the bank and on the demo's questions.
"""

import re

from django.utils.translation import gettext as _

from proforma.kinds import KINDS

# Said as one thing, though there is an “and” or an “or” in it.
ONE_THING = re.compile(
    r"drugs? (?:and|or|and/or) alcohol|health and social care|mental and physical health"
    r"|mental health and \w+|and/or|(?:one|two|three) or (?:two|three|more)|more or less"
    r"|(?:agree|satisfied|likely) or (?:dis|un)\w+|safe and well|bed and breakfast|terms and conditions"
    r"|here and now|now and then|back and forth|ups and downs|research and development|yes or no"
    r"|whether or not|and so on|day and night",
    re.IGNORECASE,
)
_ASKS = r"how|what|when|where|why|who|which|whom|do you|did you|are you|have you|can you|would you"
_SECOND_ASK = re.compile(rf"\b(\w+),? (?:and|or) (?:also |if so,? )?({_ASKS})\b", re.IGNORECASE)
_RATES_TWO = re.compile(
    r"\bhow (?!much|many|often|long)\w+ and \w+"
    r"|\bthe \w+ (?:and|or) \w+ of\b"
    r"|\bboth \w+(?: \w+){0,4} and \w+",
    re.IGNORECASE,
)
_ADJECTIVE = (
    r"(?!family|early|only|daily|weekly|monthly|yearly|quarterly)\w+(?:ful|able|ible|ive|ous|ly)"
    r"|clear|easy|quick|safe|fair|good|kind|open|warm|fast"
)
_TWO_ADJECTIVES = re.compile(rf"\b(?:{_ADJECTIVE}) (?:and|or) (?:{_ADJECTIVE})\b", re.IGNORECASE)
_SLASH = re.compile(r"\b(?!he/|his/|her/|yes/|drugs?/)[a-z]{4,}/[a-z]{3,}\b", re.IGNORECASE)

_LEADING = re.compile(
    r"(?<!why )(?<!what )(?<!who )(?<!where )(?<!when )"
    r"\b(?:do|does|did|is|are|was|would|should|can|could|has|have)n't (?:you|it|they|we)\b"
    r"|\bsurely\b|\bobviously\b|\bof course\b|\b(?:everyone|everybody|we all) knows?\b"
    r"|(?<!extent )(?<!far )(?<!strongly )\b(?:do|would|will) you agree that\b"
    r"|\bhow much (?:better|worse|easier|harder)\b"
    r"|\bhow (?:helpful|useful|valuable|beneficial|effective|successful|excellent|good|great|bad|poor)\b",
    re.IGNORECASE,
)
_LOADED = re.compile(
    r"\b(?:excellent|fantastic|amazing|wonderful|brilliant|vital|crucial|terrible|awful|shocking|appalling"
    r"|failing|unacceptable|wasteful|bureaucratic|chaotic|hard.to.reach|difficult families)\b",
    re.IGNORECASE,
)

_NEGATIVE = re.compile(
    r"\b(?:not|never|nobody|nothing|none|neither|without|cannot|\w+n't)\b"
    r"|\bno (?!longer than|more than|less than|fewer than)\w+",
    re.IGNORECASE,
)
_NOT_UN = re.compile(
    r"(?:\bnot|\bcannot|n't|\bnever|\bdisagree that) (?:\w+ ){0,3}?"
    r"(?:un(?:able|aware|clear|fair|happy|helpful|likely|safe|willing|reasonable|usual|common)"
    r"|impossible|disagree|inaccessible|ineffective|prevented|avoid)\b",
    re.IGNORECASE,
)
_ABSOLUTE = re.compile(
    r"\b(?:always|never|everyone|everybody|nobody|every(?! (?:day|week|month|year))"
    r"|(?<!at )(?<!in )(?<!of )(?<!after )(?<!and )(?<!above )all(?! that apply| together| in all| right))\b",
    re.IGNORECASE,
)
_HYPOTHETICAL = re.compile(
    r"\bif (?:you|we|your \w+|there) (?:had|were|could|was|got)\b(?=.{0,200}\bwould\b)"
    r"|\bwould you\b[^.?!]{0,120}?\bif\b"
    r"|\bimagine\b|\bsuppose\b|\bin an ideal world\b",
    re.IGNORECASE,
)

_SOMEBODY = (
    r"(?:person|people|client|patient|resident|tenant|service user|individual|child|adult"
    r"|somebody|someone)"
)
_IDENTIFIES = re.compile(
    rf"\b(?:names?|initials|addresses|address|age and address|dates? of birth) (?:of|for) "
    rf"(?:the |any |each |every |a |all )?(?:\w+ )?{_SOMEBODY}(?:s|'s)?\b"
    rf"|\b{_SOMEBODY}(?:'s|s') (?:full )?(?:name|initials|address|postcode|date of birth)\b"
    r"|\b(?:their|your|his|her) (?:full |first |last |home )*"
    r"(?:names?|initials|address|postcode|date of birth|phone number|email)\b"
    r"|\bdates? of birth\b|\bNHS number|\bnational insurance number|\bcase (?:number|reference)",
    re.IGNORECASE,
)
_ONE_CASE = re.compile(
    rf"\b(?:describe|tell us about|give (?:us )?an example of)\b[^.?!]{{0,60}}?\b(?:a|an|one|any) (?:\w+ )?"
    rf"(?:{_SOMEBODY}|case|family)\b",
    re.IGNORECASE,
)
_PROMISE = re.compile(
    r"\bno (?:names?|individuals?|(?:identif\w+ )?details?)\b"
    r"|\b(?:leave out|without|not|avoid|don't)\b[^.?!]{0,60}?"
    r"\b(?:names?|naming|details?|identif\w+|initials|(?:single )?person)\b",
    re.IGNORECASE,
)

_COUNTS = re.compile(r"\bhow many\b|\bhow much\b|\bnumber of\b|\bhow often\b", re.IGNORECASE)
_WHEN = re.compile(
    r"\b(?:last|past|this|previous|current|next|since|between|during|today|now|currently|yearly|monthly"
    r"|weekly|daily|annual(?:ly)?|quarterly|ever|of th(?:em|ese|ose)|do(?:es)? you(?:r \w+)? have"
    r"|at (?:present|once|the moment|any one time)"
    r"|(?:each|per|a|every|one|typical|average) (?:typical |average )?(?:day|week|month|quarter|year)"
    r"|(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_FIGURES = {"whole_number", "decimal", "money", "grid_number"}
_OPINIONS = {"yes_no", "choose_one", "scale", "grid_scale"}


def two_ideas(question):
    """One answer cannot say which of two questions it is for. Open text can answer two in one breath."""
    text = question.text
    if text.count("?") > 1:
        return _(
            "There are %(n)d questions here and room for one answer: ask the most important, "
            "or make the others follow-ups."
        ) % {"n": text.count("?")}
    # The rows of a grid take one answer each.
    exempt = question.kind == "long_text" or KINDS[question.kind].has_rows
    found = "" if exempt else _joined(question, text)
    if not found:
        return ""
    return _(
        "“%(found)s” may ask two things at once, and one answer cannot say which it is for: "
        "ask each on its own."
    ) % {"found": found}


def _joined(question, text):
    text = ONE_THING.sub("…", text)
    second = _SECOND_ASK.search(text)
    # “people who drink and who …” says more about the same people.
    relative = second and re.search(rf"\w (?:people|those|\w+s) {second[2]}\b", text, re.IGNORECASE)
    if second and not relative:
        return second[0]
    if question.kind in {"scale", "yes_no", "choose_one", "percentage"}:
        found = _RATES_TWO.search(text) or _TWO_ADJECTIVES.search(text) or _SLASH.search(text)
        return found[0] if found else ""
    return ""


def leading(question):
    """Words that hint at the answer we hope for."""
    if found := _LEADING.search(question.text):
        return _(
            "“%(found)s” points to an answer: ask so that either answer is as easy to give, "
            "for example “How well or badly …?”."
        ) % {"found": found[0]}
    if found := _LOADED.search(question.text):
        return _(
            "“%(found)s” praises or blames before anybody has answered: say it in neutral words."
        ) % {"found": found[0]}
    return ""


def double_negative(question):
    """Two negatives in one clause, in the question or in a row of a grid."""
    for text in [question.text, *(row.text for row in question.rows)]:
        text = re.sub(r"whether or not|if not", "", text[:400], flags=re.IGNORECASE)
        # “Did not come and did not call” is two plain facts: clauses are read one by one.
        for clause in re.split(r"[.?!;,]|\b(?:and|or|nor)\b", text):
            negatives = [found[0].strip() for found in _NEGATIVE.finditer(clause)]
            if found := _NOT_UN.search(clause):
                negatives = [found[0].strip(), ""]
            if len(negatives) > 1:
                return _(
                    "“%(found)s” says “not” twice, which is easy to misread: say what is the case instead."
                ) % {"found": " … ".join(filter(None, negatives[:2]))}
    return ""


def absolute_words(question):
    """“Always” and its like, which hardly anybody can agree with. Figures may well be of all."""
    if question.kind not in _OPINIONS:
        return ""
    for text in [question.text, *(row.text for row in question.rows)]:
        if found := _ABSOLUTE.search(text[:400]):
            return _(
                "“%(found)s” leaves no room for exceptions, so careful people will say no: "
                "try “usually”, “most” or “how often”."
            ) % {"found": found[0]}
    return ""


def hypothetical(question):
    """What people say they would do is a poor guide to what they do."""
    if not (found := _HYPOTHETICAL.search(question.text)):
        return ""
    return _(
        "“%(found)s” asks people to imagine, and they guess kindly: ask what happened the last time, "
        "or read the answers as ideas."
    ) % {"found": found[0]}


def asks_for_names(question):
    """A detail that could show who somebody is, or one person's story without a word of caution."""
    if KINDS[question.kind].summary not in {"text", "number", "moment"}:
        return ""
    for text in (question.text, question.help):
        if (found := _IDENTIFIES.search(text)) and not _PROMISE.search(text):
            return _(
                "“%(found)s” could show who somebody is: leave it out, or say in the help why it is "
                "needed and who will see it."
            ) % {"found": found[0]}
    found = _ONE_CASE.search(question.text)
    if found and not _PROMISE.search(f"{question.text} {question.help}"):
        return _(
            "“%(found)s” invites one person's story: ask in the help for no names and no details "
            "that could identify them."
        ) % {"found": found[0]}
    return ""


def recall_period(question):
    """A figure of no particular time cannot be compared with another."""
    counts = _COUNTS.search(question.text)
    if question.kind not in _FIGURES or not counts or question.settings.get("period"):
        return ""
    if _WHEN.search(f"{question.text} {question.help}"):
        return ""
    return _(
        "“%(found)s” does not say over what time: give it a period, such as the last 12 months, or a day."
    ) % {"found": counts[0]}
