"""The slides that the records offer for the deck of a meeting, as they stand.

Results come through proforma.results, and so through the disclosure door; nothing here reads an answer.
"""

from dataclasses import replace
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.deck.outline import Chart, ChartKind, Place, Slide, SlideKind
from meetings.deck.records import of_answers, of_meeting
from network import words
from proforma import results
from proforma.models import Question
from topics.models import Vote

FOR_THE_PACK = ("sources", "small")


def slides_of(meeting, at):
    """Every slide there can be, in the order in which they are told, each with its key and place. Queries."""
    network = meeting.network
    proforma = meeting.cycle.proformas.with_parts().first()
    vote = Vote.of_cycle(meeting.cycle)
    if proforma is not None:
        proforma.cycle = meeting.cycle
    views, figures = results.of(proforma, at) if proforma else (None, None)
    slides = [
        _title(meeting),
        _why(meeting),
        *_who_framed(meeting, proforma),
        *(_who_answered(meeting, views, figures) if views else []),
        *(of_answers.slides(views, figures, at) if views else []),
        *of_meeting.vote_slides(vote),
        *of_meeting.left_off_slides(meeting.cycle),
        *of_meeting.agenda_slides(meeting),
        *of_meeting.topic_slides(vote),
        *of_meeting.action_slides(network),
        of_meeting.before_you_go(meeting),
        _sources(meeting, views, figures, at),
        _small_numbers(network),
    ]
    return [
        replace(slide, place=Place.PACK if slide.key in FOR_THE_PACK else Place.ROOM)
        for slide in slides
    ]


def _title(meeting):
    network = meeting.network
    return Slide(
        SlideKind.TITLE,
        _("%(network)s: %(meeting)s") % {"network": network.name, "meeting": meeting},
        body=[
            part for part in (words.day_and_time(meeting.starts_at, network), meeting.place) if part
        ],
        notes=_(
            "Have this up as people arrive. Say where the quiet room is and when the break comes."
        ),
        key="title",
        minutes=2,
    )


def _why(meeting):
    network = meeting.network
    purpose = meeting.purpose or network.purpose
    body = [purpose] if purpose else []
    body += [line.strip() for line in meeting.outcomes.splitlines() if line.strip()]
    rules = [line.strip() for line in network.ground_rules.splitlines() if line.strip()]
    rule = [_("Chatham House Rule: use what you hear, never say who said it.")]
    return Slide(
        SlideKind.TEXT,
        _("Why we are here today"),
        body=(body or [_("To choose a small number of things to do, and begin them.")])
        + (rule if meeting.chatham_house else []),
        source=_("Purpose of %(network)s") % {"network": network.name},
        key="why",
        notes="\n".join([_("Read the ground rules aloud:"), *rules])
        if rules
        else _("Agree with the room how you want to work together."),
        minutes=3,
    )


def _who_framed(meeting, proforma):
    """Counts of who wrote the questions and the topics, side by side."""
    topics = list(meeting.cycle.topics.on_longlist())
    questions = (
        list(Question.objects.counted().filter(part__proforma=proforma))
        if proforma is not None
        else []
    )
    if not topics and not questions:
        return []
    ours = {Question.Origin.COORDINATOR, Question.Origin.FRAMEWORK}
    asked = [question.origin in ours for question in questions]
    listed = [topic.began_with_coordinator for topic in topics]
    groups = {_("Questions"): asked, _("Topics"): listed}
    groups = {label: group for label, group in groups.items() if group}
    counts = {label: (sum(group), len(group)) for label, group in groups.items()}
    said = "; ".join(
        _("%(what)s: %(n)d of %(all)d") % {"what": label, "n": n, "all": total}
        for label, (n, total) in counts.items()
    )
    return [
        Slide(
            SlideKind.CHART,
            _("Much of this began with the coordinator or the funder")
            if 2 * sum(asked + listed) > len(asked + listed)
            else _("Most of this did not begin with the coordinator or the funder"),
            body=[_("What began with the coordinator or the funder. %(said)s.") % {"said": said}],
            chart=Chart(
                ChartKind.STACKED,
                list(groups),
                {
                    _("Coordinator or funder"): [n for n, _total in counts.values()],
                    _("Question bank, partners, participants"): [
                        total - n for n, total in counts.values()
                    ],
                },
                alt=_("Stacked bars of who wrote the questions and topics. %(said)s.")
                % {"said": said},
            ),
            source=_("Records of who wrote each question and topic"),
            key="framed",
            notes=_(
                "Say it plainly: the list was framed before anybody voted. Ask what people would have "
                "put on it. Origin is recorded with each question and topic when it is written."
            ),
            minutes=3,
        )
    ]


def _who_answered(meeting, views, figures):
    heard = meeting.cycle.heard_by_sector()
    if not heard:
        return []
    returned = len(figures.responses)
    title = _("%(n)d of %(asked)d people answered") % {"n": views.submitted, "asked": views.asked}
    if figures.part.activity.is_opened:
        title = _("%(n)d of %(asked)d people answered, and %(p)d of %(of)d partners") % {
            "n": views.submitted,
            "asked": views.asked,
            "p": returned,
            "of": figures.expected,
        }
    partial = returned - len(figures.complete)
    body = (
        [
            ngettext(
                "%(n)d partner’s figures are in part.",
                "%(n)d partners’ figures are in part.",
                partial,
            )
            % {"n": partial}
        ]
        if partial
        else []
    )
    labels = [label for label, _answered, _asked, _share in heard]
    answered = [answered for _label, answered, _asked, _share in heard]
    silent = [asked - answered for _label, answered, asked, _share in heard]
    listed = "; ".join(
        f"{label} {a} of {a + s}" for label, a, s in zip(labels, answered, silent, strict=True)
    )
    return [
        Slide(
            SlideKind.CHART,
            title,
            body=body,
            chart=Chart(
                ChartKind.STACKED,
                labels,
                {_("Answered"): answered, _("Not yet"): silent},
                alt=_("Stacked bars of people who answered by sector: %(listed)s.")
                % {"listed": listed},
            ),
            source=_("Return list of the pro-forma"),
            key="answered",
            notes=_(
                "Name who is missing without blame, and ask how they could be heard. %(listed)s."
            )
            % {"listed": listed},
            minutes=2,
        )
    ]


def _sources(meeting, views, figures, at):
    network = meeting.network
    body = [
        _("Data as at %(when)s.")
        % {"when": f"{words.full_date(at, network)}, {words.clock(at, network)}"}
    ]
    for part_results, what in ((views, _("Views")), (figures, _("Figures"))):
        if part_results is None or not part_results.part.activity.is_opened:
            continue
        activity = part_results.part.activity
        body.append(
            _("%(what)s: asked from %(opened)s to %(closed)s.")
            % {
                "what": what,
                "opened": words.full_date(activity.opened_at, network),
                "closed": words.full_date(
                    (activity.closed_at or activity.closes_at) - timedelta(seconds=1), network
                ),
            }
        )
    body.append(_("Caseloads are records held by each partner. One person can be in several."))
    return Slide(
        SlideKind.TEXT,
        _("Sources and definitions"),
        key="sources",
        body=body,
        notes=_("For the pack; it need not be shown."),
    )


def _small_numbers(network):
    return Slide(
        SlideKind.TEXT,
        _("How small numbers were handled"),
        key="small",
        body=[
            _("No group of fewer than %(n)d respondents is shown.") % {"n": network.smallest_group},
            _("Counts of 1 to %(most)d people supported read “fewer than %(n)d”.")
            % {"most": network.smallest_count - 1, "n": network.smallest_count},
            _("A total hides at least %(n)d partners, or none.") % {"n": network.smallest_total},
            _("Partners that chose totals only are never named."),
            _("No ballot can be tied to a person."),
        ],
        notes=_("For the pack; it need not be shown."),
    )
