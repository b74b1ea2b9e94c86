from . import by_link, of_a_meeting, of_a_network

urlpatterns = [
    *of_a_network.urlpatterns,
    *of_a_meeting.urlpatterns,
    *by_link.urlpatterns,
]
