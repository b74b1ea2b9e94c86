"""How the meetings ran, as what those who convene were in them, and what members say of it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings import feedback_results
from meetings.models import Feedback, Hat
from network import words
from network.contributions import Stage

from .of_the_questions import pushes
from .outline import Fact

LEAD_WORDS = ("heard", "was_open", "ready", "worth")


def facts(reckoning):
    """Who came, hats, pushes, and what people decided. Queries, constant in number."""
    for meeting, came in reckoning.held:
        yield Fact(
            ngettext("%(meeting)s: one person came.", "%(meeting)s: %(n)d people came.", came)
            % {"meeting": meeting, "n": came},
            "",
            reckoning.address("meeting_detail", meeting.number),
            words.date_of(meeting.starts_at, reckoning.network),
        )
    yield from hats(reckoning)
    yield from pushes(reckoning, [Stage.MEET, Stage.ACT])
    for one in reckoning.cycle.directions.filter(decided_on__lte=reckoning.today):
        said = {"way": one.get_way_display(), "what": one.what}
        disagreed = _("because %(because)s. Who disagreed: %(who)s") % {
            "because": one.because.rstrip("."),
            "who": one.disagreed,
        }
        where = reckoning.address("explore_or_act")
        yield Fact(_("We decided to %(way)s: %(what)s.") % said, disagreed, where, one.decided_on)


def hats(reckoning):
    """As what people were in a meeting. One query."""
    worn = Hat.objects.filter(meeting__cycle=reckoning.cycle, meeting__starts_at__lte=reckoning.at)
    for hat in worn.select_related("meeting"):
        said = {"meeting": hat.meeting, "who": hat.who, "hat": hat.get_kind_display()}
        sentence = _("%(meeting)s: %(who)s was there %(hat)s.") % said
        if hat.minutes:
            sentence = _("%(meeting)s: %(who)s was there %(hat)s, for %(minutes)d minutes.") % (
                said | {"minutes": hat.minutes}
            )
        yield Fact(sentence, hat.note, reckoning.address("hats", hat.meeting.number))


def fairness_facts(reckoning):
    """Each question of the feedback by itself, as it may be shown. None is added to another."""
    for results, meeting in reckoning.feedback_told:
        where = reckoning.address("feedback_results", meeting.number)
        for name in LEAD_WORDS:
            scale = results.scale(name)
            if scale is not None:
                yield Fact(
                    _("%(meeting)s. “%(question)s” %(mean).1f of 5, from %(n)d replies.")
                    % {
                        "meeting": meeting,
                        "question": scale.title,
                        "mean": scale.mean,
                        "n": scale.n,
                    },
                    "",
                    where,
                )


def told_of(cycle, network, at):
    """[(results as they may be shown, the meeting)] of each meeting of the cycle with feedback."""
    found = []
    feedback = Feedback.objects.filter(meeting__cycle=cycle, meeting__starts_at__lte=at)
    for one in feedback.select_related("meeting", "activity").order_by("meeting__starts_at"):
        one.meeting.cycle = cycle
        found.append((feedback_results.of(one, network), one.meeting))
    return found
