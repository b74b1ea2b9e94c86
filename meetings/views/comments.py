"""What people say to a published account: sending it, and reading it before it is shown."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings.commenting_forms import CommentForm, ModerateForm, OwnCommentForm, ReplyForm
from meetings.models import AccountVersion, Comment
from meetings.models.commenting import CannotModerate
from meetings.thread import thread_of
from network.access import network_view, participant_view
from network.models import Capability


@participant_view
@require_POST
def comment_send(request, person, number, version):
    found = get_object_or_404(
        AccountVersion.objects.for_members().select_related("cycle"),
        cycle__network=person.network,
        cycle__number=number,
        number=version,
    )
    form = CommentForm(request.POST)
    if form.is_valid():
        form.send(found, person)
        messages.success(
            request, _("Thank you. It is shown once somebody has read it. You can change it here.")
        )
        return redirect("participant_account_version", person.code, number, version)
    context = {"person": person, "version": found, "form": form}
    return render(request, "participant/comment_form.html", context)


@participant_view
def comment_own(request, person, pk):
    comment = get_object_or_404(
        Comment.objects.select_related("version__cycle"), pk=pk, person=person, withdrawn_at=None
    )
    form = OwnCommentForm(request.POST or None, initial={"text": comment.text})
    if form.is_valid():
        try:
            messages.success(request, form.do(comment))
            version = comment.version
            return redirect(
                "participant_account_version", person.code, version.cycle.number, version.number
            )
        except CannotModerate as why:
            form.add_error(None, str(why))
    context = {"person": person, "comment": comment, "form": form, "steps": comment.steps.all()}
    return render(request, "participant/comment_own.html", context)


def comments_of(network):
    return Comment.objects.filter(version__cycle__network=network)


@network_view(can=Capability.EDIT)
def comment_list(request, network):
    found = comments_of(network).filter(answers=None).with_all().select_related("version__cycle")
    context = {
        "network": network,
        "waiting": found.waiting(),
        "others": found.exclude(state=Comment.State.HELD).filter(withdrawn_at=None),
    }
    return render(request, "meetings/comment_list.html", context)


@network_view(can=Capability.EDIT)
def comment_moderate(request, network, pk):
    comment = get_object_or_404(
        comments_of(network).select_related("version__cycle", "person__partner"), pk=pk
    )
    form = ModerateForm(request.POST or None)
    if form.is_valid():
        try:
            messages.success(request, form.do(comment, by=request.user))
            return redirect("comment_list", network.slug)
        except CannotModerate as why:
            form.add_error(None, str(why))
    context = {
        "network": network,
        "comment": comment,
        "line": thread_of([comment])[0],
        "form": form,
        "reply": ReplyForm(),
        "steps": comment.steps.select_related("by"),
    }
    return render(request, "meetings/comment_moderate.html", context)


@network_view(can=Capability.EDIT)
@require_POST
def comment_reply(request, network, pk):
    comment = get_object_or_404(comments_of(network).readable(), pk=pk)
    form = ReplyForm(request.POST)
    if form.is_valid():
        form.send(comment, request.user)
        messages.success(request, _("Your reply stands beneath it."))
        return redirect("comment_list", network.slug)
    context = {
        "network": network,
        "comment": comment,
        "line": thread_of([comment])[0],
        "form": ModerateForm(),
        "reply": form,
        "steps": comment.steps.select_related("by"),
    }
    return render(request, "meetings/comment_moderate.html", context)
