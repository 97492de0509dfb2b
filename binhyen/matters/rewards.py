"""A reward that a decision granted to whoever gave a tip: offered on the tip, claimed by receipt, paid by strangers.

The head of the handling office offers it (`reward_offered`: amount, decision, at which office it is paid); the resident
claims it with the receipt (`reward_claimed`: the commitment of sealing.claim, signed); somebody of the paying office
who neither reads nor worked on the matter pays it once (`reward_paid`), and the journal then keeps what opened the
commitment, so that nobody can write that they paid what was never fetched. One offer stands at a time; the head takes
it back (`reward_withdrawn`) before it was paid, and the content is not erased before that. A change of receipt ends
what the old one claimed. None of these is corrected away, and no figure reads them.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from binhyen.accounts.models import Membership, Person
from binhyen.matters import clock, kinds
from binhyen.matters.access import WORKING_ROLES
from binhyen.matters.judging import Asked
from binhyen.matters.models import Entry, Matter, Participant, Reading
from binhyen.matters.signed import RENEWED, REPLACED
from binhyen.offices.models import Office
from binhyen.procedure import (
    ANY,
    ANY_KEPT,
    CORRECTED,
    ERASED,
    Act,
    FactsError,
    Record,
    code,
    count,
    day,
    hexadecimal,
    number_text,
    reference,
    signature,
)
from binhyen.sealing import claim as sealing
from binhyen.units import tree

if TYPE_CHECKING:
    from binhyen.matters.lines import Line

OFFERED, CLAIMED, PAID, WITHDRAWN = "reward_offered", sealing.ACT, "reward_paid", "reward_withdrawn"
PAYERS = ("officer", "head", "registry")
REASONS = ("decision_cancelled", "written_wrongly", "not_fetched")


@dataclass(frozen=True)
class RewardOffered:
    """`amount` in đồng; `payer`: the office where it is fetched."""

    amount: int = count(minimum=1)
    number: str = number_text()
    decided_on: dt.date = day()
    payer: int = reference("office")


@dataclass(frozen=True)
class RewardClaimed:
    """`offer`: the entry that offered it. The signature is the receipt's."""

    offer: int = count(minimum=1)
    commitment: str = hexadecimal(64)
    signature: str = signature()


@dataclass(frozen=True)
class RewardPaid:
    """`claim` opens the commitment; it is worth nothing any more."""

    offer: int = count(minimum=1)
    claim: str = hexadecimal(2 * sealing.LENGTH)


@dataclass(frozen=True)
class RewardWithdrawn:
    reason: str = code(*REASONS)


FACTS = (RewardOffered, RewardClaimed, RewardPaid, RewardWithdrawn)


def acts(head: frozenset[str], answered: frozenset[str]) -> tuple[Act, ...]:
    """The acts, for the procedure of a kind whose reports are answered."""
    # No article could be read on the reward of whoever gave a tip [?]; the law of commendation names who may decide.
    basis = "Luật 06/2022/QH15 [?]"
    nobodys: frozenset[str] = frozenset()  # whoever pays has no part in the matter, and gets none
    return (
        Act(OFFERED, RewardOffered, head, answered, basis=basis, personal=()),
        Act(CLAIMED, RewardClaimed, frozenset({"resident"}), ANY_KEPT, personal=()),
        Act(PAID, RewardPaid, frozenset(PAYERS), ANY, personal=(), parts=nobodys, kept=True),
        Act(WITHDRAWN, RewardWithdrawn, head, ANY, personal=()),
    )


@dataclass
class Offer:
    """One offer, and what became of it. `claim` is the last: a later one takes the place of those before.

    `ended`: a claim was made with words that were changed since, and none with those of now.
    """

    offered: Record
    claim: Record | None = None
    ended: bool = False
    paid: Record | None = None
    withdrawn: Record | None = None

    @property
    def facts(self) -> RewardOffered:
        facts = self.offered.facts
        assert isinstance(facts, RewardOffered)
        return facts

    @property
    def commitment(self) -> str:
        facts = self.claim.facts if self.claim else None
        return facts.commitment if isinstance(facts, RewardClaimed) else ""

    @property
    def reason(self) -> str:
        """Why it was taken back; "" where it was not."""
        facts = self.withdrawn.facts if self.withdrawn else None
        return facts.reason if isinstance(facts, RewardWithdrawn) else ""

    @property
    def stands(self) -> bool:
        return self.paid is None and self.withdrawn is None


def offers(records: Iterable[Record]) -> list[Offer]:
    """The offers of a matter, in their order."""
    found: list[Offer] = []
    for record in records:
        facts = record.facts
        if isinstance(facts, RewardOffered):
            found.append(Offer(record))
        elif isinstance(facts, RewardClaimed):
            found[-1].claim, found[-1].ended = record, False
        elif isinstance(facts, RewardPaid):
            found[-1].paid = record
        elif isinstance(facts, RewardWithdrawn):
            found[-1].withdrawn = record
        elif record.act in (REPLACED, RENEWED) and found and found[-1].stands and found[-1].claim:
            # The attack: whoever saw the old words claims with them, and comes to the counter first.
            found[-1].claim, found[-1].ended = None, True
    return found


def last(line: Line) -> Offer | None:
    """The newest offer: the only one that may stand."""
    found = offers(line.records)
    return found[-1] if found else None


def reference_of(matter: Matter, offer: Offer) -> str:
    """What a claim is made for: the hash of the offer's entry, which holds all that was offered and all before it."""
    return Entry.objects.values_list("hash", flat=True).get(matter=matter, seq=offer.offered.seq)


def money(amount: int) -> str:
    """An amount as people read it."""
    return _("%(amount)s đồng") % {"amount": number_format(amount, force_grouping=True)}


def is_possible(act: str, line: Line) -> bool:
    """Whether an act may be offered: another reward only when none stands, taking back only what does."""
    if act not in (OFFERED, WITHDRAWN):
        return True
    offer = last(line)
    if not line.row.sealed:
        return False  # nobody holds a receipt
    return (offer is not None and offer.stands) == (act == WITHDRAWN)


def judge(asked: Asked) -> None:
    """What the procedure cannot say by itself."""
    facts, line = asked.facts, asked.line
    if asked.act == CORRECTED:
        if any(each.seq == facts.entry and isinstance(each.facts, FACTS) for each in line.records):
            raise FactsError("entry", "reward_stands")
        return
    if not (isinstance(facts, FACTS) or asked.act == ERASED):
        return
    offer = last(line)
    standing = offer if offer is not None and offer.stands else None
    if asked.act == ERASED:
        # Whoever told could neither claim any more, nor read why they are not paid.
        if standing is not None:
            raise FactsError("", "reward_open")
        return
    if isinstance(facts, RewardOffered):
        if standing is not None:
            raise FactsError("", "offered_already")
        if facts.payer not in {each.pk for each in paying_offices(line.row, asked.on)}:
            raise FactsError("payer", "nobody_pays")
    elif standing is None:
        raise FactsError("", "no_reward")
    elif isinstance(facts, RewardClaimed):
        if facts.offer != standing.offered.seq:
            raise FactsError("offer", "no_reward")
        # The attack: somebody's claim written into another matter too, so that it is found there first.
        if claims(facts.commitment).exists():
            raise FactsError("commitment", "no_reward")
    elif isinstance(facts, RewardPaid):
        _judge_payment(asked, facts, standing)


def _judge_payment(asked: Asked, facts: RewardPaid, standing: Offer) -> None:
    if facts.offer != standing.offered.seq or not sealing.opens(facts.claim, standing.commitment):
        raise FactsError("claim", "no_reward")
    able = payers(asked.line.row, standing.facts.payer, asked.on)
    if asked.by.office_id != standing.facts.payer or not able.filter(person=asked.by.person_id).exists():
        raise FactsError("", "may_not_pay")


def claims(commitment: str) -> QuerySet[Entry]:
    """The entries that committed to this. The journal is the only place that knows of claims, and they are few."""
    return Entry.objects.filter(act=CLAIMED, facts__contains=f'"commitment":{json.dumps(commitment)}')


def waiting(person: Person) -> QuerySet[Matter]:
    """The matters of the offices that this person leads, whose reward was offered and not fetched yet."""
    leads = person.memberships.current(clock.today()).filter(role="head").values("office")
    steps = Entry.objects.filter(matter=OuterRef("pk"), act__in=(OFFERED, PAID, WITHDRAWN))
    ever = Matter.objects.filter(office__in=leads, pk__in=Entry.objects.filter(act=OFFERED).values("matter"))
    last_step = Subquery(steps.order_by("-seq").values("act")[:1])
    found: QuerySet[Matter] = ever.alias(last_step=last_step).filter(last_step=OFFERED)
    return found


def close_to(matter: Matter) -> Q:
    """The people who may read a matter, or asked for or kept a part of its keys, or ever worked on or opened it: they
    would see the face of who told. As a condition on memberships."""
    roles = {*WORKING_ROLES, *kinds.get(matter.kind).worked_by}
    offices = Participant.objects.filter(matter=matter).values("office")
    reading = Membership.objects.current(clock.today()).filter(office__in=offices, role__in=roles)
    return (
        Q(person__in=reading.values("person"))
        | Q(person__in=Entry.objects.filter(matter=matter, by__isnull=False).exclude(act=PAID).values("by"))
        | Q(person__in=Reading.objects.filter(matter=matter).values("person"))
    )


def payers(matter: Matter, office: int, on: dt.date) -> QuerySet[Membership]:
    """Who of an office may pay a reward of this matter."""
    held = Membership.objects.current(on).filter(office=office, role__in=PAYERS)
    return held.exclude(close_to(matter)).select_related("person").order_by("person__full_name")


def paying_offices(matter: Matter, on: dt.date) -> list[Office]:
    """The offices of the matter's province where somebody may pay."""
    held = Membership.objects.current(on).filter(role__in=PAYERS).exclude(close_to(matter))
    found = Office.objects.on(on).filter(pk__in=held.values("office")).select_related("area__parent__parent")
    if matter.office is None:
        return []
    province = tree.line_up(matter.office.area)[-1]
    offices = [office for office in found if tree.line_up(office.area)[-1] == province]
    # First those that have no part in the matter: nobody there could know what it is about.
    near = set(Participant.objects.filter(matter=matter).values_list("office", flat=True))
    return sorted(offices, key=lambda office: (office.pk in near, office.name))


def may_pay_somewhere(person: Person) -> QuerySet[Membership]:
    """Where somebody may be asked to pay a reward at all."""
    return person.memberships.current(clock.today()).filter(role__in=PAYERS)
