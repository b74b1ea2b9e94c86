"""What people with a link open, and the page by which they come into a room."""

from django.urls import path

from meetings.views import (
    account,
    answered,
    comments,
    feedback_participant,
    joining,
    journal,
    mandates,
    meeting_participant,
    notes_participant,
    owning,
    participant,
    published,
    room_participant,
    where_it_went,
)

urlpatterns = [
    path("join/<slug:wall_code>/", joining.join, name="join"),
    path("p/<slug:code>/", participant.participant_home, name="participant_home"),
    path("p/<slug:code>/answers/", where_it_went.answers_went, name="answers_went"),
    path("p/<slug:code>/actions/", room_participant.help_list, name="help_list"),
    path("p/<slug:code>/actions/<int:pk>/help/", room_participant.help_offer, name="help_offer"),
    path(
        "p/<slug:code>/actions/<int:pk>/withdraw/",
        room_participant.help_withdraw,
        name="help_withdraw",
    ),
    path("p/<slug:code>/actions/<int:pk>/hold/", room_participant.action_hold, name="action_hold"),
    path(
        "p/<slug:code>/actions/<int:pk>/energy/",
        room_participant.action_energy,
        name="action_energy",
    ),
    path("p/<slug:code>/room/<int:number>/", room_participant.room, name="room"),
    path("p/<slug:code>/room/<int:number>/here/", room_participant.room_here, name="room_here"),
    path("p/<slug:code>/actions/<int:pk>/report/", owning.owner_report, name="owner_report"),
    path("p/<slug:code>/actions/<int:pk>/unsay/", owning.owner_unsay, name="owner_unsay"),
    path(
        "p/<slug:code>/actions/<int:pk>/give-back/", owning.owner_give_back, name="owner_give_back"
    ),
    path("p/<slug:code>/feedback/", feedback_participant.feedback_shown, name="feedback_shown"),
    path(
        "p/<slug:code>/feedback/<int:pk>/",
        feedback_participant.feedback_reply,
        name="feedback_reply",
    ),
    path("p/<slug:code>/notes/<int:number>/", notes_participant.notes_read, name="notes_read"),
    path(
        "p/<slug:code>/meetings/<int:number>/",
        meeting_participant.meeting_read,
        name="meeting_read",
    ),
    path(
        "p/<slug:code>/meetings/<int:number>/meeting.ics",
        meeting_participant.meeting_read_file,
        name="meeting_read_file",
    ),
    path("p/<slug:code>/said/", answered.said_and_done, name="said_and_done"),
    # What was published to anybody. It needs no link.
    path("published/<slug:slug>/", published.published, name="published"),
    path(
        "published/<slug:slug>/<int:number>/<int:version>/",
        published.published,
        name="published_version",
    ),
    path("p/<slug:code>/account/", account.participant_account, name="participant_account"),
    path(
        "p/<slug:code>/account/<int:number>/<int:version>/",
        account.participant_account_version,
        name="participant_account_version",
    ),
    path(
        "p/<slug:code>/account/<int:number>/<int:version>/say/",
        comments.comment_send,
        name="comment_send",
    ),
    path("p/<slug:code>/account/comments/<int:pk>/", comments.comment_own, name="comment_own"),
    path("p/<slug:code>/mandate/", mandates.participant_mandate, name="participant_mandate"),
    path(
        "p/<slug:code>/reflections/",
        journal.participant_reflections,
        name="participant_reflections",
    ),
]
