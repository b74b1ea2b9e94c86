"""A file of ballots as polls, recognised by its content."""

from pathlib import Path

from django.utils.translation import gettext as _

from . import csv_ballots, json_ballots
from .plain import Poll, Unreadable, shown

MOST_BYTES = 100 * 1024 * 1024


def read(path: Path, picks: int | None = None) -> list[Poll]:
    """The polls of a file, one or several. `picks` is the most choices a ballot may have, if somebody says
    so; else the file decides. Raises Unreadable."""
    text = _text_of(path)
    if text.lstrip()[:1] in {"{", "["} or path.suffix.lower() == ".json":
        return json_ballots.polls_of(text, picks)
    return [csv_ballots.poll_of(text, picks)]


def _text_of(path):
    try:
        with path.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except OSError as problem:
        said = {"file": shown(str(path)), "problem": problem.strerror}
        raise Unreadable(_("%(file)s could not be read: %(problem)s.") % said) from None
    if len(content) > MOST_BYTES:
        raise Unreadable(_("%s is larger than 100 MB.") % shown(str(path)))
    if not content.strip(b"\xef\xbb\xbf \t\r\n"):
        raise Unreadable(_("%s is empty.") % shown(str(path)))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise Unreadable(_no_text(content, problem.start)) from None
    if "\0" in text:
        raise Unreadable(_no_text(content, content.index(b"\0")))
    return text


def _no_text(content, at):
    line = content.count(b"\n", 0, at) + 1
    return _("Line %d: these bytes are no text. The file has to be saved as UTF-8.") % line
