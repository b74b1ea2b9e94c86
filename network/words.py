"""Dates as people say them, where the network is."""

from datetime import datetime, time, timedelta

from django.utils import formats, timezone


def end_of(day, network):
    """Midnight at the end of `day` where the network is: what closes on Friday is open all Friday."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=network.zone)


def date_of(moment, network):
    """The calendar's day where the network is."""
    return timezone.localtime(moment, network.zone).date()


def last_day(closes_at, network):
    """“Friday 6 June” for an hour at which that Friday ends."""
    return day(closes_at - timedelta(seconds=1), network)


def day(moment, network):
    """Friday 6 June; with its year if that is not this one."""
    local = timezone.localtime(moment, network.zone)
    this_year = timezone.localtime(timezone.now(), network.zone).year
    return formats.date_format(local, "l j F" if local.year == this_year else "l j F Y")


def full_date(moment, network):
    return formats.date_format(timezone.localtime(moment, network.zone), "j F Y")


def day_and_time(moment, network):
    return f"{day(moment, network)}, {clock(moment, network)}"


def clock(moment, network):
    return formats.date_format(timezone.localtime(moment, network.zone), "H:i")


def weekday(date):
    """Friday 6 June, of a day without an hour."""
    return formats.date_format(date, "l j F")
