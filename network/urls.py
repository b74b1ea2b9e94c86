"""The table of contents: the ground floor's own pages, then one include per app."""

from django.contrib.auth.views import LogoutView
from django.urls import include, path

from .views import doors, messages, register, settings

urlpatterns = [
    path("", doors.front, name="front"),
    path("sign-in/", doors.SignIn.as_view(), name="sign_in"),
    path("sign-out/", LogoutView.as_view(), name="sign_out"),
    path("first-run/", doors.first_run, name="first_run"),
    # A participant's link. The secret leaves the address at once.
    path("i/<slug:code>/<slug:secret>/", doors.link_open, name="link_open"),
    # A network's register, messages and settings
    path("<slug:slug>/partners/", register.partner_list, name="partner_list"),
    path("<slug:slug>/partners/new/", register.partner_create, name="partner_create"),
    path("<slug:slug>/partners/<int:pk>/", register.partner_edit, name="partner_edit"),
    path("<slug:slug>/people/new/", register.person_create, name="person_create"),
    path("<slug:slug>/people/<int:pk>/", register.person_edit, name="person_edit"),
    path("<slug:slug>/people/<int:pk>/link/", register.person_link, name="person_link"),
    path("<slug:slug>/people/<int:pk>/link/new/", register.link_reissue, name="link_reissue"),
    path("<slug:slug>/people/<int:pk>/link/stop/", register.link_revoke, name="link_revoke"),
    path("<slug:slug>/people/<int:pk>/leave/", register.person_leave, name="person_leave"),
    path("<slug:slug>/register/import/", register.register_import, name="register_import"),
    path("<slug:slug>/register/save/", register.register_save, name="register_save"),
    path("<slug:slug>/outbox/", messages.message_list, name="message_list"),
    path("<slug:slug>/outbox/<int:pk>/", messages.message_detail, name="message_detail"),
    path("<slug:slug>/outbox/<int:pk>/retry/", messages.message_retry, name="message_retry"),
    path("<slug:slug>/settings/", settings.network_edit, name="network_edit"),
    path("", include("proforma.urls")),
    path("", include("topics.urls")),
    path("", include("meetings.urls")),
]

handler403 = "network.views.doors.forbidden"
handler404 = "network.views.doors.not_found"
handler500 = "network.views.doors.server_error"
