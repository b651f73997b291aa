"""How a forum looks to everybody, whom they may write to, and how they attend."""

from __future__ import annotations

from crispy_forms.layout import Layout
from django import forms

from forum.choices import FileKind
from forum.forms.base import GovukModelForm
from forum.forms.fields import ColourField
from forum.forms.layout import Button, Fieldset
from forum.forms.uploads import UploadField
from forum.forms.widgets import TextBox
from forum.models import Forum

MOST_BYTES = 300 * 1024
PICTURES = (FileKind.PNG, FileKind.JPEG)


class LookForm(GovukModelForm):
    colour = ColourField(
        label="Colour",
        help_text="Six figures and letters after a #, like #4a2d6b, as your authority's guide to "
        "its brand gives it. Text on it is white or black, whichever is read more easily",
    )
    picture = UploadField(
        label="Logo (optional)",
        wanted=PICTURES,
        required=False,
        help_text="A PNG or JPEG picture of at most 300 KB. It stands above every page, 48 pixels "
        "high",
    )
    logo_words = forms.CharField(
        label="The logo in words",
        max_length=120,
        required=False,
        help_text="Read out to those who do not see it, like “Borsetshire Council”. Needed with a "
        "logo",
    )
    take_away = forms.BooleanField(label="Take the logo away", required=False)
    contact_post = forms.CharField(
        label="Whom to ask (optional)",
        max_length=160,
        required=False,
        help_text="A post, not a name, like “Clerk to the forum”",
    )
    contact_email = forms.EmailField(
        label="Email address (optional)",
        required=False,
        widget=TextBox({"type": "email", "spellcheck": "false", "autocomplete": "off"}),
    )
    contact_phone = forms.CharField(
        label="Telephone (optional)", max_length=40, required=False, widget=TextBox(width=20)
    )
    how_to_attend = forms.CharField(
        label="How the public can attend (optional)",
        max_length=1000,
        required=False,
        help_text="Shown with each meeting that says nothing of its own. Meetings of a forum are "
        "public (Schools Forums (England) Regulations 2012, regulation 8(2))",
        widget=forms.Textarea({"rows": 4}),
    )

    class Meta:
        model = Forum
        fields = [
            "colour",
            "logo_words",
            "contact_post",
            "contact_email",
            "contact_phone",
            "how_to_attend",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.logo is None:
            del self.fields["take_away"]

    def layout(self):
        removing = ["take_away"] if "take_away" in self.fields else []
        trial = Button("Try the colour on this page", name="try", value="yes", look="secondary")
        return Layout(
            Fieldset("Colour and logo", "colour", trial, "picture", "logo_words", *removing),
            Fieldset("Whom to ask", "contact_post", "contact_email", "contact_phone"),
            Fieldset("Coming to meetings", "how_to_attend"),
        )

    def clean_picture(self):
        picture = self.cleaned_data["picture"]
        if picture and picture.size > MOST_BYTES:
            raise forms.ValidationError("Choose a picture of at most 300 KB: save it smaller")
        return picture

    def clean(self):
        cleaned = super().clean()
        has_logo = cleaned.get("picture") or (self.instance.logo and not cleaned.get("take_away"))
        if has_logo and not cleaned.get("logo_words"):
            self.add_error("logo_words", "Say in words what the logo shows")
        return cleaned

    def _get_validation_exclusions(self):
        # Words and logo go together once the picture is stored; clean() asks for the words.
        return super()._get_validation_exclusions() | {"logo", "logo_words"}
