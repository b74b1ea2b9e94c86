"""What in a text sounds as if somebody may be at risk now, or has been harmed. Pure: text in, pieces out.

Patterns of our own, in English: killing or harming oneself, threats and weapons, violence and fear at
home, a child or an adult who is not safe, abuse by staff, exploitation. They look for a person to whom it
happens (“he hit her”), not for the subject (“our domestic abuse service”), for most of what partners write
is about the work. Each repeats a bounded number of times, so that looking takes time in proportion to the
text.

What they miss, and why it matters: other languages, misspellings, slang, hints (“she has bruises again” is
found, “you know what he is like” is not), neglect told without the word, what is said of a group (“people
who have been raped need more time” is service talk, and so is a group that is meant), deaths that are
only reported, and whatever is told over several sentences. A text in which nothing was found may still
tell of somebody at risk. So everybody who reads answers must know whom to tell; this is a help, and no
watch.
"""

import re

from proforma.concern_words import END, PATTERNS, SUFFERED

_CONCERNS = [re.compile(rf"(?<![\w-]){pattern}", re.IGNORECASE) for pattern in PATTERNS]

_SUBJECTS = (
    "suicid(?:e|al)|self[- ]harm|overdoses?|domestic (?:abuse|violence)|sexual (?:abuse"
    "|violence|assault)|child (?:abuse|protection)|knife|gun|safeguarding|trafficking"
    "|exploitation"
)
_WORK = (
    "service|services|prevention|training|team|teams|board|group|groups|policy|policies"
    "|awareness|support"
    "|charity|charities|project|projects|pathway|pathways|risk|risks|assessment|assessments"
    "|worker|workers|lead"
    "|leads|partnership|strategy|plan|plans|refuge|refuges|helpline|line|response|kit|kits"
    "|data|deaths?|rate"
    "|rates|figures|numbers|statistics|review|reviews|forum|network|course|courses|first aid"
    "|intervention"
    "|interventions|crime|conference|advocates?|idva|programme|programmes|sector|agency"
    "|agencies|work|unit"
    "|counselling|clinic|commissioner|funding|referrals?|survivors|victims|partners|hub"
    "|meetings?|leaflets?"
    "|guidance|protocol|procedure|procedures|research|toolkit|cases|caseload|caseloads"
    "|liaison|bereavement"
)
_PEOPLE_IN_GENERAL = (
    "people|women|men|adults|children|those|anyone|anybody|everyone|clients|survivors"
    "|victims|patients|families"
    "|tenants|residents|young people|someone|somebody|parents|girls|boys"
)
_A_GROUP = (
    "people|women|men|adults|those|anyone|anybody|everyone|clients|survivors|victims|families"
)
# Talk of the work: these words are passed over.
_SERVICE_TALK = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\w-])(?:{_SUBJECTS})(?:(?:,| and| or| &|/) ?[\w-]{{1,15}}){{0,2}}[ -](?:{_WORK}){END}",
        r"(?<![\w-])(?:support|services?|help|training|work|working|beds|care|policy|policies"
        "|groups?|space|spaces|funding|advice|places|provision|counselling|therapy"
        "|refuges?)(?: is| are)?(?: (?:for|with|on|around|about|in|to|of))(?:"
        r" [\w'-]{1,15}){0,3} (?:suicidal|who (?:are|have|were|had|is|has|feel|may be)(?:"
        rf" (?:been|being|feeling|a|at))? ?[\w-]{{0,15}}|{_SUBJECTS}|fleeing [\w ]{{1,25}})",
        rf"(?<![\w-])(?:{_A_GROUP}) who (?:have|has|had|are|is|were|was|feel|may|might)(?:"
        r" (?:been|being|be|feeling|ever|also|just)){0,3} [\w-]{1,15}(?: (?:themselves"
        "|them|their))?",
        rf"(?<![\w-])(?:{_A_GROUP}|patients|tenants|residents|children|those) (?:with|having"
        "|in) suicidal (?:thoughts|ideation|feelings|crisis)",
        # At the head of a sentence, or after “what to do”: a case that is imagined.
        r"(?:^|(?<=[.!?\n]) ?|(?:what to do|whom? to (?:ring|call|tell|ask)|what happens|how"
        " to (?:respond|help|act)|where to (?:go|turn)) )(?:if|when|whenever|where|in case)"
        rf" (?!(?:my|his|her|their|your|that|this) )(?:(?:a|an|the|any|some|one of) ?)?"
        rf"(?:[\w'-]{{1,15}} )?(?:{_PEOPLE_IN_GENERAL}"
        "|person|client|child|tenant|resident|patient|adult|worker|partner|woman"
        r"|man)(?![\w'-])[^.,;!?\n]{0,80}",
        r"(?<![\w-])(?:nobody|no one|no-one|none of (?:us|them|our \w{1,15}))(?:"
        rf" [\w'-]{{1,12}}){{0,2}} (?:been |being |was |is |were )?(?:{SUFFERED}|at risk|in"
        f" danger|suicidal|missing){END}",
        r"(?<![\w-])(?:not|n't|never)(?: (?:been|being|feel|feeling)){0,2} (?:suicidal"
        f"|{SUFFERED}){END}",
    )
]
# he's, I'd: two words
_SHORTENED = re.compile(r"(?<=\w)'(?=(?:s|d|m|ll|re|ve)(?!\w))", re.IGNORECASE)


def find(text: str) -> list[str]:
    """The pieces of the text that sound so, in the order in which they stand there; none if none do."""
    plain = _SHORTENED.sub(" ", text.replace("’", "'").replace("‘", "'"))
    for pattern in _SERVICE_TALK:
        plain = pattern.sub(_gap, plain)
    plain = re.sub(r"[\t\n]", " ", plain)
    spans = sorted(match.span() for pattern in _CONCERNS for match in pattern.finditer(plain))
    return [text[begin:end].strip() for begin, end in _joined(spans)]


def _gap(match):
    return "|" * len(match[0])


def _joined(spans):
    """Spans that overlap, as one."""
    joined = []
    for begin, end in spans:
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined
