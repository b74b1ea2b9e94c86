"""What stored plain data is checked against."""

import json
from hashlib import sha256


def canonical(plain) -> str:
    """Plain data as JSON that is the same, byte for byte, whatever the order of its keys."""
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest_of(plain) -> str:
    """The SHA-256 of its canonical JSON, as 64 hexadecimal digits."""
    return sha256(canonical(plain).encode()).hexdigest()
