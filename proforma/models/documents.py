"""What an answer holds, apart from the record of who wrote it and when."""

import json
from hashlib import sha256

BOOKKEEPING = {"by", "typed", "at", "rev", "page"}


def content(entry):
    """An answer without the record of who wrote it when; None if there is none, or it was cleared."""
    bare = {key: value for key, value in (entry or {}).items() if key not in BOOKKEEPING}
    return bare or None


def digest(entry):
    """A short name for the content of an answer, by which a page remembers what it showed."""
    return sha256(json.dumps(content(entry), sort_keys=True).encode()).hexdigest()[:16]
