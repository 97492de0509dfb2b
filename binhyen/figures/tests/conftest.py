from binhyen.kinds.session.tests.conftest import outreach_town, town  # noqa: F401  # fixtures, used by name
from binhyen.kinds.task.tests.conftest import steering  # noqa: F401  # a fixture, used by name
