"""Open answers are read one by one, and a reader says which themes are in them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.access import network_view
from network.models import Capability
from proforma import reading_list, reading_room
from proforma import results as proforma_results_of
from proforma.forms.themes import ThemeForm
from proforma.models import Coding, Theme

from .builder import proforma_of


def room_of(network, pk):
    """The pro-forma, its results, and its open questions with what may be read."""
    proforma = proforma_of(network, pk)
    for part in proforma.parts.all():
        part.proforma = proforma
    views, _figures = proforma_results_of.of(proforma, timezone.now())
    return proforma, views, reading_room.open_questions(proforma, views)


def find_answer(questions, code, key):
    """An answer by its key; None if there is none that may be read now."""
    question = next((one for one in questions if one.code == code), None)
    return question and question.find(key)


@network_view(can=Capability.EDIT)
def answers_read(request, network, pk):
    proforma, views, questions = room_of(network, pk)
    return page(request, network, proforma, views, questions)


def page(request, network, proforma, views, questions, form=None):
    """The page; `form` is a new theme that could not be taken, and stays as it was filled in."""
    asked = request.GET
    wish = reading_list.Wish(
        question=asked.get("question", ""),
        theme=asked.get("theme", ""),
        unread="unread" in asked,
        sought=asked.get("q", "").strip(),
        key=asked.get("answer", ""),
    )
    desk = reading_list.lay_out(questions, wish)
    context = {
        "network": network,
        "proforma": proforma,
        "views": views,
        "desk": desk,
        "wish": wish,
        "form": form or ThemeForm(),
        "by_group": reading_room.by_group(desk.room, views)
        if desk.room and "groups" in asked
        else None,
    }
    template = "proforma/answers_read.html"
    return render(request, f"{template}#reading" if request.htmx else template, context)


def back_to(request, network, pk, key=""):
    """The page as it was, with this answer in hand."""
    asked = request.GET.copy()
    if key:
        asked["answer"] = key
    address = reverse("answers_read", args=[network.slug, pk])
    return redirect(f"{address}?{asked.urlencode()}{f'#answer-{key}' if key else ''}")


@network_view(can=Capability.EDIT)
@require_POST
def answer_code(request, network, pk, code, key):
    """Give one answer a theme, take one from it, or note that it was read and has none.

    The form says what shall be so, never what shall change: pressed twice, or by two, it comes to the same.
    """
    _proforma, _views, questions = room_of(network, pk)
    answer = find_answer(questions, code, key)
    if answer is None:
        messages.error(request, _("That answer cannot be shown now. Nothing was kept."))
        return back_to(request, network, pk)
    sent = request.POST
    themes = {str(theme.pk): theme for theme in questions[0].themes}
    theme = themes.get(sent.get("on", sent.get("off", "")))
    if theme is None and "none" not in sent:
        messages.error(request, _("That theme is not listed any more. Please look again."))
    elif "off" in sent or sent.get("none") == "off":
        _take(request, answer, theme)
    elif sent.get("seen") != answer.digest:
        messages.error(
            request, _("This answer has changed since you opened the page. Please read it again.")
        )
    else:
        _give(request, answer, theme)
    return back_to(request, network, pk, key)


def _give(request, answer, theme):
    digest, by = answer.digest, request.user
    if theme is None:
        if Coding.see_none(answer.response, answer.code, digest=digest, by=by):
            messages.success(request, _("Read, and no theme."))
        else:
            messages.error(request, _("It has a theme. Take that off first."))
        return
    try:
        Coding.see(answer.response, answer.code, theme, digest=digest, by=by)
    except Theme.DoesNotExist:
        messages.error(request, _("That theme is not listed any more. Please look again."))
    else:
        messages.success(request, _("Given: %(theme)s") % {"theme": theme})


def _take(request, answer, theme):
    if theme is None:
        Coding.unsee_none(answer.response, answer.code)
        messages.success(request, _("Not read yet."))
    else:
        Coding.unsee(answer.response, answer.code, theme)
        messages.success(request, _("Taken off: %(theme)s") % {"theme": theme})


@network_view(can=Capability.EDIT)
@require_POST
def theme_create(request, network, pk):
    """A new theme, and with it the answer in hand if there is one."""
    proforma, views, questions = room_of(network, pk)
    form = ThemeForm(request.POST)
    if not form.is_valid():
        return page(request, network, proforma, views, questions, form)
    theme, is_new = Theme.named(
        proforma, form.cleaned_data["name"], about=form.cleaned_data["about"], by=request.user
    )
    said = _("New theme: %(theme)s") if is_new else _("There is this theme already: %(theme)s")
    messages.success(request, said % {"theme": theme})
    sent = request.POST
    answer = find_answer(questions, sent.get("code", ""), sent.get("answer", ""))
    if answer is None:
        return back_to(request, network, pk)
    if sent.get("seen") == answer.digest:
        _give(request, answer, theme)
    else:
        messages.error(
            request, _("This answer has changed since you opened the page. Please read it again.")
        )
    return back_to(request, network, pk, answer.key)


def theme_of(proforma, pk):
    """A theme of this pro-forma, whether it is listed or merged."""
    theme = Theme.objects.filter(proforma=proforma, pk=pk).first()
    if theme is None:
        raise Http404
    theme.proforma = proforma
    return theme
