"""Choosing among options, and among the network's partners."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .numbers import whole
from .texts import first

YES_NO = (("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No")))


def _at_most(question, chosen):
    most = question.settings.get("most")
    if most and len(chosen) > most:
        raise ValidationError(
            _("Please choose at most %(most)d; %(n)d are ticked.")
            % {"most": most, "n": len(chosen)}
        )
    return chosen


def clean_choice(question, values):
    code = first(values)
    if code and code not in dict(question.choices()):
        raise ValidationError(_("That is not one of the choices any more. Please choose again."))
    return code or None


def clean_choices(question, values):
    allowed = dict(question.choices())
    return _at_most(question, [code for code in dict.fromkeys(values) if code in allowed]) or None


def places(question):
    """How many places a ranking has: the top k, or all."""
    options = len(question.choices())
    return min(question.settings.get("most") or options, options)


def clean_ranking(question, values):
    """{option: [place]} into the options by place, the first first; None where a place is still free."""
    by_place = {}
    for option, sent in values.items():
        place = first(sent)
        if not place:
            continue
        if whole(place) not in range(1, places(question) + 1):
            raise ValidationError(_("Give places from 1 to %(most)d.") % {"most": places(question)})
        by_place.setdefault(whole(place), []).append(option)
    shared = [place for place, options in by_place.items() if len(options) > 1]
    if shared:
        raise ValidationError(
            _("Place %(place)d was given twice. Give each place once.") % {"place": min(shared)}
        )
    last = max(by_place, default=0)
    return [by_place.get(place, [None])[0] for place in range(1, last + 1)] or None


def free_place(question, value):
    """What a ranking lacks before it is handed in: a sentence, or nothing."""
    if None in value:
        return _("Place %(place)d is still free.") % {"place": value.index(None) + 1}
    return ""


def clean_names(question, values):
    chosen = sorted({number for value in values if (number := whole(value)) is not None})
    offered = partners_offered(question)
    return _at_most(question, [pk for pk in chosen if pk in offered]) or None


def partners_offered(question):
    """{key: name} of the partners to choose from: all but one's own, and whatever was chosen before."""
    names = dict(question.partners)
    offered = {pk: name for pk, name in names.items() if pk != question.own_partner}
    before = [pk for pk in question.needed if isinstance(pk, int)]
    return offered | {
        pk: names.get(pk, _("a partner that is not listed any more")) for pk in before
    }


def say_choice(question, value):
    return question.texts().get(value, value)


def say_choices(question, value):
    return "; ".join(question.texts().get(code, code) for code in value)


def say_ranking(question, value):
    texts = question.texts()
    return "; ".join(
        f"{place}. {texts.get(code, code)}" for place, code in enumerate(value, 1) if code
    )


def say_choice_grid(question, value):
    texts, rows = question.texts(), question.row_texts()
    return "; ".join(
        f"{rows.get(row, row)}: {texts.get(code, code)}" for row, code in value.items()
    )


def say_names(question, value):
    names = dict(question.partners)
    return "; ".join(names.get(pk, _("a partner that is not listed any more")) for pk in value)
