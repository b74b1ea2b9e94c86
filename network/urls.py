"""The table of contents: the ground floor's own pages, then one include per app."""

from django.contrib.auth.views import LogoutView
from django.urls import include, path

from .views import (
    codes,
    doors,
    ledger,
    letters,
    messages,
    participant,
    privacy,
    register,
    reminders,
    settings,
    staff,
    trail,
)

urlpatterns = [
    path("", doors.front, name="front"),
    path("sign-in/", doors.SignIn.as_view(), name="sign_in"),
    path("sign-out/", LogoutView.as_view(), name="sign_out"),
    path("first-run/", doors.first_run, name="first_run"),
    path("forgotten/", staff.forgotten, name="forgotten"),
    # A way in for somebody who signs in. It works once.
    path("welcome/<str:key>/<str:secret>/", staff.welcome, name="welcome"),
    # A participant's link. The secret leaves the address at once.
    path("i/<slug:code>/<slug:secret>/", doors.link_open, name="link_open"),
    path("p/<slug:code>/privacy/", privacy.privacy_notice, name="privacy_notice"),
    # A participant's page itself
    path("p/<slug:code>/code/", codes.code_enter, name="code_enter"),
    path("p/<slug:code>/devices/forget/", codes.devices_forget, name="devices_forget"),
    path("p/<slug:code>/touched/", participant.page_touched, name="page_touched"),
    path("p/<slug:code>/not-me/", participant.wrong_person, name="wrong_person"),
    # A network's register, messages and settings
    path("<slug:slug>/partners/", register.partner_list, name="partner_list"),
    path("<slug:slug>/partners/new/", register.partner_create, name="partner_create"),
    path("<slug:slug>/partners/<int:pk>/", register.partner_edit, name="partner_edit"),
    path("<slug:slug>/people/new/", register.person_create, name="person_create"),
    path("<slug:slug>/people/<int:pk>/", register.person_edit, name="person_edit"),
    path("<slug:slug>/people/<int:pk>/link/", register.person_link, name="person_link"),
    path("<slug:slug>/people/<int:pk>/code/", codes.code_read_out, name="code_read_out"),
    path("<slug:slug>/people/<int:pk>/link/new/", register.link_reissue, name="link_reissue"),
    path("<slug:slug>/people/<int:pk>/link/stop/", register.link_revoke, name="link_revoke"),
    path("<slug:slug>/people/<int:pk>/letter/", letters.person_letter, name="person_letter"),
    path("<slug:slug>/people/<int:pk>/leave/", register.person_leave, name="person_leave"),
    path("<slug:slug>/register/import/", register.register_import, name="register_import"),
    path("<slug:slug>/register/save/", register.register_save, name="register_save"),
    path("<slug:slug>/outbox/", messages.message_list, name="message_list"),
    path("<slug:slug>/outbox/<int:pk>/", messages.message_detail, name="message_detail"),
    path("<slug:slug>/outbox/<int:pk>/send/", messages.message_send, name="message_send"),
    path(
        "<slug:slug>/outbox/<int:pk>/aside/", messages.message_set_aside, name="message_set_aside"
    ),
    path("<slug:slug>/outbox/<int:pk>/back/", messages.message_came_back, name="message_came_back"),
    path("<slug:slug>/outbox/all/<int:pk>/", messages.mailing_detail, name="mailing_detail"),
    path("<slug:slug>/outbox/all/<int:pk>/send/", messages.mailing_send, name="mailing_send"),
    path("<slug:slug>/outbox/all/<int:pk>/retry/", messages.mailing_retry, name="mailing_retry"),
    path(
        "<slug:slug>/outbox/all/<int:pk>/aside/",
        messages.mailing_set_aside,
        name="mailing_set_aside",
    ),
    path("<slug:slug>/remind/<int:pk>/", reminders.remind, name="remind"),
    path("<slug:slug>/ledger/<int:pk>/", ledger.ledger, name="ledger"),
    path(
        "<slug:slug>/ledger/lines/<int:pk>/decline/",
        ledger.invitation_decline,
        name="invitation_decline",
    ),
    path("<slug:slug>/ledger/<int:pk>/file/", ledger.ledger_download, name="ledger_download"),
    path("<slug:slug>/trail/<slug:kind>/<str:code>/", trail.trail, name="trail"),
    path("<slug:slug>/staff/", staff.staff_list, name="staff_list"),
    path("<slug:slug>/staff/<int:pk>/", staff.staff_edit, name="staff_edit"),
    path("<slug:slug>/staff/<int:pk>/end/", staff.staff_end, name="staff_end"),
    path("<slug:slug>/settings/", settings.network_edit, name="network_edit"),
    path("mail/hooks/", include("network.hooks")),
    path("", include("network.steering_urls")),
    path("", include("proforma.urls")),
    path("", include("topics.urls")),
    path("", include("meetings.urls")),
]

handler403 = "network.views.doors.forbidden"
handler404 = "network.views.doors.not_found"
handler500 = "network.views.doors.server_error"
