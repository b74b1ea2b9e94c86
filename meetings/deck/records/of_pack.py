"""What is in the file and on paper, and not on the wall: sources, and how small numbers were handled."""

from datetime import timedelta

from django.utils.translation import gettext as _

from meetings.deck.outline import Slide, SlideKind
from network import words


def slides(meeting, views, figures, at):
    """[sources and definitions, how small numbers were handled]."""
    return [_sources(meeting, views, figures, at), _small_numbers(meeting.network)]


def _sources(meeting, views, figures, at):
    network = meeting.network
    body = [
        _("Data as at %(when)s.")
        % {"when": f"{words.full_date(at, network)}, {words.clock(at, network)}"}
    ]
    for part_results, what in ((views, _("Views")), (figures, _("Figures"))):
        if part_results is None or not part_results.part.activity.is_opened:
            continue
        activity = part_results.part.activity
        body.append(
            _("%(what)s: asked from %(opened)s to %(closed)s.")
            % {
                "what": what,
                "opened": words.full_date(activity.opened_at, network),
                "closed": words.full_date(
                    (activity.closed_at or activity.closes_at) - timedelta(seconds=1), network
                ),
            }
        )
    body.append(_("Caseloads are records held by each partner. One person can be in several."))
    return Slide(
        SlideKind.TEXT,
        _("Sources and definitions"),
        key="sources",
        body=body,
        notes=_("For the pack; it need not be shown."),
    )


def _small_numbers(network):
    return Slide(
        SlideKind.TEXT,
        _("How small numbers were handled"),
        key="small",
        body=[
            _("No group of fewer than %(n)d respondents is shown.") % {"n": network.smallest_group},
            _("Counts of 1 to %(most)d people supported read “fewer than %(n)d”.")
            % {"most": network.smallest_count - 1, "n": network.smallest_count},
            _("A total hides at least %(n)d partners, or none.") % {"n": network.smallest_total},
            _("Partners that chose totals only are never named."),
            _("No ballot can be tied to a person."),
        ],
        notes=_("For the pack; it need not be shown."),
    )
