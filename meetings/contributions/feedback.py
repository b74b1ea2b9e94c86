"""How a meeting was: to say, to chase, to close."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.models import Feedback, FeedbackReply
from network.circulation import signed
from network.contributions import Chase, Task, chases, due_work, participant_tasks
from network.models import Activity


@participant_tasks
def feedback_to_give(person, at):
    asked = Feedback.objects.filter(
        meeting__network=person.network, activity__invitations__person=person
    )
    theirs = FeedbackReply.objects.filter(feedback=OuterRef("pk"), person=person)
    for feedback in asked.select_related("activity", "meeting").annotate(replied=Exists(theirs)):
        if not feedback.activity.is_open(at):
            continue
        yield Task(
            title=_("How was %(meeting)s?") % {"meeting": feedback.meeting},
            note=_("Three questions. Your answers are not shown with your name."),
            url=reverse("feedback_reply", args=[person.code, feedback.pk]),
            button=_("Change my answers") if feedback.replied else _("Answer"),
            order=8,
            minutes=1,
            closes_at=feedback.activity.closes_at,
            done=feedback.replied,
        )


@chases
def feedback_to_chase(network, at):
    asked = Feedback.objects.filter(meeting__network=network)
    for feedback in asked.select_related("activity", "meeting"):
        if feedback.activity.is_open(at):
            meeting = feedback.meeting
            yield Chase(
                key=f"feedback:{feedback.pk}",
                title=_("How was %(meeting)s?") % {"meeting": meeting},
                activities=[feedback.activity],
                url=reverse("feedback_results", args=[network.slug, meeting.number]),
                subject=_("How was %(meeting)s?") % {"meeting": meeting},
                body=_(
                    "Hello [[name]]\n\n"
                    "Three short questions about %(meeting)s wait on your page. They take about a "
                    "minute:\n"
                    "[[link]]\n\n"
                    "They are open until [[closes]]. Your answers are not shown with your name.\n\n"
                    "%(signed)s"
                )
                % {"meeting": meeting, "signed": signed(network)},
            )


@due_work
def close_feedback(at):
    for activity in Activity.objects.due_to_close(at).filter(kind=Activity.Kind.FEEDBACK):
        if activity.close(at=activity.closes_at):
            yield f"closed feedback of cycle {activity.cycle_id}"
