from django import forms


class DayInput(forms.DateInput):
    """The browser's own calendar, which reads and writes dates one way only whatever the language."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")
