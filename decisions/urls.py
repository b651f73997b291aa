"""Addresses of the deciding side: voting, outcomes, minutes, the record."""

from django.urls import path

from decisions.views import (
    actions,
    audit,
    casting,
    closing,
    documents,
    executive,
    following_up,
    forecast,
    funding,
    home,
    interests,
    live,
    matters,
    minutes,
    outcomes,
    overriding,
    register,
    room,
    running,
    typed,
    voting,
)

app_name = "decisions"
urlpatterns = [
    # Running a meeting
    path("meetings/<uuid:pk>/run/", running.meeting_run, name="meeting_run"),
    path("meetings/<uuid:pk>/open/", running.meeting_open, name="meeting_open"),
    path("meetings/<uuid:pk>/close/", running.meeting_close, name="meeting_close"),
    path("meetings/<uuid:pk>/run/state/", running.run_state, name="run_state"),
    path("meetings/<uuid:pk>/item/", running.item_take, name="item_take"),
    path("meetings/<uuid:pk>/attendance/", running.attendance_take, name="attendance_take"),
    path("meetings/<uuid:pk>/chair/", room.chair_take, name="chair_take"),
    path("meetings/<uuid:pk>/come/", room.member_come, name="member_come"),
    path("meetings/<uuid:pk>/leave/", room.member_leave, name="member_leave"),
    path("meetings/<uuid:pk>/interests/add/", interests.interest_declare, name="interest_declare"),
    path("interests/<uuid:pk>/end/", interests.interest_end, name="interest_end"),
    path("typed/<uuid:pk>/<slug:form>/", typed.typed_save, name="typed_save"),
    # The forecast, and letters to those who could still come
    path("meetings/<uuid:pk>/forecast/", forecast.meeting_forecast, name="meeting_forecast"),
    path("meetings/<uuid:pk>/forecast.pdf", forecast.forecast_pdf, name="forecast_pdf"),
    path(
        "questions/<uuid:pk>/forecast/letters/",
        forecast.forecast_letters,
        name="forecast_letters",
    ),
    # Ballots
    path("questions/<uuid:pk>/ballot/", voting.ballot_open, name="ballot_open"),
    path("items/<uuid:pk>/ballot/", voting.procedural_ballot_open, name="procedural_ballot_open"),
    path("ballots/<uuid:pk>/", voting.ballot_detail, name="ballot_detail"),
    path("ballots/<uuid:pk>/vote/", casting.ballot_vote, name="ballot_vote"),
    path("ballots/<uuid:pk>/close/", closing.ballot_close, name="ballot_close"),
    path("ballots/<uuid:pk>/casting/", closing.ballot_casting, name="ballot_casting"),
    path("ballots/<uuid:pk>/void/", voting.ballot_void, name="ballot_void"),
    path("questions/<uuid:pk>/register/", overriding.register_override, name="register_override"),
    path("items/<uuid:pk>/register/", overriding.procedure_override, name="procedure_override"),
    # A member's screen
    path("meetings/<uuid:pk>/live/", live.meeting_live, name="meeting_live"),
    path("meetings/<uuid:pk>/live/state/", live.live_state, name="live_state"),
    # Outcomes
    path("questions/<uuid:pk>/outcome/", outcomes.outcome_record, name="outcome_record"),
    path("outcomes/<uuid:pk>/", outcomes.outcome_detail, name="outcome_detail"),
    # Minutes
    path("meetings/<uuid:pk>/minutes/", minutes.minutes_detail, name="minutes_detail"),
    path("meetings/<uuid:pk>/minutes.pdf", documents.minutes_pdf, name="minutes_pdf"),
    path("meetings/<uuid:pk>/minutes/publish/", minutes.minutes_publish, name="minutes_publish"),
    path("meetings/<uuid:pk>/minutes/agree/", minutes.minutes_agree, name="minutes_agree"),
    path("meetings/<uuid:pk>/minutes/sign/", minutes.minutes_sign, name="minutes_sign"),
    path("minutes/items/<uuid:pk>/", minutes.minute_item_save, name="minute_item_save"),
    # Actions
    path("meetings/<uuid:pk>/actions/add/", following_up.action_add, name="action_add"),
    path("actions/<uuid:pk>/", following_up.action_detail, name="action_detail"),
    # Documents
    path("meetings/<uuid:pk>/log.pdf", documents.meeting_log_pdf, name="meeting_log_pdf"),
    path("documents/<uuid:pk>.pdf", documents.document, name="document"),
]

urlpatterns += [
    path("", home.forum_home, name="forum_home"),
    # The register and the logs
    path("decisions/", register.decision_list, name="decision_list"),
    path("decisions.csv", register.decision_csv, name="decision_csv"),
    path("decisions/<str:year>/", register.year_log_page, name="year_log"),
    path("decisions/<str:year>/publish/", register.year_log_publish, name="year_log_publish"),
    path("meetings/<uuid:pk>/log/", register.meeting_log_page, name="meeting_log"),
    path("executive/add/", executive.executive_add, name="executive_add"),
    path("executive/<uuid:pk>/", executive.executive_detail, name="executive_detail"),
    path("executive/<uuid:pk>/notice.pdf", executive.executive_notice, name="executive_notice"),
    path("executive/<uuid:pk>/notice/", executive.notice_publish, name="notice_publish"),
    path("executive/<uuid:pk>/report/", executive.executive_report, name="executive_report"),
    path("executive/<uuid:pk>/acts/add/", executive.act_add, name="act_add"),
    path("conditions/<uuid:pk>/mark/", executive.condition_mark, name="condition_mark"),
    # Matters and their reviews
    path("matters/", matters.matter_list, name="matter_list"),
    path("matters/<uuid:pk>/", matters.matter_detail, name="matter_detail"),
    path("matters/<uuid:pk>/review/", matters.matter_review, name="matter_review"),
    path("matters/<uuid:pk>/review.pdf", matters.matter_review_pdf, name="matter_review_pdf"),
    # Money
    path("funding/", funding.funding_overview, name="funding_overview"),
    path("funding/<slug:source>/", funding.funding_source, name="funding_source"),
    path("funding/lines/<uuid:pk>/", funding.line_detail, name="line_detail"),
    # Actions, and votes to come
    path("actions/", actions.action_list, name="action_list"),
    path("my-votes/", actions.my_votes, name="my_votes"),
    # The audit trail
    path("audit/", audit.audit_trail, name="audit_trail"),
    path("audit/checkpoint.txt", audit.audit_checkpoint, name="audit_checkpoint"),
]
