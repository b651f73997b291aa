"""Addresses of the forum side: members and the calling of meetings."""

app_name = "forum"
urlpatterns = []
