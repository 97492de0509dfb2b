from binhyen.kinds.task.tests.conftest import steering  # noqa: F401  # a fixture, used by name
