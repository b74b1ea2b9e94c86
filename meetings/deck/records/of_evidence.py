"""What the coordinator made of it all: her insights, and what could stop us. Each says what it rests on."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.deck.outline import Label, Slide, SlideKind
from meetings.deck.records import tokens
from meetings.models import Meeting, Note
from network import citing, words
from network.models import Citable, Citation
from proforma import insight_desk
from proforma.models import Reading


def insight_slides(cycle, shared):
    """One for each sentence in use. As many queries however many there are."""
    standings, _dropped = insight_desk.standings(cycle, shared)
    return [_of_insight(standing, cycle.network) for standing in standings]


def _of_insight(standing, network):
    insight, evidence = standing.insight, standing.evidence
    author = str(insight.written_by or "")
    day = words.full_date(insight.changed_at or insight.written_at, network)
    signed = {"code": insight.code, "who": author, "day": day}
    return Slide(
        SlideKind.TEXT,
        insight.text,
        body=[_rests_on(cited) for cited in evidence],
        source=_("Insight %(code)s · written by %(who)s · %(day)s") % signed
        if author
        else _("Insight %(code)s · %(day)s") % signed,
        notes="\n".join(_notes(standing)),
        label=Label.READING,
        key=f"insight:{insight.code}",
        minutes=2,
        written_by=author,
        cites=tuple(filter(None, [*tokens.of(insight), *(cited.token for cited in evidence)])),
    )


def _rests_on(cited):
    named = cited.name[:1].upper() + cited.name[1:]
    return (
        _("%(name)s: %(label)s") % {"name": named, "label": cited.label} if cited.label else named
    )


def _notes(standing):
    yield _("It is our reading. It rests on:")
    for cited in standing.evidence:
        yield " ".join(filter(None, [_rests_on(cited), cited.note]))
    if standing.own_only:
        yield _("It rests only on what we read or noted ourselves. Say so.")
    if standing.more:
        yield ngettext(
            "%(n)d more has answered since it was written.",
            "%(n)d more have answered since it was written.",
            standing.more,
        ) % {"n": standing.more}
    yield _("Ask: does this hold for you? What would you say instead?")


def limit_slides(meeting, chosen, shared):
    """[what could stop us, as far as what the chosen topics rest on names it]; or none. Queries, constant."""
    network = meeting.network
    ends = _behind(network, chosen)
    readings = list(
        network.readings.in_use().filter(
            strength=Reading.Strength.LOCAL,
            citable__in=[end.pk for end in ends if end.kind == Citable.Kind.READING],
        )
    )
    themes = citing.described(
        network, [end for end in ends if end.kind == Citable.Kind.THEME], shared
    )
    met = [cited for cited in themes.values() if not cited.is_gone and cited.n]
    if not (readings or met):
        return []
    body = [
        _("Elsewhere: %(point)s") % {"point": reading.point or reading.title}
        for reading in readings
    ]
    body += [f"{cited.label}: {cited.n}" for cited in met]
    return [
        Slide(
            SlideKind.TEXT,
            _("What stood in the way before could stop us too"),
            body=body,
            source=" · ".join(_sources(readings, met)),
            notes="\n".join(_notes_of_limits(meeting, readings, met)),
            label=Label.READING,
            key="limits",
            minutes=3,
            cites=(*tokens.of(*readings, *chosen), *(cited.token for cited in met)),
        )
    ]


def _behind(network, topics):
    """What these topics rest on, and what the insights among it rest on. Two queries."""
    found = _targets(network, [topic.citable_id for topic in topics if topic.citable_id])
    insights = [end.pk for end in found if end.kind == Citable.Kind.INSIGHT]
    return list(dict.fromkeys([*found, *_targets(network, insights)]))


def _targets(network, keys):
    edges = Citation.objects.filter(
        source__in=keys, target__network=network, role=Citation.Role.EVIDENCE
    )
    return [edge.target for edge in edges.select_related("target").order_by("pk")]


def _sources(readings, met):
    if readings:
        codes = ", ".join(reading.code for reading in readings)
        yield _("Read elsewhere: %(codes)s") % {"codes": codes}
    if met:
        yield _("Themes in written answers")
    yield _("What the chosen topics rest on")


def _notes_of_limits(meeting, readings, met):
    yield _("It is our reading: other places are not this one.")
    for reading in readings:
        yield f"{reading.code} {reading.title}: {reading.point}"
    for cited in met:
        yield f"{cited.label}. {cited.note}"
    for one, clusters in _said_before(meeting):
        yield _("Said at %(meeting)s, with how many notes: %(clusters)s.") % {
            "meeting": one,
            "clusters": "; ".join(f"{name} {n}" for name, n in clusters.items()),
        }
    yield _("Ask: which of these will stop us? Who here can move it?")


def _said_before(meeting):
    """(meeting, {cluster: notes on the record}) of earlier meetings of the cycle. One query."""
    notes = Note.objects.on_record().filter(
        meeting__cycle=meeting.cycle,
        meeting__starts_at__lt=meeting.starts_at,
        meeting__kind=Meeting.Kind.OPEN,
        cluster__isnull=False,
    )
    found = {}
    for note in notes.select_related("meeting", "cluster").order_by(
        "meeting_id", "cluster__position"
    ):
        clusters = found.setdefault(note.meeting, {})
        clusters[note.cluster.name] = clusters.get(note.cluster.name, 0) + 1
    return found.items()
