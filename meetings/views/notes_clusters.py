"""One cluster of notes: its name, its place, and what it becomes."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from meetings import becoming
from meetings.note_forms import ClusterForm, QuestionForm, ThemeForm, TopicForm
from network.access import network_view
from network.models import Capability

from .final import while_notes_open
from .meetings import meeting_of
from .notes import key_in

FORMS = {"theme": ThemeForm, "question": QuestionForm, "topic": TopicForm}
MADE = {
    "theme": gettext_lazy("“%(what)s” is a theme now. The notes stand behind it."),
    "question": gettext_lazy(
        "“%(what)s” is a question of the draft now. The notes stand behind it."
    ),
    "topic": gettext_lazy("“%(what)s” is on the longlist now. The notes stand behind it."),
}


def _cluster_of(network, number, pk):
    meeting = meeting_of(network, number)
    cluster = get_object_or_404(meeting.clusters, pk=pk)
    cluster.meeting = meeting
    return cluster


@network_view(can=Capability.RUN)
@while_notes_open
def cluster_edit(request, network, number, pk):
    cluster = _cluster_of(network, number, pk)
    form = ClusterForm(request.POST or None, meeting=cluster.meeting, instance=cluster)
    if form.is_valid():
        cluster.rename(form.cleaned_data["name"])
        return redirect("notes_sort", network.slug, number)
    return _page(request, network, cluster, form=form)


def _page(request, network, cluster, *, form=None, **bound):
    cycle = network.current_cycle()
    name = cluster.meeting.clusters.get(pk=cluster.pk).name  # whatever a refused form said
    first = {"name": name, "title": name}
    making = {
        f"{what}_form": bound.get(what) or kind(cycle=cycle, initial=first, prefix=what)
        for what, kind in FORMS.items()
    }
    context = {
        "network": network,
        "meeting": cluster.meeting,
        "cluster": cluster,
        "name": name,
        "form": form or ClusterForm(meeting=cluster.meeting, instance=cluster),
        "notes": cluster.notes.standing(),
        "is_final": cluster.meeting.notes_are_final(),
        "others": cluster.meeting.clusters.exclude(pk=cluster.pk),
        "became": becoming.became(network, cluster),
        "has_proforma": making["theme_form"].fields["proforma"].queryset.exists(),
        "has_draft": making["question_form"].fields["part"].queryset.exists(),
        **making,
    }
    return render(request, "meetings/notes_cluster.html", context)


@network_view(can=Capability.RUN)
@require_POST
@while_notes_open
def cluster_move(request, network, number, pk):
    _cluster_of(network, number, pk).move(up="up" in request.GET)
    return redirect(f"{reverse('notes_sort', args=[network.slug, number])}#cluster-{pk}")


@network_view(can=Capability.RUN)
@require_POST
@while_notes_open
def cluster_merge(request, network, number, pk):
    cluster = _cluster_of(network, number, pk)
    others = cluster.meeting.clusters.exclude(pk=pk)
    other = others.filter(pk=key_in(request.POST.get("into"))).first()
    if other is None:
        messages.error(request, _("Choose which cluster it joins."))
        return redirect("cluster_edit", network.slug, number, pk)
    cluster.merge_into(other)
    messages.success(
        request,
        _("The notes of “%(one)s” are in “%(other)s” now.") % {"one": cluster, "other": other},
    )
    return redirect(f"{reverse('notes_sort', args=[network.slug, number])}#cluster-{other.pk}")


@network_view(can=Capability.RUN)
@require_POST
@while_notes_open
def cluster_delete(request, network, number, pk):
    _cluster_of(network, number, pk).let_go()
    messages.success(
        request, _("The cluster is gone. Its notes are kept: they are not sorted now.")
    )
    return redirect("notes_sort", network.slug, number)


@network_view(can=Capability.EDIT)
@require_POST
def cluster_become(request, network, number, pk, what):
    if what not in FORMS:
        raise Http404
    cluster = _cluster_of(network, number, pk)
    cycle = network.current_cycle()
    cycle.network = network
    form = FORMS[what](request.POST, cycle=cycle, prefix=what)
    if form.is_valid():
        try:
            made, is_new = _make(what, cluster, cycle, form.cleaned_data, request.user)
        except becoming.CannotBecome as reason:
            form.add_error(None, str(reason))
        else:
            say = (
                MADE[what]
                if is_new
                else _("“%(what)s” was there already. The notes stand behind it.")
            )
            messages.success(request, say % {"what": made})
            return redirect("cluster_edit", network.slug, number, pk)
    return _page(request, network, cluster, **{what: form})


def _make(what, cluster, cycle, data, user):
    if what == "theme":
        return becoming.theme(cluster, data["proforma"], data["name"], by=user)
    if what == "question":
        return becoming.question(cluster, data["part"], data["text"], by=user)
    return becoming.topic(cluster, cycle, data["title"], data["origin"], by=user)
