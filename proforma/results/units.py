"""What the unit of a figure says about it."""

# Typical waits, rates and ratings: adding them up over partners says nothing.
NEVER_ADDED = {"days", "weeks", "months", "hours", "minutes", "%", "per cent"}


def unit_of(question):
    return question.settings.get("unit", "").strip().lower()


def counts_people(question):
    return unit_of(question) in {"people", "person", "adults"}


def adds_up(question):
    return question.kind != "percentage" and unit_of(question) not in NEVER_ADDED


def is_money(question):
    return question.kind == "money"
