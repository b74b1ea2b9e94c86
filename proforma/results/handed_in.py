"""The one way by which results come to the answers."""

from proforma import flagging


def handed_in(part, asking, most=None):
    """The responses that results are made from, the earliest first, without the words that nobody may
    read yet: no page, slide or file reads an answer but from here."""
    whose = "person__partner" if part.is_of_people else "partner"
    responses = part.responses.submitted().select_related(whose, "version")[:most]
    return flagging.hold_back(part, list(responses), asking)
