"""What was published to anybody: the account of who steered, and reflections. It needs no link."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render

from meetings import journal, said_no_more
from meetings.account import keeping
from meetings.models import AccountVersion
from network.models import Network


@login_not_required  # it was published to anybody
def published(request, slug, number=None, version=None):
    """The newest account, or the one that is asked for. A network that published nothing is not there."""
    network = get_object_or_404(Network, slug=slug)
    versions = list(
        AccountVersion.objects.for_anybody()
        .filter(cycle__network=network)
        .select_related("cycle")
        .defer("content")
    )
    wanted = [one for one in versions if number in (None, one.cycle.number)]
    wanted = [one for one in wanted if version in (None, one.number)]
    reflections = journal.for_anybody(network)
    if not (wanted or (reflections and number is None)):
        raise Http404
    shown = wanted[0] if wanted else None
    context = {
        "network": network,
        "version": shown,
        "account": shown
        and keeping.read(shown, said_no_more.in_network(network, said_no_more.PUBLIC)),
        "others": [one for one in versions if one != shown],
        "reflections": reflections if number is None else [],
    }
    response = render(request, "published.html", context)
    # What is taken down should not live on in other people's machines.
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, noarchive"
    return response
