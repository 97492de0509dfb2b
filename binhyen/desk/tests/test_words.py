"""The words that the desk's scripts say: one for each reason to refuse, in both languages, and no code among them."""

from __future__ import annotations

import pytest
from django.utils import translation

from binhyen.desk.words import WORDS
from binhyen.sealing.attachment import AttachmentRefused
from binhyen.sealing.envelope import EnvelopeRefused

CODES = sorted(EnvelopeRefused.codes | AttachmentRefused.codes)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_reason_to_refuse_a_part_or_a_file_has_words_of_its_own(language):
    with translation.override(language):
        said = [str(WORDS[f"refused_{code}"]) for code in CODES]
    assert len(set(said)) == len(CODES)


def test_officers_read_no_code_of_a_program():
    assert [name for name, words in WORDS.items() if "{code}" in str(words)] == []
