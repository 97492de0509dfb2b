"""The two questions of the security page."""

from __future__ import annotations

from typing import Any

from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.accounts.models import Person

# Typed from a telephone or from paper: digits on the keypad, nothing remembered by the browser.
_CODE = {
    "autocomplete": "one-time-code",
    "inputmode": "numeric",
    "spellcheck": "false",
    "autocapitalize": "none",
}


class AppForm(ActivateTOTPForm):  # type: ignore[misc]  # allauth ships no types
    """The first code of an authenticator app; it shows that the app took the key over rightly."""

    def __init__(self, *args: Any, user: Person, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.fields["code"] = forms.CharField(
            label=_("Mã sáu số ứng dụng đang hiện"),
            max_length=20,
            widget=forms.TextInput(attrs=_CODE),
            error_messages={"required": _("Hãy nhập mã sáu số mà ứng dụng đang hiện.")},
        )


class CodeForm(forms.Form):
    """A code of the app, or one recovery code."""

    code = forms.CharField(
        label=_("Mã của ứng dụng, hoặc một mã dự phòng"),
        max_length=20,
        widget=forms.TextInput(attrs=_CODE),
        error_messages={"required": _("Hãy nhập mã.")},
    )
