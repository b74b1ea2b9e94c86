"""A meeting's door by phone: the code on the wall, and short codes that let people in."""

from django.utils import timezone
from django.utils.translation import gettext as _

from meetings import joining


class TooManyWrongCodes(Exception):
    """Says in a sentence that no code is looked at just now."""


class Wall:
    """Who is let in at a meeting without their link. Needs Running, whose lock it takes."""

    @property
    def wall_address(self):
        return joining.wall_address(self)

    @property
    def wall_address_to_type(self):
        return self.wall_address.partition("://")[2].rstrip("/")

    def lets_in(self, at=None):
        return joining.lets_in(self, at or timezone.now())

    def who_has_codes(self):
        """Those whose own link would let them in too."""
        return self.network.people.on_register().filter(link_revoked_at=None)

    def let_in(self, offered, *, at=None):
        """The person whose short code this is; None if it is nobody's, or it is not the time.

        Raises TooManyWrongCodes once too many were wrong within the hour, also to whoever has a good one.
        """
        at = at or timezone.now()
        if not joining.could_be_a_code(offered) or not self.lets_in(at):
            return None
        # Many tries at once come one after the other: no guess is compared that was not counted.
        with self._in_turn() as locked:
            if locked.wrong_codes_lately(at) >= joining.MOST_WRONG:
                raise TooManyWrongCodes(_("Too many codes were wrong here. Please ask a host."))
            person = joining.whose(offered, self.who_has_codes(), self)
            if person is None:
                locked.count_wrong_code(at)
        return person

    def wrong_codes_lately(self, at):
        """Wrong codes in the hour that began with the first of them."""
        since = self.wrong_codes_since
        return self.wrong_codes if since is not None and at - since < joining.AN_HOUR else 0

    def count_wrong_code(self, at):
        self.wrong_codes = self.wrong_codes_lately(at) + 1
        if self.wrong_codes == 1:
            self.wrong_codes_since = at
        self.save(update_fields=["wrong_codes", "wrong_codes_since"])
