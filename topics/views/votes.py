"""Opening a vote, closing it, and showing everyone its result."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.access import network_view
from network.circulation import NumberChanged
from network.models import Activity, Capability
from network.views.sending import send_and_say
from topics import circulation, likeness
from topics.forms import VoteForm
from topics.models import CannotOpenVote, Vote

from .finding import vote_of, votes_of


@network_view(can=Capability.CIRCULATE)
def vote_open(request, network):
    cycle = network.current_cycle()
    cycle.network = network
    running = votes_of(network).filter(activity__in=Activity.objects.open(timezone.now())).first()
    if running is not None:
        messages.error(request, _("A vote is open already. Let it close before you open another."))
        return redirect("vote_result", network.slug, running.pk)
    form = VoteForm(request.POST or None, cycle=cycle, initial=circulation.proposed(cycle))
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
        "topics": form.topics,
        "likeness": likeness.pairs(form.topics),
        "waiting_suggestions": cycle.suggestions.readable().waiting().count(),
        "without_email": [person for person in form.people if not person.can_be_written_to],
        **_looked_at(form),
    }
    return render(request, "topics/vote_form.html", context)


def _looked_at(form):
    """The terms and the message as they would be read, once the form holds."""
    if not form.is_bound:
        return {}
    form.promise_what_is_shown()
    if not form.is_valid():
        return {}
    read = circulation.as_read(
        form.people, **form.written(), closes_at=form.closes_at(), is_named=form.is_named
    )
    return {"as_read": read, "draft": form.vote()}


def _open_vote(request, cycle, form):
    with transaction.atomic():
        vote = Vote.draft(cycle, **form.settled())
        mailing = circulation.open_and_invite(
            vote,
            closes_at=form.closes_at(),
            **form.written(),
            is_draft=form.is_draft,
            promised=form.cleaned_data["promised"],
            by=request.user,
        )
    return vote, mailing


@network_view(can=Capability.CIRCULATE)
@require_POST
def vote_close(request, network, pk):
    vote_of(network, pk).close()
    return redirect("vote_result", network.slug, pk)


@network_view(can=Capability.CIRCULATE)
@require_POST
def vote_release(request, network, pk):
    vote = vote_of(network, pk)
    if vote.is_counted:
        vote.release()
        messages.success(request, _("Everyone can now see the result by their link."))
    return redirect("vote_result", network.slug, pk)


@network_view
def vote_limits(request, network, pk):
    context = {"network": network, "vote": vote_of(network, pk)}
    return render(request, "topics/vote_limits.html", context)


@network_view(can=Capability.EDIT)
def vote_ballots(request, network, pk):
    """Who chose what: of a named vote, and not before it is over. Of any other there is no such page."""
    vote = vote_of(network, pk)
    if not (vote.is_named and vote.is_counted):
        raise Http404
    titles = dict(vote.cycle.topics.values_list("code", "title"))
    electors = vote.electors.filter(choices__isnull=False).select_related("person", "partner")
    rows = [(elector, [titles[code] for code in elector.choices]) for elector in electors]
    rows.sort(key=lambda row: row[0].person.name.lower() if row[0].person else "\uffff")
    return render(
        request, "topics/vote_ballots.html", {"network": network, "vote": vote, "rows": rows}
    )
