"""Addresses of the deciding side: voting, outcomes, minutes, the record."""

app_name = "decisions"
urlpatterns = []
