"""A real forum begins: founded, set up step by step by its clerk, and handed over."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.journeys.stage import Visitor

LINK = """
from forum.models import OutboxMessage, Person
Person.objects.filter(email__endswith="loamshire.example").update(is_demo=True)
print(OutboxMessage.objects.get(address="cleo@loamshire.example").text)
"""
SITE = (
    'from tests.factories import *; a_person("Sid Site", is_site_administrator=True, is_demo=True)'
)
SCHOOLS = """school,phase,counts as,type,opened,became academy,closed
Oak Primary School,Primary,,Maintained,,,
Ash Academy,Secondary,,Academy,,1/9/2014,
"""
MEMBERS = (
    "seat,group,kind,name,email,post,school,from,until,phase,tie\n"
    "Maintained primary headteacher 1,Maintained primary schools,Headteacher,"
    "Pat Primary,pat@loamshire.example,Head,Oak Primary School,1/9/2025,,,\n"
    "Mainstream academies 1,Mainstream academies,Trust representative,"
    "Tess Trustee,tess@loamshire.example,Trustee,Ash Academy,1/9/2025,,,\n"
)


@pytest.fixture
def somebody(browser, site):
    context = browser.new_context(
        base_url=site.url, viewport={"width": 1280, "height": 900}, locale="en-GB"
    )
    return Visitor(context.new_page(), set())


def test_forum_is_founded_set_up_and_taken_over(somebody, site):
    name = "loamshire-anew"
    founded(somebody, site, name)
    somebody.be("Cleo Clerk")
    somebody.go(f"/{name}/")
    somebody.reads("0 of 6 steps done")

    constitution_and_schools(somebody)
    seats_and_members(somebody, name)
    called(somebody, name)

    somebody.go(f"/{name}/setting-up/")
    somebody.reads("6 of 6 steps done", "All is set up")
    somebody.go(f"/{name}/handover/")
    somebody.reads("Agenda and papers published for the meeting of", "Adam Administrator")


def founded(somebody, site, name):
    site.python(SITE)
    somebody.be("Sid Site")
    somebody.go("/site/")
    somebody.follow("Set up a forum")
    somebody.fill(
        name=f"{name.title()} Schools Forum",
        short_name="the Forum",
        authority="Loamshire Council",
        slug="account",
        clerk_name="Cleo Clerk",
        clerk_email="cleo@loamshire.example",
        administrator_name="Adam Administrator",
        administrator_email="adam@loamshire.example",
    )
    somebody.press("Set up the forum")
    somebody.reads("“account” is a page of this site")
    somebody.fill(slug=name)
    somebody.press("Set up the forum")
    somebody.reads("is set up. Its clerk and administrator are invited.")
    link = re.search(r"/account/invitation/\S+", site.python(LINK))[0]
    somebody.page.context.clear_cookies()
    somebody.go(link)
    somebody.reads("asks you in, as: Clerk")


def constitution_and_schools(somebody):
    somebody.follow("Set the constitution")
    somebody.fill(notice_working_days="5")
    somebody.press("Save these settings")
    somebody.follow("Enter the schools")
    somebody.fill(text=SCHOOLS)
    somebody.press("Check the rows")
    somebody.press("Enter all of them")


def seats_and_members(somebody, name):
    somebody.go(f"/{name}/setting-up/seats/")
    somebody.fill(maintained_primary_headteacher="2", academy_mainstream_trust="1")
    somebody.press("Add these seats")
    somebody.reads("seats are added. They are vacant.")
    somebody.follow("Enter the members")
    somebody.fill(text=MEMBERS)
    somebody.press("Check the rows")
    somebody.press("Enter all of them")
    somebody.go(f"/{name}/setting-up/")
    somebody.follow("Invite the members")
    somebody.press("Invite the 2 who were not invited yet")
    somebody.reads("2 invitations are on their way.")


def called(somebody, name):
    somebody.go(f"/{name}/setting-up/")
    somebody.follow("Call the first meeting")
    somebody.fill_day("held_on", timezone.localdate() + timedelta(days=45))
    somebody.press("Call the meeting")
