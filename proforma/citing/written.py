"""What the coordinator wrote: readings and insights."""

from django.utils.translation import gettext as _

from network import citing
from network.citing import Cited, Kind, address
from network.models import Citable
from proforma.models import Insight, Reading


@citing.register
class Readings(Kind):
    kind, model = Citable.Kind.READING, Reading

    def objects(self, network):
        return Reading.objects.filter(network=network).select_related("network")

    def network_of(self, reading):
        return reading.network

    def offered(self, cycle, shared):
        return list(self.objects(cycle.network).in_use())

    def code(self, reading):
        return reading.code

    def cited(self, reading, code, shared):
        note = reading.get_strength_display() if reading.strength else ""
        if reading.set_aside_at:
            note = _("Set aside: %(reason)s") % {"reason": reading.set_aside_reason}
        return Cited(
            self.kind,
            code,
            _("reading %(code)s") % {"code": reading.code},
            reading.title,
            address("reading_list", reading.network.slug, anchor=reading.code),
            note=note,
        )


@citing.register
class Insights(Kind):
    kind, model = Citable.Kind.INSIGHT, Insight

    def objects(self, network):
        return Insight.objects.filter(cycle__network=network).select_related("cycle__network")

    def network_of(self, insight):
        return insight.cycle.network

    def offered(self, cycle, shared):
        return list(self.objects(cycle.network).in_use().filter(cycle=cycle))

    def code(self, insight):
        return f"{insight.cycle.number}.{insight.code}"

    def cited(self, insight, code, shared):
        cycle, is_gone = insight.cycle, insight.dropped_at is not None
        page = address("insight_list", cycle.network.slug)
        return Cited(
            self.kind,
            code,
            _("insight %(code)s") % {"code": insight.code},
            insight.text,
            page and f"{page}?cycle={cycle.number}#{insight.code}",
            is_gone=is_gone,
            note=_("It was dropped.") if is_gone else "",
        )
