"""The register: partners and people, one by one or from a list."""

from django.contrib import messages
from django.db import transaction
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from network import register
from network.access import network_view
from network.forms import KeptListForm, PartnerForm, PersonForm, RegisterImportForm
from network.models import Capability, Person


@network_view
def partner_list(request, network):
    people = Person.objects.on_register()
    partners = network.partners.prefetch_related(Prefetch("people", people)).select_related(
        "figures_lead"
    )
    context = {
        "network": network,
        "partners": partners,
        "independents": people.filter(network=network, partner=None),
    }
    return render(request, "network/partner_list.html", context)


@network_view(can=Capability.EDIT)
def partner_create(request, network):
    form = PartnerForm(request.POST or None, network=network)
    if form.is_valid():
        form.save()
        messages.success(request, _("%(name)s is on the register.") % {"name": form.instance})
        return redirect("partner_list", network.slug)
    return render(request, "network/partner_form.html", {"network": network, "form": form})


@network_view(can=Capability.EDIT)
def partner_edit(request, network, pk):
    partner = get_object_or_404(network.partners, pk=pk)
    form = PartnerForm(request.POST or None, network=network, instance=partner)
    if form.is_valid():
        form.save()
        return redirect("partner_list", network.slug)
    return render(request, "network/partner_form.html", {"network": network, "form": form})


@network_view(can=Capability.EDIT)
def person_create(request, network):
    form = PersonForm(
        request.POST or None, network=network, initial={"partner": request.GET.get("partner")}
    )
    if form.is_valid():
        form.save()
        messages.success(request, _("%(name)s is on the register.") % {"name": form.instance})
        return redirect("partner_list", network.slug)
    return render(request, "network/person_form.html", {"network": network, "form": form})


@network_view(can=Capability.EDIT)
def person_edit(request, network, pk):
    person = get_object_or_404(network.people, pk=pk)
    old = person.email
    form = PersonForm(request.POST or None, network=network, instance=person)
    if form.is_valid():
        with transaction.atomic():
            form.save()
            if person.email != old:
                person.follow_address(old)
        messages.success(request, _("Saved."))
        return redirect("partner_list", network.slug)
    return render(
        request, "network/person_form.html", {"network": network, "form": form, "person": person}
    )


@network_view(can=Capability.CIRCULATE)
def person_link(request, network, pk):
    person = get_object_or_404(network.people.on_register(), pk=pk)
    return render(request, "network/person_link.html", {"network": network, "person": person})


@network_view(can=Capability.CIRCULATE)
@require_POST
def link_reissue(request, network, pk):
    person = get_object_or_404(network.people.on_register(), pk=pk)
    with transaction.atomic():
        person.reissue_link()
        for handover in person.handovers.unsettled().filter(is_wrong_person=True):
            handover.settle(by=request.user)
    messages.success(
        request,
        _("%(name)s has a new link. The old one no longer opens anything.") % {"name": person},
    )
    return redirect("person_link", network.slug, person.pk)


@network_view(can=Capability.CIRCULATE)
@require_POST
def link_revoke(request, network, pk):
    person = get_object_or_404(network.people.on_register(), pk=pk)
    person.revoke_link()
    messages.success(request, _("The link of %(name)s opens nothing any more.") % {"name": person})
    return redirect("person_link", network.slug, person.pk)


@network_view(can=Capability.EDIT)
@require_POST
def person_leave(request, network, pk):
    person = get_object_or_404(network.people.on_register(), pk=pk)
    person.leave()
    messages.success(
        request, _("%(name)s is off the register. What they told us stays.") % {"name": person}
    )
    return redirect("partner_list", network.slug)


@network_view(can=Capability.EDIT)
def register_import(request, network):
    """Read a list and say what would become of each row. Nothing is saved here."""
    form = RegisterImportForm(request.POST or None, request.FILES or None)
    report, kept = None, None
    if form.is_valid():
        try:
            table = form.table()
            report, kept = _planned(network, table), KeptListForm.of(table)
        except register.UnreadableTable as problem:
            form.add_error(None, str(problem))
    context = {"network": network, "form": form, "report": report, "kept": kept}
    return render(request, "network/register_import.html", context)


@network_view(can=Capability.EDIT)
@require_POST
def register_save(request, network):
    """Add the good rows of a list that was read and shown."""
    form = KeptListForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The list did not arrive whole. Please read it again."))
        return redirect("register_import", network.slug)
    added = _save(network, _planned(network, form.cleaned_data["kept"]))
    messages.success(
        request, ngettext("%(n)d row was added.", "%(n)d rows were added.", added) % {"n": added}
    )
    return redirect("partner_list", network.slug)


def _planned(network, table):
    people = list(network.people.values_list("name", "partner__name", "email"))
    return register.plan(
        table,
        partners=list(network.partners.values_list("name", flat=True)),
        emails={email.lower() for _name, _partner, email in people if email},
        people={(name, partner or "") for name, partner, _email in people},
    )


@transaction.atomic
def _save(network, report):
    partners = {partner.name.lower(): partner for partner in network.partners.all()}
    for row in report.to_add:
        entry = row.person
        if entry.partner and entry.partner.lower() not in partners:
            fields = {"sector": entry.sector} if entry.sector else {}
            partners[entry.partner.lower()] = network.add_partner(name=entry.partner, **fields)
        if entry.name:
            network.add_person(
                name=entry.name,
                email=entry.email,
                phone=entry.phone,
                role=entry.role,
                level=entry.level,
                partner=partners.get(entry.partner.lower()),
            )
    return len(report.to_add)
