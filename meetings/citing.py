"""What this app has that can be cited: notes and actions."""

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from network import citing
from network.citing import Cited, Kind, address
from network.models import Citable

from .models import Action, Note


@citing.register
class Notes(Kind):
    """What was said off the record, or taken back, is said nowhere else either."""

    kind, model = Citable.Kind.NOTE, Note

    def objects(self, network):
        return Note.objects.filter(meeting__network=network).select_related("meeting__network")

    def network_of(self, note):
        return note.meeting.network

    def offered(self, cycle, shared):
        return list(self.objects(cycle.network).filter(meeting__cycle=cycle).on_record())

    def cited(self, note, code, shared):
        meeting, anchor = note.meeting, ""
        if note.is_on_record:
            label, anchor = Truncator(note.text).chars(180), f"note-{note.pk}"
        elif note.off_record:
            label = _("A note that is off the record.")
        else:
            label = _("A note that was taken back.")
        return Cited(
            self.kind,
            code,
            _("note"),
            label,
            # Not the page where notes are sorted: not all who read this may open that.
            address("meeting_detail", meeting.network.slug, meeting.number, anchor=anchor),
            is_gone=not note.is_on_record,
            note=str(meeting),
        )


@citing.register
class Actions(Kind):
    kind, model = Citable.Kind.ACTION, Action

    def objects(self, network):
        return Action.objects.filter(network=network).select_related("network")

    def network_of(self, action):
        return action.network

    def offered(self, cycle, shared):
        return list(self.objects(cycle.network).filter(cycle=cycle))

    def cited(self, action, code, shared):
        return Cited(
            self.kind,
            code,
            _("action"),
            action.what,
            address("action_detail", action.network.slug, action.pk),
            note=str(action.get_status_display()),
        )

    def uses(self, network, citables):
        """An action uses the topic it was agreed on."""
        found = {}
        of_topics = self.objects(network).filter(topic__citable__in=citables)
        for action in of_topics.select_related("network", "topic"):
            found.setdefault(action.topic.citable_id, []).append(self.cited(action, "", {}))
        return found
