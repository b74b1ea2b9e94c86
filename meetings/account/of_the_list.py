"""Who wrote the topics, what was left off, what each wanted, and how the vote ran."""

from django.utils.translation import gettext as _

from network import words
from network.contributions import Stage
from topics import origins, terms_in_words
from topics.left_off import MEMBERS, left_off
from topics.models import Stance, StillSealed, TopicWording
from topics.models.seals import DeclaredLimit
from topics.seals import CannotOpen
from topics.suggesting import what_became

from .of_the_questions import pushes
from .outline import Fact, Pair, Reach


def facts(reckoning):
    """How each topic of the list began, then what may have pushed people. Queries, constant in number."""
    began = origins.sentences(reckoning.topics)
    for topic in reckoning.topics:
        where = reckoning.address("topic_history", topic.pk)
        yield Fact(f"{topic.code}. {began[topic.pk]}", topic.title, where)
    yield from pushes(reckoning, [Stage.FRAME])


def pairs(reckoning):
    """A topic as it was first worded beside the words of today; a suggestion beside what it became."""
    yield from _first_words(reckoning)
    for one in reckoning.suggested:
        if one.topic is not None:
            whole = one.topic.whole
            yield Pair(
                _("A suggestion"),
                one.text,
                _("as it was suggested"),
                whole.title,
                what_became(one).said,
            )


def _first_words(reckoning):
    """One query: the earliest wording that was kept of each topic."""
    titles = {topic.pk: topic for topic in reckoning.topics}
    first = {}
    for topic, said in TopicWording.objects.filter(topic__in=titles).values_list("topic", "words"):
        first.setdefault(topic, said.get("title", ""))
    for key, title in first.items():
        topic = titles[key]
        if title and title != topic.title:
            yield Pair(
                topic.code,
                title,
                _("the first wording"),
                topic.title,
                _("the wording on the list"),
            )


def left_off_facts(reckoning):
    """Each with its reason and how it comes back, in the words members read elsewhere."""
    for one in left_off(reckoning.cycle, MEMBERS):
        where = reckoning.address("suggestion_list")
        if one.topic is not None:
            where = reckoning.address("topic_history", one.topic.pk)
        said = _("Left off. %(reason)s") % {"reason": _sentence(one.reason)} if one.reason else ""
        back = _("To bring it back: %(how)s") % {"how": _sentence(one.comes_back)}
        said = said or _("Left off. No reason was written down.")
        if one.comes_back:
            said = f"{said} {back}"
        on = words.date_of(one.at, reckoning.network) if one.at else None
        yield Fact(said, one.text, where, on, Reach.MEMBERS)


def _sentence(text):
    text = text.strip()
    return text if text[-1:] in ".!?…" else f"{text}."


def wanted_facts(reckoning):
    """What was said openly before the vote, then each seal: what it says once it is open, else its day."""
    for limit in (
        DeclaredLimit.objects.standing().filter(cycle=reckoning.cycle).select_related("author")
    ):
        yield Fact(
            _("%(who)s said openly before the vote what they could not be part of.")
            % {"who": named(limit.author)},
            f"{limit.what}: {limit.reason}",
            reckoning.address("stance_list"),
            words.date_of(limit.declared_at, reckoning.network),
            Reach.MEMBERS,
        )
    for seal in reckoning.seals:
        yield from _of_seal(reckoning, seal)


def _of_seal(reckoning, seal):
    where = reckoning.address("stance_list")
    who = named(seal.author)
    try:
        opened = seal.opened(at=reckoning.at)
    except StillSealed:
        on = words.date_of(seal.opens_at, reckoning.network)
        yield Fact(
            _("What %(who)s wanted is sealed. Everybody can read it from this day on.")
            % {"who": who},
            "",
            where,
            on,
            Reach.MEMBERS,
        )
        return
    except CannotOpen as why:
        yield Fact(str(why), "", where, None, Reach.MEMBERS)
        return
    if not opened.is_as_kept:
        yield Fact(
            _(
                "What %(who)s sealed is not what its digest was made of. Ask for the message with the digest."
            )
            % {"who": who},
            "",
            where,
            None,
            Reach.MEMBERS,
        )
    sealed_on, names = words.date_of(seal.sealed_at, reckoning.network), dict(Stance.choices)
    for one in opened.said["stances"]:
        said = {
            "who": who,
            "title": one["title"],
            "stance": names.get(one["stance"], one["stance"]),
        }
        yield Fact(
            _("%(who)s on “%(title)s”: %(stance)s.") % said,
            one["reason"],
            where,
            sealed_on,
            Reach.MEMBERS,
        )


def vote_facts(reckoning):
    """The terms as voters were told them, once the result is known."""
    vote = reckoning.vote
    if vote is None or not vote.terms:
        return
    where = reckoning.address("vote_result", vote.pk)
    for line in terms_in_words.lines(vote.terms, reckoning.network):
        yield Fact(f"{line.label}:", line.text, where)


def named(user):
    """Never an address: what is published goes further than the people who know it."""
    return user.name or _("Somebody who convenes")
