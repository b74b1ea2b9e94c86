"""What small groups said in their own words, for any page that shows a pro-forma's results."""

from django import template

from proforma.statements import leaving

register = template.Library()


@register.simple_tag
def said_together(proforma):
    """What members may read of what groups said in this pro-forma's cycle. One query."""
    return leaving(proforma.cycle)
