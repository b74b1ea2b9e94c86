"""What the answers say, as far as it may be shown. Page, chart, deck and file all read these results."""

from proforma.models import Part

from .figures import FigureResult, FiguresResults
from .units import counts_people
from .views import ViewResult, ViewsResults

__all__ = ["FigureResult", "FiguresResults", "ViewResult", "ViewsResults", "counts_people", "of"]


def of(proforma, at):
    """The results of both parts: (ViewsResults, FiguresResults). Best of a pro-forma loaded `with_parts`."""
    parts = {part.unit: part for part in proforma.parts.all()}
    return ViewsResults(parts[Part.Unit.PERSON], at), FiguresResults(parts[Part.Unit.PARTNER], at)
