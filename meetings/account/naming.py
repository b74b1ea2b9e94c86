"""What is to be looked over before an account goes out: names, and what looks like a quote."""

from meetings.naming import quoted_in, register_of

from .outline import Account


def to_look_over(account: Account, network) -> tuple[list[str], list[str]]:
    """(names of people and partners, what stands in quotation marks) in what somebody typed: what she wrote
    beside the records, and the words beneath facts."""
    hers = "\n".join(section.hers for section in account.sections)
    typed = [fact.words for section in account.sections for fact in section.facts]
    return register_of(network).named_in("\n".join([hers, *typed])), quoted_in(hers)
