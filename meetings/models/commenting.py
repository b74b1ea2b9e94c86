"""What is done with a comment: read, shown, sent back, shown with words taken out, or not shown.

Nobody but its author changes its words, and whatever is done else than showing it names a harm.
"""

from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from topics.digests import digest_of


class CannotModerate(Exception):
    """Says in a sentence why this is not done."""


class Moderating:
    """Verbs of Comment. Each holds the comment's row, so that two at once come one after the other.

    `seen` is the digest of the words that somebody decided on: of other words nothing is decided.
    """

    @property
    def digest(self):
        return digest_of(self.text)

    @contextmanager
    def _held(self, seen=None):
        with transaction.atomic():
            rows = type(self).objects.select_for_update(of=("self",))
            self.refresh_from_db(from_queryset=rows)
            if seen is not None and digest_of(self.text) != seen:
                raise CannotModerate(
                    _("Its author has changed it meanwhile. Read it again before you decide.")
                )
            yield

    def _step(self, did, *, by=None, at=None, why="", harm=""):
        self.steps.create(did=did, by=by, at=at or timezone.now(), why=why, harm=harm)

    def _to(self, state, *, harm="", taken_out=(), **step):
        self.state, self.harm, self.taken_out = state, harm, [list(span) for span in taken_out]
        self.save(update_fields=["state", "harm", "taken_out"])
        self._step(harm=harm, **step)

    def approve(self, *, by, seen=None, at=None):
        """Show it, word for word. One that was taken back by its author stays away."""
        with self._held(seen):
            self._require_standing()
            self._to(self.State.APPROVED, did="approved", by=by, at=at)

    def ask_to_change(self, harm, why, *, by, seen=None, at=None):
        """Send it back to its author with the reason. Until they have changed it, it is not shown."""
        with self._held(seen):
            self._require_standing()
            self._require_harm(harm, why)
            self._to(self.State.ASKED, did="asked", harm=harm, why=why, by=by, at=at)

    def decline(self, harm, why, *, by, seen=None, at=None):
        with self._held(seen):
            self._require_standing()
            self._require_harm(harm, why)
            self._to(self.State.DECLINED, did="declined", harm=harm, why=why, by=by, at=at)

    def take_words_out(self, words, harm, why, *, by, seen=None, at=None):
        """Show it without these words: where each stood, a mark says that something was taken out.

        `words` are passages exactly as they stand in it; each is taken out wherever it stands.
        """
        with self._held(seen):
            self._require_standing()
            self._require_harm(harm, why)
            spans = _spans(self.text, words)
            self._to(
                self.State.APPROVED,
                did="taken_out",
                harm=harm,
                taken_out=spans,
                why=why,
                by=by,
                at=at,
            )

    def change(self, text, *, at=None):
        """Its author says it otherwise. It is read again before it is shown. False if nothing changed."""
        with self._held():
            self._require_standing()
            if text == self.text:
                return False
            self.text, self.edited_at = text, at or timezone.now()
            self.save(update_fields=["text", "edited_at"])
            self._to(self.State.HELD, did="edited", at=at)
            return True

    def appeal(self, why, *, at=None):
        """Its author asks for it to be looked at again."""
        with self._held():
            self._require_standing()
            if self.state not in {self.State.DECLINED, self.State.ASKED} and not self.taken_out:
                raise CannotModerate(_("It is shown as you wrote it, or waits to be read."))
            self._to(self.State.HELD, did="appealed", why=why, at=at)

    def withdraw(self, *, at=None):
        """Its author takes it back. Twice is once."""
        with self._held():
            if self.withdrawn_at is None:
                self.withdrawn_at = at or timezone.now()
                self.save(update_fields=["withdrawn_at"])
                self._step("withdrawn", at=at)

    def _require_standing(self):
        if self.withdrawn_at is not None:
            raise CannotModerate(_("Its author has taken it back."))

    def _require_harm(self, harm, why):
        if harm not in self.Harm.values:
            raise CannotModerate(_("Say which harm it could do. That somebody disagrees is none."))
        if not why.strip():
            raise CannotModerate(_("Say why, in a sentence. Its author reads it."))


def _spans(text, words):
    """[(from, to)] of each passage in the text, in order and joined where they meet."""
    found = []
    for passage in filter(None, (one.strip() for one in words)):
        start = text.find(passage)
        if start < 0:
            raise CannotModerate(
                _("“%(words)s” does not stand in it, letter by letter.") % {"words": passage}
            )
        while start >= 0:
            found.append((start, start + len(passage)))
            start = text.find(passage, start + len(passage))
    if not found:
        raise CannotModerate(_("Mark the words that are to be taken out."))
    joined = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def as_shown(comment) -> list[tuple[str, bool]]:
    """(words, whether something was taken out here) in order: what a reader sees of a comment."""
    parts, last = [], 0
    for start, end in comment.taken_out:
        if start > last:
            parts.append((comment.text[last:start], False))
        parts.append(("", True))
        last = end
    if last < len(comment.text):
        parts.append((comment.text[last:], False))
    return parts
