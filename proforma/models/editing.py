"""What is done to a question: worded, given choices, moved, copied, taken out and put back."""

from django.db import transaction
from django.utils import timezone

from proforma.kinds import OTHER

from .options import Option


class Editing:
    """The verbs of a question that change it; its fields, and what it offers, are in `questions`."""

    def set_options(self, texts, axis):
        """Give the question these options: known ones keep their code, absent ones are retired.

        `texts` are texts, (code, text) or (code, text, kept). What was only written anew, without its
        code, counts as another option; rewording goes by code.
        """
        wanted = [(text if isinstance(text, tuple) else ("", text)) for text in texts]
        by_code = {option.code: option for option in self.options.filter(axis=axis)}
        named = {code for code, *_rest in wanted if code}
        by_text = {o.text.casefold(): o for o in by_code.values() if o.code not in named}
        kept = []
        for position, (code, text, *rest) in enumerate(wanted, start=1):
            option = by_code.get(code) or (by_text.get(text.casefold()) if not code else None)
            option = option or Option(question=self, axis=axis)
            option.text, option.code = text, option.code or code or self._free_option_code()
            option.kept = rest[0] if rest else option.kept
            option.position, option.retired_at = position, None
            option.save()
            kept.append(option.pk)
        gone = self.options.filter(axis=axis, retired_at=None).exclude(pk__in=kept)
        gone.update(retired_at=timezone.now())
        self._prefetched_objects_cache = {}

    WORDS = ("text", "help", "why")

    def rewrite(self, *, kind, options, rows, by=None, at=None, **fields):
        """Change a question. One that was asked keeps its kind; its old wording goes into its history.

        Whoever still held it for a draft, and was overtaken by its opening, changes its words alone.
        """
        with transaction.atomic():
            stored = type(self).objects.select_for_update().get(pk=self.pk)
            before = stored._wording()
            if self.since is None and stored.since is not None:
                self.refresh_from_db()
                self._set({name: fields[name] for name in self.WORDS if name in fields})
            else:
                self._set({**fields, "kind": kind if stored.since is None else stored.kind})
                if self.kind != stored.kind:
                    self.repeats = None  # another kind of answer: another question
                self.set_options(options, Option.Axis.OPTION)
                self.set_options(rows, Option.Axis.ROW)
            self.retired_at = stored.retired_at
            self.save()
            if self.since is not None:
                self._remember(before, by=by, at=at)
            self.part.reckon_minutes()

    def _set(self, fields):
        for name, value in fields.items():
            setattr(self, name, value)

    def _wording(self):
        options = {
            f"{option.axis} {option.code}": option.text
            for option in self.options.all()
            if option.since is not None
        }
        return {"question": self.text, "help": self.help, "why": self.why, **options}

    def _remember(self, before, *, by, at):
        """Keep every wording that people were shown and that is changed now."""
        now = self._wording()
        for what, text in before.items():
            if now.get(what, text) != text:
                self.rewordings.create(what=what, before=text, by=by, at=at or timezone.now())

    def _free_option_code(self):
        taken, question = {OTHER}, self
        while question is not None:  # nor one that meant something else in an earlier cycle
            taken |= set(question.options.values_list("code", flat=True))
            question = question.repeats
        return next(code for n in range(1, len(taken) + 2) if (code := f"o{n}") not in taken)

    def move(self, *, up):
        """Change places with its neighbour; at the edge of a page, go over to the next page."""
        with transaction.atomic():
            order = list(self.section.questions.in_use().values_list("pk", flat=True))
            here = order.index(self.pk)
            there = here - 1 if up else here + 1
            if 0 <= there < len(order):
                order[here], order[there] = order[there], order[here]
                self.part.reorder([(self.section_id, order)])
            else:
                self._move_over(up)

    def _move_over(self, up):
        sections = list(self.part.sections.all())
        there = sections.index(self.section) + (-1 if up else 1)
        if 0 <= there < len(sections):
            ids = list(sections[there].questions.in_use().values_list("pk", flat=True))
            ids = [*ids, self.pk] if up else [self.pk, *ids]
            self.part.reorder([(sections[there].pk, ids)])

    def duplicate(self, *, by=None):
        """The same question again under a code of its own, right after this one.

        Not the name and row it had in a file: those are the first one's.
        """
        with transaction.atomic():
            copy = self.part.add_question(
                section=self.section,
                written_by=by,
                options=[one[:2] for one in self.options_as_drafted(Option.Axis.OPTION)],
                rows=[one[:2] for one in self.options_as_drafted(Option.Axis.ROW)],
                **self.as_fields() | {"kept": {}},
            )
            order = list(self.section.questions.in_use().values_list("pk", flat=True))
            order.remove(copy.pk)
            order.insert(order.index(self.pk) + 1, copy.pk)
            self.part.reorder([(self.section_id, order)])
        return copy

    # fmt: off
    COPIED = [
        "kind", "text", "help", "why", "required", "settings", "show_if", "origin",
        "origin_person_id", "origin_partner_id", "origin_note", "steer", "options_origin",
        "options_steer", "kept",
    ]
    # fmt: on

    def as_fields(self):
        """What a copy of the question takes over, beside code, options and place."""
        return {name: getattr(self, name) for name in self.COPIED}

    def options_as_drafted(self, axis):
        return [
            (option.code, option.text, option.kept)
            for option in self.options.all()
            if option.axis == axis and option.retired_at is None
        ]

    def dependents(self):
        """The questions in use that are shown only after a certain answer to this one."""
        return [
            question
            for question in self.part.questions.in_use()
            if self.code in question.condition_codes()
        ]

    def retire(self, *, at=None):
        """Ask it no more. Answers already given keep it."""
        self.retired_at = at or timezone.now()
        self.save(update_fields=["retired_at"])
        self.part.reckon_minutes()

    def restore(self, *, at=None):
        """Ask it again, where it stood. Who handed in meanwhile was not asked it: that is kept."""
        if self.since is not None:
            spell = [self.retired_at.isoformat(), (at or timezone.now()).isoformat()]
            self.out_of_use = [*self.out_of_use, spell]
        self.retired_at = None
        self.save(update_fields=["retired_at", "out_of_use"])
        self.part.reckon_minutes()

    def speak_of(self, codes):
        """Name other questions by their new codes: {old: new}."""
        if self.show_if:
            tests = [
                test | {"question": codes.get(test["question"], test["question"])}
                for test in self.show_if["tests"]
            ]
            self.show_if = self.show_if | {"tests": tests}
        ceiling = self.settings.get("not_above")
        if ceiling in codes:
            self.settings = self.settings | {"not_above": codes[ceiling]}
