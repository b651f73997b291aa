"""Addresses of the asking side: meetings with their papers, drafting, the gate, funding."""

from django.urls import path

from papers.views import budget, drafting, funding, meetings, reading, recommending, tabling

app_name = "papers"
urlpatterns = [
    path("meetings/", meetings.meeting_list, name="meeting_list"),
    path("meetings/<uuid:pk>/", meetings.meeting_detail, name="meeting_detail"),
    path("meetings/<uuid:pk>/agenda.pdf", meetings.agenda_pdf, name="agenda_pdf"),
    path("meetings/<uuid:pk>/publish/", meetings.agenda_publish, name="agenda_publish"),
    path("meetings/<uuid:pk>/motions/add/", recommending.motion_move, name="motion_move"),
    path("papers/", drafting.paper_list, name="paper_list"),
    path("papers/add/", drafting.paper_start, name="paper_start"),
    path("papers/<uuid:pk>/", reading.paper_detail, name="paper_detail"),
    path("papers/<uuid:pk>/paper.pdf", reading.paper_pdf, name="paper_pdf"),
    path("papers/<uuid:pk>/edit/", drafting.paper_edit, name="paper_edit"),
    path("papers/<uuid:pk>/place/", drafting.paper_place, name="paper_place"),
    path("papers/<uuid:pk>/clear/", drafting.paper_clear, name="paper_clear"),
    path("papers/<uuid:pk>/table/", tabling.paper_table, name="paper_table"),
    path(
        "papers/<uuid:pk>/recommendations/add/",
        recommending.recommendation_add,
        name="recommendation_add",
    ),
    path(
        "recommendations/<uuid:pk>/", recommending.recommendation_edit, name="recommendation_edit"
    ),
    path(
        "recommendations/<uuid:pk>/remove/",
        recommending.recommendation_remove,
        name="recommendation_remove",
    ),
    path("recommendations/<uuid:pk>/nil/", recommending.nil_declare, name="nil_declare"),
    path("recommendations/<uuid:pk>/nil/remove/", recommending.nil_remove, name="nil_remove"),
    path("recommendations/<uuid:pk>/place/", recommending.again, name="place_again"),
    path("recommendations/<uuid:pk>/options/add/", funding.option_source, name="option_source"),
    path(
        "recommendations/<uuid:pk>/options/add/<str:source>/",
        funding.option_add,
        name="option_add",
    ),
    path("options/<uuid:pk>/", funding.option_edit, name="option_edit"),
    path("options/<uuid:pk>/remove/", funding.option_remove, name="option_remove"),
    path("options/<uuid:pk>/mark/", funding.option_mark, name="option_mark"),
    path("placements/<uuid:pk>/table/", tabling.placement_table, name="placement_table"),
    path("matters/add/", drafting.matter_open, name="matter_open"),
    path("funding/lines/add/", budget.line_open, name="line_open"),
    path("funding/lines/<uuid:pk>/allocate/", budget.allocation_set, name="allocation_set"),
]
