"""Nought, blank and “we do not record this”: three things that are easily taken for one another."""

MOST_GAVE = 0.5


def noughts(given, not_recorded):
    """Who gave 0 where others say that they do not record it: perhaps it means the same with them.

    `given` is {who: number}, `not_recorded` who said so.
    """
    return [who for who, number in given.items() if number == 0] if not_recorded else []


def left_blank(said, asked):
    """{who: [code]} of what somebody left blank and more than half of those asked did not.

    `said` is {code: who gave a value or said that they have none}, `asked` {code: who was asked}. What most
    left blank tells more of the question than of anybody's return.
    """
    blank = {}
    for code, everybody in asked.items():
        if len(said[code]) > MOST_GAVE * len(everybody):
            for who in everybody:
                if who not in said[code]:
                    blank.setdefault(who, []).append(code)
    return blank
