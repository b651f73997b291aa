"""The template pack: its markup, and its pages in a real browser under our security policy."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.base import ContentFile
from django.core.paginator import Paginator
from django.template import Context, Template, engines
from django.template.loader import render_to_string
from django.test import RequestFactory

from forum.rules.ruling import Reason, Ruling
from tests.accessibility import faults
from tests.sample_form import RATES, RIGHT, ROWS_SENT, SampleForm

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'"
)
HOST = "http://tabled.test"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}

FAULTS = [
    ("<p id='a'>1</p><p id='a'>2</p>", "used twice"),
    ("<input aria-label='x' aria-describedby='gone'>", "aria-describedby names an id"),
    ("<a href='#gone'>x</a>", "leads nowhere"),
    ("<p id='t'>t</p><div class='govuk-error-summary'><a href='#t'>x</a></div>", "no box"),
    ("<div class='govuk-error-summary'>x</div>", "does not start with Error"),
    ("<h1>Another</h1>", "2 headings of level 1"),
    ("<p style='color:red'>x</p>", "inline style"),
    ("<form method='post'><button>x</button></form>", "no token"),
    ("<form><input type='hidden' name='csrfmiddlewaretoken'></form>", "shows its token"),
    ("<div class='tabled-wide'>x</div>", "wide in a window"),
    ("<input name='nameless'>", "axe label"),
    ("<img src='/static/favicon.svg'>", "axe image-alt"),
    ("<button></button>", "axe button-name"),
    ("<p class='tabled-pale'>hard to read</p>", "axe color-contrast"),
]
EVERY_PART = """{% extends "base.html" %}{% load forum %}
{% block before %}{% include "includes/breadcrumbs.html" %}{% endblock %}
{% block content %}
  {% status_tag "Overdue" %} {% include "includes/status_tag.html" with text="New" %}
  {% include "includes/reasons.html" %} {% include "includes/warnings.html" %}
  {% include "includes/summary_list.html" %} {% include "includes/timeline.html" %}
  {% include "includes/pagination.html" %} {{ text|markdown }}
  {% include "includes/empty.html" with text="No papers" url="/" action="Start one" %}
{% endblock %}"""
BAD_STYLES = ".tabled-wide { width: 3000px } .tabled-pale { color: #ddd; background: #fff }"


def draw(template, **context):
    request = RequestFactory().get("/")
    page = {"title": "Ask for money", "back": "/", "cancel": "/", **context}
    return render_to_string(template, page, request)


def drawn_form(data=None):
    return draw("form_page.html", form=SampleForm(data), formset=RATES(data and ROWS_SENT))


def flat(html):
    return re.sub(r"\s+", " ", html)


@pytest.fixture
def show(page):
    """Open a drawn page as if a server had sent it, policy and all; what it blocks is noted."""
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def show(html, extra_css=""):
        def answer(route):
            path = route.request.url.removeprefix(HOST)
            if not path.startswith("/static/"):
                headers = {"Content-Security-Policy": POLICY}
                return route.fulfill(body=html, content_type="text/html", headers=headers)
            body = Path(finders.find(path.removeprefix("/static/"))).read_text("utf-8-sig")
            more = extra_css if path.endswith("tabled.css") else ""
            return route.fulfill(body=body + more, content_type=TYPES[Path(path).suffix])

        page.route("**/*", answer)
        page.goto(f"{HOST}/page", wait_until="networkidle")
        return page

    yield show
    assert complaints == []


def test_names_typed_by_people_are_escaped_everywhere():
    html = drawn_form({})

    assert "Item <b>" not in html
    assert "Primary <b>" not in html
    assert "About &lt;this&gt; item {{ 7 }}" in html


def test_hint_and_error_are_read_with_their_box():
    html = flat(drawn_form({}))

    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'aria-describedby="id_held_on_helptext id_held_on_error"' in html
    assert '<div class="govuk-hint" id="id_title_helptext">As on the agenda</div>' in html


def test_summary_gives_each_mistake_in_the_order_of_the_page():
    context = Context({"form": SampleForm({}), "formset": RATES(ROWS_SENT)})
    html = Template("{% load govuk %}{% error_summary form formset %}").render(context)

    assert re.findall(r'<li>(?:<a href="#([^"]+)">)?', html) == [
        "id_title", "id_email", "id_body", "id_source_0", "id_late_0", "id_phases_0", "id_agree",
        "id_held_on_0", "id_group", "id_amount", "id_year", "id_rate", "id_pupils", "",
        "id_form-1-factor", "id_form-1-rate",
    ]  # fmt: skip
    assert "Rate line 2: Enter the factor" in html
    assert "Step: Enter the step" in html


def test_summary_leads_to_the_box_of_a_day_that_is_wrong():
    form = SampleForm(RIGHT | {"held_on_month": "13"})
    html = Template("{% load govuk %}{% error_summary form %}").render(Context({"form": form}))

    assert re.findall('href="#([^"]+)"', html) == ["id_held_on_1"]


def test_title_of_a_page_with_mistakes_starts_with_error():
    assert "<title>Ask for money - Tabled</title>" in drawn_form()
    assert "<title>Error: Ask for money - Tabled</title>" in drawn_form({})
    assert "<title>Error: " in draw("form_page.html", formset=RATES(ROWS_SENT))


def test_nothing_that_was_typed_is_lost_or_cut():
    html = drawn_form({"held_on_day": "31st", "amount": "about £5", "title": "x" * 50})

    assert 'value="31st"' in html
    assert 'value="about £5"' in html
    assert "x" * 50 in html
    assert "maxlength" not in html


def test_numbers_are_typed_as_text_with_number_keys():
    html = drawn_form()

    assert 'type="number"' not in html
    assert re.search(r'name="amount"[^>]*inputmode="decimal"', html)
    assert re.search(r'name="pupils"[^>]*inputmode="numeric"', html)
    assert '<div class="govuk-input__prefix" aria-hidden="true">£</div>' in html
    assert " required" not in html


def test_options_show_hints_stand_inline_and_open_fields():
    html = flat(drawn_form(RIGHT))

    assert 'id="id_source_1_hint">From maintained schools, by phase</div>' in html
    assert 'class="govuk-radios govuk-radios--inline"' in html
    assert 'checked data-opens="id_source_3_opened"' in html
    assert '<div class="govuk-radios__conditional" id="id_source_3_opened">' in html


def test_crispy_filters_and_plain_buttons_use_the_pack():
    text = "{% load crispy_forms_filters %}{{ form|as_crispy_errors }}{{ form|crispy }}"
    html = Template(text).render(Context({"form": SampleForm({})}))

    assert "govuk-error-summary" in html
    assert 'class="govuk-textarea govuk-textarea--error"' in html


def test_static_files_name_only_files_that_are_here(tmp_path):
    storage = ManifestStaticFilesStorage(location=tmp_path, base_url="/static/")
    names = [name for finder in finders.get_finders() for name, _ in finder.list([])]
    for name in names:
        storage.save(name, ContentFile(Path(finders.find(name)).read_bytes()))

    done = list(storage.post_process({name: (storage, name) for name in names}))

    assert [error for *_, error in done if isinstance(error, Exception)] == []
    assert "govuk/govuk-frontend.min.css" in storage.hashed_files


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("data", [None, {}, RIGHT], ids=["empty", "mistakes", "right"])
def test_form_page_has_no_fault(show, page, data, width):
    page.set_viewport_size({"width": width, "height": 900})

    assert faults(show(drawn_form(data))) == []


def test_links_of_the_summary_put_the_cursor_in_the_box(show):
    page = show(drawn_form({}))

    page.get_by_role("link", name="Answer “Which phases may vote?”").click()

    assert page.evaluate("document.activeElement.id") == "id_phases_0"


def test_option_opens_its_fields_and_without_script_they_stand_open(show, browser):
    page = show(drawn_form())
    balance = page.get_by_label("Name of the balance")

    assert not balance.is_visible()
    page.get_by_label("One-off").check()
    assert balance.is_visible()
    page.get_by_label("High needs").check()
    assert not balance.is_visible()

    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.set_content(drawn_form())
    assert plain.get_by_label("Name of the balance").is_visible()


@pytest.mark.parametrize("name", ["refused", "400", "403", "403_csrf", "404", "500"])
def test_page_of_refusal_has_no_fault(show, name):
    reasons = [
        Reason("no-source", "Name the source of the money.", "the author", "Guidance 4", "1(ii)"),
        Reason("no-year", "Give the financial year."),
    ]

    page = show(draw(f"{name}.html", ruling=Ruling.of(reasons), forum={"name": "Aston forum"}))

    assert faults(page) == []
    assert page.locator("#reason-2").count() == (name == "refused")


@pytest.mark.parametrize("width", [1280, 320])
def test_page_with_every_part_has_no_fault(show, page, width):
    page.set_viewport_size({"width": width, "height": 900})
    reason = Reason("late", "The paper is late.", "the chair", "Constitution 4", "Item 7")
    context = {
        "title": "Every part",
        "trail": [{"text": "Aston", "url": "/"}, {"text": "Papers"}],
        "forum": {"name": "Aston schools forum", "slug": "aston"},
        "nav": [{"text": "Meetings", "url": "/m"}, {"text": "Papers", "url": "/p", "current": 1}],
        "messages": [{"level_tag": "success"}, {"level_tag": "info"}],
        "ruling": Ruling.of([reason], [reason]),
        "acknowledged": [reason.key],
        "rows": [{"key": "Source", "value": None}, {"key": "Sum", "value": "£5", "url": "/"}],
        "events": [{"on": date(2018, 7, 4), "text": "Agreed", "tag": "Settled"}, {"text": "Paid"}],
        "page": Paginator(range(100), 10).page(3),
        "text": "| Phase | Unit rate | Asked | |\n|--|--:|--:|--|\n| Primary | 5.00 | 99 | |",
    }

    html = engines["django"].from_string(EVERY_PART).render(context, RequestFactory().get("/?q=x"))

    assert faults(show(html)) == []
    assert "?q=x&amp;page=4" in html
    assert '<dd class="govuk-summary-list__value">not stated</dd>' in html


@pytest.mark.parametrize(("markup", "words"), FAULTS, ids=[words for _, words in FAULTS])
def test_control_a_seeded_fault_is_found(page, markup, words):
    """The checks are worth something: each fault that is put in is named."""
    page.set_content(
        f"<!DOCTYPE html><html lang='en'><head><title>Control</title></head>"
        f"<body><main><h1>Control</h1>{markup}</main></body></html>"
    )
    page.add_style_tag(content=BAD_STYLES)

    assert [fault for fault in faults(page) if words in fault]
