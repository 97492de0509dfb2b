"""Who keeps the other half of the key to a resident's name: an office that is not the one that reads the report.

The nearest office above that has keys; where nobody is above, one of another type beside it in the same area (the
inspectorate beside the police). The same question, the same answer, as for routing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from binhyen.offices import certificates
from binhyen.offices.models import Certificate, Office
from binhyen.offices.routing import office_above


def custodian(office: Office, on: date) -> Certificate | None:
    """The custodian's certificate in force; None where nobody but the office itself has keys."""
    return custodians([office], on).get(office.pk)


def custodians(offices: Iterable[Office], on: date) -> dict[int, Certificate]:
    """By office id, the custodian's certificate in force, in as many questions for a province as for one office.

    An office is missing where nobody but itself has keys.
    """
    lines = {office: list(_line_above(office, on)) for office in offices}
    above = {office.pk: office for line in lines.values() for office in line}
    held = certificates.newest(above.values(), on)
    found: dict[int, Certificate] = {}
    for office, line in lines.items():
        keeper = next((each for each in line if each.pk in held), None)
        if keeper is not None:
            found[office.pk] = _of(held[keeper.pk], keeper)
    alone = [office for office in lines if office.pk not in found]
    return found | (_beside(alone, on) if alone else {})


def _line_above(office: Office, on: date) -> Iterator[Office]:
    above = office_above(office, on)
    while above is not None:
        yield above
        above = office_above(above, on)


def _beside(offices: list[Office], on: date) -> dict[int, Certificate]:
    """For those with nobody above: the first of another type in the same area, by its id."""
    areas = {office.area_id for office in offices}
    heads: dict[int, list[Office]] = defaultdict(list)
    for each in (
        Office.objects.on(on).filter(area__in=areas, upper=None).select_related("area").order_by("slug")
    ):
        heads[each.area_id].append(each)
    held = certificates.newest([each for some in heads.values() for each in some], on)
    found: dict[int, Certificate] = {}
    for office in offices:
        others = (each for each in heads[office.area_id] if each.type != office.type and each.pk in held)
        keeper = next(others, None)
        if keeper is not None:
            found[office.pk] = _of(held[keeper.pk], keeper)
    return found


def _of(certificate: Certificate, office: Office) -> Certificate:
    """With its office, which was read already."""
    certificate.office = office
    return certificate
