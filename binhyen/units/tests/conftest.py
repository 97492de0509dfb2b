import pytest

from binhyen.units import fixture


@pytest.fixture
def units(db):
    return fixture.load()
