"""Which stages ran on some day without a live mandate."""

from datetime import date, timedelta

from meetings import mandate
from network.contributions import Stage
from network.models import Network

LONGEST = 800  # days of one stage that are looked at


def stages_without_a_mandate(
    network: Network, spans: dict[Stage, tuple[date, date]]
) -> list[Stage]:
    """The stages that have a day, from the first to the last of their span, on which no mandate was live.

    Four queries, whatever the number of days.
    """
    mandates = list(network.mandates.standing().with_all())
    return [stage for stage, (first, last) in spans.items() if _has_a_gap(mandates, first, last)]


def _has_a_gap(mandates, first, last):
    days = min((last - first).days, LONGEST)
    return any(
        not any(mandate.standing_on(one, first + timedelta(days=n)).is_live for one in mandates)
        for n in range(days + 1)
    )
