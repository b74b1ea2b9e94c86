from django.urls import include, path

from .views import (
    answering,
    assisting,
    builder,
    circulating,
    drafting,
    files,
    flags,
    handing_in,
    letters,
    passing,
    preview,
    questions,
    results,
    versions,
)

# Below /<slug>/proforma/<pk>/
_part = [
    path("edit/", builder.part_edit, name="part_edit"),
    path("preview/", preview.part_preview, name="part_preview"),
    path("renumber/", builder.part_renumber, name="part_renumber"),
    path("pages/new/", builder.section_create, name="section_create"),
    path("questions/new/", questions.question_create, name="question_create"),
    path("questions/order/", questions.question_reorder, name="question_reorder"),
    path("bank/", drafting.question_bank, name="question_bank"),
    path("paste/", drafting.questions_paste, name="questions_paste"),
    path("more/", versions.part_next_version, name="part_next_version"),
]
_question = [
    path("", questions.question_edit, name="question_edit"),
    path("move/", questions.question_move, name="question_move"),
    path("duplicate/", questions.question_duplicate, name="question_duplicate"),
    path("keep/", questions.question_keep, name="question_keep"),
    path("retire/", questions.question_retire, name="question_retire"),
    path("restore/", questions.question_restore, name="question_restore"),
]
_flag = [
    path("settle/", flags.flag_settle, name="flag_settle"),
    path("again/", flags.flag_look_again, name="flag_look_again"),
    path("ask/", flags.flag_ask_writer, name="flag_ask_writer"),
]
_assist = [
    path("", assisting.assisted_edit, name="assisted_edit"),
    path("review/", assisting.assisted_review, name="assisted_review"),
    path("submit/", assisting.assisted_submit, name="assisted_submit"),
]
_help = [
    path("", assisting.helped_edit, name="helped_edit"),
    path("review/", assisting.helped_review, name="helped_review"),
    path("submit/", assisting.helped_submit, name="helped_submit"),
    path("copy/", assisting.helped_copy, name="helped_copy"),
]
_proforma = [
    path("", builder.proforma_detail, name="proforma_detail"),
    path("edit/", builder.proforma_edit, name="proforma_edit"),
    path("throw-away/", builder.proforma_throw_away, name="proforma_throw_away"),
    path("preview/", preview.proforma_preview, name="proforma_preview"),
    path("wording/", questions.question_wording, name="question_wording"),
    path("parts/<int:part_pk>/", include(_part)),
    path("questions/<int:question_pk>/", include(_question)),
    path("pages/<int:section_pk>/", builder.section_edit, name="section_edit"),
    path("pages/<int:section_pk>/move/", builder.section_move, name="section_move"),
    path("pages/<int:section_pk>/remove/", builder.section_remove, name="section_remove"),
    path("readers/new/", builder.reader_create, name="reader_create"),
    path("readers/<int:reader_pk>/", builder.reader_edit, name="reader_edit"),
    path("report/", files.import_report, name="import_report"),
    path("xlsform/", files.proforma_export, name="proforma_export"),
    path("word/", files.proforma_word, name="proforma_word"),
    path("circulate/", circulating.proforma_circulate, name="proforma_circulate"),
    path("letters/", letters.proforma_letters, name="proforma_letters"),
    path("merge/", letters.proforma_merge, name="proforma_merge"),
    path("close/", circulating.proforma_close, name="proforma_close"),
    path("returns/", circulating.return_list, name="return_list"),
    path("results/", results.proforma_results, name="proforma_results"),
    path("assist/<int:part_pk>/<int:person_pk>/", include(_assist)),
    path("flags/", flags.flag_list, name="flag_list"),
    path("flags/<slug:key>/", include(_flag)),
    path("answers/", files.answers_download, name="answers_download"),
]

urlpatterns = [
    # The coordinator writes, circulates and reads
    path("<slug:slug>/proforma/", builder.proforma_list, name="proforma_list"),
    path("<slug:slug>/proforma/new/", builder.proforma_create, name="proforma_create"),
    path("<slug:slug>/proforma/import/", files.proforma_import, name="proforma_import"),
    path("<slug:slug>/proforma/<int:pk>/", include(_proforma)),
    path("<slug:slug>/handovers/<int:pk>/ask/", passing.handover_accept, name="handover_accept"),
    path("<slug:slug>/handovers/<int:pk>/leave/", passing.handover_leave, name="handover_leave"),
    # A participant answers
    path("p/<slug:code>/answer/<int:pk>/", answering.response_edit, name="response_edit"),
    path(
        "p/<slug:code>/answer/<int:pk>/sharing/", handing_in.sharing_choose, name="sharing_choose"
    ),
    path(
        "p/<slug:code>/answer/<int:pk>/review/", handing_in.response_review, name="response_review"
    ),
    path(
        "p/<slug:code>/answer/<int:pk>/submit/", handing_in.response_submit, name="response_submit"
    ),
    path("p/<slug:code>/answer/<int:pk>/pass/", passing.response_pass, name="response_pass"),
    path("p/<slug:code>/answer/<int:pk>/copy/", handing_in.response_copy, name="response_copy"),
    # A helper answers for somebody
    path("p/<slug:code>/for/<int:person_pk>/answer/<int:pk>/", include(_help)),
]
