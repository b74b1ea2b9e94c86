"""The demo's open answers are read, and get their themes."""

from meetings.demo import answers
from proforma import reading_room, results
from proforma.models import Coding, Proforma, Theme


def themes_seen(story, at):
    """The coordinator reads what may be read. What is held back stays without a theme."""
    proforma = Proforma.objects.with_parts().get(pk=story.proforma.pk)
    proforma.cycle.network = story.network
    views, _figures = results.of(proforma, at)
    rows = {story.people[code].pk: row for row, code in answers.PERSON_OF_ROW.items()}
    themes, by = {}, story.coordinator
    for (
        code_and_themes
    ) in answers.THEMES.values():  # in the order of the data, so that keys are stable
        for name in code_and_themes:
            if name not in themes:
                themes[name], _is_new = Theme.named(proforma, name, by=by, at=at)
    for question in reading_room.open_questions(proforma, views):
        for answer in question.listed:
            seen = answers.THEMES[rows[answer.response.person_id], answer.code]
            read = {"digest": answer.digest, "by": by, "at": at}
            for name in seen:
                Coding.see(answer.response, answer.code, themes[name], **read)
            if not seen:
                Coding.see_none(answer.response, answer.code, **read)
