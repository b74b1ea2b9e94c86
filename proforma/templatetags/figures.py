"""The charts of figures, for the pages that show them."""

from django import template

from proforma import figure_charts

register = template.Library()


@register.filter
def ending_chart(result):
    """The chart of what ends when."""
    return figure_charts.of_endings(result)
