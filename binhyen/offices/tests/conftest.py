import pytest

from binhyen.offices import demonstration
from binhyen.units import fixture


@pytest.fixture
def units(db):
    return fixture.load()


@pytest.fixture
def offices(units):
    return demonstration.make_offices()
