"""What a participant's device may show. Its link opens what is new; what is saved, only a known device.

A device knows what was first saved on it, and everything once a code was entered there. Two signed cookies
remember it, set for the person's own address alone: that the link was opened, and what is known. Opening the
link again leaves the second as it is. The database holds nothing of either.
"""

from django.conf import settings
from django.core import signing

SALT = "network.participant"
YEAR = 365 * 24 * 60 * 60
EVERYTHING = "*"


class Device:
    """The device in hand, as one person's cookies describe it."""

    def __init__(self, person, known=()):
        self.person = person
        self.known = set(known)
        self.has_learnt = False

    @classmethod
    def of(cls, request, person):
        """The device this request comes from; None if the person's link was not opened on it."""
        if person.link_revoked_at is not None or person.left_at is not None:
            return None
        if _read(request, f"p_{person.code}") != str(person.link_generation):
            return None
        generations, _bar, known = _read(request, f"k_{person.code}").partition("|")
        return cls(person, known.split() if generations == _generations(person) else ())

    def may_show(self, thing, *, saved=True):
        """Whether `thing` of this person's can be shown here: nothing is saved of it, or it is known here."""
        if not saved or not self.person.network.asks_code:
            return True
        return bool(self.known & {thing, EVERYTHING})

    def remember(self, thing=EVERYTHING):
        """From now on this device may show `thing`."""
        if not self.known & {thing, EVERYTHING}:
            self.known = {EVERYTHING} if thing == EVERYTHING else self.known | {thing}
            self.has_learnt = True

    def keep(self, response):
        """Leave what is known on the device, until the link is made anew or devices are forgotten."""
        known = f"{_generations(self.person)}|{' '.join(sorted(self.known))}"
        _write(response, self.person, f"k_{self.person.code}", known)


def admit(response, person):
    """Leave on this device the cookie that opens the person's own pages until the link is made anew."""
    _write(response, person, f"p_{person.code}", str(person.link_generation))


def _generations(person):
    return f"{person.link_generation}.{person.device_generation}"


def _read(request, name):
    try:
        return request.get_signed_cookie(name, salt=SALT)
    except (KeyError, signing.BadSignature):
        return ""


def _write(response, person, name, value):
    response.set_signed_cookie(
        name,
        value,
        salt=SALT,
        max_age=YEAR,
        path=f"/p/{person.code}/",
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
