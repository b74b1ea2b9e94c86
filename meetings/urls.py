from django.urls import path

from .views import (
    actions,
    deck,
    feedback,
    home,
    meetings,
    notes,
    notes_clusters,
    notes_participant,
    notes_photos,
    notes_shared,
    participant,
    room,
)

urlpatterns = [
    path("<slug:slug>/", home.home, name="home"),
    path("<slug:slug>/cycles/next/", home.cycle_next, name="cycle_next"),
    path("<slug:slug>/meetings/", meetings.meeting_list, name="meeting_list"),
    path("<slug:slug>/meetings/new/", meetings.meeting_create, name="meeting_create"),
    path("<slug:slug>/meetings/<int:number>/", meetings.meeting_detail, name="meeting_detail"),
    path("<slug:slug>/meetings/<int:number>/edit/", meetings.meeting_edit, name="meeting_edit"),
    path(
        "<slug:slug>/meetings/<int:number>/agenda/", meetings.agenda_propose, name="agenda_propose"
    ),
    path("<slug:slug>/meetings/<int:number>/items/new/", meetings.item_create, name="item_create"),
    path("<slug:slug>/meetings/<int:number>/items/<int:pk>/", meetings.item_edit, name="item_edit"),
    path(
        "<slug:slug>/meetings/<int:number>/items/<int:pk>/move/",
        meetings.item_move,
        name="item_move",
    ),
    path(
        "<slug:slug>/meetings/<int:number>/items/<int:pk>/delete/",
        meetings.item_delete,
        name="item_delete",
    ),
    path("<slug:slug>/meetings/<int:number>/run/", room.meeting_run, name="meeting_run"),
    path("<slug:slug>/meetings/<int:number>/notes/", room.note_catch, name="note_catch"),
    path("<slug:slug>/meetings/<int:number>/notes/caught/", room.notes_caught, name="notes_caught"),
    path("<slug:slug>/meetings/<int:number>/notes/sort/", notes.notes_sort, name="notes_sort"),
    path(
        "<slug:slug>/meetings/<int:number>/notes/share/",
        notes_shared.notes_share,
        name="notes_share",
    ),
    path(
        "<slug:slug>/meetings/<int:number>/notes/corrections/",
        notes_shared.notes_corrections,
        name="notes_corrections",
    ),
    path(
        "<slug:slug>/meetings/<int:number>/notes/corrections/<int:pk>/",
        notes_shared.correction_settle,
        name="correction_settle",
    ),
    path("<slug:slug>/meetings/<int:number>/notes/<int:pk>/", notes.note_edit, name="note_edit"),
    path(
        "<slug:slug>/meetings/<int:number>/notes/<int:pk>/back/",
        notes.note_take_back,
        name="note_take_back",
    ),
    path(
        "<slug:slug>/meetings/<int:number>/notes/<int:pk>/move/", notes.note_move, name="note_move"
    ),
    path(
        "<slug:slug>/meetings/<int:number>/clusters/", notes.cluster_create, name="cluster_create"
    ),
    path(
        "<slug:slug>/meetings/<int:number>/clusters/<int:pk>/",
        notes_clusters.cluster_edit,
        name="cluster_edit",
    ),
    path(
        "<slug:slug>/meetings/<int:number>/clusters/<int:pk>/move/",
        notes_clusters.cluster_move,
        name="cluster_move",
    ),
    path(
        "<slug:slug>/meetings/<int:number>/clusters/<int:pk>/merge/",
        notes_clusters.cluster_merge,
        name="cluster_merge",
    ),
    path(
        "<slug:slug>/meetings/<int:number>/clusters/<int:pk>/delete/",
        notes_clusters.cluster_delete,
        name="cluster_delete",
    ),
    path(
        "<slug:slug>/meetings/<int:number>/clusters/<int:pk>/become/<slug:what>/",
        notes_clusters.cluster_become,
        name="cluster_become",
    ),
    path("<slug:slug>/meetings/<int:number>/photos/", notes_photos.photo_add, name="photo_add"),
    path(
        "<slug:slug>/meetings/<int:number>/photos/<int:pk>/",
        notes_photos.photo_edit,
        name="photo_edit",
    ),
    path(
        "<slug:slug>/meetings/<int:number>/photos/<int:pk>/picture/",
        notes_photos.photo_show,
        name="photo_show",
    ),
    path(
        "<slug:slug>/meetings/<int:number>/photos/<int:pk>/delete/",
        notes_photos.photo_delete,
        name="photo_delete",
    ),
    path("<slug:slug>/meetings/<int:number>/actions/", room.action_catch, name="action_catch"),
    path("<slug:slug>/meetings/<int:number>/people/", room.attendance_edit, name="attendance_edit"),
    path("<slug:slug>/meetings/<int:number>/deck/", deck.meeting_deck, name="meeting_deck"),
    path("<slug:slug>/meetings/<int:number>/deck/export/", deck.deck_export, name="deck_export"),
    path(
        "<slug:slug>/meetings/<int:number>/feedback/",
        feedback.feedback_results,
        name="feedback_results",
    ),
    path(
        "<slug:slug>/meetings/<int:number>/feedback/ask/",
        feedback.feedback_ask,
        name="feedback_ask",
    ),
    path("<slug:slug>/actions/", actions.action_list, name="action_list"),
    path("<slug:slug>/actions/new/", actions.action_create, name="action_create"),
    path("<slug:slug>/actions/<int:pk>/", actions.action_edit, name="action_edit"),
    path("<slug:slug>/actions/<int:pk>/report/", actions.action_report, name="action_report"),
    path("p/<slug:code>/", participant.participant_home, name="participant_home"),
    path("p/<slug:code>/actions/", participant.help_list, name="help_list"),
    path("p/<slug:code>/actions/<int:pk>/help/", participant.help_offer, name="help_offer"),
    path(
        "p/<slug:code>/actions/<int:pk>/withdraw/", participant.help_withdraw, name="help_withdraw"
    ),
    path("p/<slug:code>/actions/<int:pk>/report/", participant.owner_report, name="owner_report"),
    path("p/<slug:code>/feedback/<int:pk>/", participant.feedback_reply, name="feedback_reply"),
    path("p/<slug:code>/notes/<int:number>/", notes_participant.notes_read, name="notes_read"),
]
