"""Addresses of the asking side: meetings with their papers, drafting, the gate."""

app_name = "papers"
urlpatterns = []
