from django.urls import path

from . import views

urlpatterns = [
    path("<slug:slug>/topics/", views.topic_list, name="topic_list"),
    path("<slug:slug>/topics/new/", views.topic_create, name="topic_create"),
    path("<slug:slug>/topics/<int:pk>/", views.topic_edit, name="topic_edit"),
    path("<slug:slug>/topics/<int:pk>/leave-off/", views.topic_leave_off, name="topic_leave_off"),
    path("<slug:slug>/topics/<int:pk>/put-back/", views.topic_put_back, name="topic_put_back"),
    path("<slug:slug>/vote/open/", views.vote_open, name="vote_open"),
    path("<slug:slug>/vote/<int:pk>/", views.vote_result, name="vote_result"),
    path("<slug:slug>/vote/<int:pk>/close/", views.vote_close, name="vote_close"),
    path("<slug:slug>/vote/<int:pk>/release/", views.vote_release, name="vote_release"),
    path("p/<slug:code>/vote/<int:pk>/", views.ballot_cast, name="ballot_cast"),
    path("p/<slug:code>/result/<int:pk>/", views.participant_result, name="participant_result"),
]
