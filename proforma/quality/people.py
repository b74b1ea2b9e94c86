"""How people answered, as counts: who is nobody's business."""

FEWEST_ROWS = 4  # three alike happen by chance, and often
FAST = 3  # times faster than reckoned


def straight_lines(grids, rows):
    """How many gave every one of these `rows` the same answer: (how many, of how many).

    `grids` are {row: answer}, one a person; only who answered every row is counted. Of fewer than four rows
    nothing is said: (0, 0). Also known as straight-lining or non-differentiation: J. Krosnick, Response
    strategies for coping with the cognitive demands of attitude measures in surveys, Applied Cognitive
    Psychology 5, 1991.
    """
    rows = list(rows)
    if len(rows) < FEWEST_ROWS:
        return 0, 0
    whole = [[grid[row] for row in rows] for grid in grids if all(row in grid for row in rows)]
    return sum(len(set(answers)) == 1 for answers in whole), len(whole)


def very_fast(times, minutes):
    """How many handed in in under a third of the `minutes` it is reckoned to take: (how many, of how many).

    `times` are (begun, last saved, handed in). Who saved only once, at a stretch, is not counted: how long
    it took is not known. A third of the median is the usual mark for “speeders”: R. Greszki, M. Meyer and
    H. Schoen, Exploring the effects of removing “too fast” responses, Public Opinion Quarterly 79, 2015.
    """
    known = [(begun, handed_in) for begun, saved, handed_in in times if saved > begun]
    limit = minutes * 60 / FAST
    fast = sum((handed_in - begun).total_seconds() < limit for begun, handed_in in known)
    return fast, len(known)
