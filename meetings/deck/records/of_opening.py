"""How a deck opens: why we are here, what was asked of us, and who framed what comes."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings import mandate
from meetings.deck.outline import Chart, ChartKind, Slide, SlideKind
from meetings.models import AgendaItem, Meeting
from proforma.models import Question

OURS = {Question.Origin.COORDINATOR, Question.Origin.FRAMEWORK}
LONGEST_PURPOSE = 12  # words that a title can hold beside its own


def why(meeting, order):
    """The first slide: the purpose on the wall, and all that is said aloud in the notes."""
    network = meeting.network
    purposes = [text for text in (network.purpose, meeting.purpose) if text]
    return Slide(
        SlideKind.TITLE,
        _("Why we are here: %(network)s") % {"network": network.name},
        body=purposes or [_purpose_by_kind(meeting)],
        notes="\n".join(_to_say_first(meeting, order)),
        key="why",
        minutes=3,
    )


def _purpose_by_kind(meeting):
    if meeting.kind == Meeting.Kind.OPEN:
        return _("To meet, and to find out what there is to do together.")
    return _("To choose a small number of things to do, and begin them.")


def _to_say_first(meeting, order):
    yield _("Have this up as people arrive.")
    if meeting.purpose:
        yield _("Today: %(purpose)s") % {"purpose": meeting.purpose}
    outcomes = _lines(meeting.outcomes)
    if outcomes:
        yield _("By the end: %(outcomes)s") % {"outcomes": "; ".join(outcomes)}
    rules = _lines(meeting.ground_rules or meeting.network.ground_rules)
    if rules:
        yield _("Read the ground rules aloud:")
        yield from rules
    else:
        yield _("Agree with the room how you want to work together.")
    yield _(
        "How notes work: no speaker is written down. What is off the record is in no file and on no "
        "member’s page."
    )
    if meeting.chatham_house:
        yield _("Chatham House Rule: use what you hear, never say who said it.")
    yield meeting.access_notes or _("Say where a quiet room is, and how to reach it.")
    breaks = [timed for timed in order if timed.item.step == AgendaItem.Step.BREAK]
    for timed in breaks:
        yield _("Break at %(time)s, for %(n)d minutes.") % {
            "time": f"{timed.starts:%H:%M}",
            "n": timed.item.minutes,
        }
    if not breaks:
        yield _("Say when the break comes.")


def _lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


def asked_of_us(live):
    """What we were asked to do: `live` are the mandates that hold, as mandate.live_mandates gives them."""
    return _of_mandate(*live[0]) if live else _nobody_asked()


def _of_mandate(one, standing):
    fits = len(one.purpose.split()) <= LONGEST_PURPOSE
    body = [] if fits else [one.purpose]
    if one.limits:
        body.append(_("Limits: %(limits)s") % {"limits": one.limits})
    body.append(_("Asked by: %(who)s") % {"who": one.asked_by})
    body.append(standing.words)
    said = [
        _("%(what)s: %(text)s.") % {"what": what, "text": text.rstrip(".")}
        for what, text in mandate.lines(one)
    ]
    if one.put_right:
        said.append(_("Put right since: %(lines)s") % {"lines": "; ".join(one.put_right)})
    if standing.renewal:
        said.append(
            _("Asked again: %(said)s.") % {"said": mandate.renewal_in_words(standing.renewal)}
        )
    said.append(_("Ask: is this still what you want of us? Say that it can be taken back."))
    return Slide(
        SlideKind.TEXT,
        _("You asked us: %(purpose)s") % {"purpose": one.purpose}
        if fits
        else _("You asked us to lead, within limits"),
        body=body,
        source=_how_it_was_given(one),
        notes="\n".join(said),
        key="mandate",
        minutes=2,
    )


def _how_it_was_given(one):
    parts = [
        _("Given on %(day)s") % {"day": mandate.on(one.given_on)},
        one.get_how_display(),
        mandate.how_many(one),
    ]
    return " · ".join(filter(None, parts))


def _nobody_asked():
    return Slide(
        SlideKind.TEXT,
        _("Nobody has asked us to lead yet"),
        body=[
            _("What follows is a proposal."),
            _("Say so if this is not what you want."),
        ],
        source=_("The record of who was asked to lead"),
        notes=_(
            "Say it plainly, and ask: should somebody prepare the next meeting? For what, within what "
            "limits, and until when? Write the answer down, with the number who agreed."
        ),
        key="mandate",
        minutes=2,
    )


def who_framed(meeting, proforma, topics, off):
    """[the slide of who wrote questions and topics, who saw them early, and what was left off]; or none."""
    questions = list(Question.objects.counted().filter(part__proforma=proforma)) if proforma else []
    if not topics and not questions:
        return []
    asked = [question.origin in OURS for question in questions]
    listed = [topic.began_with_coordinator for topic in topics]
    groups = {_("Questions"): asked, _("Topics"): listed}
    counts = {label: (sum(group), len(group)) for label, group in groups.items() if group}
    body = _seen_early(meeting, proforma) + (_left_off(off) if topics or off else [])
    return [
        Slide(
            SlideKind.CHART,
            _title_of_framing(counts),
            body=body,
            chart=_origins(counts),
            source=_("Records of who wrote each question and topic"),
            key="framed",
            notes="\n".join(
                [
                    _("Say it plainly: the list was framed before anybody voted."),
                    _(
                        "The question bank is a framing too. Who wrote each is kept as it is written."
                    ),
                    _("Ask what people would have put on it."),
                ]
            ),
            minutes=3,
        )
    ]


def _title_of_framing(counts):
    if set(counts) == {_("Questions"), _("Topics")}:
        (q, of_q), (t, of_t) = counts.values()
        return _(
            "%(q)d of %(of_q)d questions and %(t)d of %(of_t)d topics began with the coordinator or funder"
        ) % {"q": q, "of_q": of_q, "t": t, "of_t": of_t}
    ((what, (n, total)),) = counts.items()
    return _("%(what)s: %(n)d of %(all)d began with the coordinator or funder") % {
        "what": what,
        "n": n,
        "all": total,
    }


def _origins(counts):
    said = "; ".join(
        _("%(what)s: %(n)d of %(all)d") % {"what": label, "n": n, "all": total}
        for label, (n, total) in counts.items()
    )
    return Chart(
        ChartKind.STACKED,
        list(counts),
        {
            _("Coordinator or funder"): [n for n, _total in counts.values()],
            _("Question bank, partners, participants"): [t - n for n, t in counts.values()],
        },
        alt=_(
            "Stacked bars of who wrote the questions and topics. Coordinator or funder: %(said)s."
        )
        % {"said": said},
    )


def _seen_early(meeting, proforma):
    if proforma is None:
        return []
    readers = len(set(proforma.readers.values_list("person", flat=True)))
    people = meeting.network.participants().count()
    return [
        ngettext(
            "%(n)d of %(all)d people saw the form before it went out.",
            "%(n)d of %(all)d people saw the form before it went out.",
            readers,
        )
        % {"n": readers, "all": people}
        if readers
        else _("Nobody else saw the form before it went out.")
    ]


def _left_off(off):
    if not off:
        return [_("Nothing was left off the list.")]
    return [
        ngettext(
            "%(n)d suggestion was left off the list.",
            "%(n)d suggestions were left off the list.",
            len(off),
        )
        % {"n": len(off)}
    ]
