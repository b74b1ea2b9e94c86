"""Texts in cells that other tools read too: made safe, and kept exactly beside where that changed them."""

import json
import re

_REFERENCE = re.compile(r"\$\{([^}]*)(\}?)")
_TEXTS = {"label", "hint", "form_title"} | {
    f"tightrope_{name}"
    for name in (
        "intro",
        "why",
        "follows",
        "origin",
        "origin_note",
        "steer",
        "options_origin",
        "options_steer",
    )
}


def dumped(value) -> str:
    """JSON for a cell. Other tools take ${ for a reference in whatever column it stands."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True).replace("${", "\\u0024{")


def load(text):
    """What one of our JSON cells says, or None: anybody may have written in it."""
    try:
        return json.loads(text) if text and len(text) <= 10_000 else None
    except (ValueError, RecursionError):
        return None


def safe(text: str, names) -> str:
    """Text for a label: what looks like a reference to no question of this form would be refused."""
    return _REFERENCE.sub(
        lambda found: found[0] if found[2] and found[1] in names else f"$ {{{found[1]}{found[2]}",
        text,
    ).strip()


def exact_text(text: str, column: str, recorded: str, names) -> str:
    """The text of a cell in full, where `recorded`, our own column, says what it could not hold."""
    found = load(recorded)
    full = found.get(column) if isinstance(found, dict) else None
    return full if isinstance(full, str) and text in {safe(full, names), safe(full, ())} else text


def finished(row, names):
    """The row without empty cells, its texts made safe, and beside them those that had to be changed."""
    changed = {}
    for column in _TEXTS & row.keys():
        text = row[column]
        row[column] = safe(text, names)
        if row[column] != text:
            changed[column] = text
    if changed:
        row["tightrope_exact"] = dumped(changed)
    return {column: text for column, text in row.items() if text != ""}
