"""A kind's procedure over the years: which version is in force on a day. A matter keeps the one of its receipt."""

import datetime as dt
from collections.abc import Iterable

from .rules import Procedure, ProcedureError


class NotInForce(LookupError):
    """No version of the procedure was in force on that day, or none has that name."""


class Versions:
    """The dated versions of one kind's procedure. Raises ProcedureError on a gap or an overlap."""

    def __init__(self, procedures: Iterable[Procedure]) -> None:
        self.procedures = tuple(sorted(procedures, key=lambda procedure: procedure.in_force_from))
        if not self.procedures:
            raise ProcedureError("a kind needs at least one version")
        kinds = {procedure.kind for procedure in self.procedures}
        if len(kinds) > 1:
            raise ProcedureError(f"versions of different kinds: {', '.join(sorted(kinds))}")
        if len({procedure.version for procedure in self.procedures}) < len(self.procedures):
            raise ProcedureError("two versions have the same name")
        for earlier, later in zip(self.procedures, self.procedures[1:], strict=False):
            if earlier.in_force_to is None or earlier.in_force_to + dt.timedelta(1) != later.in_force_from:
                raise ProcedureError(
                    f"{earlier.version} must be in force to the day before {later.version} begins"
                )

    def on(self, date: dt.date) -> Procedure:
        """The version in force on a legal date. Raises NotInForce."""
        for procedure in self.procedures:
            if procedure.in_force(date):
                return procedure
        raise NotInForce(f"no version of {self.procedures[0].kind} is in force on {date}")

    def named(self, version: str) -> Procedure:
        """The version that a matter keeps from its receipt. Raises NotInForce."""
        for procedure in self.procedures:
            if procedure.version == version:
                return procedure
        raise NotInForce(f"{self.procedures[0].kind} has no version {version}")
