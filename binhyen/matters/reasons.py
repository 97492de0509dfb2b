"""What two offices write to each other about a resident's name, in the database: why one asks, why the other refuses.

Such an envelope is sealed to both offices and not to the matter, so no grant guards it. Its ciphertext is therefore
encrypted once more, as grants are (grants.py), under the matter's retention key: without the store of keys it opens
for nobody, and erasing the matter closes it too. The journal names the hash of what the office posted.
"""

from __future__ import annotations

from binhyen.matters import grants, retention
from binhyen.matters.models import Envelope, Matter
from binhyen.sealing.lending import TOLD


def stored(matter: Matter, ref: str, kind: str, ciphertext: bytes, key: bytes | None) -> bytes:
    """The bytes for the database; `key` is the matter's retention key where it was made just now."""
    if kind not in TOLD:
        return ciphertext
    return grants.lock(key or retention.key_of(matter.pk), ciphertext, place(matter.ref, ref))


def posted(envelope: Envelope) -> bytes:
    """The ciphertext of an envelope as it was posted. Raises KeyGone where its matter was erased, GrantSpoiled."""
    data = bytes(envelope.ciphertext)
    # Before there was this, reasons lay here as they were posted: those begin as every age file does.
    if envelope.kind not in TOLD or data[:1] != grants.FORM:
        return data
    key = retention.key_of(envelope.matter_id)
    return grants.unlock(key, data, place(envelope.matter.ref, envelope.ref))


def place(matter: str, envelope: str) -> bytes:
    return f"binhyen-reason/1\n{matter}\n{envelope}".encode()
