"""What a participant can read about their data."""

from django.shortcuts import render

from network.access import participant_view


@participant_view
def privacy_notice(request, person):
    return render(request, "participant/privacy_notice.html", {"person": person})
