"""Words that somebody must read before others do: who is told, what is flagged, and what is held back.

Every word that people wrote goes through `hold_back` on its way to a page, a file or a slide: it is the
one door for words, as network.disclosure is for figures.
"""

from functools import partial

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network import sending
from network.models import Message, Person, Role
from proforma import concerns, giveaways
from proforma.second_looks import words_of

from .models import Flag, Question, Response
from .models.responses import digest

MOST_PIECES = 20  # that are kept of one answer, each no longer than
LONGEST_PIECE = 200


class HeldBack(str):
    """Stands where words stood that may not be read. Whatever prints it prints a sentence, and no more."""


class Waiting(HeldBack):
    """They may come to be shown, once they have been read."""


def lead_of(network):
    """Who reads first of somebody at risk; None if nobody is named who can sign in here. One query."""
    if network.safeguarding_lead_id is None:
        return None
    accesses = network.accesses.filter(user=network.safeguarding_lead_id, user__is_active=True)
    access = accesses.select_related("user").first()
    return access and access.user


def names_on_register(network_pk):
    """The name of everybody who is, or was, on the register. One query."""
    return list(Person.objects.filter(network=network_pk).values_list("name", flat=True))


def known_to_looks(network):
    """What a participant's form needs for its second looks: {"names": …, "told": …}. Two queries at most."""
    lead = lead_of(network)
    return {"names": names_on_register(network.pk), "told": str(lead) if lead else ""}


def raise_flags(response, *, at=None):
    """Flag what deserves to be read first in a response that was handed in, and settle what is gone.

    To be called in the transaction that changed it, with the row locked. At most five queries.
    """
    at = at or timezone.now()
    standing = {
        (flag.code, flag.kind): flag for flag in response.flags.select_related("settled_by")
    }
    by_hand = {key for key, flag in standing.items() if flag.is_by_hand}
    found = _found_in(response, by_hand)
    raised = [
        Flag(response=response, code=code, kind=kind, digest=name, found=pieces, at=at)
        for (code, kind), (name, pieces) in found.items()
        if (code, kind) not in standing
    ]
    changed = []
    for key, flag in standing.items():
        name, pieces = found.get(key, ("", []))
        if flag.digest == name:
            continue
        if pieces:
            flag.renew(name, pieces, at=at)
        else:
            flag.lapse(at=at)
        changed.append(flag)
    if any(flag.kind == Flag.Kind.CONCERN and not flag.settled_at for flag in raised + changed):
        tell_whoever_reads_worries(response, at=at)
    Flag.objects.bulk_create(raised)
    Flag.objects.bulk_update(
        changed, ["digest", "found", "at", "decision", "note", "settled_at", "settled_by"]
    )


def tell_whoever_reads_worries(response, *, at=None):
    """Write to the lead, or to the coordinators if there is none: that there is a worry, and not which.

    It goes once the answer is safely kept, and anew each time a worry comes up: words that were taken out
    and come back may be a cry for help. raise_flags calls it only when one did.
    """
    at = at or timezone.now()
    proforma = response.part.proforma
    network = proforma.cycle.network
    lead = lead_of(network)
    coordinators = network.accesses.filter(role=Role.COORDINATOR, user__is_active=True)
    readers = [lead] if lead else [one.user for one in coordinators.select_related("user")]
    address = reverse("flag_list", args=[network.slug, proforma.pk])
    for reader in readers:
        message = Message.write_to_user(
            reader,
            network,
            key=f"worry:{response.pk}:{at.isoformat()}",
            kind=Message.Kind.CONCERN,
            subject=_("%(network)s: somebody may be at risk") % {"network": network.name},
            body=_(
                "Hello [[name]]\n\n"
                "An answer to “%(title)s” sounds as if somebody may be at risk. Nobody else is shown it. "
                "Please read it now, after signing in:\n"
                "%(address)s\n\n"
                "You get this because you are told of worries in %(network)s."
            )
            % {
                "title": proforma.title,
                "address": f"{settings.SITE_URL.rstrip('/')}{address}",
                "network": network.name,
            },
            at=at,
        )
        if message is not None:
            transaction.on_commit(partial(sending.send_soon, message))


def hold_by_hand(response, code, *, note="", by=None, at=None):
    """Keep back an answer that no pattern found, and a reader saw may identify somebody.

    False if its words are gone meanwhile.
    """
    at = at or timezone.now()
    with transaction.atomic():
        response = Response.objects.select_for_update().get(pk=response.pk)
        question = Question.objects.get(part=response.part_id, code=code)
        said = words_of(question.kind, response.answers.get(code))
        if not said:
            return False
        flag = Flag.objects.filter(response=response, code=code, kind=Flag.Kind.IDENTIFYING).first()
        flag = flag or Flag(response=response, code=code, kind=Flag.Kind.IDENTIFYING)
        flag.renew(digest(said), _few(said.values()), at=at)
        flag.is_by_hand = True
        flag.save()
        return flag.settle(Flag.Decision.KEPT_BACK, seen=flag.digest, note=note, by=by, at=at)


def _found_in(response, by_hand=()):
    """{(code, kind): (digest of the words, pieces)} of a response. What was held back by hand is among
    them as long as anything is written there."""
    part = response.part
    kinds = dict(Question.objects.filter(part=part.pk).values_list("code", "kind"))
    words = {
        code: said
        for code, entry in response.answers.items()
        if code in kinds and (said := words_of(kinds[code], entry))
    }
    if not words:
        return {}
    names = names_on_register(part.proforma.cycle.network_id)
    found = {}
    for code, said in words.items():
        identifying = [seen for text in said.values() for _k, seen in giveaways.find(text, names)]
        at_risk = [seen for text in said.values() for seen in concerns.find(text)]
        for kind, pieces in ((Flag.Kind.IDENTIFYING, identifying), (Flag.Kind.CONCERN, at_risk)):
            if pieces or (code, kind) in by_hand:
                found[code, kind] = (digest(said), _few(pieces or said.values()))
    return found


def _few(pieces):
    return [piece[:LONGEST_PIECE] for piece in dict.fromkeys(pieces)][:MOST_PIECES]


def hold_back(part, responses, questions):
    """These responses of a part, with a sentence in the place of words that may not be read yet, or at all.

    Only in memory: they are for reading, and must not be saved. That somebody answered still counts. One
    query, and none if there is nothing to hold back.
    """
    if not responses:
        return responses
    held = {}
    for flag in Flag.objects.holding_back().filter(response__part=part):
        held.setdefault(flag.response_id, {}).setdefault(flag.code, []).append(flag)
    kinds = {question.code: question.kind for question in questions}
    for response in responses:
        for code, flags in held.get(response.pk, {}).items():
            entry = response.answers.get(code)
            if code in kinds and entry:
                stands = dict.fromkeys(words_of(kinds[code], entry), _sentence(flags))
                response.answers = response.answers | {code: entry | stands}
    return responses


def _sentence(flags):
    if any(flag.decision == Flag.Decision.KEPT_BACK for flag in flags):
        return HeldBack(_("kept back"))
    return Waiting(_("held back: it is being read first"))


def held_back(entries):
    """{"held": how many of these entries' words wait to be read, "kept": how many are kept back}."""
    stand = [list((entry or {}).values()) for entry in entries]
    waiting = sum(any(isinstance(one, Waiting) for one in values) for values in stand)
    hidden = sum(any(isinstance(one, HeldBack) for one in values) for values in stand)
    return {"held": waiting, "kept": hidden - waiting}
