from django.urls import path

from .views import ballots, longlist, results, votes

urlpatterns = [
    path("<slug:slug>/topics/", longlist.topic_list, name="topic_list"),
    path("<slug:slug>/topics/new/", longlist.topic_create, name="topic_create"),
    path("<slug:slug>/topics/<int:pk>/", longlist.topic_edit, name="topic_edit"),
    path(
        "<slug:slug>/topics/<int:pk>/leave-off/", longlist.topic_leave_off, name="topic_leave_off"
    ),
    path("<slug:slug>/topics/<int:pk>/put-back/", longlist.topic_put_back, name="topic_put_back"),
    path("<slug:slug>/vote/open/", votes.vote_open, name="vote_open"),
    path("<slug:slug>/vote/<int:pk>/", results.vote_result, name="vote_result"),
    path("<slug:slug>/vote/<int:pk>/close/", votes.vote_close, name="vote_close"),
    path("<slug:slug>/vote/<int:pk>/release/", votes.vote_release, name="vote_release"),
    path("p/<slug:code>/vote/<int:pk>/", ballots.ballot_cast, name="ballot_cast"),
    path("p/<slug:code>/result/<int:pk>/", results.participant_result, name="participant_result"),
]
