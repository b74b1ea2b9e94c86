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
    return formats.date_format(timezone.localtime(moment, network.zone), "l j F")


def full_date(moment, network):
    return formats.date_format(timezone.localtime(moment, network.zone), "j F Y")


def day_and_time(moment, network):
    return formats.date_format(timezone.localtime(moment, network.zone), "l j F, H:i")


def clock(moment, network):
    return formats.date_format(timezone.localtime(moment, network.zone), "H:i")
