"""The two doors: `network_view` for people who sign in, `participant_view` for people with a link.

Behind either door everything is reached through the network or the person that the door handed over.
"""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render

from .devices import Device
from .middleware import EMPTY_STYLE
from .models import Access, Capability, Person


def network_view(view=None, *, can=Capability.LOOK):
    """Give the view the Network its address names, if the user may do there what `can` asks.

    Outsiders get a 404, so that they cannot learn that the network exists; people inside it who lack
    the capability get a 403. A view without this decorator raises TypeError, because the address passes
    `slug` and not `network`. The network carries `may` and `user`, so that pages can ask what to offer.
    """

    def decorate(view):
        @wraps(view)
        def guarded(request, slug, **kwargs):
            access = get_object_or_404(
                Access.objects.select_related("network"), network__slug=slug, user=request.user
            )
            if not access.allows(can):
                raise PermissionDenied
            network = access.network
            network.may = {
                str(capability) for capability in Capability if access.allows(capability)
            }
            network.user = request.user
            response = view(request, network, **kwargs)
            # Names, keys and answers: no browser shows them again by its back button after signing out.
            response.headers.setdefault("Cache-Control", "no-store")
            return response

        guarded.is_network_door = True
        guarded.capability = can
        return guarded

    return decorate(view) if view else decorate


def participant_view(view):
    """Give the view the Person whose page this is, if this device holds the cookie their link left.

    The address carries the person's public code and the cookie is set for that address alone, so two
    people's pages can be open on one device without either writing into the other's answers. The person
    carries `device`, which says whether what they saved may be shown here.
    """

    @wraps(view)
    @login_not_required  # the link is the key
    def guarded(request, code, **kwargs):
        person = Person.objects.select_related("network", "partner").filter(code=code).first()
        if person is None:
            raise Http404
        person.device = Device.of(request, person)
        if person.device is None:
            return render(request, "participant/link_needed.html", {"person": None}, status=403)
        response = view(request, person, **kwargs)
        if person.device.has_learnt:
            person.device.keep(response)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    guarded.is_participant_door = True
    return guarded


def charts_page(view):
    """Let plotly put up its (empty) style element on this page, and on no other."""

    @wraps(view)
    def with_charts(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.csp = {"style-src": [EMPTY_STYLE]}
        return response

    return with_charts
