"""The coordinator's desk for what people would meet about: heard, listed, joined, or left off with a reason.

No page here says who suggested what, unless they agreed to be named. Nor do addresses, order or times.
"""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from network.access import network_view
from network.circulation import NumberChanged
from network.models import Capability
from topics import suggesting
from topics.models import Suggestion, Vote
from topics.models.deciding import CannotDecide
from topics.models.listing import list_is_frozen
from topics.models.suggestions import CannotSuggest
from topics.suggestion_forms import HeardForm, JoinForm, ListForm, NotListedForm, SameForm

A_PAGE = 50


def _cycle_of(network):
    cycle = network.current_cycle()
    cycle.network = network
    return cycle


def _audiences(network):
    """Whoever may only look is a member among others; the coordinator is told what is for her alone."""
    own = [Suggestion.Named.COORDINATOR] if Capability.EDIT in network.may else []
    return [Suggestion.Named.MEMBERS, *own]


def suggestion_of(network, key):
    """A suggestion of this cycle that may be read; with 404 where there is none."""
    cycle = _cycle_of(network)
    for one in cycle.suggestions.readable().with_all():
        if one.key == key:
            one.cycle = cycle
            return one
    raise Http404


def _was_taken_back(network, key):
    gone = network.current_cycle().suggestions.exclude(withdrawn_at=None)
    return any(one.key == key for one in gone)


@network_view
def suggestion_list(request, network):
    cycle = _cycle_of(network)
    frozen, vote = list_is_frozen(cycle), Vote.of_cycle(cycle)
    waiting, decided = suggesting.desk(cycle, *_audiences(network), list_is_settled=frozen)
    page = Paginator(waiting, A_PAGE).get_page(request.GET.get("page"))
    suggesting.point_out(page.object_list, cycle, waiting, decided)
    context = {
        "network": network,
        "waiting": page,
        "decided": decided,
        "list_is_frozen": frozen,
        "missing": suggesting.said_missing(vote) if vote is not None else None,
        "to_tell": suggesting.to_tell(cycle).count(),
    }
    return render(request, "topics/suggestion_list.html", context)


@network_view(can=Capability.EDIT)
def suggestion_heard(request, network):
    """Something the coordinator heard elsewhere, so that it is not lost for want of a link."""
    form, cycle = HeardForm(request.POST or None, network=network), _cycle_of(network)
    if form.is_valid():
        try:
            Suggestion.make(cycle, heard_by=request.user, **form.cleaned_data)
        except CannotSuggest as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Kept. It waits with the others."))
            return redirect("suggestion_list", network.slug)
    return render(request, "topics/suggestion_heard.html", {"network": network, "form": form})


@network_view(can=Capability.EDIT)
def suggestion_decide(request, network, key):
    """What becomes of one suggestion: each way has a form of its own, and `go` says which was sent."""
    if request.method == "POST" and _was_taken_back(network, key):
        messages.error(request, _("Whoever suggested it has taken it back."))
        return redirect("suggestion_list", network.slug)
    one = suggestion_of(network, key)
    forms = _forms(one, request.POST if request.method == "POST" else None)
    go = request.POST.get("go", "")
    if request.method == "POST" and go in {*forms, "reconsider"}:
        form = forms.get(go)
        if form is None or form.is_valid():
            try:
                messages.success(request, _decide(one, go, form, request.user))
            except CannotDecide as refused:
                messages.error(request, str(refused))
                one = suggestion_of(network, key)
            else:
                return redirect("suggestion_list", network.slug)
    frozen = list_is_frozen(one.cycle)
    waiting, decided = suggesting.desk(one.cycle, *_audiences(network), list_is_settled=frozen)
    line = next((each for each in [*waiting, *decided] if each.suggestion == one), None)
    context = {
        "network": network,
        "one": one,
        "line": line or suggesting.alone(one, *_audiences(network)),
        "forms": forms,
        "list_is_frozen": frozen,
        "can_reconsider": not one.is_waiting and (not frozen or one.vote_id is not None),
    }
    if line is not None:
        suggesting.point_out([line], one.cycle, waiting, decided)
    return render(request, "topics/suggestion_decide.html", context)


def _forms(one, sent):
    """{the name of a way: its form}; only the one that was sent is filled."""
    go = sent.get("go") if sent else ""

    def data(name):
        return sent if go == name else None

    others = one.cycle.suggestions.readable().on_their_own().exclude(pk=one.pk)
    return {
        "list": ListForm(data("list"), suggestion=one),
        "join": JoinForm(data("join"), cycle=one.cycle),
        "same": SameForm(data("same"), others=sorted(others, key=lambda other: other.key)),
        "leave_off": NotListedForm(data("leave_off")),
    }


def _decide(one, go, form, user):
    """Do it, and say in a sentence what was done. Raises CannotDecide."""
    if go == "list":
        topic = one.list_as(**form.cleaned_data, by=user)
        return _("“%(title)s” is on the list.") % {"title": topic.title}
    if go == "join":
        topic = form.chosen()
        one.join_into(topic, by=user)
        return _("It is part of “%(title)s” now. Its own words stay.") % {"title": topic.title}
    if go == "same":
        one.same_idea_as(form.chosen(), by=user)
        return _("The two stand together. What becomes of one becomes of both.")
    if go == "leave_off":
        one.leave_off(**form.cleaned_data, by=user)
        return _("It is left off, and the reason is kept with it.")
    one.reconsider()
    return _("It waits again.")


@network_view(can=Capability.CIRCULATE)
@require_POST
def suggestion_tell(request, network):
    """Tell everyone what became of theirs, as many as the button said."""
    promised = request.POST.get("promised", "")
    try:
        told = suggesting.tell(
            _cycle_of(network),
            promised=int(promised) if promised.isdecimal() and len(promised) < 6 else -1,
            by=request.user,
        )
    except NumberChanged:
        messages.error(
            request, _("It has changed since you opened the page. Nothing was sent. Look again.")
        )
    else:
        say = ngettext(
            "Whoever made it is told: on their own page, and by email where they have one.",
            "Those who made these %(n)d are told: on their own pages, and by email where they have one.",
            told,
        )
        messages.success(request, say % {"n": told})
    return redirect(reverse("suggestion_list", args=[network.slug]))
