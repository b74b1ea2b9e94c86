"""What people said: questions with their answers, themes, quotes, group statements."""

import re

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from network import citing
from network.citing import Cited, Kind, address
from network.models import Capability, Citable
from proforma.evidence import Sums
from proforma.models import GroupStatement, Question, Quote, Theme

KEY = re.compile(r"[0-9a-f]{1,16}")


def in_short(text, most=180):
    return Truncator(text).chars(most)


@citing.register
class Questions(Kind):
    kind, model = Citable.Kind.QUESTION, Question

    def objects(self, network):
        return Question.objects.filter(part__proforma__cycle__network=network).select_related(
            "part__proforma__cycle", "part__activity"
        )

    def network_of(self, question):
        return question.part.proforma.cycle.network

    def offered(self, cycle, shared):
        asked = self.objects(cycle.network).filter(
            part__proforma__cycle=cycle, part__activity__opened_at__isnull=False
        )
        in_order = asked.exclude(since=None).order_by(
            "part__proforma_id", "-part__unit", "section__position", "section_id", "position", "pk"
        )
        return [question for question in in_order if question.kind_of_answer.asks]

    def code(self, question):
        return f"{question.part.proforma.cycle.number}.{question.code}"

    def prepare(self, network, questions, shared):
        sums = Sums.of(network, shared)
        sums.load({question.part.proforma_id for question in questions})

    def cited(self, question, code, shared):
        proforma = question.part.proforma
        count = shared["sums"].count(question)
        said = {}
        if count is not None:
            said = {
                "note": _answered(count),
                "n": count.n,
                "of": count.of,
                "groups": count.groups,
                "has_others": count.has_others,
            }
        elif question.part.is_of_people:
            said = {"note": _("Too few have answered it to say how many.")}
        network = shared["sums"].network
        return Cited(
            self.kind,
            code,
            _("question %(code)s") % {"code": question.code},
            in_short(question.text),
            address(
                "proforma_results", network.slug, proforma.pk, anchor=f"result-{question.code}"
            ),
            **said,
        )


def _answered(count):
    if count.is_of_people:
        return _("%(n)d of %(of)d people answered.") % {"n": count.n, "of": count.of}
    return _("%(n)d of %(of)d partners gave this.") % {"n": count.n, "of": count.of}


@citing.register
class Themes(Kind):
    kind, model = Citable.Kind.THEME, Theme

    def objects(self, network):
        return Theme.objects.filter(proforma__cycle__network=network).select_related(
            "proforma__cycle"
        )

    def network_of(self, theme):
        return theme.proforma.cycle.network

    def offered(self, cycle, shared):
        themes = self.objects(cycle.network).filter(proforma__cycle=cycle, merged_into=None)
        return list(themes)

    def prepare(self, network, themes, shared):
        """A theme that was merged is the one it became; both are read at once."""
        sums = Sums.of(network, shared)
        sums.load({theme.proforma_id for theme in themes})
        if any(theme.merged_into_id for theme in themes):
            shared["all_themes"] = {theme.pk: theme for theme in self.objects(network)}

    def cited(self, theme, code, shared):
        sums, became = shared["sums"], _became(theme, shared)
        seen = sums.theme(became)
        notes = [
            _("%(code)s: %(n)d of %(of)d who wrote.") % {"code": code, "n": n, "of": of}
            for code, n, of in seen
        ]
        if became != theme:
            notes.append(_("It was joined with another theme."))
        return Cited(
            self.kind,
            code,
            _("theme"),
            became.name,
            _among_answers(sums.network, became, seen),
            needs=Capability.EDIT,
            note=" ".join(notes),
            n=sum(n for _code, n, _of in seen) or None,
            of=sum(of for _code, _n, of in seen) or None,
        )


def _among_answers(network, theme, seen):
    """The answers that a theme was seen in: those to the first question that has any."""
    page = address("answers_read", network.slug, theme.proforma_id)
    code = next((code for code, n, _of in seen if n), "")
    return f"{page}?question={code}&theme={theme.pk}" if page and code else page


def _became(theme, shared):
    seen = set()
    while theme.merged_into_id and theme.pk not in seen:
        seen.add(theme.pk)
        theme = shared["all_themes"].get(theme.merged_into_id, theme)
    return theme


@citing.register
class Quotes(Kind):
    """Nobody's words but as far as members may read them."""

    kind, model, key_field = Citable.Kind.QUOTE, Quote, "key"

    def objects(self, network):
        return (
            Quote.objects.filter(proforma__cycle__network=network)
            .select_related("proforma__cycle")
            .order_by("key")
        )

    def network_of(self, quote):
        return quote.proforma.cycle.network

    def offered(self, cycle, shared):
        quotes = list(self.objects(cycle.network).filter(proforma__cycle=cycle))
        self.prepare(cycle.network, quotes, shared)
        return [quote for quote in quotes if _can_be_read(_shown(quote, shared))]

    def key(self, quote):
        return quote.key

    code = key

    def found(self, network, key):
        return self.objects(network).filter(key=key).first() if KEY.fullmatch(key) else None

    def prepare(self, network, quotes, shared):
        sums = Sums.of(network, shared)
        sums.load({quote.proforma_id for quote in quotes})

    def cited(self, quote, code, shared):
        network, shown = shared["sums"].network, _shown(quote, shared)
        if _can_be_read(shown):
            label = _("“%(text)s”") % {"text": in_short(shown.text)}
        elif shown is not None:
            label = _("A quote that was taken back.")
        else:
            label = _("A quote that members may not read.")
        return Cited(
            self.kind,
            code,
            _("quote"),
            label,
            address("quote_list", network.slug, quote.proforma_id, anchor=f"quote-{quote.key}"),
            needs=Capability.EDIT,
            is_gone=not _can_be_read(shown),
            note=shown.signed if _can_be_read(shown) else "",
        )


def _shown(quote, shared):
    """What members may read of a quote: nothing, its words, or that it is gone."""
    return shared["sums"].quotes(quote.proforma_id).get(quote.key)


def _can_be_read(shown):
    return shown is not None and not shown.is_gone


@citing.register
class Statements(Kind):
    kind, model, key_field = Citable.Kind.STATEMENT, GroupStatement, "key"

    def objects(self, network):
        return GroupStatement.objects.filter(cycle__network=network).select_related(
            "cycle__network"
        )

    def network_of(self, statement):
        return statement.cycle.network

    def offered(self, cycle, shared):
        made = list(self.objects(cycle.network).filter(cycle=cycle))
        self.prepare(cycle.network, made, shared)
        said = shared["sums"].statements
        return [one for one in made if _can_be_read(said(cycle).get(one.key))]

    def prepare(self, network, statements, shared):
        Sums.of(network, shared)

    def key(self, statement):
        return statement.key

    code = key

    def found(self, network, key):
        return self.objects(network).filter(key=key).first() if KEY.fullmatch(key) else None

    def cited(self, statement, code, shared):
        shown = shared["sums"].statements(statement.cycle).get(statement.key)
        is_gone = not _can_be_read(shown)
        label = _("A statement that was taken back, or is not published.")
        if not is_gone:
            label = _("“%(text)s”") % {"text": in_short(shown.text)}
        return Cited(
            self.kind,
            code,
            _("group statement"),
            label,
            address(
                "statement_list",
                statement.cycle.network.slug,
                anchor=f"statement-{statement.key}",
            ),
            needs=Capability.EDIT,
            is_gone=is_gone,
            note="" if is_gone else shown.who,
        )
