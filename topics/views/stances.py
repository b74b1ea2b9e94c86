"""What somebody wants and expects of a vote: sealed before it, opened on its day; and limits said openly."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from network import sending, words
from network.access import network_view, participant_view
from network.models import Capability
from topics import seal_letters, seals
from topics.models import CannotSeal, DeclaredLimit, Opened, Seal, Stance, StillSealed, Vote
from topics.models.stances import places_of
from topics.seal_forms import LimitForm, SealForm

LONGEST_PASTED = 300


@network_view(can=Capability.SEAL)
def stance_seal(request, network):
    """Write the sheet, look it over, seal it. Nothing is kept anywhere until it is sealed."""
    cycle = network.current_cycle()
    cycle.network = network
    sheet = Seal.sheet(cycle, request.user)
    is_first = not cycle.seals.filter(author=request.user).exists()
    form = SealForm(
        request.POST or None,
        network=network,
        sheet=sheet,
        places=places_of(cycle),
        asks_forecast=is_first,
    )
    go = request.POST.get("go")
    if go == "seal" and form.is_valid():
        try:
            seal = Seal.seal(cycle, request.user, **form.written())
        except CannotSeal as reason:
            form.add_error(None, str(reason))
        else:
            return _say_sealed(request, network, seal)
    users, people = seal_letters.readers(network)
    context = {
        "network": network,
        "form": form,
        "is_first": is_first,
        "is_too_late": Seal.is_too_late(cycle),
        "has_longlist": cycle.topics.on_longlist().exists(),
        "is_done": not any(not one.is_optional for one in sheet),
        "others_told": len({user for user in users if user != request.user}) + len(people),
        "opens_at": None,
    }
    if go == "look" and form.is_valid():
        context["opens_at"] = form.opens_at
        return render(request, "topics/stance_look.html", context)
    return render(request, "topics/stance_form.html", context)


def _say_sealed(request, network, seal):
    told = list(seal_letters.waiting(seal))
    for message in told:
        sending.send_soon(message)
    messages.success(
        request,
        _("Sealed. Nobody but you can read it before %(day)s. Its digest stands below.")
        % {"day": words.day(seal.opens_at, network)},
    )
    return redirect("stance_list", network.slug)


@network_view
def stance_list(request, network):
    context = _seals(request, network, by=request.user, sees=lambda vote: vote.is_counted)
    context["network"] = network
    context["form"] = LimitForm()
    cycle = network.current_cycle()
    context["limits"] = cycle.declared_limits.standing().select_related("author")
    context["is_too_late"] = Seal.is_too_late(cycle)
    return render(request, "topics/stance_list.html", context)


@participant_view
def participant_stances(request, person):
    network = person.network
    context = _seals(request, network, by=None, sees=lambda vote: vote.is_released)
    context["person"] = person
    limits = DeclaredLimit.objects.standing().filter(cycle=network.current_cycle())
    context["limits"] = limits.select_related("author")
    return render(request, "topics/stance_participant.html", context)


@network_view(can=Capability.SEAL)
@require_POST
def limit_declare(request, network):
    form = LimitForm(request.POST)
    cycle = network.current_cycle()
    if Seal.is_too_late(cycle):
        messages.error(
            request, _("The vote has opened. What is said now would come into the middle of it.")
        )
    elif form.is_valid():
        DeclaredLimit.declare(cycle, request.user, **form.cleaned_data)
        messages.success(request, _("Members can read it now."))
    else:
        return render(request, "topics/stance_limit.html", {"network": network, "form": form})
    return redirect("stance_list", network.slug)


@network_view(can=Capability.SEAL)
@require_POST
def limit_withdraw(request, network, pk):
    own = DeclaredLimit.objects.filter(cycle__network=network, author=request.user)
    get_object_or_404(own, pk=pk).withdraw()
    messages.success(request, _("Taken back. Members do not see it any more."))
    return redirect("stance_list", network.slug)


class Said:
    """A stance as it was sealed. It prints no word of itself, in a log for one."""

    def __init__(self, plain):
        self.title, self.stance = plain["title"], plain["stance"]
        self.reason, self.why_not_declared = plain["reason"], plain["why_not_declared"]


@dataclass
class Shown:
    """A seal as it stands on a page for somebody, now."""

    seal: Seal
    opened: Opened | None = None
    problem: str = ""
    is_open: bool = False
    vote: Vote | None = None  # if its result may be seen here

    @property
    def digest(self):
        """As reckoned just now, where it can be; as kept, while it is shut."""
        return self.opened.digest if self.opened else "" if self.problem else self.seal.digest

    @property
    def digest_in_blocks(self):
        return seals.in_blocks(self.digest)

    def stances(self):
        """(stance, its label, what became of it) of each."""
        for one in self.opened.said["stances"]:
            label = dict(Stance.choices).get(one["stance"], one["stance"])
            yield Said(one), label, self.outcome(one["code"])

    def forecast(self):
        """(title, what became of it) of each topic that was expected."""
        titles = {one["code"]: one["title"] for one in self.opened.said["stances"]}
        for code in self.opened.said["forecast"]:
            yield titles.get(code, code), self.outcome(code)

    def how_far(self):
        """How many of those that were expected were chosen, in a sentence; nothing before that is known."""
        became = [outcome for _title, outcome in self.forecast()]
        if not any(became) or "level" in became:
            return ""
        said = ngettext(
            "%(k)d of %(n)d topic expected was chosen.",
            "%(k)d of %(n)d topics expected were chosen.",
            len(became),
        )
        return said % {"k": became.count("chosen"), "n": len(became)}

    def outcome(self, code):
        if self.vote is None:
            return ""
        if code not in self.vote.topic_codes:
            return "off"
        if code in self.vote.chosen_codes:
            return "chosen"
        return "level" if self.vote.open_places and code in self.vote.result["undecided"] else "not"


def _seals(request, network, *, by, sees):
    """The seals of a network, of the newest cycle first, and what a pasted digest belongs to.

    `sees(vote)` says whether this reader may see the result of a vote. Queries, constant in number.
    """
    now = timezone.now()
    found = list(Seal.objects.of_network(network))
    votes = _votes_of({seal.cycle_id for seal in found})
    shown = []
    for seal in found:
        seal.cycle.network = network
        vote = votes.get(seal.cycle_id)
        one = Shown(seal, is_open=seal.is_open(now), vote=vote if vote and sees(vote) else None)
        try:
            one.opened = seal.opened(by=by, at=now)
        except StillSealed:
            pass
        except seals.CannotOpen as trouble:
            one.problem = str(trouble)
        shown.append(one)
    pasted = request.GET.get("digest", "")[:LONGEST_PASTED]
    digest = seals.as_digest(pasted)
    return {
        "shown": shown,
        "pasted": pasted,
        "is_digest": bool(digest),
        "matching": next((one for one in shown if digest and one.digest == digest), None),
        "kept_alone": next((one for one in shown if digest and one.seal.digest == digest), None),
    }


def _votes_of(cycles):
    votes = Vote.objects.main().filter(cycle__in=cycles).select_related("activity", "cycle")
    return {vote.cycle_id: vote for vote in votes.order_by("pk")}  # the newest of each
