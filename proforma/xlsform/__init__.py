"""XLSForm workbooks to and from pro-formas, without a database or a request. See docs at https://xlsform.org/

`read` imports what has a place here, keeps what has none, and reports on every row; `write` gives a
workbook back with everything kept in its place.
"""

from .reading import Reading, read
from .report import Report, ReportLine, UnreadableForm
from .writing import write

__all__ = ["Reading", "Report", "ReportLine", "UnreadableForm", "read", "write"]
