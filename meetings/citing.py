"""What this app has that can be cited: notes, actions, and the slides of decks that were locked."""

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from network import citing
from network.citing import Cited, Kind, address
from network.models import Citable

from .deck import versions
from .models import Action, LockedSlide, Note


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


@citing.register
class Slides(Kind):
    """A slide of a deck as it was locked; its title as it may be read today."""

    kind, model = Citable.Kind.SLIDE, LockedSlide

    def objects(self, network):
        of_network = LockedSlide.objects.filter(version__deck__meeting__network=network)
        meeting = "version__deck__meeting"
        return of_network.select_related(f"{meeting}__network", f"{meeting}__cycle").defer(
            "content"
        )

    def network_of(self, slide):
        return slide.version.deck.meeting.network

    def code(self, slide):
        version = slide.version
        return f"{version.deck.meeting.number}.{version.number}.{slide.number}"

    def prepare(self, network, slides, shared):
        shared["slide_titles"] = versions.titles(network, slides)

    def cited(self, slide, code, shared):
        version, meeting = slide.version, slide.version.deck.meeting
        return Cited(
            self.kind,
            code,
            _("slide %(n)d of version %(version)d, meeting %(meeting)d")
            % {"n": slide.number, "version": version.number, "meeting": meeting.number},
            shared["slide_titles"][slide.pk],
            address(
                "deck_version",
                meeting.network.slug,
                meeting.number,
                version.number,
                anchor=f"slide-{slide.key}",
            ),
        )
