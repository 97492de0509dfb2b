"""Who may ask for which title: an office its own, whoever keeps a commune's files those of its hamlets and its own."""

from __future__ import annotations

from binhyen.accounts.models import Membership, Person
from binhyen.kinds.recognition.procedure import DOERS
from binhyen.kinds.recognition.titles import TITLES, Title
from binhyen.matters import clock
from binhyen.offices.models import Office, OfficeType
from binhyen.units.models import Level

# A hamlet's head has no desk here; its team may have one.
KEEPERS = frozenset({OfficeType.PEOPLES_COMMITTEE, OfficeType.TEAM})


def applicants(person: Person) -> list[Membership]:
    """The person's roles, at offices, in which a title can be asked for; one for each office."""
    held = person.memberships.current(clock.today()).filter(role__in=DOERS).select_related("office__area")
    found = {m.office_id: m for m in held.order_by("office__name", "-role") if titles_for(m.office)}
    return list(found.values())


def titles_for(office: Office) -> list[Title]:
    """The titles that an office asks for: its own, and those of its commune and hamlets where it keeps the file."""
    if office.area.level != Level.COMMUNE:
        return []
    return [each for each in TITLES if (office.type in KEEPERS if each.of_area else each.of == office.type)]
