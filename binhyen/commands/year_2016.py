"""A synthetic 2016 of Mỹ Đức, written through the journal alone.

Everything here is invented except the three totals of the newspaper report the project came from: thanks to tips
37 drug, 17 gambling and 4 prostitution cases. They come out of the report because this journal says so: each case is
opened here, one or more tips are attributed to it, and the report counts. Most tips are taken by officers, some
are unfounded, some late, some transferred; one attribution and one case are entered wrongly and corrected.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from binhyen.kinds.case import acts as case_acts
from binhyen.kinds.tip import acts
from binhyen.matters.actors import CLOCK, Actor
from binhyen.matters.clock import LEGAL_ZONE
from binhyen.matters.journal import Draft, Opening, record_many
from binhyen.matters.offences import BY_CODE
from binhyen.offices.models import Office
from binhyen.procedure import VIETNAM, Corrected, Days, DeadlinePassed

# group -> (categories, how many cases, from how many persons to how many)
CASES = {
    "drugs": (("drug_trade", "drug_possession", "drug_use", "drug_den"), 37, (1, 3)),
    "gambling": (("gambling", "gambling_org", "lottery_illegal", "football_betting"), 17, (2, 7)),
    "prostitution": (("prostitution", "pimping"), 4, (2, 4)),
    "property": (("theft", "fraud", "property_damage"), 21, (1, 2)),
    "disorder": (("public_disorder",), 6, (2, 5)),
    "weapons": (("fireworks",), 9, (1, 2)),
    "other": (("administrative",), 12, (1, 2)),
}
UNFOUNDED = 61  # tips that led to no case: not prosecuted, sanctioned, transferred, or impossible to verify
CHANNELS = ("phone", "phone", "phone", "phone", "visit", "visit", "visit", "letter", "duty_desk", "duty_desk")
Moment = Callable[[dt.datetime, float], dt.datetime]


def write(installation_id: str) -> int:
    """Write the year; returns how many entries were written. One batch for each commune: all of it or nothing."""
    year = _Year(installation_id)
    drafts: dict[int, list[Draft]] = {}
    for group, (categories, number, persons) in CASES.items():
        for _ in range(number):
            office = year.office()
            drafts.setdefault(office.pk, []).extend(year.case(office, group, categories, persons))
    for _ in range(UNFOUNDED):
        office = year.office()
        drafts.setdefault(office.pk, []).extend(year.unfounded(office))
    drafts.setdefault(year.district.pk, []).extend(year.mistakes())
    return sum(len(record_many(batch)) for batch in drafts.values())


@dataclass
class _Tip:
    """One tip on its way: what was drafted, and the instant it has reached."""

    opening: Opening
    office: Office
    at: dt.datetime
    received_at: dt.datetime


class _Year:
    def __init__(self, installation_id: str) -> None:
        self.installation_id = installation_id
        self.random = random.Random("Mỹ Đức 2016")  # noqa: S311 - a story to be told the same way each time, no secret
        self.district = Office.objects.get(slug="cong-an-huyen-my-duc")
        # The communes by the river and the pagoda saw more than the others did.
        offices = list(
            Office.objects.filter(
                upper=self.district, type="police", valid_from__lt=dt.date(2016, 1, 1)
            ).order_by("slug")
        )
        self.offices = [office for office in offices for _ in range(self.random.choice((1, 2, 2, 3, 5)))]
        self.number = 0

    def office(self) -> Office:
        return self.random.choice(self.offices)

    def document(self, suffix: str) -> str:
        self.number += 1
        return f"{self.number:03d}/2016/{suffix}"

    def working_moment(self, start: dt.datetime, days: float) -> dt.datetime:
        """An instant some days later, brought into working hours."""
        local = (start + dt.timedelta(days=days)).astimezone(LEGAL_ZONE)
        while not VIETNAM.is_working_day(local.date()):
            local += dt.timedelta(days=1)
        minutes = self.random.randrange(8 * 60, 17 * 60)
        moment = local.replace(
            hour=minutes // 60, minute=minutes % 60, second=self.random.randrange(60), microsecond=0
        )
        return max(moment, (start + dt.timedelta(minutes=17)).astimezone(LEGAL_ZONE)).astimezone(dt.UTC)

    def arrival(self, last_day: int) -> dt.datetime:
        """When somebody came or called: any day of the year up to this one, most often in the evening."""
        day = dt.date(2016, 1, 1) + dt.timedelta(days=self.random.randrange(3, last_day))
        hour = self.random.choice((6, 7, 8, 9, 10, 14, 15, 17, 18, 19, 19, 20, 20, 21, 22))
        return dt.datetime.combine(day, dt.time(hour, self.random.randrange(60)), LEGAL_ZONE).astimezone(
            dt.UTC
        )

    def receive(self, office: Office, category: str, at: dt.datetime, drafts: list[Draft]) -> _Tip:
        officer = Actor("officer", None, office.pk)
        opening = Opening.unsealed("tip", self.installation_id)
        facts = acts.Received(
            category=category,
            area=office.area_id,
            office=office.pk,
            channel=self.random.choice(CHANNELS),
            urgency=BY_CODE[category].urgency,
        )
        drafts.append(Draft(opening, "received", officer, facts, at=at))
        tip = _Tip(opening, office, at, at)
        self.act(
            tip,
            drafts,
            0.1,
            "classified",
            acts.Classified(category, "denunciation", BY_CODE[category].urgency),
        )
        if self.random.random() < 0.6:
            self.act(tip, drafts, 0.2, "check_started", acts.CheckStarted())
        return tip

    def act(self, tip: _Tip, drafts: list[Draft], days: float, act: str, facts: Any) -> dt.datetime:
        tip.at = self.working_moment(tip.at, days)
        drafts.append(Draft(tip.opening, act, Actor("officer", None, tip.office.pk), facts, at=tip.at))
        return tip.at

    def forward(self, tip: _Tip, drafts: list[Draft]) -> None:
        sent = self.working_moment(tip.at, 0.7)
        facts = acts.ForwardedOutsideUntil2025(
            "district_investigation_agency", self.document("PC-CAX"), sent.astimezone(LEGAL_ZONE).date()
        )
        tip.at = sent
        drafts.append(
            Draft(tip.opening, "forwarded_outside", Actor("officer", None, tip.office.pk), facts, at=sent)
        )
        confirmed = self.working_moment(tip.at, 1.5)
        day = confirmed.astimezone(LEGAL_ZONE).date()
        tip.at = confirmed
        drafts.append(
            Draft(
                tip.opening,
                "receipt_confirmed",
                Actor("officer", None, tip.office.pk),
                acts.ReceiptConfirmed(self.document("TB-CQĐT"), day),
                at=confirmed,
            )
        )

    def wait(self, tip: _Tip, drafts: list[Draft]) -> None:
        """Until the decision: most within 20 days, some extended, some late, and then the clock says so."""
        chance = self.random.random()
        due = VIETNAM.add(tip.received_at.replace(minute=0, second=0), Days(20))
        if chance < 0.12:
            self.act(
                tip,
                drafts,
                8,
                "extended",
                acts.Extended(self.document("QĐ-GH"), tip.at.astimezone(LEGAL_ZONE).date()),
            )
            tip.at = self.working_moment(tip.at, self.random.uniform(12, 30))
        elif chance < 0.24:
            drafts.append(
                Draft(
                    tip.opening,
                    "deadline_passed",
                    CLOCK,
                    DeadlinePassed("decide", due.at.isoformat()),
                    at=due.at + dt.timedelta(seconds=30),
                )
            )
            tip.at = self.working_moment(due.at, self.random.uniform(2, 14))
        else:
            room = (due.at - tip.at).total_seconds() / 86400 - 4
            tip.at = self.working_moment(tip.at, self.random.uniform(1, max(2, room)))

    def tell(self, tip: _Tip, drafts: list[Draft]) -> None:
        told = self.working_moment(tip.at, self.random.choice((0.3, 1, 1.5)))
        how = self.random.choice(("in_person", "phone", "letter", "cannot_be_reached"))
        tip.at = told
        facts = acts.ResultNotified(how, told.astimezone(LEGAL_ZONE).date())
        drafts.append(
            Draft(tip.opening, "result_notified", Actor("officer", None, tip.office.pk), facts, at=told)
        )

    def case(
        self, office: Office, group: str, categories: tuple[str, ...], persons: tuple[int, int]
    ) -> Iterator[Draft]:
        """One case and the tips that led to it; the first result opens it, all are attributed to it."""
        drafts: list[Draft] = []
        category = self.random.choice(categories)
        tips = []
        first_at = self.arrival(315)
        for index in range(self.random.choice((1, 1, 1, 2, 2, 3))):
            at = first_at + dt.timedelta(hours=7 * index)
            tip = self.receive(office, category, at, drafts)
            self.forward(tip, drafts)
            self.wait(tip, drafts)
            tips.append(tip)
        opened_at = max(
            min(tip.at for tip in tips), max(tip.received_at for tip in tips) + dt.timedelta(days=1)
        )
        opened_at = self.working_moment(opened_at, 0)
        day = opened_at.astimezone(LEGAL_ZONE).date()
        decision = self.document("QĐ-KT")
        case = Opening.unsealed("case", self.installation_id)
        criminal = group not in ("other", "weapons")
        yield Draft(
            case,
            "opened",
            Actor("officer", None, office.pk),
            case_acts.Opened(
                category=category,
                opened_on=day,
                area=office.area_id,
                office=office.pk,
                number=decision,
                persons=self.random.randint(*persons),
                nature="criminal" if criminal else "administrative",
                reader=self.district.pk,
            ),
            at=opened_at,
        )
        for tip in tips:
            tip.at = max(tip.at, opened_at)
            result = acts.ResultMirrored("prosecuted" if criminal else "admin_sanction", decision, day)
            self.act(tip, drafts, 0, "result_mirrored", result)
            self.act(tip, drafts, 0, "attributed", acts.Attributed(case.ref))
            self.tell(tip, drafts)
        yield from drafts

    def unfounded(self, office: Office) -> Iterator[Draft]:
        """A tip that led to no case. In good faith, and never called false."""
        drafts: list[Draft] = []
        group = self.random.choice(list(CASES))
        tip = self.receive(office, self.random.choice(CASES[group][0]), self.arrival(355), drafts)
        chance = self.random.random()
        if chance < 0.5:
            self.forward(tip, drafts)
            self.wait(tip, drafts)
            result = self.random.choice(("not_prosecuted", "not_prosecuted", "transferred"))
            day = tip.at.astimezone(LEGAL_ZONE).date()
            self.act(
                tip,
                drafts,
                0.2,
                "result_mirrored",
                acts.ResultMirrored(result, self.document("TB-CQĐT"), day),
            )
        else:
            conclusion = self.random.choice(
                ("unverifiable", "unverifiable", "mediated", "admin_sanction", "transferred")
            )
            self.act(tip, drafts, self.random.uniform(2, 9), "concluded", acts.Concluded(conclusion))
        if self.random.random() < 0.9:
            self.tell(tip, drafts)
        yield from drafts

    def mistakes(self) -> Iterator[Draft]:
        """What people get wrong, and how it is put right: nothing is edited, and neither is counted."""
        district = Actor("officer", None, self.district.pk)
        at = self.working_moment(dt.datetime(2016, 9, 12, 1, tzinfo=dt.UTC), 0)
        office = self.offices[0]
        twice = Opening.unsealed("case", self.installation_id)
        opened = case_acts.Opened(
            "drug_trade",
            at.astimezone(LEGAL_ZONE).date(),
            office.area_id,
            self.district.pk,
            "900/2016/QĐ-KT",
            1,
        )
        yield Draft(twice, "opened", district, opened, at=at)
        drafts: list[Draft] = []
        tip = self.receive(office, "drug_trade", at - dt.timedelta(days=3), drafts)
        yield from drafts
        later = max(at, tip.at)
        officer = Actor("officer", None, office.pk)
        yield Draft(
            tip.opening, "attributed", officer, acts.Attributed(twice.ref), at=later + dt.timedelta(hours=1)
        )
        yield Draft(
            twice, "struck", district, case_acts.Struck("entered_twice"), at=later + dt.timedelta(days=1)
        )
        yield Draft(
            tip.opening,
            "corrected",
            officer,
            Corrected(entry=len(drafts) + 1, reason="mistake", replacement=None),
            at=later + dt.timedelta(days=1),
        )
        yield Draft(
            tip.opening, "concluded", officer, acts.Concluded("unverifiable"), at=later + dt.timedelta(days=2)
        )
        yield Draft(
            tip.opening,
            "result_notified",
            officer,
            acts.ResultNotified("phone", (later + dt.timedelta(days=3)).astimezone(LEGAL_ZONE).date()),
            at=later + dt.timedelta(days=3),
        )
