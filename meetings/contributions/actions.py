"""Actions past their date."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network import words
from network.contributions import Task, coordinator_tasks


@coordinator_tasks
def actions_to_chase(cycle, at):
    network = cycle.network
    today = words.date_of(at, network)
    late = list(network.actions.overdue(today)[:3])
    if late:
        n = network.actions.overdue(today).count()
        yield Task(
            title=ngettext("One action is past its date", "%(n)d actions are past their date", n)
            % {"n": n},
            note=" · ".join(str(action) for action in late),
            url=reverse("action_list", args=[network.slug]),
            button=_("See how they go"),
            order=15,
        )
