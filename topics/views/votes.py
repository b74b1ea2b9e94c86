"""Opening a vote, closing it, and showing everyone its result."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.access import network_view
from network.circulation import NumberChanged
from network.models import Activity, Capability
from network.views.sending import send_and_say
from topics import circulation
from topics.forms import VoteForm
from topics.models import CannotOpenVote, Vote

from .finding import vote_of, votes_of


@network_view(can=Capability.CIRCULATE)
def vote_open(request, network):
    cycle = network.current_cycle()
    running = votes_of(network).filter(activity__in=Activity.objects.open(timezone.now())).first()
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
