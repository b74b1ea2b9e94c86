"""Questions from one place to another: between cycles and pages, and as plain data in and out."""

from django.db import transaction

from proforma.plain import PlainOption, PlainPart, PlainProforma, PlainQuestion, PlainSection

from .adding import Codes, Newcomer, add_all, earlier_parts
from .options import Option
from .proformas import Proforma
from .questions import Question
from .sections import Section

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
            sections = list(part.sections.all())
            pages = _add_sections(draft, sections)
            copied = dict(zip([section.pk for section in sections], pages, strict=True))
            asked = part.questions.in_use().with_options()
            copy_onto([(question, copied[question.section_id]) for question in asked], draft)
    return copy


def copy_section(section, part, *, by=None):
    """The page with what it asks, at the end of `part`; returns the new page."""
    with transaction.atomic():
        (copy,) = _add_sections(part, [section])
        copy_questions(section.questions.in_use().with_options(), copy, by=by)
    return copy


def copy_questions(questions, section, *, by=None):
    """Put questions at the end of a page, as `copy_onto` does."""
    return copy_onto([(question, section) for question in questions], section.part, by=by)


def copy_onto(placed, part, *, by=None):
    """Put each question at the end of a page of `part`, remembering which it repeats.

    `placed` are (question, page). Codes are kept where they are free. A copy whose condition looked at a
    question that did not come along has `lost_condition`, or `lost_tests` if part of it still holds.
    """
    codes, newcomers, copies = Codes(part), [], {}
    for original, section in placed:
        copy = Question(
            part=part,
            section=section,
            code=codes.give(original.code, repeats=original),
            repeats=original,
            written_by_id=by.pk if by else original.written_by_id,
            **original.as_fields(),
        )
        options, rows = (original.options_as_drafted(axis) for axis in Option.Axis)
        newcomers.append(Newcomer(copy, options, rows))
        copies.setdefault(original.part_id, {}).setdefault(original.code, copy)
    standing = _standing_for_earlier(part)
    for one in newcomers:
        original = one.question.repeats
        by_code = standing.get(original.part_id, {}) | copies[original.part_id]
        _point_anew(one, by_code, original.follows.code if original.follows else "")
    return add_all(part, newcomers)


def _standing_for_earlier(part):
    """What it asks in place of the questions of the parts it began as: {part id: {code: question}}."""
    chain, found = {one.pk for one in earlier_parts(part)}, {}
    repeated = part.questions.in_use().exclude(repeats=None)
    own = {question.repeats_id: question for question in repeated} if chain else {}
    while own:
        level = Question.objects.filter(pk__in=own, part__in=chain)
        level = list(level.values_list("pk", "part_id", "code", "repeats_id"))
        for pk, part_id, code, _repeats in level:
            found.setdefault(part_id, {})[code] = own[pk]
        own = {repeats: own[pk] for pk, _part, _code, repeats in level if repeats}
    return found


def add_plain(section, questions, *, by=None, **origin):
    """Put plain questions at the end of a page. What names another by its code follows it to its new one."""
    return _add_plain([(plain, section) for plain in questions], section.part, by, origin)


def _add_plain(placed, part, by, origin):
    codes, newcomers, given = Codes(part), [], {}
    for plain, section in placed:
        is_ours = plain.code[:1] == part.Unit(part.unit).letter
        fields = {name: getattr(plain, name) for name in _SHARED if name != "code"} | origin
        code = codes.give(plain.code if is_ours else "")
        question = Question(part=part, section=section, code=code, written_by=by, **fields)
        options, rows = (
            [(option.code, option.text, option.kept) for option in options]
            for options in (plain.options, plain.rows)
        )
        newcomers.append(Newcomer(question, options, rows))
        given[plain.code] = question
    for one, (plain, _section) in zip(newcomers, placed, strict=True):
        _point_anew(one, given, plain.follows)
    return add_all(part, newcomers)


def _point_anew(newcomer, by_code, follows):
    """Follow-ups, conditions and soft limits name the copies from now on.

    Where a test names what did not come along, an “any” goes on without it. An “all” would ask more
    people than it was meant for, so it is dropped whole, and that is remembered.
    """
    question, newcomer.lead = newcomer.question, by_code.get(follows) if follows else None
    tests = question.tests()
    left = [
        test | {"question": by_code[test["question"]].code}
        for test in tests
        if test["question"] in by_code
    ]
    is_less = len(left) < len(tests)
    holds = left and (not is_less or question.show_if.get("match") == "any")
    question.show_if = question.show_if | {"tests": left} if holds else None
    question.lost_condition, question.lost_tests = is_less and not holds, bool(is_less and holds)
    if "not_above" in question.settings:
        ceiling = by_code.get(question.settings["not_above"])
        rest = {name: one for name, one in question.settings.items() if name != "not_above"}
        question.settings = rest | ({"not_above": ceiling.code} if ceiling else {})


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
    if not sections:
        return []
    with transaction.atomic():
        pages = zip(_pages_for(part, sections), sections, strict=True)
        placed = [(plain, page) for page, section in pages for plain in section.questions]
        return _add_plain(placed, part, by, origin)


def _pages_for(part, sections):
    """A page for each of the plain ones. Only an empty page that says nothing itself is used up."""
    first, *others = sections
    page = part.sections.filter(questions=None, title="", intro="").first()
    if page is not None and (first.title or first.intro or first.kept):
        page.title, page.intro, page.kept = first.title, first.intro, first.kept
        page.save()
    elif page is None and not (first.title or first.intro):
        page = part.last_section()  # what has no heading goes on where the part ends
    return [page, *_add_sections(part, others)] if page else _add_sections(part, sections)


def _add_sections(part, sections):
    """Pages with the titles and intros of these, plain ones or others, at the end of a part."""
    last = part.sections.last()
    pages = [
        Section(part=part, title=one.title, intro=one.intro, kept=one.kept, position=position)
        for position, one in enumerate(sections, start=last.position + 1 if last else 1)
    ]
    return Section.objects.bulk_create(pages)


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
