"""Without JavaScript: a receipt typed into a story or a message is caught before it is sealed."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.public.wording import script_words
from binhyen.sealing import spilled
from binhyen.sealing.keys import ReceiptWords


def not_a_receipt() -> forms.BooleanField:
    """The field by which somebody says that what looks like a receipt is none; hidden until something does."""
    return forms.BooleanField(
        label=_("Đây không phải mười từ của biên nhận"), required=False, widget=forms.HiddenInput
    )


def catch(form: forms.Form, name: str, texts: list[str], own: ReceiptWords | None = None) -> None:
    """Refuse the form, at this field, when a receipt stands in what it would send."""
    text, said = "\n".join(texts), script_words()
    if own is not None and spilled.of(text, own):
        form.add_error(name, said["spilled_own"])
    elif not form.cleaned_data.get("not_receipt") and spilled.any_receipt(text):
        form.add_error(name, said["spilled_plain"])
        form.fields["not_receipt"].widget = forms.CheckboxInput()
