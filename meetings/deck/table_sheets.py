"""A sheet for each table: the topic that was chosen, its prompts with room to write, and what was agreed.

Members read it. So of what a topic rests on it tells only what they may know, and nobody's name but of
those who agreed to it, and of whoever hosts the table.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network import citing, words
from network.models import Citable, Citation
from topics import origins, suggesting
from topics.models import Suggestion, Vote

from ..models import AgendaItem, Meeting
from . import clean

# Notes, insights, quotes and actions have readers of their own, and are not told on a table.
TOLD = (Citable.Kind.QUESTION, Citable.Kind.THEME, Citable.Kind.READING)
LONGEST_BASIS, LONGEST_LABEL = 280, 45
LONG_QUESTION = 140


@dataclass(frozen=True)
class TableSheet:
    """`prompts` are [(step, words)], three of them; where a topic has none the words are empty."""

    code: str
    title: str
    question: str
    prompts: list[tuple[str, str]]
    rests_on: str
    began: str
    asked_for_by: str
    host: str

    @property
    def is_long(self):
        """Whether its words need smaller letters to leave room to write."""
        said = [
            self.rests_on,
            self.began,
            self.asked_for_by,
            *(text for _step, text in self.prompts),
        ]
        return len(self.question) > LONG_QUESTION or sum(map(len, said)) > 700


@dataclass(frozen=True)
class Missing:
    """Why there are no sheets, in a sentence, and the name of the page that helps."""

    said: str
    page: str = ""
    link: str = ""


def vote_before(meeting):
    """The vote whose topics a meeting works on; None for an open session, or before there is one."""
    return None if meeting.kind == Meeting.Kind.OPEN else Vote.of_cycle(meeting.cycle)


def missing(meeting, vote) -> Missing | None:
    """What stands in the way of any sheet; None if nothing does."""
    if meeting.kind == Meeting.Kind.OPEN:
        return Missing(_("An open session has no topics chosen before it, so it has no sheets."))
    if vote is None or not vote.activity.is_opened:
        said = _("No vote was opened yet, so no topic is chosen.")
        return Missing(said, "topic_list", _("Topics and the vote"))
    if not vote.is_counted:
        said = _("The topics are not chosen yet. The vote closes at the end of %(day)s.") % {
            "day": words.last_day(vote.activity.closes_at, meeting.network)
        }
        return Missing(said, "topic_list", _("Topics and the vote"))
    if not vote.chosen_codes:
        said = _("The vote is counted, and no topic is chosen yet.")
        return Missing(said, "topic_list", _("Topics and the vote"))
    return None


def cautions(vote) -> list[str]:
    """What whoever prints should know, and what does not stand on the sheets."""
    said = []
    if not vote.is_released:
        said.append(
            _("Members do not know the result yet. Keep these sheets until you have told them.")
        )
    if vote.open_places:
        n = vote.open_places
        said.append(
            ngettext(
                "One place is level and not settled yet, so a sheet may be missing.",
                "%(n)d places are level and not settled yet, so sheets may be missing.",
                n,
            )
            % {"n": n}
        )
    return said


def sheets_of(meeting, vote) -> list[TableSheet]:
    """One for each topic that was chosen, most votes first. As many queries however many there are."""
    if vote is None or not vote.is_counted:
        return []
    topics = vote.chosen_topics()
    began, rests_on = origins.sentences(topics), _rests_on(meeting.network, topics)
    asked, hosts = suggesting.behind_topics(vote.cycle, Suggestion.Named.MEMBERS), _hosts(meeting)
    return [
        TableSheet(
            topic.code,
            topic.title,
            topic.question or topic.title,
            _prompts(topic),
            rests_on.get(topic.citable_id, ""),
            began[topic.pk],
            _asked_for(str(asked.get(topic.pk, ""))),
            hosts.get(topic.pk, ""),
        )
        for topic in topics
    ]


def _asked_for(who):
    return _("Asked for by %(who)s.") % {"who": who} if who else ""


def _prompts(topic):
    return [
        (AgendaItem.Step.OPEN.label.capitalize(), topic.open_up),
        (AgendaItem.Step.NARROW.label.capitalize(), topic.narrow_down),
        (AgendaItem.Step.COMMIT.label.capitalize(), topic.commit),
    ]


def _hosts(meeting):
    """{key of a topic: who leads the items on it}."""
    found = {}
    for topic, lead in meeting.items.exclude(topic=None).values_list("topic", "lead"):
        if lead and lead not in found.setdefault(topic, []):
            found[topic].append(lead)
    return {topic: ", ".join(leads) for topic, leads in found.items()}


def _rests_on(network, topics):
    """{key of a topic's citable: a line or two of what it rests on}."""
    edges = Citation.objects.filter(
        source__in=[topic.citable_id for topic in topics if topic.citable_id],
        role=Citation.Role.EVIDENCE,
        target__kind__in=TOLD,
    ).select_related("target")
    by_topic = {}
    for edge in edges:
        by_topic.setdefault(edge.source_id, []).append(edge.target)
    targets = [target for targets in by_topic.values() for target in targets]
    told = citing.described(network, targets) if targets else {}
    return {
        source: _in_short([_said(told[each.pk]) for each in targets if not told[each.pk].is_gone])
        for source, targets in by_topic.items()
    }


def _said(cited):
    said = f"{cited.name}, “{clean.cut(cited.label, LONGEST_LABEL)}”"
    if cited.kind != Citable.Kind.QUESTION or cited.n is None:
        return said
    return _("%(what)s (%(n)d of %(of)d answered)") % {"what": said, "n": cited.n, "of": cited.of}


def _in_short(said):
    """As many as two lines hold, and how many more there are."""
    shown = []
    for one in said:
        if shown and len("; ".join([*shown, one])) > LONGEST_BASIS:
            break
        shown.append(one)
    more = len(said) - len(shown)
    if more:
        shown.append(ngettext("one thing more", "%(n)d things more", more) % {"n": more})
    text = "; ".join(shown)
    return text[:1].upper() + text[1:]
