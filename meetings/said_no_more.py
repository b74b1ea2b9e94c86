"""What was said and may be read no more, so that it can be found wherever somebody typed it again."""

from proforma import quoting, statements
from proforma.echoes import Echoes
from proforma.models import Question, Quote
from topics.models import Suggestion, Topic

from .models import Note

MEMBERS, PUBLIC = Quote.Audience.MEMBERS, Quote.Audience.PUBLIC


def in_network(network, audience=MEMBERS) -> Echoes:
    """What this audience may not read today: quotes, words of groups, suggestions withdrawn, and notes off
    the record or taken back. Seven queries at most, however much was said."""
    silent, known = quoting.told_apart(network, audience)
    for more_silent, more_known in (
        statements.told_apart(network, audience),
        _suggestions(network),
        _notes(network),
    ):
        silent += more_silent
        known += more_known
    if not silent:
        return Echoes()
    # What was asked, and what the topics are called, is nobody's to take back.
    known += Question.objects.filter(part__proforma__cycle__network=network).values_list(
        "text", flat=True
    )
    known += Topic.objects.filter(cycle__network=network).values_list("title", flat=True)
    return Echoes([(text, "") for text in silent], known)


def _suggestions(network):
    silent, known = [], []
    said = Suggestion.objects.filter(cycle__network=network)
    for text, why, withdrawn_at in said.values_list("text", "why", "withdrawn_at"):
        (silent if withdrawn_at else known).extend([text, why])
    return silent, known


def _notes(network):
    silent, known = [], []
    notes = Note.objects.filter(meeting__network=network)
    for text, off_record, taken_back_at in notes.values_list("text", "off_record", "taken_back_at"):
        (silent if off_record or taken_back_at else known).append(text)
    return silent, known
