"""What a member sees of the topics: a place to suggest one, the list as it was frozen, what was left off."""

from itertools import groupby

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.access import participant_view
from network.views.codes import ask_for_code
from topics import origins, suggesting
from topics.left_off import left_off
from topics.models import Suggestion, Vote
from topics.models.deciding import CannotDecide
from topics.models.suggestions import CannotSuggest
from topics.suggestion_forms import NamedForm, SuggestForm

from .finding import votes_of

THING = "suggestions"  # what a known device may show


def _cycle_of(person):
    cycle = person.network.current_cycle()
    cycle.network = person.network
    return cycle


def _own(person):
    """Their suggestions, as far as they stand: the newest first. One query.

    What came along to a later cycle stands there, and not in the earlier one as well.
    """
    found = person.suggestions.with_all().select_related("cycle")
    own, later = [], set()
    for _number, those in groupby(
        found.order_by("-cycle__number", "-made_at", "-pk"), key=lambda one: one.cycle_id
    ):
        those = [one for one in those if one.text not in later]
        own += [one for one in those if one.withdrawn_at is None]
        later |= {one.text for one in those}
    return own


@participant_view
def member_topics(request, person):
    """A suggestion needs no code. What was suggested before is shown on a device that knows them."""
    cycle = _cycle_of(person)
    vote, own = Vote.of_cycle(cycle), _own(person)
    shows = person.device.may_show(THING, saved=bool(own))
    form = SuggestForm(request.POST or None)
    if form.is_valid() and _suggest(request, person, form, cycle, knows=shows):
        return redirect("member_topics", person.code)
    is_frozen = vote is not None and vote.activity.is_opened
    context = {
        "person": person,
        "form": form,
        "vote": vote,
        "is_frozen": is_frozen,
        "can_say_missing": vote is not None and vote.activity.is_open(),
        "cycle": cycle,
        "own": [
            (
                one,
                suggesting.what_became(one, list_is_settled=is_frozen or one.cycle_id != cycle.pk),
            )
            for one in own
            if shows
        ],
        "hides_own": bool(own) and not shows,
        "named": Suggestion.Named.choices,
        "limits": cycle.declared_limits.standing().select_related("author"),
        **(_list_of(vote, person) if is_frozen else {}),
    }
    return render(request, "topics/member_topics.html", context)


def _suggest(request, person, form, cycle, *, knows, vote=None):
    """Keep what was suggested; if it was not taken, the form says why and keeps the words."""
    try:
        Suggestion.make(cycle, person=person, vote=vote, **form.cleaned_data)
    except CannotSuggest as refused:
        form.add_error(None, str(refused))
        return False
    if knows:
        person.device.remember(THING)
    if vote is None:
        messages.success(request, _("Thank you. It waits for the coordinator, in your words."))
    else:
        messages.success(request, _("Thank you. It is kept apart from your ballot."))
    return True


def _list_of(vote, person):
    """The list as it was frozen: while people choose, in this voter's own order, as on their ballot."""
    topics = vote.shown_to(person) if vote.activity.closed_at is None else vote.topics()
    began = origins.sentences(topics)
    asked = suggesting.behind_topics(vote.cycle, Suggestion.Named.MEMBERS)
    return {
        "topics": [(topic, began[topic.pk], asked.get(topic.pk)) for topic in topics],
        "left_off": left_off(vote.cycle, "members"),
    }


def _own_suggestion(person, key):
    for one in _own(person):
        if one.key == key:
            return one
    raise Http404


@participant_view
@require_POST
def suggestion_withdraw(request, person, key):
    one = _own_suggestion(person, key)
    if not person.device.may_show(THING):
        return ask_for_code(request, person)
    try:
        one.withdraw()
    except CannotDecide as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("It is taken back. Nobody sees it any more."))
    return redirect("member_topics", person.code)


@participant_view
@require_POST
def suggestion_name(request, person, key):
    """Who may see that it came from them: changed at any time, and it holds at once."""
    one, form = _own_suggestion(person, key), NamedForm(request.POST)
    if not person.device.may_show(THING):
        return ask_for_code(request, person)
    if form.is_valid():
        one.name_to(form.cleaned_data["named_to"])
        messages.success(request, _("Saved. It holds on every page from now on."))
    else:
        messages.error(request, _("Choose who may see that it came from you."))
    return redirect("member_topics", person.code)


@participant_view
def suggestion_missing(request, person, pk):
    """Beside the ballot and apart from it: what is missing from the list. It changes nothing in the vote."""
    votes = votes_of(person.network).filter(activity__opened_at__isnull=False)
    vote = get_object_or_404(votes, pk=pk)
    vote.cycle.network = person.network
    knows = person.device.may_show(THING, saved=person.suggestions.standing().exists())
    form = SuggestForm(request.POST or None)
    if form.is_valid() and _suggest(request, person, form, vote.cycle, knows=knows, vote=vote):
        return redirect("suggestion_missing", person.code, vote.pk)
    context = {"person": person, "vote": vote, "form": form, "is_open": vote.activity.is_open()}
    return render(request, "topics/suggestion_missing.html", context)
