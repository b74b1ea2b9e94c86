"""How much energy there is for actions, as members see it: a number, and never who."""

from collections import Counter

from meetings.models import Energy


def by_phone(actions, *, floor):
    """{key of an action: how many showed energy for it on their phones}. One query.

    Where fewer than `floor` people of a whole meeting did, nothing is said of its actions: in a small group
    somebody would see whose phone it was.
    """
    shown = list(
        Energy.objects.filter(action__in=[action.pk for action in actions])
        .order_by()
        .values_list("action__meeting_id", "action_id", "person_id")
    )
    people = {}
    for meeting, _action, person in shown:
        people.setdefault(meeting, set()).add(person)
    return Counter(action for meeting, action, _person in shown if len(people[meeting]) >= floor)


def for_members(actions, *, floor):
    """{key of an action: dots on the wall, and phones where enough showed it}. One query."""
    phones = by_phone(actions, floor=floor)
    return {action.pk: action.energy_by_hand + phones[action.pk] for action in actions}
