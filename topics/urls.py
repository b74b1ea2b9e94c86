from django.urls import path

from .views import (
    ballots,
    longlist,
    member_topics,
    papers,
    results,
    settling,
    stances,
    suggestions,
    votes,
    wording,
)

urlpatterns = [
    path("<slug:slug>/topics/", longlist.topic_list, name="topic_list"),
    path("<slug:slug>/topics/new/", wording.topic_create, name="topic_create"),
    path("<slug:slug>/topics/<int:pk>/", wording.topic_edit, name="topic_edit"),
    path(
        "<slug:slug>/topics/<int:pk>/leave-off/", longlist.topic_leave_off, name="topic_leave_off"
    ),
    path("<slug:slug>/topics/join/", wording.topic_join, name="topic_join"),
    path("<slug:slug>/topics/<int:pk>/history/", longlist.topic_history, name="topic_history"),
    path("<slug:slug>/topics/<int:pk>/move/", longlist.topic_move, name="topic_move"),
    path("<slug:slug>/topics/<int:pk>/put-back/", longlist.topic_put_back, name="topic_put_back"),
    path("<slug:slug>/topics/stance/", stances.stance_seal, name="stance_seal"),
    path("<slug:slug>/topics/stances/", stances.stance_list, name="stance_list"),
    path("<slug:slug>/topics/limits/", stances.limit_declare, name="limit_declare"),
    path(
        "<slug:slug>/topics/limits/<int:pk>/withdraw/",
        stances.limit_withdraw,
        name="limit_withdraw",
    ),
    path("p/<slug:code>/stances/", stances.participant_stances, name="participant_stances"),
    path("<slug:slug>/topics/suggestions/", suggestions.suggestion_list, name="suggestion_list"),
    path(
        "<slug:slug>/topics/suggestions/new/", suggestions.suggestion_heard, name="suggestion_heard"
    ),
    path(
        "<slug:slug>/topics/suggestions/tell/", suggestions.suggestion_tell, name="suggestion_tell"
    ),
    path(
        "<slug:slug>/topics/suggestions/<slug:key>/",
        suggestions.suggestion_decide,
        name="suggestion_decide",
    ),
    path("<slug:slug>/vote/open/", votes.vote_open, name="vote_open"),
    path("<slug:slug>/vote/<int:pk>/", results.vote_result, name="vote_result"),
    path("<slug:slug>/vote/<int:pk>/close/", votes.vote_close, name="vote_close"),
    path("<slug:slug>/vote/<int:pk>/papers/", papers.paper_list, name="paper_list"),
    path("<slug:slug>/vote/<int:pk>/papers/enter/", papers.paper_enter, name="paper_enter"),
    path("<slug:slug>/vote/<int:pk>/ballots/", votes.vote_ballots, name="vote_ballots"),
    path("<slug:slug>/vote/<int:pk>/limits/", votes.vote_limits, name="vote_limits"),
    path("<slug:slug>/vote/<int:pk>/release/", votes.vote_release, name="vote_release"),
    path("<slug:slug>/vote/<int:pk>/run-off/", settling.runoff_open, name="runoff_open"),
    path("<slug:slug>/vote/<int:pk>/decide/", settling.vote_decide, name="vote_decide"),
    path("<slug:slug>/vote/<int:pk>/tell/", settling.vote_tell, name="vote_tell"),
    path("p/<slug:code>/topics/", member_topics.member_topics, name="member_topics"),
    path(
        "p/<slug:code>/topics/<slug:key>/withdraw/",
        member_topics.suggestion_withdraw,
        name="suggestion_withdraw",
    ),
    path(
        "p/<slug:code>/topics/<slug:key>/name/",
        member_topics.suggestion_name,
        name="suggestion_name",
    ),
    path(
        "p/<slug:code>/vote/<int:pk>/missing/",
        member_topics.suggestion_missing,
        name="suggestion_missing",
    ),
    path("p/<slug:code>/vote/<int:pk>/", ballots.ballot_cast, name="ballot_cast"),
    path("p/<slug:code>/vote/<int:pk>/limits/", ballots.ballot_limits, name="ballot_limits"),
    path("p/<slug:code>/result/<int:pk>/", results.participant_result, name="participant_result"),
]
