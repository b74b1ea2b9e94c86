"""What the pro-forma adds to shared pages: what waits for people, and how gathering stands."""

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.contributions import (
    Stage,
    StageFact,
    Task,
    chases,
    coordinator_tasks,
    due_work,
    participant_tasks,
    stage_facts,
)
from network.models import Activity, Capability, InvitationEvent

from . import circulation, conditions, to_read
from .entries import is_given
from .models import Part, Proforma
from .models.responses import content


@participant_tasks
def parts_to_answer(person, at):
    cycle = person.network.current_cycle()
    parts = Part.objects.filter(proforma__cycle=cycle, activity__opened_at__isnull=False)
    lines = {line.activity_id: line for line in person.invitations.with_history()}
    for part in parts.select_related("activity", "proforma"):
        if not part.is_of_people and (person.partner is None or not person.partner.holds_figures):
            continue
        response = part.responses.of(person).select_related("version").first()
        submitted = response is not None and response.submitted_at is not None
        if not part.activity.is_open(at) and response is None:
            continue
        asked, answered = _progress(part, response)
        passed = ""
        if (
            part.activity.is_open(at) and not submitted
        ):  # once it is closed, only what came of it counts
            passed = _passed_in_words(lines.get(part.activity_id))
            if not part.is_of_people and part.activity_id not in lines:
                passed = _by_a_colleague(part, person)
        yield Task(
            title=part.title,
            note=passed or _part_note(part, person, at, submitted, response, answered, asked),
            url=reverse("response_edit", args=[person.code, part.pk]),
            button=_("Answer after all")
            if passed and part.activity_id in lines
            else _part_button(part, at, submitted, response),
            order=10 if part.is_of_people else 20,
            minutes=part.minutes,
            closes_at=part.activity.closes_at,
            of=part.proforma.title,
            pass_url=reverse("response_pass", args=[person.code, part.pk])
            if part.activity.is_open(at)
            and part.activity_id in lines
            and not submitted
            and not passed
            else "",
            progress=(answered, asked) if answered and not submitted else None,
            done=not part.activity.is_open(at)
            or bool(passed)
            or (submitted and not response.added_since()),
        )


def _by_a_colleague(part, person):
    """Of figures that a colleague was asked for: who that is. Empty if it was nobody. One query."""
    asked = part.activity.invitations.waited_for().filter(person__partner=person.partner_id)
    line = asked.select_related("person").first()
    if line is None:
        return ""
    return _("%(name)s was asked for these. You can help.") % {"name": line.person.name}


def _passed_in_words(line):
    """What a person did instead of answering, by their line of the ledger; empty if they did not pass."""
    if line is None or line.waits:
        return ""
    passed = [event for event in line.history if event.kind in {"declined", "handed_over"}]
    if passed and passed[-1].kind == InvitationEvent.Kind.HANDED_OVER:
        return _("You handed this to %(name)s.") % {"name": passed[-1].text}
    return _("You said that you cannot do this. You still can, until it closes.")


def _progress(part, response):
    """How many questions whoever gives this response is asked, and how many of them have an answer."""
    answers = response.answers if response else {}
    asked = conditions.asked_of(part.questions_for(response), answers)
    asked = [question for question in asked if question.kind_of_answer.asks]
    return len(asked), sum(is_given(content(answers.get(question.code))) for question in asked)


def _part_note(part, person, at, submitted, response, answered, asked):
    if not part.activity.is_open(at):
        return _("Handed in, and closed.") if submitted else _("Closed. It was not handed in.")
    added = response.added_since() if response else []
    if added:
        return ngettext(
            "Handed in. %(n)d question was added since.",
            "Handed in. %(n)d questions were added since.",
            len(added),
        ) % {"n": len(added)}
    if submitted:
        return _("Handed in. You can change it until it closes.")
    if answered:
        return _("%(answered)d of %(asked)d answered.") % {"answered": answered, "asked": asked}
    if part.is_of_people:
        return _("What you think. Never shown with your name.")
    return _("Asked once for %(partner)s. A colleague can help.") % {"partner": person.partner}


def _part_button(part, at, submitted, response):
    if not part.activity.is_open(at):
        return _("See what you said")
    if response and response.added_since():
        return _("Answer what is new")
    if submitted:
        return _("Look again")
    return _("Carry on") if response else _("Begin")


def _proforma_of(cycle):
    """The pro-forma that matters now: what is open before a newer draft."""
    parts = Prefetch("parts", Part.objects.select_related("activity"))
    proformas = list(cycle.proformas.prefetch_related(parts))
    open_now = [
        one for one in proformas if any(part.activity.is_open() for part in one.parts.all())
    ]
    return next(iter(open_now or proformas), None)


@chases
def proformas_to_chase(network, at):
    for proforma in Proforma.objects.filter(cycle__network=network).open(at):
        proforma.cycle.network = network
        yield circulation.chase_of(proforma, at)


@coordinator_tasks
def proforma_to_write(cycle, at):
    network = cycle.network
    proforma = _proforma_of(cycle)
    if proforma is None:
        if network.participants().exists():
            yield Task(
                title=_("Write the pro-forma"),
                note=_("Ask each person for their view, and each partner for its figures."),
                url=reverse("proforma_create", args=[network.slug]),
                button=_("Begin"),
                order=20,
            )
        return
    parts = proforma.parts.all()
    if not any(part.activity.is_opened for part in parts):
        asks = sum(part.questions.counted().count() for part in parts)
        yield Task(
            title=_("Finish and circulate “%(title)s”") % {"title": proforma.title},
            note=ngettext("It asks %(n)d question.", "It asks %(n)d questions.", asks)
            % {"n": asks},
            url=reverse("proforma_detail", args=[network.slug, proforma.pk]),
            button=_("Open the pro-forma"),
            order=21,
        )
    elif any(part.activity.is_open(at) for part in parts):
        views = next(part for part in parts if part.is_of_people)
        waiting = views.activity.invitations.waited_for().count()
        yield Task(
            title=ngettext(
                "%(n)d person has yet to answer", "%(n)d people have yet to answer", waiting
            )
            % {"n": waiting},
            note=_("See who has come back, remind those who have not, and ask anyone who is new."),
            url=reverse("return_list", args=[network.slug, proforma.pk]),
            button=_("Who has answered"),
            order=30,
        )


@stage_facts
def gathering(cycle, at):
    proforma = _proforma_of(cycle)
    if proforma is None:
        yield StageFact(
            Stage.GATHER,
            [_("No pro-forma yet")],
            url=reverse("proforma_list", args=[cycle.network.slug]),
            headline=_("Write the pro-forma: what do people see, and what do partners hold?"),
        )
        return
    parts = [part for part in proforma.parts.all() if part.activity.is_opened]
    over = bool(parts) and all(part.activity.is_over(at) for part in parts)
    # While it is open one asks who has answered; after that, what they said.
    page = "proforma_results" if over else "return_list" if parts else "proforma_detail"
    url = reverse(page, args=[cycle.network.slug, proforma.pk])
    if not parts:
        yield StageFact(
            Stage.GATHER,
            [_("The pro-forma is a draft")],
            url=url,
            begun=True,
            headline=_("The pro-forma is being written. Nobody has seen it yet."),
        )
        return
    lines = [_("Pro-forma closed") if over else _("Pro-forma open")]
    lines += [_returned(part, cycle.network) for part in parts]
    yield StageFact(
        Stage.GATHER,
        lines,
        url=url,
        begun=True,
        done=over,
        headline=_gathering_headline(parts, over),
    )


def _returned(part, network):
    submitted = part.responses.submitted().count()
    if part.is_of_people:
        asked = part.activity.invitations.asked().count()
        return _("%(n)d of %(asked)d people") % {"n": submitted, "asked": asked}
    asked = part.partners_asked().count()
    return _("%(n)d of %(asked)d partners") % {"n": submitted, "asked": asked}


def _gathering_headline(parts, over):
    if over:
        return _("The answers are in. Now choose what to put before people.")
    views = next((part for part in parts if part.is_of_people), None)
    if views is None:
        return _("The figures are coming in.")
    submitted = views.responses.submitted().count()
    asked = views.activity.invitations.asked().count()
    if not submitted:
        return _("The pro-forma is out. Nobody has answered yet.")
    if submitted == asked:
        return _("Everybody has answered.")
    return _("The pro-forma is out. %(n)d of %(asked)d people have answered.") % {
        "n": submitted,
        "asked": asked,
    }


@due_work
def close_parts(at):
    due = Activity.objects.due_to_close(at).filter(
        kind__in=[Activity.Kind.VIEWS, Activity.Kind.FIGURES]
    )
    for activity in due:
        if activity.close(at=activity.closes_at):
            yield f"closed {activity.kind} of cycle {activity.cycle_id}"


@coordinator_tasks
def answers_to_read(cycle, at):
    """For those whom the page lets in. What they may read there, it says itself."""
    network = cycle.network
    circulates = Capability.CIRCULATE in getattr(network, "may", ())
    reader = to_read.reader(network, getattr(network, "user", None), circulates=circulates)
    if not reader.reads_anything:
        return
    for proforma, at_risk, identifying in to_read.counts(network, at):
        url = reverse("flag_list", args=[network.slug, proforma.pk])
        if at_risk:
            yield Task(
                title=_("Somebody may be at risk: read it now"),
                note=_("It is for whoever is named in the settings, or else for the coordinator."),
                url=url,
                button=_("Read it"),
                order=-100,
                is_theirs=True,
            )
        if identifying and circulates:
            yield Task(
                title=ngettext(
                    "%(n)d answer should be read before others see it",
                    "%(n)d answers should be read before others see them",
                    identifying,
                )
                % {"n": identifying},
                note=_("Somebody may be recognised. Until you decide, the words are held back."),
                url=url,
                button=_("Read first"),
                order=5,
            )
