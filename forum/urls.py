"""Addresses of the forum side: members, the constitution, and the calling of meetings."""

from django.urls import path

from forum.views import constitution, meetings, members

app_name = "forum"
urlpatterns = [
    path("members/", members.member_list, name="member_list"),
    path("members/seats/add/", members.seat_add, name="seat_add"),
    path("members/appoint/", members.member_appoint, name="member_appoint"),
    path("members/appointments/<uuid:pk>/end/", members.appointment_end, name="appointment_end"),
    path("members/offices/add/", members.office_take, name="office_take"),
    path("members/schools/", members.school_list, name="school_list"),
    path("members/schools/add/", members.school_add, name="school_add"),
    path("members/schools/<uuid:pk>/convert/", members.school_convert, name="school_convert"),
    path("constitution/", constitution.constitution, name="constitution"),
    path("meetings/add/", meetings.meeting_call, name="meeting_call"),
    path("meetings/<uuid:pk>/items/add/", meetings.item_add, name="item_add"),
    path("items/<uuid:pk>/", meetings.item_change, name="item_change"),
    path("items/<uuid:pk>/move/", meetings.item_move, name="item_move"),
]
