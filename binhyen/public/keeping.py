"""Without JavaScript: two of the ten words, typed back from paper, before the receipt's page is left.

The words travel with each of these posts, as they did with the page that showed them, and are kept nowhere between.
"""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from binhyen.public import wording
from binhyen.public.answers import own_page_only
from binhyen.public.forms import WORDS, WordsForm
from binhyen.public.plain import qr, show_page
from binhyen.sealing.words import RECEIPT, read_word, shown

ONE_WORD = {name: value for name, value in WORDS.items() if name != "rows"}


class TwoWordsForm(forms.Form):
    """The words at two places of a receipt; what is wrong is named by its place and never put right for the asker."""

    def __init__(self, words: tuple[str, ...], places: tuple[int, int], *args: Any) -> None:
        super().__init__(*args)
        self.right = {f"word_{place}": words[place - 1] for place in places}
        for place, name in zip(places, self.right, strict=True):
            self.fields[name] = forms.CharField(
                label=wording.script_words()["word_at"].format(position=place),
                required=False,
                max_length=20,
                widget=forms.TextInput(attrs=ONE_WORD),
            )

    def clean(self) -> dict[str, Any]:
        for name, word in self.right.items():
            if read_word(self.cleaned_data.get(name, "")) != word:
                place = name.removeprefix("word_")
                self.add_error(name, wording.script_words()["word_wrong"].format(position=place))
        return self.cleaned_data


@own_page_only
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Ask for two words, look again at all ten, or hear that the two are right: the post says which."""
    receipt = WordsForm(request.POST)
    if not receipt.is_valid():
        return show_page(request, "public/receipt_plain.html", {"form": receipt, "problem": None}, 422)
    words = shown(receipt.cleaned_data["words"])
    wants = request.POST.get("wants", "ask")
    if wants == "again":
        context: dict[str, Any] = {"receipt": words, "qr": qr(receipt.cleaned_data["words"]), "next": []}
        return show_page(request, "public/report_plain_done.html", context, 200)
    checking = wants == "check"
    places = _places(request.POST.get("at", "")) if checking else _chosen()
    form = TwoWordsForm(words, places, request.POST if checking else None)
    if checking and form.is_valid():
        return show_page(request, "public/report_plain_kept.html", {}, 200)
    context = {"form": form, "typed": " ".join(words), "at": "{}-{}".format(*places)}
    return show_page(request, "public/report_plain_keep.html", context, 422 if checking else 200)


def _chosen() -> tuple[int, int]:
    one, other = sorted(secrets.SystemRandom().sample(range(1, RECEIPT.length + 1), 2))
    return one, other


def _places(text: str) -> tuple[int, int]:
    """The places the page before asked for; others when the post names none that can be."""
    found = [int(each) for each in text.split("-") if each.isascii() and each.isdigit() and len(each) <= 2]
    if len(found) == 2 and 1 <= found[0] < found[1] <= RECEIPT.length:
        return found[0], found[1]
    return _chosen()
