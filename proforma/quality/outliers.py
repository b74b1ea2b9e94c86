"""Figures that are far from the others, and figures that look as if they were given in another unit."""

from statistics import median

FEWEST = 5  # among fewer, nothing can be called far off
FAR = 3.5
SLIPS = (10, 100, 1000)


def far_off(values):
    """The keys of `values` ({key: number}) whose modified z-score is beyond 3.5 either way.

    M = 0.6745 (x - median) / MAD, where MAD is the median of |x - median|: unlike mean and standard
    deviation, neither is moved by the very figure that is looked for. Nothing is far off among fewer than
    five, nor where more than half are alike, for then MAD is 0.
    Source: B. Iglewicz and D. Hoaglin, How to Detect and Handle Outliers, ASQC, 1993.
    """
    if len(values) < FEWEST:
        return []
    numbers = {key: float(value) for key, value in values.items()}
    middle = median(numbers.values())
    spread = median(abs(number - middle) for number in numbers.values())
    if not spread:
        return []
    return [
        key for key, number in numbers.items() if abs(0.6745 * (number - middle) / spread) > FAR
    ]


def slip(value, others):
    """By how many times a figure looks too large, 10, 100 or 1000; 0 if it does not.

    It does if it is more than five times the largest of the others, and lies among them once it is divided:
    days given as hours, pounds as pence, a nought too many.
    """
    if not others or value <= 5 * max(others):
        return 0
    return next((by for by in SLIPS if min(others) <= value / by <= max(others)), 0)
