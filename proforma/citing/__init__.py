"""What this app has that can be cited: questions, themes, quotes, statements; readings and insights."""

from network.models import Citable

from . import answers, written

__all__ = ["EVIDENCE", "answers", "written"]

# What an insight can rest on.
EVIDENCE = [
    Citable.Kind.QUESTION,
    Citable.Kind.THEME,
    Citable.Kind.QUOTE,
    Citable.Kind.STATEMENT,
    Citable.Kind.NOTE,
    Citable.Kind.READING,
]
