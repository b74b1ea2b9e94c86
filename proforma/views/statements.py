"""What a small group says together: the coordinator's side, and that of each of the group."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.access import network_view, participant_view
from network.circulation import NumberChanged
from network.models import Capability, Level
from network.views.codes import ask_for_code
from network.views.sending import send_and_say
from proforma import statements
from proforma.forms import StatementAnswerForm, StatementForm
from proforma.models import GroupStatement, StatementMember
from proforma.models.statements import NotTheseWords


def statement_of(network, key):
    found = GroupStatement.objects.filter(cycle__network=network).select_related("cycle")
    statement = get_object_or_404(found, key=key)
    statement.cycle.network = network
    return statement


def wording_of(request):
    """Which words were on the page; none of ours if the form was tampered with."""
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isdecimal() and len(seen) < 6 else 0


@network_view(can=Capability.EDIT)
def statement_list(request, network):
    """How many agreed, and other words that were suggested: never by whom."""
    found = network.current_cycle().statements.with_tallies()
    listed = []
    for statement in found.prefetch_related("members__person"):
        members = statement.members.all()
        here = [one.person for one in members if one.person and one.person.left_at is None]
        listed.append(
            {
                "statement": statement,
                "people": sorted(here, key=lambda person: person.name),
                "to_send": sum(person.can_be_written_to for person in here),
                "suggested": sorted(one.said for one in members if one.said),
            }
        )
    return render(
        request, "proforma/statement_list.html", {"network": network, "statements": listed}
    )


@network_view(can=Capability.EDIT)
def statement_create(request, network):
    form = StatementForm(request.POST or None, network=network, level=request.GET.get("level", ""))
    if form.is_valid():
        GroupStatement.begin(network.current_cycle(), by=request.user, **form.written())
        messages.success(request, _("Kept. Nobody is asked until you press “Ask them”."))
        return redirect("statement_list", network.slug)
    context = {"network": network, "form": form, "levels": Level.choices}
    return render(request, "proforma/statement_form.html", context)


@network_view(can=Capability.EDIT)
def statement_edit(request, network, key):
    statement = statement_of(network, key)
    if not statement.can_change:
        messages.error(request, _("It was published as they agreed. Begin another instead."))
        return redirect("statement_list", network.slug)
    form = StatementForm(request.POST or None, network=network, statement=statement)
    if form.is_valid():
        try:
            changed = statement.change(seen=form.cleaned_data["seen"], **form.written())
        except NotTheseWords:  # the page carries the wording that stands now, and what was written
            form.add_error(
                None,
                _("Somebody changed it since you opened the page. What it says now stands below."),
            )
        else:
            messages.success(
                request,
                _("Changed. Ask them anew: whoever agreed, agreed to something else.")
                if changed
                else _("It stands as it stood. Nothing was changed."),
            )
            return redirect("statement_list", network.slug)
    context = {"network": network, "form": form, "statement": statement}
    return render(request, "proforma/statement_form.html", context)


@network_view(can=Capability.CIRCULATE)
@require_POST
def statement_ask(request, network, key):
    statement, promised = statement_of(network, key), request.POST.get("promised", "")
    try:
        mailing = statements.ask(
            statement,
            seen=wording_of(request),
            promised=int(promised) if promised.isdecimal() and len(promised) < 6 else -1,
            by=request.user,
        )
    except (NotTheseWords, NumberChanged):
        messages.error(
            request, _("It has changed since you opened the page. Nothing was sent. Look again.")
        )
    else:
        if mailing is None:
            messages.error(request, _("They have been asked already."))
        elif mailing.messages.exists():
            send_and_say(request, mailing)
        else:
            messages.success(request, _("It waits on the page of each of them."))
    return redirect("statement_list", network.slug)


@network_view(can=Capability.EDIT)
@require_POST
def statement_publish(request, network, key):
    if statement_of(network, key).publish(seen=wording_of(request)):
        messages.success(request, _("Published. Any of them can take it back at any time."))
    else:
        messages.error(request, _("Not everybody agrees to these words. Nothing was published."))
    return redirect("statement_list", network.slug)


@network_view(can=Capability.EDIT)
@require_POST
def statement_withdraw(request, network, key):
    statement_of(network, key).withdraw()
    messages.success(request, _("Nobody is shown it any more. A note stands where it stood."))
    return redirect("statement_list", network.slug)


@network_view(can=Capability.EDIT)
@require_POST
def statement_throw_away(request, network, key):
    if statement_of(network, key).throw_away():
        messages.success(request, _("Thrown away. Nobody is asked any more."))
    else:
        messages.error(request, _("It was published. It can only be taken down."))
    return redirect("statement_list", network.slug)


@participant_view
def statement_answer(request, person, key):
    """One of the group reads the words and says yes, or not these, or no. Who else is of it is not said."""
    found = GroupStatement.objects.waiting_for(person)
    member = (
        StatementMember.objects.filter(person=person, statement__in=found, statement__key=key)
        .select_related("statement")
        .first()
    )
    if member is None:
        raise Http404
    # That they are asked says something about them: on a new device it counts as saved.
    if not person.device.may_show(f"statement:{key}"):
        return ask_for_code(request, person)
    form, problem = StatementAnswerForm(request.POST or None, initial={"said": member.said}), ""
    if form.is_valid():
        try:
            _say(member, **form.cleaned_data)
        except NotTheseWords:
            if not found.filter(key=key).exists():
                messages.error(request, _("The words are being changed. You will be asked anew."))
                return redirect("participant_home", person.code)
            # A yes was a yes to other words: nothing is marked when they are shown anew.
            problem = _("The words have changed since you opened the page. Please read them again.")
            form = StatementAnswerForm(initial={"said": form.cleaned_data["said"]})
        else:
            messages.success(request, _("Thank you. You can change this at any time."))
            return redirect("participant_home", person.code)
    context = {
        "person": person,
        "member": member,
        "statement": member.statement,
        "others": member.statement.members.count() - 1,
        "form": form,
        "problem": problem,
    }
    return render(request, "participant/statement.html", context)


def _say(member, *, says, said, seen):
    if says == "agree":
        member.agree(seen=seen)
    elif says == "suggest":
        member.suggest(said, seen=seen)
    elif says == "decline":
        member.decline(seen=seen)
    else:
        member.take_back()
