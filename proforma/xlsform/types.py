"""The type column in all its spellings."""

import re
from dataclasses import dataclass

_SIMPLE = {
    "text": "string|q string|add text prompt",
    "integer": "int|q int|add integer prompt",
    "decimal": "q decimal|add decimal prompt",
    "date": "q date|add date prompt",
    "time": "",
    "datetime": "date time|q date time|q datetime|add date time prompt|add datetime prompt",
    "note": "q note|add note prompt",
    "acknowledge": "q acknowledge|add acknowledge prompt|trigger",
    "range": "",
    "percentage": "",
}
TYPES = {
    spelling: name
    for name, others in _SIMPLE.items()
    for spelling in [name, *others.split("|")]
    if spelling
}
_ONE = "select_one|select one|select1|select one from|add select one prompt using|select one using"
_SEVERAL = (
    "select_multiple|select multiple|select all that apply|select all that apply from"
    "|add select multiple prompt using|select multiple from|select multiple using"
)
_LISTED = {
    **dict.fromkeys(_ONE.split("|"), "select_one"),
    **dict.fromkeys(_SEVERAL.split("|"), "select_multiple"),
    "rank": "rank",
}
_SELECT = re.compile(
    "^(?P<command>"
    + "|".join(sorted(map(re.escape, _LISTED), key=len, reverse=True))
    + r") (?P<list>\S+)(?P<other> (?:or specify other|or_other|or other))?$",
    re.IGNORECASE,
)
_GROUPS = {
    "group": "group",
    "repeat": "repeat",
    "lgroup": "repeat",
    "looped group": "repeat",
    "loop": "loop",
}
_CONTROL = re.compile(
    r"^(?P<edge>begin|end)[\s_](?P<control>looped group|lgroup|group|repeat|loop)"
    r"(?: (?:over )?\S+)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Type:
    """`name` is text, integer, select_one…, "begin", "end", "" for none, or "other" for what has no
    place here. `list_name` names a list of choices, `control` is group, repeat or loop."""

    name: str
    list_name: str = ""
    has_other: bool = False
    control: str = ""


def read_type(text: str) -> Type:
    """What a cell of the type column says."""
    text = re.sub(r"\s+", " ", text).strip()
    if not text:
        return Type("")
    control = _CONTROL.match(text)
    if control:
        return Type(control["edge"].lower(), control=_GROUPS[control["control"].lower()])
    select = _SELECT.match(text)
    if select:
        has_place = "${" not in select["list"] and not select["list"].startswith("http")
        if not has_place:
            return Type("other")
        return Type(_LISTED[select["command"].lower()], select["list"], bool(select["other"]))
    return Type(TYPES.get(text.lower(), "other"))
