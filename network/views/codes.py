"""A new device asks for a code before it shows what a person saved."""

from urllib.parse import parse_qsl, unquote, urlencode

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.access import network_view, participant_view
from network.codes import send_code
from network.models import Capability, DeviceCode
from network.models.codes import TooManyCodes

NOT_HELD = {"csrfmiddlewaretoken"}


def ask_for_code(request, person):
    """In place of a page with saved things: where to get in. What a form brought is carried along."""
    if request.htmx:
        return render(request, "participant/code_form.html#not_saved", {"person": person})
    if request.method != "POST":
        query = urlencode({"back": request.get_full_path()})
        return redirect(f"{reverse('code_enter', args=[person.code])}?{query}")
    held = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_HELD
        for value in values
    ]
    context = _context(person, back=request.get_full_path(), held=urlencode(held))
    return render(request, "participant/code_form.html", context, status=403)


def _context(person, **context):
    shown = None
    if settings.DEMO:  # no message leaves a demo
        shown = person.device_codes.live(timezone.now()).first()
    return {"person": person, "shown": shown, **context}


def _back(request, person):
    """Where the person was going: a page of their own."""
    back = request.POST.get("back") or request.GET.get("back", "")
    own = f"/p/{person.code}/"
    safe = url_has_allowed_host_and_scheme(back, None) and back.startswith(own)
    # A browser reads %2e%2e as "..", and leaves out line breaks and the like.
    path = unquote(back.partition("?")[0])
    return back if safe and ".." not in path and path.isprintable() else own


@participant_view
def code_enter(request, person):
    """Ask for a code, or enter one. Pressed without either, as a mail scanner may, it does nothing."""
    if request.method == "GET" and person.device.may_show("", saved=True):
        return redirect(_back(request, person))
    context = {"back": _back(request, person), "held": request.POST.get("held", "")}
    if request.POST.get("go") == "send":
        return _send(request, person, context)
    if request.POST.get("code", "").strip():
        if DeviceCode.accept(person, request.POST["code"]):
            return _let_in(request, person, context)
        context["problem"] = _(
            "That is not the code, or it is more than half an hour old. Look at the newest message, or ask "
            "for another."
        )
    return render(request, "participant/code_form.html", _context(person, **context))


def _send(request, person, context):
    if not person.email:
        context["problem"] = _(
            "We have no email of yours. Ask your coordinator to read you a code."
        )
    else:
        try:
            message = send_code(person)
        except TooManyCodes as refused:
            context["problem"] = str(refused)
        else:
            message.refresh_from_db()
            context["sent"] = message.state != message.State.FAILED
            if not context["sent"]:
                context["problem"] = _(
                    "The message could not be sent. Ask your coordinator to read you a code."
                )
    return render(request, "participant/code_form.html", _context(person, **context))


def _let_in(request, person, context):
    person.device.remember()
    if not context["held"]:
        messages.success(request, _("This device knows you now. It will not ask again."))
        return redirect(context["back"])
    fields = parse_qsl(context["held"], keep_blank_values=True)
    return render(
        request,
        "participant/code_held.html",
        {"person": person, "back": context["back"], "fields": fields},
    )


@participant_view
@require_POST
def devices_forget(request, person):
    """Ask for a code again on every device but this one."""
    if "forget" in request.POST and person.device.may_show(""):
        person.forget_devices()
        person.device.known = set()
        person.device.remember()
        messages.success(request, _("Every other device asks for a code again."))
    return redirect(reverse("participant_home", args=[person.code]))


@network_view(can=Capability.CIRCULATE)
@require_POST
def code_read_out(request, network, pk):
    """Make a code to read out by phone. It is shown this once, and the person sees that it was made."""
    person = get_object_or_404(network.people.on_register(), pk=pk)
    context = {"network": network, "person": person}
    try:
        context["code"] = DeviceCode.make(person, by=request.user)
    except TooManyCodes as refused:
        messages.error(request, str(refused))
        return redirect("person_link", network.slug, pk)
    return render(request, "network/person_link.html", context)
