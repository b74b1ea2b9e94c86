"""Where topics came from, in a sentence each."""

from django.utils.translation import gettext as _

from network.models import Citable, Citation

from .models import Topic


def sentences(topics) -> dict[int, str]:
    """{key of a topic: how it began}. One query, however many there are."""
    questions = _questions_of(topics)
    return {topic.pk: _said(topic, questions.get(topic.citable_id, [])) for topic in topics}


def _questions_of(topics):
    """{key of a citable: the codes of the questions it came from}."""
    keys = [topic.citable_id for topic in topics if topic.citable_id]
    edges = Citation.objects.filter(
        source__in=keys, role=Citation.Role.ORIGIN, target__kind=Citable.Kind.QUESTION
    )
    found = {}
    for source, code in edges.values_list("source", "target__code"):
        found.setdefault(source, []).append(code.split(".")[1])  # “1.A3”: of the first cycle
    return found


def _said(topic, codes):
    followed = _("It follows the funder’s framework.") if topic.follows_funder else ""
    return " ".join(filter(None, [_began(topic, codes), followed, _noted(topic.origin_note)]))


def _began(topic, codes):
    if codes and topic.origin in {Topic.Origin.COORDINATOR, Topic.Origin.SUPPORTED}:
        return _("This topic began as an option the coordinator wrote in question %(code)s.") % {
            "code": ", ".join(codes)
        }
    if codes and topic.origin in {Topic.Origin.PARTICIPANT, Topic.Origin.REWORDED}:
        return _("This topic began in what people wrote at question %(code)s.") % {
            "code": ", ".join(codes)
        }
    return {
        Topic.Origin.PARTICIPANT: _("This topic began with a participant, and keeps their words."),
        Topic.Origin.REWORDED: _("This topic began with a participant, in other words."),
        Topic.Origin.JOINED: _("This topic was joined from several."),
        Topic.Origin.SUPPORTED: _(
            "This topic began with the coordinator, with support in the answers."
        ),
        Topic.Origin.COORDINATOR: _("This topic began with the coordinator alone."),
        Topic.Origin.REQUIRED: _("The funder requires this topic."),
    }[topic.origin]


def _noted(note):
    note = note.strip()
    return note if not note or note[-1] in ".!?…" else f"{note}."
