"""Addresses of the asking side: meetings with their papers, drafting, the gate, funding."""

from django.urls import path

from papers.views import (
    budget,
    clearing,
    commenting,
    drafting,
    figures,
    funding,
    kinds,
    meetings,
    particulars,
    reading,
    recommending,
    tabling,
    versions,
    writing,
)

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
    path("papers/<uuid:pk>/edit/", writing.paper_edit, name="paper_edit"),
    path("papers/<uuid:pk>/keep/", writing.paper_keep, name="paper_keep"),
    path("papers/<uuid:pk>/keep/drop/", writing.copy_drop, name="copy_drop"),
    path("papers/<uuid:pk>/preview/", writing.paper_preview, name="paper_preview"),
    path("papers/<uuid:pk>/writing/", writing.paper_writing, name="paper_writing"),
    path("papers/<uuid:pk>/versions/", versions.version_list, name="version_list"),
    path("versions/<uuid:pk>/", versions.version_detail, name="version_detail"),
    path("papers/<uuid:pk>/compare/", versions.version_compare, name="version_compare"),
    path("versions/<uuid:pk>/restore/", versions.version_restore, name="version_restore"),
    path("papers/<uuid:pk>/comments/", commenting.comment_list, name="comment_list"),
    path("comments/<uuid:pk>/answer/", commenting.comment_answer, name="comment_answer"),
    path("comments/<uuid:pk>/resolve/", commenting.comment_resolve, name="comment_resolve"),
    path("papers/<uuid:pk>/figures/add/", figures.figure_add, name="figure_add"),
    path("papers/<uuid:pk>/figures/<uuid:asset>/", figures.figure_image, name="figure_image"),
    path("papers/<uuid:pk>/particulars/", particulars.particulars_edit, name="particulars_edit"),
    path("papers/<uuid:pk>/checks/", particulars.paper_checks, name="paper_checks"),
    path("paper-templates/", kinds.template_list, name="template_list"),
    path("paper-templates/add/", kinds.template_add, name="template_add"),
    path("paper-templates/<uuid:pk>/", kinds.template_edit, name="template_edit"),
    path("papers/<uuid:pk>/place/", drafting.paper_place, name="paper_place"),
    path("papers/<uuid:pk>/clear/", clearing.paper_clear, name="paper_clear"),
    path("papers/<uuid:pk>/clearance/", clearing.clearance_detail, name="clearance_detail"),
    path("papers/<uuid:pk>/clearance/ask/", clearing.clearance_ask, name="clearance_ask"),
    path("papers/<uuid:pk>/clearance/again/", clearing.clearance_again, name="clearance_again"),
    path("clearances/", clearing.clearance_mine, name="clearance_mine"),
    path("clearance-requests/<uuid:pk>/give/", clearing.clearance_give, name="clearance_give"),
    path(
        "clearance-requests/<uuid:pk>/return/", clearing.clearance_return, name="clearance_return"
    ),
    path(
        "clearance-requests/<uuid:pk>/delegate/",
        clearing.clearance_delegate,
        name="clearance_delegate",
    ),
    path(
        "clearance-requests/<uuid:pk>/remind/", clearing.clearance_remind, name="clearance_remind"
    ),
    path(
        "clearance-requests/<uuid:pk>/withdraw/",
        clearing.clearance_withdraw,
        name="clearance_withdraw",
    ),
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
