"""How dates, figures and bars are put on a page. Presentation only: nothing here queries."""

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from network import words

register = template.Library()


@register.filter
def day(moment, network):
    """Friday 6 June."""
    return words.day(moment, network) if moment else ""


@register.filter
def last_day(closes_at, network):
    """Friday 6 June, for something that closes when that day ends."""
    return words.last_day(closes_at, network) if closes_at else ""


@register.filter
def day_and_time(moment, network):
    """Friday 6 June, 17:00."""
    return words.day_and_time(moment, network) if moment else ""


@register.filter
def clock(moment, network):
    """17:00."""
    return words.clock(moment, network) if moment else ""


@register.filter
def time_left(moment, at=None):
    """3 days left. Whole days, then hours; empty when it is over."""
    if not moment:
        return ""
    seconds = (moment - (at or timezone.now())).total_seconds()
    if seconds <= 0:
        return ""
    days, hours = int(seconds // 86400), int(seconds // 3600)
    if days >= 2:
        return _("%(n)d days left") % {"n": days}
    if hours >= 2:
        return _("%(n)d hours left") % {"n": hours}
    return _("closes soon")


@register.simple_tag
def bar(share, soft=False):
    """A bar as SVG, because the content-security policy forbids inline styles. `share` is 0 to 1."""
    width = round(max(0.0, min(1.0, float(share or 0))) * 100, 1)
    return format_html(
        '<svg class="bar{}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" '
        'focusable="false"><rect width="{}" height="8"></rect></svg>',
        " soft" if soft else "",
        width,
    )


@register.simple_tag
def dots(count):
    """One marigold dot a vote."""
    return format_html('<span class="dots" aria-hidden="true">{}</span>', "●" * int(count))
