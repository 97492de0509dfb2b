from tests.field import field, field_offices  # noqa: F401  # fixtures, used by name
