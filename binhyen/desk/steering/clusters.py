"""A cluster's page: who is in it and who has signed, what it warns of, shares and does together, and its figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from binhyen.accounts.models import Person
from binhyen.desk import queue, telling
from binhyen.desk.panel import act_for, state_of
from binhyen.desk.steering import cluster_papers
from binhyen.desk.steering.instruments import done_under
from binhyen.desk.steering.section import Chosen, Section
from binhyen.desk.terms import date_words
from binhyen.matters import access, clock
from binhyen.matters.actors import Actor
from binhyen.matters.lines import Line
from binhyen.matters.models import Document
from binhyen.movement import cluster_figures
from binhyen.movement.cluster_figures import Share
from binhyen.movement.cluster_reading import Alert, Cluster, Meeting, Patrol
from binhyen.movement.clusters import KIND, read
from binhyen.offices.models import Office
from binhyen.units.models import Unit

# Every act stands beside what it is about.
BESIDE = frozenset(
    {
        "party_named", "executor_named", "party_left", "executor_left", "agreement_issued", "party_signed", "scope_set",
        "lead_handed", "border_named", "border_dropped", "alerted", "alert_acknowledged", "met", "patrolled",
        "reviewed", "ended",
    }
)  # fmt: skip
# Of alerts, meetings and patrols these are shown at once; the others open.
LATEST = 5
FIRST_YEAR = 2004


@dataclass(frozen=True)
class Said:
    """The words behind what the journal points at, looked up once for the whole page."""

    texts: Mapping[str, str]
    offices: Mapping[int, Any]
    units: Mapping[int, str]
    choices: Mapping[str, Mapping[str, Any]]

    def text(self, sha256: str | None) -> str:
        return self.texts.get(sha256 or "", "")


def context(line: Line, person: Person) -> dict[str, Any]:
    cluster, today = read(line), clock.today()
    said = _said(line, cluster)
    actors = access.actors_for(person, line.row)
    may = {code: act_for(line, actors, code) is not None for code in BESIDE}
    signing = act_for(line, actors, "party_signed")
    return {
        "may": may,
        "in_force": cluster.in_force(today),
        "unsigned": [said.offices.get(office, "") for office in cluster.unsigned],
        "lead": said.offices.get(cluster.lead, ""),
        "area": said.units.get(cluster.area, ""),
        "from_on": date_words(cluster.from_on),
        "until_on": date_words(cluster.until_on),
        "ended_on": date_words(cluster.ended_on) if cluster.ended_on else "",
        "kinds": [said.choices["kinds"][code] for code in cluster.kinds],
        "categories": [said.choices["categories"][code] for code in cluster.categories],
        "parties": [_party(office, cluster, said) for office in cluster.parties],
        "versions": [_version(each, said) for each in reversed(cluster.versions)],
        "sign_now": signing is not None
        and signing[0].office_id in cluster.unsigned
        and bool(cluster.versions),
        "leads": [(said.offices.get(office, ""), date_words(on)) for office, on in reversed(cluster.leads)],
        "alerts": _split([_alert(each, cluster, said, actors) for each in reversed(cluster.alerts)]),
        "meetings": _split([_meeting(each, said) for each in _newest(cluster.meetings)]),
        "patrols": _split([_patrol(each, said) for each in _newest(cluster.patrols)]),
        "reviews": [
            {
                "seq": each.seq,
                "on": date_words(each.on),
                "stage": said.choices["stage"][each.stage],
                "text": said.text(each.text),
                "paper": f"review-{each.seq}",
            }
            for each in reversed(cluster.reviews)
        ],
        "ordered": done_under(line, person),
    }


def queried(line: Line, person: Person, query: Mapping[str, str]) -> dict[str, Any]:
    """What was shared, the border and the figures, of the year that the address asks for (?nam=)."""
    cluster, today = read(line), clock.today()
    year = _year(query.get("nam"), today)
    period = cluster_figures.Period(year)
    shared = cluster_figures.shares(line.row)
    offices = _offices({office for share in shared for office in (share.by, share.reader)})
    units = _units(cluster.border)
    return {
        "year": year,
        "years": [each for each in (year - 1, year + 1) if cluster.from_on.year <= each <= today.year],
        "figures": cluster_figures.figures(cluster, shared, period),
        "strip": [
            {"name": units.get(each.unit, ""), "row": each}
            for each in cluster_figures.strip(cluster, shared, period)
        ],
        **_shared(shared, person, offices),
    }


def _shared(shared: list[Share], person: Person, offices: Mapping[int, Any]) -> dict[str, Any]:
    """The matters that this person may see, once for each office; of the others a count and nothing more."""
    refs = {share.matter.ref for share in shared}
    visible = set(access.visible(person).filter(ref__in=refs).values_list("ref", flat=True))
    seen = [share for share in shared if share.matter.ref in visible]
    titles = queue.titles_of([share.matter for share in seen])
    return {
        "shared": [
            {
                "ref": share.matter.ref,
                "title": titles[share.matter.ref],
                "short_ref": share.matter.short_ref,
                "area": share.matter.area.full_name if share.matter.area else "",
                "state": state_of(share.matter),
                "by": offices.get(share.by, ""),
                "reader": offices.get(share.reader, ""),
                "on": date_words(share.on),
                "stands": share.stands,
            }
            for share in seen
        ],
        "shared_elsewhere": len(refs - visible),
    }


def _party(office: int, cluster: Cluster, said: Said) -> dict[str, Any]:
    signed = cluster.versions[-1].signed.get(office) if cluster.versions else None
    return {
        "pk": office,
        "name": said.offices.get(office, ""),
        "leads": office == cluster.lead,
        "signed": date_words(signed) if signed else "",
        "executors": [
            {"pk": each, "name": said.offices.get(each, "")}
            for each, party in cluster.executors.items()
            if party == office
        ],
    }


def _version(version: Any, said: Said) -> dict[str, Any]:
    return {
        "number": version.number,
        "text": said.text(version.text),
        "file": version.file,
        "from_on": date_words(version.from_on),
        "signed": [(said.offices.get(office, ""), date_words(on)) for office, on in version.signed.items()],
    }


def _alert(alert: Alert, cluster: Cluster, said: Said, actors: list[Actor]) -> dict[str, Any]:
    waiting = cluster.waiting(alert)
    mine = actors[0].office_id if actors else None
    return {
        "seq": alert.seq,
        "category": said.choices["category"][alert.category],
        "urgency": said.choices["urgency"][alert.urgency],
        "urgent": alert.urgency == "U1",
        "by": said.offices.get(alert.office, ""),
        "when": telling.moment(alert.at, "second"),
        "text": said.text(alert.text),
        "acknowledged": [
            (said.offices.get(office, ""), telling.moment(at, "second"))
            for office, at in alert.acknowledged.items()
        ],
        "waiting": [said.offices.get(each, "") for each in waiting],
        "to_acknowledge": cluster.executors.get(mine or 0, mine) in waiting,
    }


def _meeting(meeting: Meeting, said: Said) -> dict[str, Any]:
    return {
        "on": date_words(meeting.on),
        "by": said.offices.get(meeting.office, ""),
        "present": meeting.present,
        "text": said.text(meeting.minutes),
        "paper": f"minutes-{meeting.seq}",
    }


def _patrol(patrol: Patrol, said: Said) -> dict[str, Any]:
    return {
        "on": date_words(patrol.on),
        "area": said.units.get(patrol.area, ""),
        "teams": patrol.teams,
        "people": patrol.people,
        "findings": patrol.findings,
        "text": said.text(patrol.text),
        "paper": f"patrol-{patrol.seq}",
    }


def _newest(done: Iterable[Any]) -> list[Any]:
    return sorted(done, key=lambda each: (each.on, each.seq), reverse=True)


def _split(rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    return {"now": rows[:LATEST], "before": rows[LATEST:]}


def _said(line: Line, cluster: Cluster) -> Said:
    """Three queries, however long the journal is."""
    units = {cluster.area, *cluster.border, *(patrol.area for patrol in cluster.patrols)}
    return Said(
        dict(Document.objects.filter(matter=line.row).values_list("sha256", "body")),
        _offices(cluster.ever),
        _units(units),
        line.kind.vocabulary().choices,
    )


def _offices(pks: Iterable[int]) -> dict[int, Any]:
    return {office.pk: office.shown_name for office in Office.objects.filter(pk__in=set(pks))}


def _units(pks: Iterable[int]) -> dict[int, str]:
    return {unit.pk: unit.full_name for unit in Unit.objects.filter(pk__in=set(pks))}


def _year(text: str | None, today: dt.date) -> int:
    """The year asked for; this year for anything that is none."""
    number = _number(text)
    return number if FIRST_YEAR <= number <= today.year else today.year


def _number(text: str | None) -> int:
    """A number from an address; 0, which nothing here has, for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 20 else 0


def choose(line: Line, act: str, query: Mapping[str, str]) -> Chosen | None:
    """Whom or what the link beside it was about."""
    cluster = read(line)
    if act in ("party_left", "executor_left"):
        pk = _number(query.get("office"))
        return Chosen({"office": pk}, _offices([pk])[pk]) if pk in cluster.offices else None
    if act == "border_dropped":
        pk = _number(query.get("unit"))
        return Chosen({"unit": pk}, _units([pk])[pk]) if pk in cluster.border else None
    if act == "alert_acknowledged":
        seq = _number(query.get("alert"))
        found = next((each for each in cluster.alerts if each.seq == seq), None)
        words = {"when": telling.moment(found.at, "second")} if found else {}
        return Chosen({"alert": seq}, _("Báo động lúc %(when)s") % words) if found else None
    return None


def row(line: Line) -> Any:
    cluster = read(line)
    parties, executors = len(cluster.parties), len(cluster.executors)
    words = ngettext("%(n)d bên", "%(n)d bên", parties) % {"n": parties}
    acting = ngettext("%(n)d đơn vị thực hiện", "%(n)d đơn vị thực hiện", executors) % {"n": executors}
    force = (
        _("quy chế đang có hiệu lực") if cluster.in_force(clock.today()) else _("quy chế chưa có hiệu lực")
    )
    return f"{words}, {acting}, {force}"


SECTION = Section(
    slug="cum-lien-ket",
    kind=KIND,
    plural=gettext_lazy("Cụm liên kết"),
    lead=gettext_lazy(
        "Các xã giáp ranh cùng giữ an ninh: ai tham gia, báo động, tuần tra chung, tin đã chia sẻ."
    ),
    summary="desk/steering/cluster.html",
    context=context,
    queried=queried,
    row=row,
    papers=cluster_papers.codes,
    write=cluster_papers.write,
    hidden=BESIDE,
    choose=choose,
)
