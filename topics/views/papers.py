"""Ballot papers: the coordinator prints them, and two people type in each that comes back."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from network.access import network_view
from network.models import Capability, Role
from network.views.letters import sender_of
from topics import papers
from topics.models import BallotRefused, Paper
from topics.models.papers import Reading
from topics.paper_forms import PaperEntryForm, PaperPrintForm

from .finding import vote_of


@network_view(can=Capability.CIRCULATE)
def paper_list(request, network, pk):
    """Choosing whose papers to print. The codes are made by printing, and shown that once."""
    vote = vote_of(network, pk)
    context = {"network": network, "vote": vote, "desk": papers.desk(vote)}
    if not vote.activity.is_open():
        return render(request, "topics/paper_list.html", context)
    form = PaperPrintForm(
        request.POST if request.method == "POST" else None,
        vote=vote,
        electors=_who_can_have_one(vote),
        sender=sender_of(network).name,
    )
    if form.is_valid():
        try:
            codes = Paper.issue(vote, form.chosen)
        except BallotRefused as refused:
            form.add_error(None, str(refused))
        else:
            sheets = papers.sheets(vote, form.chosen, codes)
            printed = {**form.cleaned_data, "sheets": sheets, "places": range(1, vote.picks + 1)}
            return render(request, "topics/paper_print.html", context | printed)
    context |= {"form": form, "typists": _typists(network)}
    return render(request, "topics/paper_list.html", context)


def _who_can_have_one(vote):
    """Everyone on the list who is still here, whether they have voted or not: that is not shown."""
    electors = vote.electors.filter(person__isnull=False, person__left_at=None)
    return electors.select_related("person__partner", "paper").order_by("person__name", "pk")


def _typists(network):
    roles = [role for role in Role if Capability.RUN in role.capabilities]
    return network.accesses.filter(role__in=roles, user__is_active=True).count()


@sensitive_post_parameters()  # no report of an error says what was on a paper
@network_view(can=Capability.RUN)
def paper_enter(request, network, pk):
    vote = vote_of(network, pk)
    form = PaperEntryForm(request.POST if request.method == "POST" else None, vote=vote)
    if form.is_valid():
        try:
            reading = Paper.read(vote, form.cleaned_data["code"], form.codes, by=request.user)
        except BallotRefused as refused:
            form.add_error(None, str(refused))
        else:
            _say(request, reading)
            return redirect("paper_enter", network.slug, vote.pk)
    context = {"network": network, "vote": vote, "form": form, "desk": papers.desk(vote)}
    return render(request, "topics/paper_enter.html", context)


def _say(request, reading):
    if reading == Reading.FIRST:
        messages.success(
            request, _("Typed once. It counts when somebody else has typed the same paper.")
        )
    elif reading == Reading.COUNTED:
        messages.success(request, _("Both of you read the same. This paper is counted."))
    elif reading == Reading.BY_LINK:
        messages.error(request, _("This paper is not counted: its voter has voted by link."))
    else:
        messages.error(
            request,
            _(
                "This does not agree with what was typed before. Neither is counted. "
                "Please both look at the paper again."
            ),
        )
