"""One question. Which boxes matter depends on the kind; the page shows those, the rest are ignored."""

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proforma import kinds
from proforma.models import Option, Question

from .conditions import ConditionForm
from .options import lines_of, paired, problems_in
from .shares import ShareForm

MOST_STEPS = 21


def _whole(label, help_text="", **limits):
    return forms.IntegerField(label=label, required=False, help_text=help_text, **limits)


def _words(label, help_text="", most=60):
    return forms.CharField(label=label, required=False, max_length=most, help_text=help_text)


def _tick(label, help_text=""):
    return forms.BooleanField(label=label, required=False, help_text=help_text)


class QuestionForm(ShareForm, forms.ModelForm):
    options_text = forms.CharField(
        label=gettext_lazy("Choices, one a line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    rows_text = forms.CharField(
        label=gettext_lazy("Rows, one a line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    with_other = _tick(gettext_lazy("Offer “other, please say”"))
    most = _whole(
        gettext_lazy("At most"),
        gettext_lazy("How many may be chosen, or how many places there are."),
        min_value=1,
        max_value=60,
    )
    shuffle = _tick(
        gettext_lazy("Put the choices in a different order for each person"),
        gettext_lazy("So that none has the advantage of standing first."),
    )
    comment = _tick(gettext_lazy("Offer a box to say why"))
    low = _whole(gettext_lazy("Scale from"), min_value=-100, max_value=100)
    high = _whole(gettext_lazy("Scale to"), min_value=-100, max_value=100)
    low_label = _words(gettext_lazy("Lowest means"))
    high_label = _words(gettext_lazy("Highest means"))
    unit = _words(
        gettext_lazy("Unit"),
        gettext_lazy("People, days, referrals. “People” keeps counts of 1 to 4 private."),
        40,
    )
    period = _words(gettext_lazy("Period"), gettext_lazy("For example: the last 12 months."))
    basis = _tick(gettext_lazy("Ask whether it was counted or estimated"))
    min = forms.DecimalField(label=gettext_lazy("Not less than"), required=False, max_digits=16)
    max = forms.DecimalField(label=gettext_lazy("Not more than"), required=False, max_digits=16)
    not_above = forms.ChoiceField(
        label=gettext_lazy("Point it out if it is higher than"),
        required=False,
        help_text=gettext_lazy("Only pointed out: whoever answers may leave it so."),
    )
    max_length = _whole(gettext_lazy("Room for, in characters"), min_value=10, max_value=4000)

    SETTINGS = [
        "most", "shuffle", "comment", "low", "high", "low_label", "high_label", "unit", "period",
        "basis", "min", "max", "not_above", "max_length",
    ]  # fmt: skip
    # Once people are asked, wording may be mended; what an answer can be may not.
    FROZEN = ["kind", "with_other", "required", "section", "follows", *SETTINGS]

    class Meta:
        model = Question
        fields = [
            "section", "kind", "text", "help", "why", "required", "follows", "origin", "origin_person",
            "origin_partner", "origin_note", "steer", "options_origin", "options_steer",
        ]  # fmt: skip
        labels = {
            "section": gettext_lazy("On which page"),
            "follows": gettext_lazy("Belongs to"),
        }
        help_texts = {
            "follows": gettext_lazy("A follow-up is counted together with the question it follows.")
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, data=None, *, part, section=None, user=None, **kwargs):
        super().__init__(data, **kwargs)
        self.part, self.user = part, user
        self.asked_options = []
        self.fields["kind"].choices = [
            ("", _("Pick a kind of answer")),
            *self.fields["kind"].choices[1:],
        ]
        self.instance.part = part
        self.is_asked = self.instance.since is not None
        self._limit_lists(section)
        earlier = self._earlier()
        numbers = [q for q in earlier if q.kind_of_answer.summary == "number"]
        leads = [self.instance.follows_id] + [
            q.pk for q in earlier if q.kind_of_answer.asks and not q.is_follow_up
        ]
        self.may_follow = any(leads)
        self.fields["follows"].queryset = part.questions.filter(pk__in=leads)
        self.fields["follows"].empty_label = _("nothing: it stands alone")
        self.fields["follows"].label_from_instance = lambda q: f"{q.code}. {q.text[:80]}"
        if not self.instance.pk:
            self.fields["text"].widget.attrs["autofocus"] = True
        self.fields["not_above"].choices = [
            ("", _("nothing")),
            *((q.code, f"{q.code}. {q.text[:80]}") for q in numbers),
        ]
        self.condition = ConditionForm(
            data, earlier=earlier, show_if=self.instance.show_if, frozen=self.is_asked
        )
        if self.instance.pk:
            self._fill_from(self.instance)
        if self.is_asked:
            for name in self.FROZEN:
                self.fields[name].disabled = True
            self._add_asked_options()
        if self.instance.pk:
            self.fill_share(self.instance)

    def _limit_lists(self, section):
        network = self.part.proforma.cycle.network
        sections = self.part.sections.all()
        self.fields["section"].queryset = sections
        self.fields["section"].empty_label = None
        self.fields["section"].required = False
        pages = list(sections)
        self.fields["section"].label_from_instance = lambda section: (
            section.title or _("Page %(n)d") % {"n": pages.index(section) + 1}
        )
        self.initial.setdefault("section", section or (pages[-1] if pages else None))
        raised_by = self.instance.origin_person_id  # who left since is still who raised it
        self.fields["origin_person"].queryset = (
            network.people.on_register() | network.people.filter(pk=raised_by)
        )
        self.fields["origin_partner"].queryset = network.partners.all()
        self.fields["origin"].required = False
        for name in ("origin_person", "origin_partner"):
            self.fields[name].empty_label = _("nobody in particular")
        for name in ("steer", "options_origin", "options_steer"):
            choices = list(self.fields[name].choices)
            self.fields[name].choices = [("", _("not said yet")), *choices[1:]]
        for name, usual in (("low", 1), ("high", 5)):
            self.fields[name].widget.attrs["placeholder"] = usual

    def _earlier(self):
        """The questions that stand before this one: a condition may look at their answers."""
        before = []
        for question in self.part.questions_in_use:
            if question.pk == self.instance.pk:
                break
            before.append(question)
        return before

    def _fill_from(self, question):
        for name in self.SETTINGS:
            self.initial[name] = question.settings.get(name)
        self.initial["with_other"] = question.offers_other
        if not self.is_asked:
            self.initial["options_text"] = _as_lines(question, Option.Axis.OPTION)
            self.initial["rows_text"] = _as_lines(question, Option.Axis.ROW)

    def _add_asked_options(self):
        """Of choices that people have been offered, each can be reworded or retired on its own."""
        self.fields["options_text"].label = _("More choices, one a line")
        self.fields["rows_text"].label = _("More rows, one a line")
        for option in self.instance.options.all():
            if option.retired_at is not None:
                continue
            number = 1 + sum(option.axis == other.axis for other, *_boxes in self.asked_options)
            is_row = option.axis == Option.Axis.ROW
            words = {"n": number, "text": option.text}
            label = _("Row %(n)d") % words if is_row else _("Choice %(n)d") % words
            wording = forms.CharField(
                label=label, max_length=200, initial=option.text, required=False
            )
            retired = _tick(_("Offer “%(text)s” no more") % words)
            self.fields[f"text_{option.pk}"], self.fields[f"retire_{option.pk}"] = wording, retired
            self.asked_options.append(
                (option, self[f"text_{option.pk}"], self[f"retire_{option.pk}"])
            )

    def is_valid(self):
        return self.condition.is_valid() & super().is_valid()

    def clean_section(self):
        """Where no page was chosen: where it stands, or the last."""
        chosen = self.cleaned_data["section"]
        stands = self.instance.section if self.instance.section_id else None
        return chosen or stands or self.part.last_section()

    def clean(self):
        data = super().clean()
        kind = kinds.KINDS.get(data.get("kind"))
        if kind is None:
            return data
        for axis, takes, fewest in (
            ("options_text", kind.has_options, 2),
            ("rows_text", kind.has_rows, 1),
        ):
            lines = lines_of(data.get(axis, "")) if takes else []
            kept = self._kept_texts(axis) if self.is_asked and takes else []
            for problem in problems_in([*kept, *lines], fewest) if takes else []:
                self.add_error(axis, problem)
        self._clean_settings(kind, data)
        self.clean_share(kind, data)
        return data

    def _clean_settings(self, kind, data):
        offered = len(lines_of(data.get("options_text", ""))) + data.get("with_other", False)
        if not self.is_asked and kind.has_options and (data.get("most") or 0) > offered:
            self.add_error("most", _("That is more than there are choices."))
        low, high = data.get("low"), data.get("high")
        low, high = 1 if low is None else low, 5 if high is None else high
        if "low" in kind.settings and not self.is_asked:
            if high <= low:
                self.add_error("high", _("The highest step must be above the lowest."))
            elif high - low >= MOST_STEPS:
                self.add_error("high", _("A scale of more than 21 steps is a number: choose that."))
        least, most = data.get("min"), data.get("max")
        if least is not None and most is not None and most < least:
            self.add_error("max", _("This is below the least that may be given."))

    def _settings(self, kind):
        """The settings that this kind has; what others needed is left out, what we do not know stays."""
        if self.is_asked:
            return self.instance.settings
        settings = {n: v for n, v in self.instance.settings.items() if n not in self.SETTINGS}
        for name in kind.settings:
            given = self.cleaned_data.get(name)
            if given is None or given == "" or given is False:  # but 0 is a number
                continue
            if name in {"min", "max"}:
                given = int(given) if given == int(given) else str(given)
            settings[name] = given
        if "min" in self.instance.settings and self.instance.settings["min"] is None:
            settings.setdefault("min", None)  # a file may say that there is no least
        return settings

    def _options(self, kind):
        """Options and rows as (code, text), for the question to take."""
        if self.is_asked:
            return [self._asked(axis, name) for axis, name in AXES]
        options, rows = (
            [
                (code, line)
                for code, line in paired(
                    lines_of(self.cleaned_data[name]) if takes else [],
                    self._stored(axis),
                    is_repeat=self.instance.repeats_id is not None,
                )
            ]
            for (axis, name), takes in zip(AXES, (kind.has_options, kind.has_rows), strict=True)
        )
        if kind.has_options and not kind.has_rows and self.cleaned_data["with_other"]:
            kept = dict(self._stored(Option.Axis.OPTION)).get(kinds.OTHER)
            options.append((kinds.OTHER, kept or _("Other, please say")))
        return options, rows

    def _kept_texts(self, name):
        """The choices, or rows, that stay on offer, as they are worded now."""
        axis = {name: axis for axis, name in AXES}[name]
        return [
            self.cleaned_data.get(f"text_{option.pk}") or option.text
            for option, _text, _retired in self.asked_options
            if option.axis == axis and not self.cleaned_data.get(f"retire_{option.pk}")
        ]

    def _asked(self, axis, name):
        kept = [
            (option.code, self.cleaned_data[f"text_{option.pk}"] or option.text)
            for option, _text, _retired in self.asked_options
            if option.axis == axis and not self.cleaned_data[f"retire_{option.pk}"]
        ]
        kept.sort(key=lambda pair: pair[0] == kinds.OTHER)
        more = [("", line) for line in lines_of(self.cleaned_data[name])]
        at_end = [pair for pair in kept if pair[0] == kinds.OTHER]
        return [pair for pair in kept if pair[0] != kinds.OTHER] + more + at_end

    def _stored(self, axis):
        if not self.instance.pk:
            return []
        return [
            (option.code, option.text)
            for option in self.instance.options.all()
            if option.axis == axis
        ]

    def save(self, commit=True):
        with transaction.atomic():
            question = self._write()
            self.keep_share(question)
        return question

    def _write(self):
        data, kind = self.cleaned_data, kinds.KINDS[self.cleaned_data["kind"]]
        options, rows = self._options(kind)
        fields = {name: data[name] for name in self.Meta.fields if name not in ("section", "kind")}
        fields["origin"] = data["origin"] or Question.Origin.COORDINATOR
        fields["required"] = (
            data["required"] and kind.asks
        )  # the box may be ticked before it is hidden
        fields |= {"settings": self._settings(kind), "show_if": self._show_if()}
        if self.instance.pk:
            section = data["section"]
            moved = section.pk != Question.objects.values_list("section", flat=True).get(
                pk=self.instance.pk
            )
            self.instance.rewrite(
                kind=data["kind"],
                options=options,
                rows=rows,
                by=self.user,
                section=section,
                **fields,
            )
            if moved:
                self.part.reorder([(section.pk, _ids_of(section, last=self.instance.pk))])
            return self.instance
        return self.part.add_question(
            kind=data["kind"],
            section=data["section"],
            options=options,
            rows=rows,
            written_by=self.user,
            **fields,
        )

    def _show_if(self):
        return self.instance.show_if if self.is_asked else self.condition.condition()


AXES = ((Option.Axis.OPTION, "options_text"), (Option.Axis.ROW, "rows_text"))


def _as_lines(question, axis):
    return "\n".join(
        text for code, text, _kept in question.options_as_drafted(axis) if code != kinds.OTHER
    )


def _ids_of(section, *, last):
    ids = list(section.questions.in_use().values_list("pk", flat=True))
    return [pk for pk in ids if pk != last] + [last]
