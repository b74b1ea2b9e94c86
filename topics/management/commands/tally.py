import gc
import json
from argparse import ArgumentTypeError
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from topics.ranking import TooManySets
from topics.tallying import METHODS, MOST_PLACES, PLACES, Terms, Unreadable, read, said, tally
from topics.tallying.plain import shown

REFUSED = 2


class Command(BaseCommand):
    help = (
        "Count ballots from a file: JSON, or CSV with the columns ballot, organisation, choices (separated "
        "by “;”) and, if you like, count. Nothing is written, and no database is asked."
    )
    requires_system_checks = ()  # a count needs no site around it

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--choose",
            type=_places,
            metavar="PLACES",
            help="how many topics go forward; by default as the file says, else 3",
        )
        parser.add_argument(
            "--picks",
            type=_from_one,
            metavar="MOST_PER_BALLOT",
            help="how many choices a ballot may have; by default as the file says, else any number",
        )
        parser.add_argument("--method", choices=METHODS, default="plain")
        parser.add_argument(
            "--complete",
            choices=["none", "phragmen", "plain"],
            default="none",
            help="how equal shares (mes) fills the places that are left",
        )
        parser.add_argument("--weights", choices=["person", "equal", "capped"], default="person")
        parser.add_argument("--json", action="store_true", help="print the count as JSON")

    def handle(self, file, choose, picks, method, complete, weights, json, **options):
        try:
            with _without_collecting():
                polls = read(file, picks)
                counts = [
                    tally(poll, Terms(method, choose or poll.places or PLACES, weights, complete))
                    for poll in polls
                ]
        except Unreadable as problem:
            raise CommandError(str(problem), returncode=REFUSED) from None
        except TooManySets:
            sentence = _("There are too many sets of topics to try for this method. Use “plain”.")
            raise CommandError(sentence, returncode=REFUSED) from None
        self._warn(polls, weights)
        if json:
            told = [count.as_json() for count in counts]
            self.stdout.write(_as_text(told if len(told) > 1 else told[0]))
        else:
            self.stdout.write("\n\n\n".join(map(said, counts)))

    def _warn(self, polls, weights):
        for name in polls[0].unused:
            self.stderr.write(_("The column “%s” was not read.") % shown(name))
        if weights != "person" and not all(poll.names_organisations for poll in polls):
            self.stderr.write(
                _("No ballot names an organisation, so each person is one of their own.")
            )


@contextmanager
def _without_collecting():
    """Ballots are many small things, none in a circle: looking for circles would take half the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _as_text(told):
    return json.dumps(told, ensure_ascii=False, indent=1)


def _from_one(text):
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text)):
        raise ArgumentTypeError(_("“%s” is not a whole number from 1 up.") % shown(text))
    return int(text)


def _places(text):
    places = _from_one(text)
    if places > MOST_PLACES:
        raise ArgumentTypeError(
            _("%(n)d places are too many: %(most)d at most.") % {"n": places, "most": MOST_PLACES}
        )
    return places
