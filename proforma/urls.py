from django.urls import include, path

from .views import (
    answering,
    assisting,
    builder,
    circulating,
    consent,
    drafting,
    files,
    flags,
    handing_in,
    insights,
    letters,
    passing,
    preview,
    quality,
    questions,
    quotes,
    reading,
    readings,
    results,
    statements,
    theming,
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
_statement = [
    path("", statements.statement_edit, name="statement_edit"),
    path("ask/", statements.statement_ask, name="statement_ask"),
    path("publish/", statements.statement_publish, name="statement_publish"),
    path("withdraw/", statements.statement_withdraw, name="statement_withdraw"),
    path("throw-away/", statements.statement_throw_away, name="statement_throw_away"),
]
_quotes = [
    path("", quotes.quote_list, name="quote_list"),
    path("ask/", quotes.quote_ask, name="quote_ask"),
    path("pick/<str:code>/<slug:answer_key>/", quotes.quote_pick, name="quote_pick"),
    path("hold/<str:code>/<slug:answer_key>/", quotes.answer_hold, name="answer_hold"),
    path("<slug:key>/redact/", quotes.quote_redact, name="quote_redact"),
    path("<slug:key>/drop/", quotes.quote_drop, name="quote_drop"),
    path("<slug:key>/take-up/", quotes.quote_take_up, name="quote_take_up"),
]
_theme = [
    path("", theming.theme_edit, name="theme_edit"),
    path("merge/", theming.theme_merge, name="theme_merge"),
    path("take-back/", theming.theme_take_back, name="theme_take_back"),
    path("split/", theming.theme_split, name="theme_split"),
    path("remove/", theming.theme_remove, name="theme_remove"),
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
    path("results/keep/", results.results_keep, name="results_keep"),
    path("results/kept/<int:number>/", results.kept_results, name="kept_results"),
    path("read/", reading.answers_read, name="answers_read"),
    path("read/<slug:code>/<slug:key>/", reading.answer_code, name="answer_code"),
    path("themes/new/", reading.theme_create, name="theme_create"),
    path("themes/<int:theme_pk>/", include(_theme)),
    path("assist/<int:part_pk>/<int:person_pk>/", include(_assist)),
    path("flags/", flags.flag_list, name="flag_list"),
    path("flags/<slug:key>/", include(_flag)),
    path("quotes/", include(_quotes)),
    path("answers/", files.answers_download, name="answers_download"),
    path("quality/", quality.answers_quality, name="answers_quality"),
]

urlpatterns = [
    # The coordinator writes, circulates and reads
    path("<slug:slug>/proforma/", builder.proforma_list, name="proforma_list"),
    path("<slug:slug>/proforma/new/", builder.proforma_create, name="proforma_create"),
    path("<slug:slug>/proforma/import/", files.proforma_import, name="proforma_import"),
    path("<slug:slug>/proforma/<int:pk>/", include(_proforma)),
    path("<slug:slug>/handovers/<int:pk>/ask/", passing.handover_accept, name="handover_accept"),
    path("<slug:slug>/handovers/<int:pk>/leave/", passing.handover_leave, name="handover_leave"),
    # A small group says something together
    path("<slug:slug>/statements/", statements.statement_list, name="statement_list"),
    path("<slug:slug>/statements/new/", statements.statement_create, name="statement_create"),
    path("<slug:slug>/statements/<slug:key>/", include(_statement)),
    path(
        "p/<slug:code>/statements/<slug:key>/", statements.statement_answer, name="statement_answer"
    ),
    path("<slug:slug>/readings/", readings.reading_list, name="reading_list"),
    path("<slug:slug>/readings/new/", readings.reading_create, name="reading_create"),
    path("<slug:slug>/readings/<int:number>/", readings.reading_edit, name="reading_edit"),
    path("<slug:slug>/readings/<int:number>/file/", readings.reading_file, name="reading_file"),
    path(
        "<slug:slug>/readings/<int:number>/aside/",
        readings.reading_set_aside,
        name="reading_set_aside",
    ),
    path(
        "<slug:slug>/readings/<int:number>/again/", readings.reading_take_up, name="reading_take_up"
    ),
    path("<slug:slug>/insights/", insights.insight_list, name="insight_list"),
    path("<slug:slug>/insights/new/", insights.insight_create, name="insight_create"),
    path("<slug:slug>/insights/<int:pk>/", insights.insight_edit, name="insight_edit"),
    path("<slug:slug>/insights/<int:pk>/drop/", insights.insight_drop, name="insight_drop"),
    path("<slug:slug>/insights/<int:pk>/again/", insights.insight_take_up, name="insight_take_up"),
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
    # Whoever wrote words says whether they may be quoted
    path("p/<slug:code>/quotes/", consent.consent_list, name="consent_list"),
    path("p/<slug:code>/quotes/<slug:key>/", consent.consent_edit, name="consent_edit"),
    path("p/<slug:code>/readings/new/", readings.reading_suggest, name="reading_suggest"),
    # A helper answers for somebody
    path("p/<slug:code>/for/<int:person_pk>/answer/<int:pk>/", include(_help)),
]
