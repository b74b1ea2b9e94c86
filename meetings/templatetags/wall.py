"""The code on the wall, drawn. Presentation only: nothing here queries."""

from django import template

from network.letters import qr_code

register = template.Library()
register.filter("qr_code", qr_code)


@register.filter
def before_the_code(address):
    """What is typed before the code, so that no line ends within the code."""
    return address.rpartition("/")[0] + "/"


@register.filter
def first_name(name):
    """As it stands on a card."""
    return name.split()[0] if name.split() else name
