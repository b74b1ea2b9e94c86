"""The privacy notice on a page. Presentation only: nothing here queries."""

from django import template

from network import notice

register = template.Library()


@register.simple_tag
def privacy_notice(network):
    """Its headings, each with its sentences."""
    return notice.of(network)
