"""Addresses of the forum side: members, the constitution, and the calling of meetings."""

from django.urls import path

from forum.views import (
    agenda,
    bulk,
    composition,
    constitution,
    meetings,
    members,
    offices,
    people,
    pupils,
    replies,
    schools,
    seats,
    substitutes,
    year_plan,
)

app_name = "forum"
urlpatterns = [
    path("members/", members.member_list, name="member_list"),
    path("members/composition/", composition.composition_page, name="composition"),
    path("members/bulk/", bulk.members_bulk, name="members_bulk"),
    path("members/bulk/example.csv", bulk.members_example, name="members_example"),
    path("members/seats/add/", seats.seat_add, name="seat_add"),
    path("members/seats/<uuid:pk>/", seats.seat_change, name="seat_change"),
    path("members/seats/<uuid:pk>/abolish/", seats.seat_abolish, name="seat_abolish"),
    path("members/appoint/", members.member_appoint, name="member_appoint"),
    path(
        "members/appointments/<uuid:pk>/", members.appointment_change, name="appointment_change"
    ),
    path("members/appointments/<uuid:pk>/end/", members.appointment_end, name="appointment_end"),
    path("members/offices/add/", offices.office_take, name="office_take"),
    path("members/offices/<uuid:pk>/end/", offices.office_end, name="office_end"),
    path("members/substitutes/add/", substitutes.substitute_add, name="substitute_add"),
    path(
        "members/substitutes/<uuid:pk>/end/", substitutes.substitute_end, name="substitute_end"
    ),
    path("members/schools/", schools.school_list, name="school_list"),
    path("members/schools/add/", schools.school_add, name="school_add"),
    path("members/schools/bulk/", bulk.schools_bulk, name="schools_bulk"),
    path("members/schools/bulk/example.csv", bulk.schools_example, name="schools_example"),
    path("members/schools/pupils/", pupils.pupils_enter, name="pupils_enter"),
    path("members/schools/<uuid:pk>/", schools.school_change, name="school_change"),
    path("members/schools/<uuid:pk>/convert/", schools.school_convert, name="school_convert"),
    path("constitution/", constitution.constitution, name="constitution"),
    path("meetings/add/", meetings.meeting_call, name="meeting_call"),
    path("meetings/plan/", year_plan.year_plan, name="year_plan"),
    path("meetings/plan/<str:year>/", year_plan.year_plan, name="year_plan"),
    path("meetings/<uuid:pk>/change/", meetings.meeting_change, name="meeting_change"),
    path("meetings/<uuid:pk>/cancel/", meetings.meeting_cancel, name="meeting_cancel"),
    path("meetings/<uuid:pk>/report/", agenda.outside_report, name="outside_report"),
    path("meetings/<uuid:pk>/reorder/", agenda.items_reorder, name="items_reorder"),
    path("meetings/<uuid:pk>/reply/", replies.meeting_reply, name="meeting_reply"),
    path(
        "meetings/<uuid:pk>/people/", people.people_in_attendance, name="people_in_attendance"
    ),
    path("people/<uuid:pk>/remove/", people.person_remove, name="person_remove"),
    path("meetings/<uuid:pk>/items/add/", agenda.item_add, name="item_add"),
    path("items/<uuid:pk>/", agenda.item_change, name="item_change"),
    path("items/<uuid:pk>/move/", agenda.item_move, name="item_move"),
]
