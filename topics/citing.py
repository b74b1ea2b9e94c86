"""Topics can be cited, and cite what they rest on."""

from django.utils.translation import gettext as _

from network import citing
from network.citing import Cited, Kind, address
from network.models import Citable

from .models import Topic


@citing.register
class Topics(Kind):
    kind, model = Citable.Kind.TOPIC, Topic

    def objects(self, network):
        return Topic.objects.filter(cycle__network=network).select_related(
            "cycle__network", "joined_into"
        )

    def network_of(self, topic):
        return topic.cycle.network

    def offered(self, cycle, shared):
        return list(self.objects(cycle.network).on_longlist().filter(cycle=cycle))

    def code(self, topic):
        return f"{topic.cycle.number}.{topic.code}"

    def cited(self, topic, code, shared):
        return Cited(
            self.kind,
            code,
            _("topic %(code)s") % {"code": topic.code},
            topic.title,
            _where(topic),
            note=_standing(topic),
        )


def _where(topic):
    """Its place on the list; a part of another has none, so its words are shown."""
    slug = topic.cycle.network.slug
    if topic.joined_into is not None:
        return address("topic_history", slug, topic.pk)
    return address("topic_list", slug, anchor=f"topic-{topic.pk}")


def _standing(topic):
    if topic.joined_into is not None:
        return _("It was joined into “%(title)s”.") % {"title": topic.joined_into.title}
    return "" if topic.is_on_longlist else _("It is not on the list.")
