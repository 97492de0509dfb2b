"""Who keeps the other half of the key to a name, asked for many offices at once: each public page does."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from binhyen.offices import custody, demonstration
from binhyen.offices.models import Office
from binhyen.units import days

CITY, INSPECTORATE = "cong-an-thanh-pho-ha-noi", "thanh-tra-thanh-pho-ha-noi"
COMMUNES = ("cong-an-xa-huong-son", "cong-an-xa-hong-son", "cong-an-xa-my-duc", "cong-an-xa-phuc-son")


@pytest.fixture(scope="module")
def made(shared):
    demonstration.make(settings.INSTALLATION.id)


def offices(*slugs):
    return list(
        Office.objects.filter(slug__in=slugs).select_related("area", "upper__upper__area", "upper__area")
    )


def kept(*slugs, on: date | None = None):
    found = custody.custodians(offices(*slugs), on or days.today())
    return {Office.objects.get(pk=pk).slug: certificate.office.slug for pk, certificate in found.items()}


def test_a_communes_names_are_kept_above_it_and_the_highest_ones_beside_it(made, db):
    assert kept(*COMMUNES, CITY) == dict.fromkeys(COMMUNES, CITY) | {CITY: INSPECTORATE}


def test_an_office_that_is_no_more_keeps_nothing(made, db):
    city = Office.objects.get(slug=CITY)
    Office.objects.filter(pk=city.pk).update(valid_to=days.today())
    assert kept(*COMMUNES) == {}


def test_many_are_asked_for_in_as_many_questions_as_one(made, db):
    with CaptureQueriesContext(connection) as one:
        custody.custodians(offices(COMMUNES[0], CITY), days.today())
    with CaptureQueriesContext(connection) as many:
        custody.custodians(offices(*COMMUNES, CITY), days.today())
    assert len(many) == len(one)
