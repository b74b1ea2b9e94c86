from . import by_link, of_a_deck, of_a_meeting, of_a_network

urlpatterns = [
    *of_a_network.urlpatterns,
    *of_a_meeting.urlpatterns,
    *of_a_deck.urlpatterns,
    *by_link.urlpatterns,
]
