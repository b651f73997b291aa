"""Every address: a few for the whole site, then one include per app under the forum's name."""

from django.urls import include, path

from config import invitations, views
from config.public import pages, programs
from forum.views import notices, site, words

urlpatterns = [
    path("", views.home, name="home"),
    path(
        "account/invitation/<str:token>/",
        invitations.invitation_accept,
        name="invitation_accept",
    ),
    path("account/notices/", notices.notice_choices, name="notice_choices"),
    path("account/letters/<str:token>/", notices.letters_stop, name="letters_stop"),
    path("account/", include("config.signing_in.urls")),
    path("accessibility/", pages.accessibility_statement, name="accessibility_statement"),
    path("privacy/", pages.privacy_notice, name="privacy_notice"),
    path("cookies/", pages.cookies_page, name="cookies"),
    path(".well-known/security.txt", programs.security_txt, name="security_txt"),
    path("robots.txt", programs.robots_txt, name="robots_txt"),
    path("sitemap.xml", programs.sitemap, name="sitemap"),
    path("words/", words.words_page, name="words"),
    path("site/", site.site_home, name="site_home"),
    path("site/people/", site.site_people, name="site_people"),
    path("site/people/<uuid:pk>/", site.site_person, name="site_person"),
    path("site/people/<uuid:pk>/account/", site.site_account, name="site_account"),
    path("site/forums/add/", site.forum_found, name="forum_found"),
    path("site/forums/<slug:of>/", site.site_forum, name="site_forum"),
    path(
        "site/forums/<slug:of>/administrator/",
        site.site_administrator,
        name="site_administrator",
    ),
    path("site/forums/<slug:of>/invite/<uuid:pk>/", site.site_invite, name="site_invite"),
    path("healthz", views.healthz, name="healthz"),
    path("<slug:slug>/", include("forum.urls")),
    path("<slug:slug>/", include("papers.urls")),
    path("<slug:slug>/", include("decisions.urls")),
]

handler400 = "config.errors.malformed"
handler403 = "config.errors.denied"
handler404 = "config.errors.not_found"
handler500 = "config.errors.failed"
