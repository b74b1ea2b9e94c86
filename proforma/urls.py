from django.urls import path

from .views import answering, builder, circulating, results

urlpatterns = [
    # /<slug>/proforma/: the coordinator writes, circulates and reads
    path("<slug:slug>/proforma/", builder.proforma_list, name="proforma_list"),
    path("<slug:slug>/proforma/new/", builder.proforma_create, name="proforma_create"),
    path("<slug:slug>/proforma/<int:pk>/", builder.proforma_detail, name="proforma_detail"),
    path("<slug:slug>/proforma/<int:pk>/edit/", builder.proforma_edit, name="proforma_edit"),
    path(
        "<slug:slug>/proforma/<int:pk>/preview/", builder.proforma_preview, name="proforma_preview"
    ),
    path(
        "<slug:slug>/proforma/<int:pk>/parts/<int:part_pk>/questions/new/",
        builder.question_create,
        name="question_create",
    ),
    path(
        "<slug:slug>/proforma/<int:pk>/questions/<int:question_pk>/",
        builder.question_edit,
        name="question_edit",
    ),
    path(
        "<slug:slug>/proforma/<int:pk>/questions/<int:question_pk>/move/",
        builder.question_move,
        name="question_move",
    ),
    path(
        "<slug:slug>/proforma/<int:pk>/questions/<int:question_pk>/retire/",
        builder.question_retire,
        name="question_retire",
    ),
    path(
        "<slug:slug>/proforma/<int:pk>/circulate/",
        circulating.proforma_circulate,
        name="proforma_circulate",
    ),
    path("<slug:slug>/proforma/<int:pk>/close/", circulating.proforma_close, name="proforma_close"),
    path("<slug:slug>/proforma/<int:pk>/returns/", circulating.return_list, name="return_list"),
    path(
        "<slug:slug>/proforma/<int:pk>/results/", results.proforma_results, name="proforma_results"
    ),
    # /p/<code>/: a participant answers
    path("p/<slug:code>/answer/<int:pk>/", answering.response_edit, name="response_edit"),
    path("p/<slug:code>/answer/<int:pk>/sharing/", answering.sharing_choose, name="sharing_choose"),
    path(
        "p/<slug:code>/answer/<int:pk>/submit/", answering.response_submit, name="response_submit"
    ),
]
