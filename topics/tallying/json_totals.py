"""Whether what a file says of its ballots is true of them."""

from collections import Counter

from django.utils.translation import gettext as _

from .plain import exact, shown


def problem_of(instance: dict, papers: Counter) -> str | None:
    """What disagrees, as a sentence without its full stop; None where nothing does, or nothing is said."""
    published = instance.get("published")
    published = published if isinstance(published, dict) else {}
    votes, weighted, sizes = Counter(), Counter(), Counter()
    for paper, ballots in papers.items():
        sizes[paper.organisation] += ballots
        for topic in paper.choices:
            votes[topic] += ballots
            weighted[topic] += ballots * paper.weight
    return (
        _unequal("totals", instance.get("totals"), weighted)
        or _unequal("published.votes_per_option", published.get("votes_per_option"), votes)
        or _unequal("groups", instance.get("groups"), sizes)
        or _unequal_number("n_ballots", instance.get("n_ballots"), papers.total())
        or _unequal_number("published.num_votes", published.get("num_votes"), papers.total())
    )


def _unequal(name, listed, counted):
    if listed is None:
        return None
    if not isinstance(listed, dict):
        return _("“%s” is no list of numbers") % name
    for key, number in listed.items():
        if exact(number) != counted[key]:
            said = {"name": name, "key": shown(key), "n": shown(str(number)), "m": counted[key]}
            return (
                _(
                    "the file is inconsistent: its “%(name)s” say %(n)s of “%(key)s”, and its ballots %(m)s"
                )
                % said
            )
    return None


def _unequal_number(name, listed, counted):
    if listed is None or exact(listed) == counted:
        return None
    said = {"name": name, "n": shown(str(listed)), "m": counted}
    return (
        _("the file is inconsistent: its “%(name)s” says %(n)s, and there are %(m)s ballots") % said
    )
