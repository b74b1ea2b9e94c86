"""What the account says of a vote that members were told of: how many voted, how close it was, and what the
agenda could have been without the topics of the coordinator."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from topics import sureness, telling
from topics.ranking import TooManyGroups, agenda_without, merge_counted

from .measure import Measure, share


def turnout(account, records=()) -> Measure:
    result = account.result
    return share(
        "turnout",
        _("Who voted"),
        telling.turnout(result),
        result["voted"],
        result["eligible"],
        reading=" ".join(sureness.non_voters(result)),
        records=records,
    )


def margin(account, records=()) -> Measure | None:
    """Votes between the last topic that was chosen and the first that was not."""
    if account.stage != "counted" or not account.result["totals"] or not account.margin:
        return None
    return Measure(
        "margin",
        _("How close it was"),
        account.margin,
        {"votes": account.result["margin"]},
        "",
        tuple(records),
    )


def to_change(account, records=()) -> Measure | None:
    """The fewest ballots that would have changed what was chosen."""
    if account.stage != "counted" or not account.to_change:
        return None
    return Measure(
        "to_change",
        _("How few could have changed it"),
        account.to_change,
        {"ballots": account.result["ballots_to_change"]},
        _("This assumes that everything else stays the same."),
        tuple(records),
    )


def without_the_coordinators(vote, topics, records=()) -> Measure | None:
    """What would have been chosen without the topics that began with the coordinator: certain and possible.

    Only where each ballot counts as one and nothing is ranked: else what is kept does not tell. One query.
    """
    ours = [topic.code for topic in topics if topic.began_with_coordinator]
    left = [topic for topic in topics if not topic.began_with_coordinator]
    if not ours or not left or not _can_be_told(vote):
        return None
    patterns = merge_counted(vote.patterns.values_list("choices", "count"))
    try:
        bounds = agenda_without(patterns, vote.result["topics"], vote.result["places"], ours)
    except (TooManyGroups, ValueError):
        return None
    certain = [topic.title for topic in left if topic.code in bounds.certain]
    possible = [topic.title for topic in left if topic.code in bounds.possible - bounds.certain]
    return Measure(
        "without_ours",
        _("Without the topics of the coordinator"),
        " ".join(_said(len(left), certain, possible)),
        {
            "left": len(left),
            "certain": sorted(bounds.certain),
            "possible": sorted(bounds.possible),
            "freed": int(bounds.freed),
        },
        _("Nobody knows where the votes on the others would have gone. So this tells bounds."),
        tuple(records),
    )


def _can_be_told(vote):
    result = vote.result
    return vote.weights == vote.Weights.PERSON and not vote.is_ranked and bool(result["totals"])


def _said(left, certain, possible):
    yield ngettext("One topic would be left.", "%(n)d topics would be left.", left) % {"n": left}
    if certain:
        yield _("Certain, wherever the other votes had gone: %(topics)s.") % {
            "topics": _listed(certain)
        }
    if possible:
        yield _("Possible: %(topics)s.") % {"topics": _listed(possible)}


def _listed(titles):
    return "; ".join(f"“{title}”" for title in titles)
