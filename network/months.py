"""A month as a value of a sheet. Apart from workbooks, which take long to load."""

from datetime import date


class Month(date):
    """A month of a year, for a sheet in which months can be put in order: its first day, shown without it."""

    def __str__(self):
        return self.isoformat()[:7]
