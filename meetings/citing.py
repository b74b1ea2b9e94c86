"""What this app has that can be cited: notes and actions."""

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from network import citing
from network.citing import Cited, Kind, address
from network.models import Capability, Citable

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
        said = self.objects(cycle.network).filter(meeting__cycle=cycle)
        return list(said.filter(off_record=False, taken_back_at=None))

    def cited(self, note, code, shared):
        meeting, is_gone = note.meeting, note.off_record or note.taken_back_at is not None
        label = Truncator(note.text).chars(180)
        if note.off_record:
            label = _("A note that is off the record.")
        elif is_gone:
            label = _("A note that was taken back.")
        return Cited(
            self.kind,
            code,
            _("note"),
            label,
            address("meeting_run", meeting.network.slug, meeting.number),
            needs=Capability.RUN,
            is_gone=is_gone,
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
            address("action_list", action.network.slug),
            note=str(action.get_status_display()),
        )

    def uses(self, network, citables):
        """An action uses the topic it was agreed on."""
        found = {}
        of_topics = self.objects(network).filter(topic__citable__in=citables)
        for action in of_topics.select_related("network", "topic"):
            found.setdefault(action.topic.citable_id, []).append(self.cited(action, "", {}))
        return found
