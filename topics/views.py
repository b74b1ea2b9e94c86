"""The longlist, the vote and its result; and a participant's ballot."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.access import network_view, participant_view
from network.circulation import NumberChanged
from network.models import Activity, Capability
from network.views.codes import ask_for_code
from network.views.sending import send_and_say

from . import circulation
from .forms import LeaveOffForm, TopicForm, VoteForm
from .models import BallotRefused, CannotOpenVote, Topic, Vote


def _topics_of(network):
    return Topic.objects.filter(cycle__network=network)


def _votes_of(network):
    return Vote.objects.filter(cycle__network=network).select_related("cycle", "activity")


def _vote_of(network, pk):
    vote = get_object_or_404(_votes_of(network), pk=pk)
    vote.cycle.network = network
    return vote


@network_view
def topic_list(request, network):
    cycle = network.current_cycle()
    vote = _votes_of(network).filter(cycle=cycle).first()
    context = {
        "network": network,
        "cycle": cycle,
        "topics": cycle.topics.on_longlist().select_related("citable"),
        "left_off": cycle.topics.left_off(),
        "vote": vote,
        "wording_is_frozen": vote is not None and vote.activity.is_opened,
    }
    return render(request, "topics/topic_list.html", context)


@network_view(can=Capability.EDIT)
def topic_create(request, network):
    return _topic_form(
        request, network, TopicForm(request.POST or None, cycle=network.current_cycle())
    )


@network_view(can=Capability.EDIT)
def topic_edit(request, network, pk):
    topic = get_object_or_404(_topics_of(network).select_related("cycle"), pk=pk)
    form = TopicForm(request.POST or None, cycle=topic.cycle, instance=topic)
    return _topic_form(request, network, form, topic)


def _topic_form(request, network, form, topic=None):
    if _wording_is_frozen(form.cycle):
        messages.error(
            request, _("People are voting on these words, so they cannot be changed now.")
        )
        return redirect("topic_list", network.slug)
    if form.is_valid():
        form.save()
        return redirect("topic_list", network.slug)
    context = {"network": network, "form": form, "topic": topic, "leave_off": LeaveOffForm()}
    return render(request, "topics/topic_form.html", context)


def _wording_is_frozen(cycle):
    return cycle.votes.filter(activity__opened_at__isnull=False).exists()


@network_view(can=Capability.EDIT)
@require_POST
def topic_leave_off(request, network, pk):
    topic = get_object_or_404(_topics_of(network).select_related("cycle"), pk=pk)
    form = LeaveOffForm(request.POST)
    if _wording_is_frozen(topic.cycle):
        messages.error(request, _("The vote is open: the list stays as it is."))
    elif form.is_valid():
        topic.leave_off(reason=form.cleaned_data["reason"])
        messages.success(request, _("It is off the list, and the reason is kept with it."))
    else:
        messages.error(request, _("Say in a sentence why it is left off. Members will see it."))
    return redirect("topic_list", network.slug)


@network_view(can=Capability.EDIT)
@require_POST
def topic_put_back(request, network, pk):
    topic = get_object_or_404(_topics_of(network).select_related("cycle"), pk=pk)
    if not _wording_is_frozen(topic.cycle):
        topic.put_back()
    return redirect("topic_list", network.slug)


@network_view(can=Capability.CIRCULATE)
def vote_open(request, network):
    cycle = network.current_cycle()
    running = _votes_of(network).filter(activity__in=Activity.objects.open(timezone.now())).first()
    if running is not None:
        messages.error(request, _("A vote is open already. Let it close before you open another."))
        return redirect("vote_result", network.slug, running.pk)
    people = list(network.participants())
    form = VoteForm(
        request.POST or None,
        network=network,
        to_send=sum(person.can_be_written_to for person in people),
        initial=circulation.proposed(cycle),
    )
    if form.is_valid() and not form.wants_a_look:
        try:
            vote, mailing = _open_vote(request, cycle, form)
        except CannotOpenVote as lacking:
            form.add_error(None, str(lacking))
        except NumberChanged as changed:
            form.say_the_number_changed(changed.now)
        else:
            if form.is_draft:
                return redirect("mailing_detail", network.slug, mailing.pk)
            send_and_say(request, mailing)
            return redirect("vote_result", network.slug, vote.pk)
    context = {
        "network": network,
        "form": form,
        "topics": cycle.topics.on_longlist(),
        "without_email": [person for person in people if not person.can_be_written_to],
        "as_read": circulation.as_read(people, **form.written(), closes_at=form.closes_at())
        if form.is_bound and form.is_valid()
        else [],
    }
    return render(request, "topics/vote_form.html", context)


def _open_vote(request, cycle, form):
    data = form.cleaned_data
    with transaction.atomic():
        vote = Vote.draft(
            cycle, **{name: data[name] for name in ("question", "places", "picks", "band_sectors")}
        )
        mailing = circulation.open_and_invite(
            vote,
            closes_at=form.closes_at(),
            **form.written(),
            is_draft=form.is_draft,
            promised=data["promised"],
            by=request.user,
        )
    return vote, mailing


@network_view
def vote_result(request, network, pk):
    vote = _vote_of(network, pk)
    return render(request, "topics/vote_result.html", {"network": network, **_result_context(vote)})


def _result_context(vote):
    voted, eligible = vote.turnout()
    context = {"vote": vote, "voted": voted, "eligible": eligible}
    if vote.is_counted:
        topics = {topic.code: topic for topic in vote.topics()}
        result = vote.result
        context["result"] = result
        context["ranked"] = [
            (rank, topics[code], result["totals"][code], code in result["chosen"])
            for rank, code in result["ranks"]
        ]
        context["undecided"] = [topics[code] for code in result["undecided"]]
        context["topics_by_code"] = topics
    return context


@network_view(can=Capability.CIRCULATE)
@require_POST
def vote_close(request, network, pk):
    _vote_of(network, pk).close()
    return redirect("vote_result", network.slug, pk)


@network_view(can=Capability.CIRCULATE)
@require_POST
def vote_release(request, network, pk):
    vote = _vote_of(network, pk)
    if vote.is_counted:
        vote.release()
        messages.success(request, _("Everyone can now see the result by their link."))
    return redirect("vote_result", network.slug, pk)


@participant_view
def ballot_cast(request, person, pk):
    vote = get_object_or_404(
        _votes_of(person.network).filter(activity__opened_at__isnull=False), pk=pk
    )
    ballot, thing = vote.ballot_of(person), f"vote:{vote.pk}"
    if not person.device.may_show(thing, saved=ballot is not None):
        return ask_for_code(request, person)
    refusal = ""
    if request.method == "POST":
        try:
            _cast(vote, person, request.POST)
        except BallotRefused as refused:
            refusal = str(refused)
        else:
            person.device.remember(thing)
            messages.success(
                request, _("Your vote is in. You can change it until the vote closes.")
            )
            return redirect("participant_home", person.code)
    context = {"person": person, "vote": vote, "refusal": refusal}
    if not vote.activity.is_open():
        return render(request, "topics/ballot_closed.html", context)
    return render(
        request, "topics/ballot.html", context | _ballot(vote, person, ballot, request.POST)
    )


def _cast(vote, person, sent):
    """A blank ballot is said, never merely left empty: a mail scanner may press the button."""
    topics = sent.getlist("topic")
    if not topics and vote.activity.is_open() and "none" not in sent:
        raise BallotRefused(_("Nothing was marked. Choose a topic, or tick “none of these”."))
    vote.cast(person, topics)


def _ballot(vote, person, ballot, sent):
    chosen = set(sent.getlist("topic")) if sent else set()
    if ballot is not None and not sent:
        chosen = set(ballot.choices.values_list("topic__code", flat=True))
    return {
        "ballot": ballot,
        "topics": [(topic, topic.code in chosen) for topic in vote.shown_to(person)],
        "placed": len(chosen),
        "is_blank": ballot is not None and not chosen and not sent,
    }


@participant_view
def participant_result(request, person, pk):
    vote = get_object_or_404(_votes_of(person.network), pk=pk)
    if not (vote.is_counted and vote.is_released):
        raise Http404
    vote.cycle.network = person.network
    return render(
        request, "topics/participant_result.html", {"person": person, **_result_context(vote)}
    )
