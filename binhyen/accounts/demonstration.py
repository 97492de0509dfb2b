"""The invented officers of the demonstration, their phrases, and the office keys wrapped to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction

from binhyen.accounts import membership
from binhyen.accounts.models import Membership, Person, Role
from binhyen.offices import certificates, demonstration
from binhyen.offices.models import Office
from binhyen.sealing import branches, words
from binhyen.sealing.keys import Phrase
from binhyen.units import days

SINCE = date(2025, 7, 1)


@dataclass(frozen=True)
class Officer:
    """Somebody to be made: the same role at each of these offices."""

    username: str
    full_name: str
    role: Role
    offices: tuple[str, ...]


@dataclass(frozen=True)
class SignIn:
    """What a visitor of the demonstration needs to play an officer. The phrase is kept nowhere else."""

    person: Person
    phrase: Phrase
    role: Role
    offices: tuple[Office, ...]


@dataclass(frozen=True)
class Made:
    sign_ins: tuple[SignIn, ...]
    offices: demonstration.Made


OFFICERS = (
    Officer("huongson", "Nguyễn Thị Mai", Role.OFFICER, ("cong-an-xa-huong-son",)),
    Officer("huongson.truong", "Trần Văn Bình", Role.HEAD, ("cong-an-xa-huong-son",)),
    Officer("hongson", "Lê Quang Huy", Role.OFFICER, ("cong-an-xa-hong-son",)),
    Officer("hongson.truong", "Nguyễn Văn Thành", Role.HEAD, ("cong-an-xa-hong-son",)),
    Officer("myduc.truong", "Lê Thị Thanh", Role.HEAD, ("cong-an-xa-my-duc",)),
    Officer("myduc", "Phạm Thu Hà", Role.OFFICER, ("cong-an-xa-my-duc",)),
    Officer("phucson", "Đỗ Minh Khôi", Role.OFFICER, ("cong-an-xa-phuc-son",)),
    Officer("hanoi", "Vũ Hải Đăng", Role.OFFICER, ("cong-an-thanh-pho-ha-noi",)),
    Officer(
        "ubnd",
        "Bùi Ngọc Lan",
        Role.OFFICER,
        ("ubnd-xa-huong-son", "ubnd-xa-hong-son", "ubnd-xa-my-duc", "ubnd-xa-phuc-son"),
    ),
    Officer("ubnd.truong", "Nguyễn Hữu Phước", Role.HEAD, ("ubnd-xa-huong-son",)),
    Officer("truonghoc", "Lương Thị Thu", Role.OFFICER, ("truong-thpt-suoi-lim",)),
    Officer("bcd138", "Hoàng Đức Thắng", Role.STEERING, ("ban-chi-dao-138-thanh-pho-ha-noi",)),
    Officer("phunu", "Ngô Thị Hạnh", Role.OFFICER, ("hoi-phu-nu-ha-noi",)),
    Officer("giamsat", "Đặng Thanh Tâm", Role.OVERSIGHT, ("thanh-tra-thanh-pho-ha-noi",)),
    # Keeps half of the keys to names in reports about the police below, so somebody must be there to answer.
    Officer("thanhtra", "Phan Thị Hòa", Role.HEAD, ("thanh-tra-thanh-pho-ha-noi",)),
)


def make(installation: str) -> Made:
    """The offices with certified keys, the officers, and each office's keys wrapped to its officers; once.

    Takes about a second: each phrase is stretched as an officer's browser stretches it. Refuses outside a
    demonstration: these phrases are handed to whoever starts it.
    """
    if not settings.INSTALLATION.demonstration:
        raise RuntimeError("invented officers are made in a demonstration only")
    phrases = {officer: words.generate_phrase() for officer in OFFICERS}
    # Before the transaction: a slow stretch must not hold the database's lock.
    stretched = {officer: branches.stretch(phrase, installation) for officer, phrase in phrases.items()}
    with transaction.atomic():
        made = demonstration.make(installation)
        sign_ins = tuple(_officer(one, phrases[one], stretched[one], made) for one in OFFICERS)
    return Made(sign_ins, made)


def _officer(
    officer: Officer, phrase: Phrase, keys: branches.OfficerBranches, made: demonstration.Made
) -> SignIn:
    person = Person.objects.create_person(
        officer.username,
        keys.sign_in,
        full_name=officer.full_name,
        recipient=keys.identity.recipient,
        demonstration=True,
    )
    offices = tuple(made.offices[slug] for slug in officer.offices)
    for office in offices:
        Membership.objects.create(person=person, office=office, role=officer.role, from_on=SINCE)
        _wrap(office, person, made)
    return SignIn(person, phrase, officer.role, offices)


def _wrap(office: Office, person: Person, made: demonstration.Made) -> None:
    """Give a member the office's keys, as its first member would; offices that are never sealed to have none."""
    held = made.keys.get(office.slug)
    if held is None:
        return
    serial = certificates.newest([office], days.today())[office.pk].serial
    first = office.memberships.order_by("pk").first()
    membership.wrap(office, held, serial, person, first.person if first else person)
