"""Who keeps the other half of the key to a resident's name: an office that is not the one that reads the report.

The nearest office above that has keys; where nobody is above, one of another type beside it in the same area (the
inspectorate beside the police). The same question, the same answer, as for routing.
"""

from __future__ import annotations

from datetime import date

from binhyen.offices import certificates
from binhyen.offices.models import Certificate, Office
from binhyen.offices.routing import office_above


def custodian(office: Office, on: date) -> Certificate | None:
    """The custodian's certificate in force; None where nobody but the office itself has keys."""
    above = office_above(office, on)
    while above is not None:
        held = certificates.newest([above], on)
        if held:
            return held[above.pk]
        above = office_above(above, on)
    beside = Office.objects.on(on).filter(area=office.area_id, upper=None).exclude(type=office.type)
    held = certificates.newest(beside, on)
    return next((held[each.pk] for each in beside.order_by("slug") if each.pk in held), None)
