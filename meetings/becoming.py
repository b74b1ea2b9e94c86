"""What a cluster of notes becomes: a theme to read answers for, a question to ask, or a topic to meet about.

Whatever is made cites the notes it came from. What is off the record or taken back is never cited.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from network import citing
from network.models import Citation
from proforma.models import Proforma, Theme
from topics.models import Topic, list_is_frozen


class CannotBecome(Exception):
    """Says in a sentence why nothing was made."""


def theme(cluster, proforma, name, *, by=None, at=None):
    """The theme of that name, which came from the notes of a cluster. Returns it, and whether it is new."""
    with transaction.atomic():
        notes = _notes_of(cluster)
        made, is_new = Theme.named(proforma, name, by=by, at=at)
        citing.cite(made, notes, Citation.Role.ORIGIN, by=by, at=at)
    return made, is_new


def question(cluster, part, text, *, by=None, at=None):
    """An open question at the end of a draft, which came from the notes of a cluster."""
    with transaction.atomic():
        notes = _notes_of(cluster)
        Proforma.objects.select_for_update().get(pk=part.proforma_id)
        part.activity.refresh_from_db()
        if part.activity.is_opened:
            raise CannotBecome(
                _("People are answering this pro-forma now. It takes no new questions.")
            )
        found = _called(part.questions.in_use(), "text", text)
        made = found or part.add_question(
            kind="long_text",
            text=text,
            written_by=by,
            origin_note=_("From the notes of %(meeting)s") % {"meeting": cluster.meeting},
        )
        citing.cite(made, notes, Citation.Role.ORIGIN, by=by, at=at)
    return made, found is None


def topic(cluster, cycle, title, origin, *, by=None, at=None):
    """A topic on the longlist of a cycle, which came from the notes of a cluster."""
    with transaction.atomic():
        notes = _notes_of(cluster)
        type(cycle).objects.select_for_update().get(pk=cycle.pk)
        found = Topic.called(cycle, title).first()
        if found is None and list_is_frozen(cycle):
            raise CannotBecome(_("The vote was opened already. Its list takes no new topics."))
        made = found or Topic.list_on(cycle, title=title, origin=origin, by=by, at=at)
        citing.cite(made, notes, Citation.Role.ORIGIN, by=by, at=at)
    return made, found is None


def became(network, cluster) -> list[citing.Cited]:
    """What came from the notes of a cluster, as far as it may be named. Queries, constant in number."""
    origins = Citation.objects.filter(
        role=Citation.Role.ORIGIN, target__note__cluster=cluster, source__network=network
    )
    sources = {one.source_id: one.source for one in origins.select_related("source")}
    said = citing.described(network, sources.values())
    return [said[pk] for pk in sources]


def _notes_of(cluster):
    notes = list(cluster.notes.on_record().select_related("meeting__network"))
    if not notes:
        raise CannotBecome(
            _("No note of this cluster is on the record, so nothing can be made of it.")
        )
    return notes


def _called(things, name, words):
    """The one that is called so already, in capitals or not."""
    wanted = words.casefold()
    return next((one for one in things if getattr(one, name).casefold() == wanted), None)
