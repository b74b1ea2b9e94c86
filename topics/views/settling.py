"""What follows a count: a second vote, a decision where votes do not decide, and telling everyone."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from network.access import network_view
from network.circulation import NumberChanged
from network.models import Capability
from network.views.sending import send_and_say
from topics import after_the_count, circulation
from topics.models import CannotOpenVote, CannotSettle
from topics.models.settling import DECISION, RUNOFF
from topics.result_account import account_of
from topics.settling_forms import DecisionForm, RunoffForm, WrittenForm

from .finding import vote_of


@network_view(can=Capability.CIRCULATE)
def runoff_open(request, network, pk):
    vote = vote_of(network, pk)
    account = account_of(vote) if vote.is_counted else None
    if account is None or RUNOFF not in vote.ways_to_settle(account.runoff):
        messages.error(request, _("There is no second vote to open here."))
        return redirect("vote_result", network.slug, pk)
    people = vote.electorate()
    form = RunoffForm(
        request.POST or None,
        network=network,
        to_send=sum(person.can_be_written_to for person in people),
        initial=after_the_count.proposed_runoff(vote),
    )
    if form.is_valid() and not form.wants_a_look:
        done = _open(request, vote, form)
        if done is not None:
            return done
    context = {
        "network": network,
        "vote": vote,
        "form": form,
        "level": [account.asked.titles.get(code, code) for code in vote.result["undecided"]],
        "as_read": circulation.as_read(
            people, **form.written(), closes_at=form.closes_at(), is_named=vote.is_named
        )
        if form.is_bound and form.is_valid()
        else [],
    }
    return render(request, "topics/runoff_form.html", context)


def _open(request, vote, form):
    """Where to go once it is open; None, with the form saying why, if it cannot be."""
    try:
        runoff, mailing = after_the_count.open_runoff(
            vote,
            closes_at=form.closes_at(),
            **form.written(),
            is_draft=form.is_draft,
            promised=form.cleaned_data["promised"],
            by=request.user,
        )
    except (CannotOpenVote, CannotSettle) as lacking:
        form.add_error(None, str(lacking))
    except NumberChanged as changed:
        form.say_the_number_changed(changed.now)
    else:
        if form.is_draft:
            return redirect("mailing_detail", vote.cycle.network.slug, mailing.pk)
        send_and_say(request, mailing)
        return redirect("vote_result", vote.cycle.network.slug, runoff.pk)


@network_view(can=Capability.CIRCULATE)
def vote_decide(request, network, pk):
    vote = vote_of(network, pk)
    account = account_of(vote) if vote.is_counted else None
    if account is None or DECISION not in vote.ways_to_settle(account.runoff):
        messages.error(request, _("There is nothing here for one person to decide."))
        return redirect("vote_result", network.slug, pk)
    form = DecisionForm(request.POST or None, vote=vote, titles=account.asked.titles)
    if form.is_valid():
        data = form.cleaned_data
        try:
            vote.decide(data["topics"], by=data.get("by", ""), reason=data["reason"])
        except CannotSettle as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _("It is settled, and the result says who decided, and why."))
            return redirect("vote_result", network.slug, pk)
    context = {"network": network, "vote": vote, "form": form, "account": account}
    return render(request, "topics/decision_form.html", context)


@network_view(can=Capability.CIRCULATE)
def vote_tell(request, network, pk):
    """Write to everyone that the result is there: once it can be seen, and to each once."""
    vote = vote_of(network, pk)
    if not vote.is_released:
        messages.error(request, _("Show everyone the result first, then tell them."))
        return redirect("vote_result", network.slug, pk)
    people = after_the_count.to_tell(vote)
    initial = after_the_count.proposed_telling(vote)
    form = WrittenForm(request.POST or None, to_send=len(people), initial=initial)
    if people and form.is_valid() and not form.wants_a_look:
        try:
            mailing = after_the_count.tell(
                vote,
                **form.written(),
                is_draft=form.is_draft,
                promised=form.cleaned_data["promised"],
                by=request.user,
            )
        except NumberChanged as changed:
            form.say_the_number_changed(changed.now)
        else:
            if form.is_draft:
                return redirect("mailing_detail", network.slug, mailing.pk)
            send_and_say(request, mailing)
            return redirect("vote_result", network.slug, pk)
    read = after_the_count.as_read(people, **form.written()) if _can_be_read(form) else []
    context = {"network": network, "vote": vote, "form": form, "as_read": read}
    return render(request, "topics/tell_form.html", context)


def _can_be_read(form):
    return form.is_bound and form.is_valid()
