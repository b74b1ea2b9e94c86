"""Questions from one place to another: between cycles and pages, and as plain data in and out."""

from django.db import transaction

from proforma.plain import PlainOption, PlainPart, PlainProforma, PlainQuestion, PlainSection

from .options import Option
from .proformas import Proforma

# fmt: off
_SHARED = [
    "kind", "text", "help", "why", "required", "settings", "show_if", "code", "origin",
    "origin_note", "steer", "options_origin", "options_steer", "kept",
]
# fmt: on


def copy_proforma(proforma, cycle, *, at=None):
    """A draft for `cycle` that asks the same, with the same codes, so that answers can be compared."""
    with transaction.atomic():
        copy = Proforma.draft(cycle, title=proforma.title, intro=proforma.intro, at=at)
        drafts = {part.unit: part for part in copy.parts.all()}
        for part in proforma.parts.all():
            draft = drafts[part.unit]
            draft.title, draft.minutes_given, draft.began_as = part.title, part.minutes_given, part
            draft.save(update_fields=["title", "minutes_given", "began_as"])
            draft.sections.all().delete()
            for section in part.sections.all():
                copy_section(section, draft, keep_codes=True)
    return copy


def copy_section(section, part, *, by=None, keep_codes=False):
    """The page with what it asks, at the end of `part`; returns the new page."""
    copy = part.add_section(title=section.title, intro=section.intro, kept=section.kept)
    copy_questions(section.questions.in_use().with_options(), copy, by=by, keep_codes=keep_codes)
    return copy


def copy_questions(questions, section, *, by=None, keep_codes=False):
    """Put questions at the end of a page, remembering which they repeat. Their codes are kept where free."""
    part, copies = section.part, []
    taken = set() if keep_codes else set(part.questions.values_list("code", flat=True))
    for question in questions:
        copies.append(
            part.add_question(
                section=section,
                code=question.code if question.code not in taken else "",
                written_by=by or question.written_by,
                repeats=question,
                options=question.options_as_drafted(Option.Axis.OPTION),
                rows=question.options_as_drafted(Option.Axis.ROW),
                **question.as_fields(),
            )
        )
        taken.add(copies[-1].code)
    codes = {copy.repeats.code: copy for copy in copies}
    if (
        part.began_as_id
    ):  # a whole part comes page by page, so what is named may be on an earlier one
        codes = {one.code: one for one in part.questions.all()} | codes
    for copy in copies:
        _point_anew(copy, codes, copy.repeats.follows.code if copy.repeats.follows else "")
    return copies


def add_plain(section, questions, *, by=None, **origin):
    """Put plain questions at the end of a page. What names another by its code follows it to its new one."""
    part, added, given = section.part, [], {}
    taken = set(part.questions.values_list("code", flat=True))
    with transaction.atomic():
        for plain in questions:
            fields = {name: getattr(plain, name) for name in _SHARED if name != "code"} | origin
            free = plain.code[:1] == part.Unit(part.unit).letter and plain.code not in taken
            question = part.add_question(
                section=section,
                code=plain.code if free else "",
                written_by=by,
                options=[(option.code, option.text, option.kept) for option in plain.options],
                rows=[(row.code, row.text, row.kept) for row in plain.rows],
                **fields,
            )
            taken.add(question.code)
            given[plain.code] = question
            added.append((question, plain))
        for question, plain in added:
            _point_anew(question, given, plain.follows)
    return [question for question, _plain in added]


def _point_anew(question, by_code, follows):
    """Follow-ups, conditions and soft limits name the copies from now on."""
    lead = by_code.get(follows) if follows else None
    question.follows = lead
    if question.show_if:
        tests = [
            test | {"question": by_code[test["question"]].code}
            for test in question.show_if["tests"]
            if test["question"] in by_code
        ]
        question.show_if = question.show_if | {"tests": tests} if tests else None
    ceiling = by_code.get(question.settings.get("not_above"))
    if "not_above" in question.settings:
        rest = {name: one for name, one in question.settings.items() if name != "not_above"}
        question.settings = rest | ({"not_above": ceiling.code} if ceiling else {})
    question.save(update_fields=["follows", "show_if", "settings"])


def begin(cycle, plain, *, report=None, by=None, at=None):
    """A draft of `cycle` made from a plain pro-forma; `report` is kept with it, JSON-ready."""
    with transaction.atomic():
        proforma = Proforma.draft(cycle, title=plain.title[:160], intro=plain.intro, at=at)
        proforma.kept, proforma.import_report = plain.kept, report
        proforma.save(update_fields=["kept", "import_report"])
        parts = {part.unit: part for part in proforma.parts.all()}
        for half in plain.parts:
            part = parts[half.unit]
            part.title, part.kept = half.title or part.title, half.kept
            part.minutes_given = half.minutes
            part.save(update_fields=["title", "kept", "minutes_given"])
            add_plain_sections(part, half.sections, by=by)
    return proforma


def add_plain_sections(part, sections, *, by=None, **origin):
    """Put plain pages at the end of a part, the first on an empty page or the last. Returns the questions."""
    empty = part.sections.filter(questions=None, title="").first()
    if sections and not (sections[0].title or sections[0].intro or empty):
        empty = part.last_section()  # what has no heading goes on where the part ends
    whole, pages = [], []
    for plain in sections:
        section = empty or part.add_section()
        empty = None
        if plain.title or plain.intro or plain.kept:
            section.title, section.intro, section.kept = plain.title, plain.intro, plain.kept
            section.save()
        pages.append((section, len(plain.questions)))
        whole += plain.questions
    if not pages:
        return []
    added = add_plain(pages[0][0], whole, by=by, **origin)
    start = pages[0][1]
    for section, count in pages[1:]:  # together first, so that conditions may look across pages
        here = added[start : start + count]
        part.reorder([(section.pk, [question.pk for question in here])])
        start += count
    return added


def question_as_plain(question):
    return PlainQuestion(
        options=_options_as_plain(question, Option.Axis.OPTION),
        rows=_options_as_plain(question, Option.Axis.ROW),
        follows=question.follows.code if question.is_follow_up else "",
        **{name: getattr(question, name) for name in _SHARED},
    )


def _options_as_plain(question, axis):
    return [
        PlainOption(text=text, code=code, kept=kept)
        for code, text, kept in question.options_as_drafted(axis)
    ]


def part_as_plain(part):
    """A part as it stands, page by page. Reads loaded questions and sections."""
    pages = {section.pk: [] for section in part.sections.all()}
    for question in part.questions_in_use:
        pages[question.section_id].append(question_as_plain(question))
    return PlainPart(
        unit=part.unit,
        title=part.title,
        minutes=part.minutes_given,
        kept=part.kept,
        sections=[
            PlainSection(pages[section.pk], section.title, section.intro, section.kept)
            for section in part.sections.all()
        ],
    )


def proforma_as_plain(proforma):
    """A pro-forma as it stands, to be printed or written to a file. Best of one loaded `with_pages`."""
    return PlainProforma(
        title=proforma.title,
        intro=proforma.intro,
        kept=proforma.kept,
        parts=[part_as_plain(part) for part in proforma.parts.all() if part.questions_in_use],
    )
