"""Every address: a few for the whole site, then one include per app under the forum's name."""

from django.urls import include, path

from config import views

urlpatterns = [
    path("", views.home, name="home"),
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-in/demo/", views.choose_person, name="choose_person"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("healthz", views.healthz, name="healthz"),
    path("<slug:slug>/", include("forum.urls")),
    path("<slug:slug>/", include("papers.urls")),
    path("<slug:slug>/", include("decisions.urls")),
]
