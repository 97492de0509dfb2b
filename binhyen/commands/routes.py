"""`binhyen route`: who answers for an area or at a point, and why.

Exit status 0: an office answers; 1: nobody does, or several may; 2: the call was wrong.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from binhyen.commands.calling import fail, on_installation


@click.command()
@on_installation
@click.option("--area", default="", metavar="CODE|NAME", help="A commune, or a hamlet with its prefix.")
@click.option("--lat", type=click.FloatRange(-90, 90), help="Degrees north (WGS 84), with --lon.")
@click.option("--lon", type=click.FloatRange(-180, 180), help="Degrees east.")
@click.option(
    "--accuracy", default=0, show_default=True, type=click.IntRange(0, 100_000), help="Metres it may be off."
)
@click.option("--kind", default="", help="Default: tip for an area, order_report for a point.")
@click.option("--category", default="", help="A category code.")
@click.option("--conflict", is_flag=True, help="It is about somebody who works at that office.")
@click.option("--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="The day asked about. Default: today.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def route(
    directory: Path, area: str, lat: float | None, lon: float | None, on: Any, form: str, **asked: Any
) -> None:
    """Which office answers for an area or at a point, and why."""
    from binhyen.matters import clock

    if (lat is None) != (lon is None) or bool(area) == (lat is not None):
        fail("Name an area with --area, or a point with --lat and --lon.")
    day = on.date() if on else clock.today()
    found = _of_area(area, day, asked) if area else _of_point(lat or 0.0, lon or 0.0, day, asked)
    if form == "json":
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        click.echo(found["office"]["name"] if found["office"] else "-")
        for sentence in found["because"]:
            click.echo(f"  {sentence}")
        for unit in found["ask"]:
            click.echo(f"? {unit['code']} {unit['name']}")
    sys.exit(0 if found["office"] and not found["ask"] else 1)


def _of_point(lat: float, lon: float, day: date, asked: dict[str, Any]) -> dict[str, Any]:
    from binhyen.offices import pointing

    kind = asked["kind"] or "order_report"
    found = pointing.at(lat, lon, asked["accuracy"], kind, asked["category"], asked["conflict"], day)
    return {
        "commune": _unit(found.commune) if found.commune else None,
        "office": _office(found.routed),
        "because": list(found.because),
        "ask": [_unit(unit) for unit in found.ask],
    }


def _of_area(area: str, day: date, asked: dict[str, Any]) -> dict[str, Any]:
    from binhyen.offices import routing
    from binhyen.units import names

    try:
        unit = names.resolve(area, day)
    except (names.Ambiguous, names.Unknown) as problem:
        fail(str(problem))
    told: dict[str, Any] = {"commune": _unit(unit), "office": None, "because": [], "ask": []}
    try:
        routed = routing.route(unit, asked["kind"] or "tip", asked["category"], asked["conflict"], day)
    except routing.NoOffice as nobody:
        return told | {"because": [str(nobody)]}
    return told | {"office": _office(routed), "because": [each.words for each in routed.because]}


def _unit(unit: Any) -> dict[str, str]:
    return {"code": unit.code, "name": unit.full_name}


def _office(routed: Any) -> dict[str, str] | None:
    return {"id": routed.office.slug, "name": routed.office.name} if routed else None
