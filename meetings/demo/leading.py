"""Who asked whom to lead in the demo, what key partners thought, and the coordinator’s journal."""

from datetime import timedelta

from meetings.demo import meetings
from meetings.models import JournalEntry, KeyPerson, Mandate, MandateRenewal, Verdict
from network.models import Role, User

# As the demo’s data name what somebody agreed to.
USES = {
    "coordinator_only": Verdict.Use.COORDINATOR,
    "members_named": Verdict.Use.MEMBERS_NAMED,
    "members_not_named": Verdict.Use.MEMBERS_UNNAMED,
    "public_not_named": Verdict.Use.PUBLIC_UNNAMED,
}


def documenter_signs_in(story, at):
    """Whoever takes the notes has an account of her own, and may run meetings."""
    person = story.people[meetings.MEETING_2["documenter"]]
    user = User(email=person.email, name=person.name, joined_at=at)
    user.password = story.coordinator.password  # the demo prints one password for both
    user.save()
    story.network.accesses.create(user=user, role=Role.FACILITATOR, given_at=at)
    person.user = user
    person.save(update_fields=["user"])


def mandate_given(story, at):
    data = meetings.MANDATE
    Mandate.objects.create(
        network=story.network,
        cycle=story.cycle,
        meeting=story.network.meetings.get(number=1),
        asked_by=data["asked_by"],
        how=Mandate.How.SPOKEN,
        in_favour=data["asked"],
        out_of=data["replied"],
        more=data["given"],
        purpose=data["scope"],
        limits=data["limits"],
        given_on=story.at(data["given_offset"]).date(),
        lapses_on=story.at(data["lapses_offset"]).date(),
        lapses_with=data["lapses"],
        recorded_at=at,
        recorded_by=story.coordinator,
    )


def mandate_read_back(story, at):
    mandate = Mandate.objects.get(network=story.network)
    mandate.read_back_at = at
    mandate.corrections = "\n".join(meetings.MANDATE["corrections"])
    mandate.save(update_fields=["read_back_at", "corrections"])


def mandate_renewed(story, at):
    data = meetings.MANDATE["renewal"]
    MandateRenewal.objects.create(
        mandate=Mandate.objects.get(network=story.network),
        meeting=story.network.meetings.get(number=2),
        asked_on=at.date(),
        yes=data["yes"],
        not_sure=data["not_sure"],
        no=data["no"],
        is_renewed=True,
        lapses_on=story.at(meetings.OFFSETS["meeting_3"]).date(),
        note=data["note"],
        recorded_at=at,
        recorded_by=story.coordinator,
    )


def verdicts_in_order(story):
    """(moment, chapter) for each verdict: some hours after the meeting it is about."""
    for n, row in enumerate(meetings.VERDICTS):
        offset = meetings.OFFSETS[f"meeting_{row['meeting']}"]
        yield story.at(offset, 13) + timedelta(hours=n), _verdict(row)


def _verdict(row):
    def chapter(story, at):
        person = story.people[row["person"]]
        if row["key_partner"]:
            KeyPerson.objects.get_or_create(person=person)
        Verdict.objects.create(
            meeting=story.network.meetings.get(number=row["meeting"]),
            person=person,
            paraphrase=row["paraphrase"],
            heard=row["note"],
            use=USES[row["use"]],
            agreed_on=at.date(),
            at=at,
            by=story.coordinator,
        )

    return chapter


def journal_in_order(story):
    """(moment, chapter) for each entry; what is to be asked again is noted the day after meeting 2."""
    for row in meetings.JOURNAL:
        yield story.at(row["offset"] if row["text"] else 1, 20), _journal(row)


def _journal(row):
    def chapter(story, at):
        for due in row["due_offsets"] or [None]:
            JournalEntry.objects.create(
                network=story.network,
                author=story.coordinator,
                prompt=row["prompt"],
                text=row["text"],
                audience=row["audience"],
                due_on=story.at(due).date() if due else None,
                written_at=at,
            )

    return chapter
