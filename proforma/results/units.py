"""What the unit of a figure says about it."""

# Typical waits, rates and ratings: adding them up over partners says nothing.
NEVER_ADDED = {"days", "weeks", "months", "hours", "minutes", "%", "per cent"}


# One of these can be recognised, so few of them are not printed. The last word decides: “young people”.
PEOPLE = {"people", "person", "persons", "individuals", "adults", "children", "women", "men"} | {
    "clients", "patients", "residents", "tenants", "users", "carers", "families", "households",
}  # fmt: skip


def unit_of(question):
    return question.settings.get("unit", "").strip().lower()


def counts_people(question):
    return unit_of(question).rpartition(" ")[2] in PEOPLE


def adds_up(question):
    return question.kind != "percentage" and unit_of(question) not in NEVER_ADDED


def is_money(question):
    return question.kind == "money"
