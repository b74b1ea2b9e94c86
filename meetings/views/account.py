"""The account of who steered: its draft, what she says beside it, and publishing it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings import said_no_more
from meetings.account import keeping
from meetings.account.drafting import KEYS, draft_of, lede_of
from meetings.account.naming import to_look_over
from meetings.account_forms import AccountTextForm, PublishForm, TakeDownForm
from meetings.commenting_forms import CommentForm
from meetings.models import AccountText, AccountVersion
from meetings.thread import readable_in
from network.access import network_view, participant_view
from network.models import Capability, Cycle


def cycle_numbered(network, number):
    cycle = get_object_or_404(Cycle, network=network, number=number)
    cycle.network = network
    return cycle


def versions_of(network):
    """All of them to those who edit, to convenors what stands, to others who sign in what members read."""
    found = AccountVersion.objects.filter(cycle__network=network).select_related("cycle")
    if Capability.EDIT in network.may:
        return found
    return found.standing() if Capability.SEAL in network.may else found.for_members()


@network_view
def account_list(request, network):
    context = {
        "network": network,
        "versions": versions_of(network),
        "cycles": network.cycles.order_by("-number"),
    }
    return render(request, "meetings/account_list.html", context)


@network_view(can=Capability.EDIT)
def account_draft(request, network, number):
    cycle, at = cycle_numbered(network, number), timezone.now()
    account = draft_of(cycle, at)
    forms = {
        section.key: AccountTextForm(
            initial={"section": section.key, "text": section.hers}, auto_id=f"{section.key}-%s"
        )
        for section in account.sections
    }
    context = {
        "network": network,
        "cycle": cycle,
        "account": account,
        "lede": lede_of(account),
        "sections": [(section, forms[section.key]) for section in account.sections],
    }
    return render(request, "meetings/account_draft.html", context)


@network_view(can=Capability.EDIT)
@require_POST
def account_text(request, network, number):
    cycle = cycle_numbered(network, number)
    form = AccountTextForm(request.POST)
    if form.is_valid():
        AccountText.objects.update_or_create(
            cycle=cycle,
            section=form.cleaned_data["section"],
            defaults={
                "text": form.cleaned_data["text"],
                "changed_at": timezone.now(),
                "by": request.user,
            },
        )
        messages.success(request, _("Kept. It stands beside the records, not in their place."))
        back = reverse("account_draft", args=[network.slug, cycle.number])
        return redirect(f"{back}#{form.cleaned_data['section']}")
    if request.POST.get("section") not in KEYS:
        raise Http404
    context = {"network": network, "cycle": cycle, "form": form}
    return render(request, "meetings/account_text.html", context)


@network_view(can=Capability.CIRCULATE)
def account_publish(request, network, number):
    """What she publishes is what she was shown: if the records moved meanwhile, she is shown them again."""
    cycle, at = cycle_numbered(network, number), timezone.now()
    account = draft_of(cycle, at)
    form = PublishForm(request.POST or None, network=network, user=request.user)
    names, quotes = to_look_over(account, network)
    moved = False
    if form.is_valid():
        moved = request.POST.get("seen") != keeping.seen(account)
        if not moved and (request.POST.get("looked_over") or not (names or quotes)):
            version = keeping.publish(account, cycle, by=request.user, at=at, **form.cleaned_data)
            messages.success(request, _("It is published."))
            return redirect("account_version", network.slug, cycle.number, version.number)
    context = {
        "network": network,
        "cycle": cycle,
        "account": account,
        "form": form,
        "names": names,
        "quotes": quotes,
        "moved": moved,
        "seen": keeping.seen(account),
    }
    return render(request, "meetings/account_publish.html", context)


@network_view
def account_version(request, network, number, version):
    found = get_object_or_404(versions_of(network), cycle__number=number, number=version)
    context = {
        "network": network,
        "version": found,
        "account": keeping.read(found, said_no_more.in_network(network)),
        "thread": readable_in(found),
        "form": TakeDownForm() if Capability.EDIT in network.may else None,
    }
    return render(request, "meetings/account_version.html", context)


@network_view(can=Capability.CIRCULATE)
@require_POST
def account_take_down(request, network, number, version):
    found = get_object_or_404(versions_of(network), cycle__number=number, number=version)
    form = TakeDownForm(request.POST)
    if not form.is_valid():
        context = {
            "network": network,
            "version": found,
            "account": keeping.read(found, said_no_more.in_network(network)),
            "thread": readable_in(found),
            "form": form,
        }
        return render(request, "meetings/account_version.html", context)
    found.take_down(form.cleaned_data["because"])
    messages.success(request, _("It is taken down. Members do not see it any more."))
    return redirect("account_version", network.slug, number, version)


@participant_view
def participant_account(request, person):
    """The newest account that members may read, its summary first."""
    versions = list(
        AccountVersion.objects.for_members()
        .filter(cycle__network=person.network)
        .select_related("cycle")
    )
    newest = versions[0] if versions else None
    context = {
        "person": person,
        "version": newest,
        "earlier": versions[1:],
        **(_read_by(person, newest) if newest else {}),
    }
    return render(request, "participant/account.html", context)


def _read_by(person, version):
    """What a member sees of a version: the account, what others said to it, and what they said themselves."""
    own = version.comments.filter(person=person, withdrawn_at=None)
    return {
        "account": keeping.read(version, said_no_more.in_network(person.network)),
        "thread": readable_in(version),
        "own": own,
        "form": CommentForm(),
    }


@participant_view
def participant_account_version(request, person, number, version):
    found = get_object_or_404(
        AccountVersion.objects.for_members().select_related("cycle"),
        cycle__network=person.network,
        cycle__number=number,
        number=version,
    )
    context = {"person": person, "version": found, "earlier": [], **_read_by(person, found)}
    return render(request, "participant/account.html", context)
