"""What readers of an account see of what people said to it."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from network.models import Sector

from .models import Comment
from .models.commenting import as_shown


@dataclass(frozen=True)
class Line:
    """One comment as it is shown. `parts` are (words, whether something was taken out there)."""

    comment: Comment
    parts: list[tuple[str, bool]]
    signed: str
    note: str
    at: datetime
    replies: list["Line"] = field(default_factory=list)


def readable_in(version) -> list[Line]:
    """What everybody may read of a version, the earliest first, with replies. Constant queries."""
    return thread_of(Comment.objects.filter(version=version).readable().with_all())


def thread_of(comments) -> list[Line]:
    """Lines of those that stand on their own, each with its replies among them."""
    comments = list(comments)
    replies = {}
    for one in comments:
        if one.answers_id is not None:
            replies.setdefault(one.answers_id, []).append(_line(one, []))
    alone = [one for one in comments if one.answers_id is None] or comments
    return [_line(one, replies.get(one.pk, [])) for one in alone]


def _line(comment, replies):
    return Line(
        comment, as_shown(comment), _signed(comment), _note(comment), comment.sent_at, replies
    )


def _signed(comment):
    if comment.person is None:
        return (comment.by and comment.by.name) or _("somebody who has left")
    if comment.naming == Comment.Naming.NAMED:
        return comment.person.name
    if comment.naming == Comment.Naming.SECTOR:
        partner = comment.person.partner
        return str(dict(Sector.choices)[partner.sector]) if partner else _("for themselves")
    return _("a member")


def _note(comment):
    """What was done with it, where it is not shown as it was sent."""
    if comment.taken_out:
        return _("Words were taken out: %(why)s.") % {"why": comment.get_harm_display()}
    if comment.edited_at is not None:
        return _("Changed by its author after it was sent.")
    return ""
