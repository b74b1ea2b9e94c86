"""A theme is named anew, merged, split or removed."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from network.access import network_view
from network.models import Capability
from proforma.forms.themes import IntoThemeForm, SplitForm, ThemeForm
from proforma.models import Theme
from proforma.models.themes import CannotMerge, NameTaken, StillHolds

from .reading import room_of, theme_of

FASTER = gettext_lazy("Somebody was faster, or it was merged already. Please look again.")
TAKEN = gettext_lazy("Another theme is called so. Merge the two, or choose another name.")


def desk_of(network, pk, theme_pk):
    """The pro-forma, the theme, the other themes that are listed, and its answers by question."""
    proforma, _views, questions = room_of(network, pk)
    theme = theme_of(proforma, theme_pk)
    others = [one for one in Theme.objects.standing().filter(proforma=proforma) if one != theme]
    carrying = [
        (one, [answer for answer in one.listed if theme in answer.themes]) for one in questions
    ]
    return proforma, theme, others, [(one, answers) for one, answers in carrying if answers]


def _page(request, network, desk, **refused):
    """The page; `refused` is a form that could not be taken, and stays as it was filled in."""
    proforma, theme, others, carrying = desk
    answers = [answer for _question, listed in carrying for answer in listed]
    forms = {
        "rename": ThemeForm(initial={"name": theme.name, "about": theme.about}),
        "merge": IntoThemeForm(themes=others, auto_id="merge-%s"),
        "split": SplitForm(themes=others, answers=answers, auto_id="split-%s"),
        **refused,
    }
    context = {
        "network": network,
        "proforma": proforma,
        "theme": theme,
        "others": others,
        "carrying": carrying,
        "merged": theme.merged.all(),
        "ticked": set(refused["split"].data.getlist("chosen_answers"))
        if "split" in refused
        else set(),
        **forms,
    }
    return render(request, "proforma/theme_form.html", context)


@network_view(can=Capability.EDIT)
def theme_edit(request, network, pk, theme_pk):
    desk = proforma, theme, _others, _carrying = desk_of(network, pk, theme_pk)
    if theme.merged_into_id is not None:
        return redirect("theme_edit", network.slug, pk, theme.merged_into_id)
    if request.method != "POST":
        return _page(request, network, desk)
    form = ThemeForm(request.POST)
    if form.is_valid():
        try:
            theme.rename(form.cleaned_data["name"], about=form.cleaned_data["about"])
        except NameTaken:
            form.add_error("name", TAKEN)
        else:
            messages.success(request, _("Kept."))
            return redirect("theme_edit", network.slug, proforma.pk, theme.pk)
    return _page(request, network, desk, rename=form)


@network_view(can=Capability.EDIT)
@require_POST
def theme_merge(request, network, pk, theme_pk):
    desk = _proforma, theme, others, _carrying = desk_of(network, pk, theme_pk)
    form = IntoThemeForm(request.POST, themes=others, auto_id="merge-%s")
    if not form.is_valid():
        return _page(request, network, desk, merge=form)
    other = form.chosen()
    try:
        theme.merge_into(other)
    except CannotMerge:
        messages.error(request, FASTER)
        return redirect("answers_read", network.slug, pk)
    messages.success(
        request,
        _("“%(theme)s” counts as “%(other)s” now. You can take that back here.")
        % {"theme": theme, "other": other},
    )
    return redirect("theme_edit", network.slug, pk, other.pk)


@network_view(can=Capability.EDIT)
@require_POST
def theme_take_back(request, network, pk, theme_pk):
    """List a theme again that was merged."""
    proforma, _views, _questions = room_of(network, pk)
    theme = theme_of(proforma, theme_pk)
    try:
        theme.take_back_merger()
    except NameTaken:
        messages.error(
            request,
            _("Another theme is called “%(theme)s” now. Rename that one first.") % {"theme": theme},
        )
        return redirect("theme_edit", network.slug, pk, theme.merged_into_id)
    messages.success(request, _("“%(theme)s” stands by itself again.") % {"theme": theme})
    return redirect("theme_edit", network.slug, pk, theme.pk)


@network_view(can=Capability.EDIT)
@require_POST
def theme_split(request, network, pk, theme_pk):
    desk = proforma, theme, others, carrying = desk_of(network, pk, theme_pk)
    answers = [answer for _question, listed in carrying for answer in listed]
    form = SplitForm(request.POST, themes=others, answers=answers, auto_id="split-%s")
    if form.is_valid() and form.cleaned_data["name"]:
        into, _is_new = Theme.named(proforma, form.cleaned_data["name"], by=request.user)
        if into == theme:
            form.add_error("name", _("That is its own name. Write another."))
    elif form.is_valid():
        into = form.chosen()
    if not form.is_valid():
        return _page(request, network, desk, split=form)
    ticked = form.ticked()
    try:
        theme.hand_over(
            [(answer.response, answer.code, answer.digest) for answer in ticked],
            into,
            by=request.user,
        )
    except Theme.DoesNotExist:
        messages.error(request, FASTER)
    else:
        messages.success(request, _("Now under “%(theme)s”.") % {"theme": into})
    return redirect("theme_edit", network.slug, pk, theme.pk)


@network_view(can=Capability.EDIT)
@require_POST
def theme_remove(request, network, pk, theme_pk):
    proforma, _views, _questions = room_of(network, pk)
    theme = theme_of(proforma, theme_pk)
    try:
        theme.remove()
    except StillHolds:
        messages.error(
            request,
            _("Answers were given this theme, or something rests on it. Merge it instead."),
        )
        return redirect("theme_edit", network.slug, pk, theme.pk)
    messages.success(request, _("“%(theme)s” is gone.") % {"theme": theme})
    return redirect("answers_read", network.slug, pk)
