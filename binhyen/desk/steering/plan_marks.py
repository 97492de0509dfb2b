"""How who issues a plan, and what belongs to it, is abbreviated in a document's symbol (NĐ 30/2020, annex III)."""

from __future__ import annotations

from binhyen.offices.models import OfficeType

ABBREVIATIONS = {
    OfficeType.POLICE: "CA",
    OfficeType.PEOPLES_COMMITTEE: "UBND",
    OfficeType.PARTY_COMMITTEE: "BCĐ",
    OfficeType.FRONT: "MTTQ",
}
