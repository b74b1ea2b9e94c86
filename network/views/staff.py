"""People who sign in: who they are, and how each comes to a password."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from network import sending, staff, way_in
from network.access import network_view
from network.models import Capability, Message, User
from network.staff_forms import AccessForm, ForgottenForm, NewAccessForm, PasswordForm

# EMAIL_URL=console:// and outbox://
NOWHERE = ("django.core.mail.backends.console.", "django.core.mail.backends.dummy.")


@network_view(can=Capability.EDIT)
def staff_list(request, network):
    form = NewAccessForm(request.POST or None, network=network)
    if form.is_valid():
        try:
            access, message = staff.give_access(network, **form.cleaned_data)
        except staff.NotPossible as reason:
            form.add_error("email", str(reason))
        else:
            if message is not None:
                sending.send_soon(message)
            said = _("%(name)s can sign in now, and is sent a message that says how.")
            messages.success(request, said % {"name": form.cleaned_data["name"]})
            return redirect("staff_list", network.slug)
    accesses = network.accesses.select_related("user", "partner").order_by("user__name", "pk")
    entries = network.people.exclude(user=None).values_list("user_id", "name")
    context = {
        "network": network,
        "form": form,
        "accesses": accesses,
        "entries": dict(entries),
        "mail_goes_nowhere": settings.DEMO or settings.EMAIL_BACKEND.startswith(NOWHERE),
    }
    return render(request, "network/staff_list.html", context)


@network_view(can=Capability.EDIT)
def staff_edit(request, network, pk):
    access = _access_of(network, pk)
    form = AccessForm(request.POST or None, network=network, instance=access)
    if form.is_valid():
        try:
            staff.change(access, **form.cleaned_data)
        except staff.NotPossible as reason:
            form.add_error("role", str(reason))
        else:
            messages.success(request, _("Saved."))
            # Whoever gave up the coordinator's role cannot see this page any more.
            still = network.accesses.get(pk=pk).allows(Capability.EDIT)
            mine = access.user_id != request.user.pk or still
            return redirect("staff_list" if mine else "home", network.slug)
    context = {
        "network": network,
        "access": access,
        "form": form,
        "way_in": _shown_way_in(access.user),
    }
    return render(request, "network/staff_edit.html", context)


def _shown_way_in(user):
    """To be handed over by hand, where no mail leaves: there it is the only way. Anywhere else it would let a
    coordinator into somebody's account."""
    nowhere = settings.DEMO or settings.EMAIL_BACKEND.startswith(NOWHERE)
    return way_in.address_for(user) if nowhere and not user.has_usable_password() else ""


@network_view(can=Capability.EDIT)
@require_POST
def staff_end(request, network, pk):
    access = _access_of(network, pk)
    is_oneself = access.user_id == request.user.pk
    try:
        staff.end(access)
    except staff.NotPossible as reason:
        messages.error(request, str(reason))
        return redirect("staff_list", network.slug)
    if is_oneself:
        return redirect("front")
    messages.success(
        request, _("%(name)s cannot sign in here any more.") % {"name": access.user.name}
    )
    return redirect("staff_list", network.slug)


def _access_of(network, pk):
    access = get_object_or_404(network.accesses.select_related("user"), pk=pk)
    access.network = network
    return access


@login_not_required  # whoever forgot their password cannot sign in
def forgotten(request):
    form = ForgottenForm(request.POST or None)
    if form.is_valid():
        way_in.forgotten(form.cleaned_data["email"])
        return render(request, "network/forgotten_sent.html")
    return render(request, "network/forgotten.html", {"form": form})


@sensitive_post_parameters("password")
@login_not_required  # the link is the key, once
def welcome(request, key, secret):
    """Choose a password. Mail scanners open this too: nothing is written before one is chosen."""
    user = way_in.user_of(key, secret)
    if user is None:
        return _private(render(request, "network/welcome_over.html", status=404))
    form = PasswordForm(request.POST or None, user=user)
    if form.is_valid():
        with transaction.atomic():
            # Two presses at once: the second finds the link spent.
            User.objects.select_for_update().get(pk=user.pk)
            if way_in.user_of(key, secret) is None:
                return _private(render(request, "network/welcome_over.html", status=404))
            login(request, form.save())
        Message.objects.unsent().filter(kind=Message.Kind.WAY_IN, to=user.email).update(
            state=Message.State.SET_ASIDE
        )
        return redirect("front")
    return _private(render(request, "network/welcome.html", {"form": form, "user_name": user.name}))


def _private(response):
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
