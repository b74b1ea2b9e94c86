"""The demo’s register and its pro-forma: written, asked, answered and closed."""

from datetime import timedelta

from meetings.demo import answers, proforma, register, topics
from network import reminders, sending, words
from network.demo_door import demo_password
from network.models import Network, User
from proforma import circulation as proforma_circulation
from proforma import statements
from proforma.models import GroupStatement, Help, Part, Proforma, Response, Way


def people_registered(story, at):
    data = register.NETWORK
    coordinator = next(person for person in register.PEOPLE if person["code"] == "P01")
    story.coordinator = User.objects.create_user(
        coordinator["email"], demo_password(), name=coordinator["name"], joined_at=at
    )
    story.network = Network.found(
        name=data["name"],
        place=data["place"],
        slug=data["slug"],
        purpose=data["purpose"] + ".",
        funder=data["funder"],
        controller=data["controller"],
        contact=data["controller_email"],
        time_zone=data["time_zone"],
        ground_rules="\n".join(data.get("ground_rules", ())),
        coordinator=story.coordinator,
        at=at,
    )
    for partner in register.PARTNERS:
        story.partners[partner["code"]] = story.network.add_partner(
            name=partner["name"],
            sector=partner["sector"],
            work=partner["kind_words"],
            is_convenor=partner["convenor"],
            holds_figures=partner["holds_figures"],
            at=at,
        )
    for person in register.PEOPLE:
        story.people[person["code"]] = story.network.add_person(
            name=person["name"],
            email=person["email"],
            role=person["role"],
            partner=story.partners.get(person["partner"]),
            level=person["level"] or "",
            access_needs=person.get("access") or "",
            takes_part=person["code"] != "P01",
            user=story.coordinator if person["code"] == "P01" else None,
            at=at,
        )
    for person in register.PEOPLE:
        if person["helper"]:
            story.people[person["code"]].helper = story.people[person["helper"]]
            story.people[person["code"]].save(update_fields=["helper"])
    for partner, lead in register.FIGURES_LEADS.items():
        story.partners[partner].figures_lead = story.people[lead]
        story.partners[partner].save(update_fields=["figures_lead"])


def proforma_written(story, at):
    story.proforma = Proforma.draft(
        story.cycle, title="What we see, and what we hold", intro=proforma.INTRO, at=at
    )
    for data in proforma.PARTS:
        part = story.proforma.parts.get(unit=data["unit"])
        part.title, part.minutes_given = data["title"], data["minutes"]
        part.save(update_fields=["title", "minutes_given"])
        asked = {}
        for question in data["questions"]:
            asked[question["code"]] = part.add_question(
                code=question["code"],
                kind=question["kind"],
                text=question["text"],
                help=question["help"],
                why=question["why"],
                options=question["options"],
                rows=question["rows"],
                settings=question["settings"],
                origin=question["origin"],
                origin_partner=story.partners.get(question.get("origin_partner")),
                origin_person=story.people.get(question.get("origin_person")),
                follows=asked.get(question.get("follows")),
                written_by=story.coordinator,
                steer=proforma.STEER.get(question["code"], ""),
                options_origin=question["origin"] if question["options"] else "",
            )
    for reader in proforma.READERS:
        story.proforma.readers.create(
            person=story.people[reader["person"]],
            read_on=words.date_of(at, story.network),
            said=reader["said"],
            changed=reader["changed"],
        )


def proforma_opened(story, at):
    mailing = proforma_circulation.open_and_invite(
        story.proforma,
        closes_at=words.end_of((story.day_0 - timedelta(days=21)), story.network),
        **proforma_circulation.proposed(story.proforma),
        by=story.coordinator,
        at=at,
    )
    sending.send_each(mailing.messages.to_send(), at=at)


def reminded(story, at):
    for mailing in reminders.remind_all(story.network, at=at):
        sending.send_each(mailing.messages.to_send(), at=at)


def views_in_order(story):
    """Each person’s views at a moment that keeps the pace: 8 by the first step, 15 by the next, and so on."""
    rows, begun, start = list(answers.RETURN_ORDER), 0, -42
    for offset, returned in answers.RETURN_PACE:
        span = (offset - start) * 24 * 60
        for n, row in enumerate(rows[begun:returned], start=1):
            minutes = span * n // (returned - begun + 1)
            yield story.at(start, 12) + timedelta(minutes=minutes), _view(row)
        begun, start = returned, offset


def _view(row):
    def chapter(story, at):
        part = story.proforma.parts.select_related("activity").get(unit=Part.Unit.PERSON)
        person = story.people[answers.PERSON_OF_ROW[row]]
        data = answers.VIEWS[row]
        given = {
            code: {"value": value}
            for code, value in data.items()
            if code not in {"level", "A3_other"}
        }
        if data.get("A3_other"):
            given["A3"]["other"] = data["A3_other"]
        # Whoever has a helper answers by phone, and the helper types it in.
        help = Help(helper=person.helper, way=Way.PHONE) if person.helper else None
        response, _conflicts = Response.record(part, person, given, help=help, at=at)
        response.submit(person=person, help=help, at=at)

    return chapter


def figures_in_order(story):
    returned = [code for code, given in answers.FIGURES.items() if given]
    for n, code in enumerate(returned):
        yield story.at(-40 + n * 18 // len(returned), 15), _figures(code)


def _figures(code):
    def chapter(story, at):
        part = story.proforma.parts.select_related("activity").get(unit=Part.Unit.PARTNER)
        lead = story.people[register.FIGURES_LEADS[code]]
        given = {key: _entry(story, key, entry) for key, entry in answers.FIGURES[code].items()}
        response, _conflicts = Response.record(part, lead, given, at=at)
        response.choose_sharing(_sharing(code))
        response.submit(at=at)

    return chapter


def _sharing(code):
    return next(partner["sharing"] for partner in register.PARTNERS if partner["code"] == code)


def _entry(story, key, entry):
    entry = dict(entry)
    if key == "B6" and "value" in entry:
        entry["value"] = sorted(story.partners[code].pk for code in entry["value"])
    if key == "B7E" and "value" in entry:
        months = story.at(24).month - 1 + entry["value"]["months_ahead"]
        entry["value"] = f"{story.at(24).year + months // 12}-{months % 12 + 1:02}"
    return entry


def proforma_closed(story, at):
    story.proforma.close(at=at)


def statement_asked(story, at):
    data = topics.GROUP_STATEMENT
    statement = GroupStatement.begin(
        story.cycle,
        who=data["who"],
        text=data["text"],
        audience=data["audience"],
        people=[story.people[code] for code in data["people"]],
        by=story.coordinator,
        at=at,
    )
    mailing = statements.ask(statement, seen=1, by=story.coordinator, at=at)
    sending.send_each(mailing.messages.to_send(), at=at)


def statement_agreed(story, at):
    statement = story.cycle.statements.get()
    for n, member in enumerate(statement.members.order_by("pk")):
        member.agree(seen=1, at=at - timedelta(hours=12 - n))
    statement.publish(seen=1, at=at)
