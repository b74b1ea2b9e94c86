"""A meeting’s own pages, for people who sign in."""

from django.urls import path

from meetings.views import (
    agenda,
    answered,
    attendance,
    cards,
    feedback,
    inviting,
    joining,
    meetings,
    notes,
    notes_clusters,
    notes_out,
    notes_photos,
    notes_shared,
    room,
    running,
    signups,
    verdicts,
    wall,
)

urlpatterns = [
    path("<slug:slug>/meetings/<int:number>/", meetings.meeting_detail, name="meeting_detail"),
    path("<slug:slug>/meetings/<int:number>/edit/", meetings.meeting_edit, name="meeting_edit"),
    path(
        "<slug:slug>/meetings/<int:number>/call-off/",
        meetings.meeting_call_off,
        name="meeting_call_off",
    ),
    path(
        "<slug:slug>/meetings/<int:number>/put-on/", meetings.meeting_put_on, name="meeting_put_on"
    ),
    path("<slug:slug>/meetings/<int:number>/agenda/", agenda.agenda_propose, name="agenda_propose"),
    path(
        "<slug:slug>/meetings/<int:number>/agenda/public/",
        agenda.agenda_public,
        name="agenda_public",
    ),
    path(
        "<slug:slug>/meetings/<int:number>/agenda/agenda.docx",
        agenda.agenda_word,
        name="agenda_word",
    ),
    path("<slug:slug>/meetings/<int:number>/agenda/plan.docx", agenda.plan_word, name="plan_word"),
    path("<slug:slug>/meetings/<int:number>/items/new/", agenda.item_create, name="item_create"),
    path(
        "<slug:slug>/meetings/<int:number>/items/minutes/",
        agenda.items_minutes,
        name="items_minutes",
    ),
    path("<slug:slug>/meetings/<int:number>/items/<int:pk>/", agenda.item_edit, name="item_edit"),
    path(
        "<slug:slug>/meetings/<int:number>/items/<int:pk>/method/",
        cards.item_method,
        name="item_method",
    ),
    path(
        "<slug:slug>/meetings/<int:number>/items/<int:pk>/move/", agenda.item_move, name="item_move"
    ),
    path(
        "<slug:slug>/meetings/<int:number>/items/<int:pk>/delete/",
        agenda.item_delete,
        name="item_delete",
    ),
    path("<slug:slug>/meetings/<int:number>/run/", running.meeting_run, name="meeting_run"),
    path("<slug:slug>/meetings/<int:number>/run/now/", running.run_now, name="run_now"),
    path("<slug:slug>/meetings/<int:number>/run/step/", running.meeting_step, name="meeting_step"),
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
    path(
        "<slug:slug>/meetings/<int:number>/actions/<int:pk>/back/",
        room.caught_action_back,
        name="caught_action_back",
    ),
    path(
        "<slug:slug>/meetings/<int:number>/people/",
        attendance.attendance_edit,
        name="attendance_edit",
    ),
    path("<slug:slug>/meetings/<int:number>/wall/", wall.meeting_wall, name="meeting_wall"),
    path("<slug:slug>/meetings/<int:number>/codes/", joining.meeting_codes, name="meeting_codes"),
    path("<slug:slug>/meetings/<int:number>/sign-ups/", signups.sign_ups, name="sign_ups"),
    path(
        "<slug:slug>/meetings/<int:number>/sign-ups/print/",
        signups.sign_ups_print,
        name="sign_ups_print",
    ),
    path(
        "<slug:slug>/meetings/<int:number>/invite/", inviting.meeting_invite, name="meeting_invite"
    ),
    path(
        "<slug:slug>/meetings/<int:number>/meeting.ics", inviting.meeting_file, name="meeting_file"
    ),
    path(
        "<slug:slug>/meetings/<int:number>/framing/",
        inviting.meeting_framing,
        name="meeting_framing",
    ),
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
    path(
        "<slug:slug>/meetings/<int:number>/feedback/until/",
        feedback.feedback_until,
        name="feedback_until",
    ),
    path(
        "<slug:slug>/meetings/<int:number>/feedback/slips/",
        feedback.feedback_slips,
        name="feedback_slips",
    ),
    path(
        "<slug:slug>/meetings/<int:number>/feedback/slips/<int:pk>/back/",
        feedback.feedback_slip_back,
        name="feedback_slip_back",
    ),
    path(
        "<slug:slug>/meetings/<int:number>/notes/sheet/",
        notes_out.notes_read_by_staff,
        name="notes_sheet",
    ),
    path(
        "<slug:slug>/meetings/<int:number>/notes/notes.docx",
        notes_out.notes_word,
        name="notes_word",
    ),
    path("<slug:slug>/meetings/<int:number>/notes/send/", notes_out.notes_send, name="notes_send"),
    path(
        "<slug:slug>/meetings/<int:number>/notes/<int:pk>/out/",
        notes_out.note_take_out,
        name="note_take_out",
    ),
    path("<slug:slug>/meetings/<int:number>/said/", answered.meeting_said, name="meeting_said"),
    path("<slug:slug>/meetings/<int:number>/said/add/", answered.said_add, name="said_add"),
    path("<slug:slug>/meetings/<int:number>/said/<int:pk>/", answered.said_edit, name="said_edit"),
    path(
        "<slug:slug>/meetings/<int:number>/said/<int:pk>/delete/",
        answered.said_delete,
        name="said_delete",
    ),
    path("<slug:slug>/meetings/<int:number>/verdicts/", verdicts.verdict_list, name="verdict_list"),
    path(
        "<slug:slug>/meetings/<int:number>/verdicts/new/",
        verdicts.verdict_create,
        name="verdict_create",
    ),
    path(
        "<slug:slug>/meetings/<int:number>/verdicts/<int:pk>/",
        verdicts.verdict_edit,
        name="verdict_edit",
    ),
    path(
        "<slug:slug>/meetings/<int:number>/verdicts/<int:pk>/delete/",
        verdicts.verdict_delete,
        name="verdict_delete",
    ),
    path(
        "<slug:slug>/meetings/<int:number>/key-people/",
        verdicts.key_person_mark,
        name="key_person_mark",
    ),
    path(
        "<slug:slug>/meetings/<int:number>/key-people/<int:pk>/delete/",
        verdicts.key_person_unmark,
        name="key_person_unmark",
    ),
]
