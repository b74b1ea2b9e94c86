"""Home, and what goes on between meetings, for people who sign in."""

from django.urls import path

from meetings.views import (
    account,
    account_records,
    action_changes,
    actions,
    cards,
    comments,
    deck_templates,
    exploring,
    feedback,
    home,
    journal,
    mandates,
    meetings,
    nudging,
    signals,
    steering,
)

urlpatterns = [
    path("<slug:slug>/", home.home, name="home"),
    path("<slug:slug>/cycles/next/", home.cycle_next, name="cycle_next"),
    path("<slug:slug>/meetings/", meetings.meeting_list, name="meeting_list"),
    path("<slug:slug>/meetings/new/", meetings.meeting_create, name="meeting_create"),
    path("<slug:slug>/methods/", cards.method_list, name="method_list"),
    path("<slug:slug>/methods/new/", cards.method_create, name="method_create"),
    path("<slug:slug>/methods/<int:pk>/", cards.method_edit, name="method_edit"),
    path("<slug:slug>/methods/<int:pk>/delete/", cards.method_delete, name="method_delete"),
    path(
        "<slug:slug>/deck-templates/", deck_templates.deck_template_list, name="deck_template_list"
    ),
    path(
        "<slug:slug>/deck-templates/ours.pptx",
        deck_templates.deck_template_ours,
        name="deck_template_ours",
    ),
    path(
        "<slug:slug>/deck-templates/<int:pk>/",
        deck_templates.deck_template_detail,
        name="deck_template_detail",
    ),
    path(
        "<slug:slug>/deck-templates/<int:pk>/retire/",
        deck_templates.deck_template_retire,
        name="deck_template_retire",
    ),
    path(
        "<slug:slug>/deck-templates/<int:pk>/offer/",
        deck_templates.deck_template_offer,
        name="deck_template_offer",
    ),
    path(
        "<slug:slug>/deck-templates/meetings/<int:number>/",
        deck_templates.deck_template_choose,
        name="deck_template_choose",
    ),
    path("<slug:slug>/feedback/", feedback.feedback_trend, name="feedback_trend"),
    path("<slug:slug>/actions/", actions.action_list, name="action_list"),
    path("<slug:slug>/actions/new/", action_changes.action_create, name="action_create"),
    path("<slug:slug>/actions/download/", actions.action_download, name="action_download"),
    path("<slug:slug>/actions/nudge/", nudging.nudge, name="nudge"),
    path("<slug:slug>/actions/<int:pk>/", actions.action_detail, name="action_detail"),
    path("<slug:slug>/actions/<int:pk>/edit/", action_changes.action_edit, name="action_edit"),
    path(
        "<slug:slug>/actions/<int:pk>/report/", action_changes.action_report, name="action_report"
    ),
    path(
        "<slug:slug>/actions/<int:pk>/evidence/",
        action_changes.action_evidence,
        name="action_evidence",
    ),
    path(
        "<slug:slug>/actions/<int:pk>/take-back/",
        action_changes.action_take_back,
        name="action_take_back",
    ),
    path(
        "<slug:slug>/actions/<int:pk>/put-back/",
        action_changes.action_put_back,
        name="action_put_back",
    ),
    path("<slug:slug>/steering/", steering.steering, name="steering"),
    path("<slug:slug>/account/", account.account_list, name="account_list"),
    path("<slug:slug>/account/<int:number>/", account.account_draft, name="account_draft"),
    path("<slug:slug>/account/<int:number>/text/", account.account_text, name="account_text"),
    path(
        "<slug:slug>/account/<int:number>/publish/",
        account.account_publish,
        name="account_publish",
    ),
    path(
        "<slug:slug>/account/<int:number>/versions/<int:version>/",
        account.account_version,
        name="account_version",
    ),
    path(
        "<slug:slug>/account/<int:number>/versions/<int:version>/take-down/",
        account.account_take_down,
        name="account_take_down",
    ),
    path("<slug:slug>/account/comments/", comments.comment_list, name="comment_list"),
    path(
        "<slug:slug>/account/comments/<int:pk>/", comments.comment_moderate, name="comment_moderate"
    ),
    path(
        "<slug:slug>/account/comments/<int:pk>/reply/", comments.comment_reply, name="comment_reply"
    ),
    path("<slug:slug>/account/revisits/", account_records.revisits, name="revisits"),
    path("<slug:slug>/meetings/<int:number>/hats/", account_records.hats, name="hats"),
    path(
        "<slug:slug>/meetings/<int:number>/hats/<int:pk>/take-back/",
        account_records.hat_take_back,
        name="hat_take_back",
    ),
    path("<slug:slug>/mandates/", mandates.mandate_list, name="mandate_list"),
    path("<slug:slug>/mandates/new/", mandates.mandate_create, name="mandate_create"),
    path("<slug:slug>/mandates/<int:pk>/", mandates.mandate_detail, name="mandate_detail"),
    path("<slug:slug>/mandates/<int:pk>/edit/", mandates.mandate_edit, name="mandate_edit"),
    path(
        "<slug:slug>/mandates/<int:pk>/mistake/", mandates.mandate_mistake, name="mandate_mistake"
    ),
    path(
        "<slug:slug>/mandates/<int:pk>/read-back/",
        mandates.mandate_read_back,
        name="mandate_read_back",
    ),
    path(
        "<slug:slug>/mandates/<int:pk>/put-right/",
        mandates.mandate_put_right,
        name="mandate_put_right",
    ),
    path("<slug:slug>/mandates/<int:pk>/renew/", mandates.mandate_renew, name="mandate_renew"),
    path(
        "<slug:slug>/mandates/<int:pk>/renewals/<int:renewal_pk>/mistake/",
        mandates.renewal_mistake,
        name="renewal_mistake",
    ),
    path("<slug:slug>/signals/", signals.signal_list, name="signal_list"),
    path("<slug:slug>/signals/new/", signals.signal_catch, name="signal_catch"),
    path("<slug:slug>/signals/<int:pk>/", signals.signal_review, name="signal_review"),
    path("<slug:slug>/journal/", journal.journal_list, name="journal_list"),
    path("<slug:slug>/journal/new/", journal.journal_write, name="journal_write"),
    path("<slug:slug>/journal/<int:pk>/", journal.journal_edit, name="journal_edit"),
    path("<slug:slug>/journal/<int:pk>/delete/", journal.journal_delete, name="journal_delete"),
    path("<slug:slug>/explore-or-act/", exploring.explore_or_act, name="explore_or_act"),
]
