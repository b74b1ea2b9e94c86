"""An answer that came by phone, on paper or sitting together is typed in for the person whose it is.

Two doors lead to the participant's own pages of a part: a user's, from the return list, and that of the
person whom the register names as somebody's helper, from the helper's own page.
"""

from functools import wraps

from django.shortcuts import get_object_or_404, render

from network.access import network_view, participant_view
from network.models import Capability
from network.views.codes import ask_for_code
from proforma.models import Help, Way
from proforma.typing_in import Typing

from .answering import context_of, edit, part_of, refused, response_of
from .handing_in import copy, review, submit


def as_user(view):
    """Let a user who may circulate type it in for somebody on the register."""

    @network_view(can=Capability.CIRCULATE)
    @wraps(view)
    def found(request, network, pk, part_pk, person_pk):
        people = network.people.on_register().select_related("partner")
        person = get_object_or_404(people, pk=person_pk)
        person.network = network
        part = part_of(person, part_pk)
        if part is None or part.proforma_id != pk:
            context = {"network": network, "person": None, "whose": person}
            return render(request, "proforma/assisted_not_asked.html", context, status=404)
        typing = Typing(part, person, network, Help(user=request.user))
        return _let_in(request, view, typing)

    return found


def as_helper(view):
    """Let the person whom the register names as somebody's helper type it in for them."""

    @participant_view
    @wraps(view)
    def found(request, helper, person_pk, pk):
        people = helper.network.people.taking_part().filter(helper=helper)
        person = people.select_related("partner").filter(pk=person_pk).first()
        if person is not None:
            person.network = helper.network
        part = person and part_of(person, pk)
        if part is None:
            return render(request, "participant/not_asked.html", {"person": helper}, status=404)
        return _let_in(request, view, Typing(part, person, helper.network, Help(helper=helper)))

    return found


def _let_in(request, view, typing):
    """Show nobody what is not theirs to see; and first ask by which way it came, and if the person agrees."""
    response = response_of(typing)
    if not typing.help.may_open(response):
        return refused(request, typing, response)
    helper = typing.owner
    if helper and not helper.device.may_show(typing.thing, saved=response is not None):
        return ask_for_code(request, helper)
    if typing.help.has_begun(response):
        return view(request, typing.begun(response), response)
    said = request.POST if "way" in request.POST else request.GET
    if said.get("way") in Way and said.get("agreed") == "yes":
        return view(request, typing.said(said["way"]), response)
    if not typing.part.activity.is_open():
        return view(request, typing, response)
    return _start(request, typing, said)


def _start(request, typing, said):
    context = context_of(
        typing,
        None,
        None,
        ways=Way.choices,
        said=said,
        is_lacking=request.method == "POST" or "way" in said or "agreed" in said or "go" in said,
    )
    return render(request, "proforma/assisted_start.html", context)


assisted_edit, helped_edit = as_user(edit), as_helper(edit)
assisted_review, helped_review = as_user(review), as_helper(review)
assisted_submit, helped_submit = as_user(submit), as_helper(submit)
helped_copy = as_helper(copy)
