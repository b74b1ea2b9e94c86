"""What changed from one wording to the next, word by word. Pure."""

import re
from difflib import SequenceMatcher


def changes(before: str, after: str) -> list[tuple[str, str]]:
    """The two texts as one: [("same", "gone" or "new", words)], in the order in which they are read."""
    old, new = _pieces(before), _pieces(after)
    found = []
    for kind, i, j, k, n in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(("same", "".join(old[i:j])))
            continue
        if j > i:
            found.append(("gone", "".join(old[i:j])))
        if n > k:
            found.append(("new", "".join(new[k:n])))
    return found


def _pieces(text):
    """Words, each with the space before it, so that they can be put together as they were."""
    return re.findall(r"\s*\S+|\s+$", text)
