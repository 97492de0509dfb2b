"""What a body may give, and whom: forms of commendation by level, nominees, kinds of commendation, councils.

Law 06/2022/QH15: art. 80(3) names what the chair of a commune gives (read); what is given above was not checked and is
the default of this program [T]. A list here is the choices of the facts themselves: nothing else can be written.
"""

from __future__ import annotations

from binhyen.units.models import Level

LAW = "Luật 06/2022/QH15"
FORMS = ("merit_note", "praise_letter", "advanced_worker", "cultural_family", "merit_certificate")
# Art. 80(3): "Lao động tiên tiến", giấy khen, "Gia đình văn hóa" by the chair of a commune. A letter of praise, and
# what a province gives, are defaults that were not compared with the law [T].
BY_LEVEL = {
    Level.COMMUNE: ("merit_note", "praise_letter", "advanced_worker", "cultural_family"),
    Level.PROVINCE: ("merit_certificate", "merit_note", "praise_letter"),
}
# The forms of which a certificate is printed to be hung on a wall.
FRAMED = ("merit_note", "merit_certificate", "cultural_family")
NOMINEES = ("person", "collective")
# Regular by a year's work, thematic by a campaign, sudden by one deed, for dedication over a life [T].
KINDS = ("sudden", "regular", "thematic", "dedication")
COUNCIL_ROLES = ("head", "deputy", "member", "secretary")


def given_at(level: str) -> tuple[str, ...]:
    """What the body of an area of this level may give; all where nothing is known of the level."""
    return BY_LEVEL.get(Level(level), FORMS)
