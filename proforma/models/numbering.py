"""Giving the questions of a draft codes in their order. Nobody was asked, so nothing is lost by it."""

from django.db import transaction

from .questions import Question


def can_be_renumbered(part):
    """Whether a draft's codes are out of order, and mean nothing yet that an earlier cycle is held to."""
    if part.activity.is_opened or part.began_as_id is not None:
        return False
    return [question.code for question in part.questions_in_use] != list(_codes_in_order(part))


def _codes_in_order(part):
    """A1, A2 … down the part; the follow-ups of A2 are A2a, A2b …"""
    letter, number, codes, behind = part.Unit(part.unit).letter, 0, {}, {}
    for question in part.questions_in_use:
        lead = codes.get(question.follows_id) if question.is_follow_up else None
        if lead and behind.get(lead, 0) < 26:
            behind[lead] = behind.get(lead, 0) + 1
            yield f"{lead}{chr(ord('a') + behind[lead] - 1)}"
            continue
        number += 1
        codes[question.pk] = f"{letter}{number}"
        yield codes[question.pk]


def renumber(part):
    """Number the questions of a draft in their order; what names another by its code goes along."""
    with transaction.atomic():
        anew = dict(zip(part.questions_in_use, list(_codes_in_order(part)), strict=True))
        taken = set(anew.values())
        # What was taken out may be named too, and must not be taken for what has its code from now on.
        for question in part.questions_taken_out:
            anew[question] = part.free_code(taken)
            taken.add(anew[question])
        codes = {question.code: code for question, code in anew.items()}
        for question in part.loaded_questions:
            question.speak_of(codes)
            question.code = f"-{question.pk}"  # out of the way: codes differ at every moment
        Question.objects.bulk_update(part.loaded_questions, ["code", "show_if", "settings"])
        for question, code in anew.items():
            question.code = code
        Question.objects.bulk_update(part.loaded_questions, ["code"])
        part.trials.all().delete()
