"""Who came to a meeting, and who is missing. Pure: people in, lists and numbers out."""

from dataclasses import dataclass

from network.models.register import Level, Sector


@dataclass(frozen=True)
class Presence:
    """Of those who take part: who came, who did not, and what kinds of people nobody came of.

    `others` came and do not take part, as the coordinator. Levels are those that people told of themselves;
    lived experience is among `levels_missing` also where nobody on the register told it.
    """

    came: list
    missing: list
    others: list

    @property
    def invited(self):
        return len(self.came) + len(self.missing)

    @property
    def partners(self):
        """[(partner, how many came, those who did not)] of partners with somebody who takes part."""
        people = sorted(
            (person for person in [*self.came, *self.missing] if person.partner),
            key=lambda person: (person.partner.name.casefold(), person.name.casefold()),
        )
        groups = {}
        for person in people:
            groups.setdefault(person.partner, []).append(person)
        came = set(self.came)
        return [
            (partner, len(came.intersection(group)), [one for one in group if one not in came])
            for partner, group in groups.items()
        ]

    @property
    def partners_there(self):
        return sum(bool(came) for _partner, came, _missing in self.partners)

    @property
    def partners_missing(self):
        return [partner for partner, came, _missing in self.partners if not came]

    @property
    def missing_by_partner(self):
        """[(partner, people)] of partners from which somebody else came."""
        return [(partner, missing) for partner, came, missing in self.partners if came and missing]

    @property
    def missing_alone(self):
        """Those who are here for themselves and did not come."""
        return [person for person in self.missing if person.partner is None]

    @property
    def levels_missing(self):
        there = {person.level for person in [*self.came, *self.others]}
        known = {person.level for person in self.missing} | {Level.LIVED_EXPERIENCE}
        return [level.label for level in Level if level in known - there]

    @property
    def told_lived_experience(self):
        """Whether anybody on the register told of it."""
        everybody = [*self.came, *self.missing, *self.others]
        return any(person.level == Level.LIVED_EXPERIENCE for person in everybody)

    @property
    def sectors_missing(self):
        there = {person.partner.sector for person in self.came if person.partner}
        known = {person.partner.sector for person in self.missing if person.partner}
        return [sector.label for sector in Sector if sector in known - there]


def presence(people, came) -> Presence:
    """`people` are those on the register, with their partners in hand; `came` the keys of those who did."""
    return Presence(
        came=[person for person in people if person.takes_part and person.pk in came],
        missing=[person for person in people if person.takes_part and person.pk not in came],
        others=[person for person in people if not person.takes_part and person.pk in came],
    )


def by_partner(people):
    """[(partner, people)] in the order of the alphabet; those who are here for themselves at the end."""
    groups = {}
    for person in sorted(people, key=lambda person: person.name.casefold()):
        groups.setdefault(person.partner, []).append(person)
    return sorted(
        groups.items(),
        key=lambda group: (group[0] is None, group[0].name.casefold() if group[0] else ""),
    )
