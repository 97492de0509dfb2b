"""Thousands of rows named in one question.

`__in` with a list makes a parameter of each, which costs Django as much as all the rest of the question.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.db.models import BigIntegerField, Func, Value


class Among(Func):
    """The ids that one parameter lists, as rows."""

    template = "(SELECT value FROM json_each(%(expressions)s))"

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        template = "(SELECT value::bigint FROM jsonb_array_elements(%(expressions)s::jsonb))"
        return self.as_sql(compiler, connection, template=template)


def among(pks: Iterable[int]) -> Among:
    """What `filter(pk__in=...)` takes for these: one parameter, however many they are."""
    return Among(Value(json.dumps(list(pks))), output_field=BigIntegerField())
