from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from network.access import network_view
from network.forms import NetworkForm
from network.models import Capability


@network_view(can=Capability.EDIT)
def network_edit(request, network):
    form = NetworkForm(request.POST or None, instance=network)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("network_edit", network.slug)
    return render(request, "network/network_form.html", {"network": network, "form": form})
