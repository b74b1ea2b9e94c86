"""What is worth looking at twice in what came back. Nothing is refused, corrected or left out because of it.

The checks are pure: values in, what stands out of them. `panel` puts them to a pro-forma's answers, and
decides what of it may be said: no figure of a partner that does not share it, and of views only counts.
"""

from .panel import look_twice

__all__ = ["look_twice"]
