"""What may be said when something is done with a tip: codes, dates, numbers and references, never prose."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from binhyen.matters.offences import CODES
from binhyen.procedure import code, day, flag, number_text, reference

CHANNELS = ("web", "phone", "letter", "visit", "duty_desk", "paper_register")
URGENCIES = ("U1", "U2", "U3")
# BLTTHS 2015 art. 144: tố giác by an individual, tin báo by an agency, an organisation or the press, kiến nghị
# khởi tố by a competent state body; what turns out to be an administrative violation is told apart.
SOURCES = ("denunciation", "report", "prosecution_recommendation", "administrative_violation")
BODIES_UNTIL_2025 = (
    "district_investigation_agency",
    "provincial_investigation_agency",
    "district_procuracy",
    "other_body",
)
# Since 1-3-2025 there is no district police; the investigation agency and the investigators posted in the communes
# are provincial, the procuracy is regional.
BODIES_FROM_2025 = (
    "provincial_investigation_agency",
    "regional_procuracy",
    "provincial_procuracy",
    "other_body",
)
RESULTS = ("prosecuted", "not_prosecuted", "admin_sanction", "transferred")
CONCLUSIONS = ("admin_sanction", "mediated", "unverifiable", "emergency_dispatched", "transferred")
# BLTTHS 2015 art. 148(1) with Law 02/2021/QH15.
SUSPENSION_GROUNDS = ("expertise", "valuation", "foreign_assistance", "documents", "disaster_epidemic")
TOLD_BY = ("talk", "in_person", "letter", "phone", "cannot_be_reached")
SERVICES = ("113", "114", "115", "111")
OTHER_KINDS = ("order_report", "petition", "complaint", "denunciation", "dispute")
DETACH_REASONS = ("wrong_case", "entered_twice", "not_led_to_case")
REOPEN_REASONS = ("new_information", "closed_by_mistake", "review_ordered")


@dataclass(frozen=True)
class Received:
    category: str = code(*CODES)
    area: int = reference("unit")
    office: int = reference("office")
    channel: str = code(*CHANNELS)
    urgency: str = code(*URGENCIES, default="U3")
    remote: bool = flag()
    story: str | None = reference("envelope", optional=True)
    identity: str | None = reference("envelope", optional=True)


@dataclass(frozen=True)
class Classified:
    category: str = code(*CODES)
    source: str = code(*SOURCES, default="denunciation")
    urgency: str = code(*URGENCIES, default="U3")


@dataclass(frozen=True)
class EmergencyDispatched:
    service: str = code(*SERVICES)


@dataclass(frozen=True)
class CheckStarted:
    pass


@dataclass(frozen=True)
class Forwarded:
    office: int = reference("office")


@dataclass(frozen=True)
class ForwardedOutsideUntil2025:
    body: str = code(*BODIES_UNTIL_2025)
    number: str = number_text()
    sent_on: dt.date = day()


@dataclass(frozen=True)
class ForwardedOutside:
    body: str = code(*BODIES_FROM_2025)
    number: str = number_text()
    sent_on: dt.date = day()


@dataclass(frozen=True)
class ReceiptConfirmed:
    number: str = number_text()
    confirmed_on: dt.date = day()


@dataclass(frozen=True)
class InvestigatorAssigned:
    number: str = number_text()
    assigned_on: dt.date = day()


@dataclass(frozen=True)
class Rerouted:
    office: int = reference("office")
    as_kind: str = code(*OTHER_KINDS)


@dataclass(frozen=True)
class Extended:
    number: str = number_text()
    decided_on: dt.date = day()


@dataclass(frozen=True)
class Suspended:
    ground: str = code(*SUSPENSION_GROUNDS)
    number: str = number_text()
    decided_on: dt.date = day()


@dataclass(frozen=True)
class Resumed:
    number: str = number_text()
    decided_on: dt.date = day()


@dataclass(frozen=True)
class ResultMirrored:
    result: str = code(*RESULTS)
    number: str = number_text()
    decided_on: dt.date = day()


@dataclass(frozen=True)
class Concluded:
    conclusion: str = code(*CONCLUSIONS)
    number: str | None = number_text(optional=True)


@dataclass(frozen=True)
class Merged:
    into: str = reference("matter")


@dataclass(frozen=True)
class Attributed:
    case: str = reference("matter")


@dataclass(frozen=True)
class Detached:
    case: str = reference("matter")
    reason: str = code(*DETACH_REASONS)


@dataclass(frozen=True)
class ResultNotified:
    told_by: str = code(*TOLD_BY)
    told_on: dt.date = day()
    answer: str | None = reference("envelope", optional=True)


@dataclass(frozen=True)
class Reopened:
    reason: str = code(*REOPEN_REASONS)
