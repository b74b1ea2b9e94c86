"""What stands behind a sentence, and what was made of it.

Each app registers its kinds of things when Django starts; the ground floor knows none of them. Whatever
is said of a thing here has passed the rules of its kind: it may stand on a page that all staff read.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import transaction
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from .models import Capability, Citable, Citation, Network


class CannotCite(Exception):
    """The two are not of one network."""


@dataclass(frozen=True)
class Offer:
    """Something that can be cited. `token` is what a form sends for it; `citable` its key, if it has one."""

    token: str
    kind: str
    name: str
    label: str
    citable: int | None = None


@dataclass(frozen=True)
class Cited:
    """What may be said of a thing that was cited, or cites.

    `name` is short (“question A3”), `label` its own words as far as they may be read. `url` is where it is
    read by whoever has the capability `needs`. `n` of `of` answered it, where that is known; `groups` are
    the kinds of organisation these came from, as far as they may be named.
    """

    kind: str
    code: str
    name: str
    label: str = ""
    url: str = ""
    needs: str = Capability.LOOK
    is_gone: bool = False
    note: str = ""
    n: int | None = None
    of: int | None = None
    groups: tuple[str, ...] = ()
    has_others: bool = False
    token: str = ""


class Kind:
    """How things of one kind are found, named and linked. `model` has a one-to-one field `citable`."""

    kind: str = ""
    model: type = None
    key_field: str = "pk"  # what `key` is made of

    def objects(self, network):
        """All there are in a network, with what `cited` reads of each."""
        raise NotImplementedError

    def network_of(self, thing):
        raise NotImplementedError

    def offered(self, cycle, shared):
        """The things of this kind that can be evidence in a cycle."""
        return []

    def key(self, thing):
        return str(thing.pk)

    def token(self, thing):
        return f"{self.kind}:{self.key(thing)}"

    def found(self, network, key):
        """The thing a token names, if it is of this network."""
        if not (key.isascii() and key.isdigit() and len(key) < 19):
            return None
        return self.objects(network).filter(pk=int(key)).first()

    def found_each(self, network, keys):
        """The things that these tokens name, as far as they are of this network. One query."""
        if self.key_field == "pk":
            keys = [int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 19]
        return list(self.objects(network).filter(**{f"{self.key_field}__in": keys}))

    def code(self, thing):
        """What its address calls it; a number is put behind if that is taken."""
        return str(thing.pk)

    def prepare(self, network, things, shared):
        """Load what `cited` needs of all of them at once."""

    def cited(self, thing, code, shared):
        raise NotImplementedError

    def uses(self, network, citables):
        """{key of a citable: [Cited]} of things that use it by a link of their own, not by a citation."""
        return {}

    def described(self, network, citables, shared):
        codes = {citable.pk: citable.code for citable in citables}
        things = list(self.objects(network).filter(citable__in=codes))
        self.prepare(network, things, shared)
        return {
            thing.citable_id: replace(
                self.cited(thing, codes[thing.citable_id], shared), token=self.token(thing)
            )
            for thing in things
        }

    def offers(self, cycle, shared):
        things = list(self.offered(cycle, shared))
        self.prepare(cycle.network, things, shared)
        for thing in things:
            cited = self.cited(thing, "", shared)
            yield Offer(self.token(thing), self.kind, cited.name, cited.label, thing.citable_id)


_KINDS: dict[str, Kind] = {}


def register(kind):
    """Make a class of things citable; used as a decorator."""
    _KINDS[kind.kind] = kind()
    return kind


def kind_named(name):
    return _KINDS.get(name)


def kind_of(thing):
    return next(kind for kind in _KINDS.values() if isinstance(thing, kind.model))


def address(name, *args, anchor=""):
    """The address of a page, or nothing if there is no such page."""
    try:
        return reverse(name, args=args) + (f"#{anchor}" if anchor else "")
    except NoReverseMatch:
        return ""


def offered(cycle, kinds: Iterable[str] | None = None, shared=None) -> list[Offer]:
    """What can be evidence in this cycle, kind by kind; its `network` is read."""
    shared = {} if shared is None else shared
    wanted = [_KINDS[kind] for kind in (kinds or Citable.Kind.values) if kind in _KINDS]
    return [offer for kind in wanted for offer in kind.offers(cycle, shared)]


def resolve(network, token):
    """The thing that a token names, if it is of this network; else None."""
    kind, _colon, key = str(token).partition(":")
    return _KINDS[kind].found(network, key) if kind in _KINDS else None


def citable_of(thing) -> Citable:
    """The citable of a thing, made if it has none. Two who ask at once are given the same."""
    if isinstance(thing, Citable):
        return thing
    if thing.citable_id is None:
        kind = kind_of(thing)
        with transaction.atomic():
            network = Network.objects.select_for_update(no_key=True).get(
                pk=kind.network_of(thing).pk
            )
            mine = kind.model._default_manager.filter(pk=thing.pk)
            held = mine.values_list("citable", flat=True).get()
            if held is None:
                code = _free_code(network, kind, thing)
                held = network.citables.create(kind=kind.kind, code=code).pk
                mine.update(citable=held)
        thing.citable_id = held
    return thing.citable


def _free_code(network, kind, thing):
    """Its own code, or with a number behind where another thing has that already."""
    wanted = kind.code(thing)
    like = network.citables.filter(kind=kind.kind, code__startswith=wanted)
    return free_code(wanted, set(like.values_list("code", flat=True)))


def free_code(wanted, taken):
    """This code, or with a number behind where another thing has that already."""
    tries = (wanted if n == 1 else f"{wanted}.{n}" for n in range(1, len(taken) + 2))
    return next(code for code in tries if code not in taken)


def cite(source, targets, role=Citation.Role.EVIDENCE, *, by=None, at=None):
    """Keep that `source` rests on each of `targets`; said twice, it is kept once."""
    source, targets = citable_of(source), [citable_of(target) for target in targets]
    if any(target.network_id != source.network_id for target in targets):
        raise CannotCite
    Citation.objects.bulk_create(
        [
            Citation(source=source, target=target, role=role, by=by, at=at or timezone.now())
            for target in targets
            if target.pk != source.pk
        ],
        ignore_conflicts=True,
    )


def uncite(source, targets, role=None):
    """Take back that `source` cites `targets`, in one role or in all."""
    keys = [target.pk if isinstance(target, Citable) else target.citable_id for target in targets]
    gone = Citation.objects.filter(source=citable_of(source), target__in=keys)
    (gone.filter(role=role) if role else gone).delete()


def evidence_of(thing):
    """What a thing cites, in the order in which it was cited."""
    return Citation.objects.filter(source=_key(thing)).select_related("target")


def used_by(thing):
    """What cites a thing."""
    return Citation.objects.filter(target=_key(thing)).select_related("source")


def _key(thing):
    """Of what has no citable yet: of nothing."""
    return thing.pk if isinstance(thing, Citable) else (thing.citable_id or 0)


def described(network, citables, shared=None) -> dict[int, Cited]:
    """{key of a citable: what may be said of it}, in a constant number of queries for each kind."""
    shared = {} if shared is None else shared
    by_kind = {}
    for citable in {citable.pk: citable for citable in citables}.values():
        by_kind.setdefault(citable.kind, []).append(citable)
    found = {}
    for kind, members in by_kind.items():
        said = _KINDS[kind].described(network, members, shared) if kind in _KINDS else {}
        found |= {each.pk: said.get(each.pk) or _gone(each) for each in members}
    return found


def _gone(citable):
    return Cited(
        citable.kind,
        citable.code,
        str(citable.get_kind_display()),
        str(_("It is not here any more.")),
        is_gone=True,
    )


def uses(network, keys, shared=None) -> dict[int, list[Cited]]:
    """{key of a citable: what uses it by a link of its own, as an action its topic}."""
    found = {}
    for kind in _KINDS.values():
        for key, cited in kind.uses(network, keys).items():
            found.setdefault(key, []).extend(cited)
    return found
