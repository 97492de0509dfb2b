"""An invitation lets one person make a phrase, once; it gives nobody a key."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.contrib.sessions.models import Session

from binhyen.accounts import access, joining, leaving
from binhyen.accounts.models import Invitation, Membership, Person, Role, WrappedKey
from binhyen.accounts.tests.conftest import BRANCH, OTHER_BRANCH
from binhyen.accounts.tests.test_second_factor import SECRET
from binhyen.sealing.keys import Identity
from binhyen.sealing.spelling import fold
from binhyen.units import days

POLICE = "cong-an-xa-huong-son"


@pytest.fixture
def police(offices):
    return offices[POLICE]


@pytest.fixture
def recipient():
    return Identity.generate().recipient


@pytest.fixture
def invited(police, real):
    return joining.invite("moi", police, Role.OFFICER, "Nguyễn Văn Mới")


def arrive(desk, invited, **more):
    return desk.tell("moi-vao/ma/", {"username": "moi", "code": " ".join(invited.code), **more})


def test_who_was_invited_makes_a_phrase_and_owes_a_second_factor(invited, desk, police, recipient):
    asked = arrive(desk, invited)
    assert (asked.status_code, asked.json()["full_name"]) == (200, "Nguyễn Văn Mới")
    assert asked.json()["offices"] == [police.name]
    done = arrive(desk, invited, sign_in=BRANCH, recipient=recipient)
    assert done.json()["next"] == "security"
    person = Person.objects.get(username="moi")
    assert person.recipient == recipient
    assert not WrappedKey.objects.filter(member=person).exists()
    assert Invitation.objects.get().used_on == days.today()
    assert desk.sign_in("moi").json()["next"] == "security"


def test_a_code_is_read_however_it_is_typed(invited):
    typed = fold(" ".join(invited.code)).upper()
    assert joining.find("moi", f"  {typed.replace(' ', '   ')} ").person.username == "moi"


def test_a_code_works_once(invited, desk, recipient):
    assert arrive(desk, invited, sign_in=BRANCH, recipient=recipient).status_code == 200
    again = arrive(desk, invited, sign_in=OTHER_BRANCH, recipient=Identity.generate().recipient)
    assert again.status_code == 401
    assert Person.objects.get(username="moi").recipient == recipient


def test_of_two_at_once_one_makes_the_phrase(invited, recipient):
    both = [joining.find("moi", " ".join(invited.code)) for _ in range(2)]
    joining.take_up(both[0], BRANCH, recipient)
    with pytest.raises(joining.NoInvitation):
        joining.take_up(both[1], OTHER_BRANCH, Identity.generate().recipient)
    assert Person.objects.get(username="moi").check_password(BRANCH)


@pytest.mark.parametrize(
    "spoil", ["late", "withdrawn", "inactive", "another name", "another code", "invited again"]
)
def test_a_code_that_is_no_longer_good_opens_nothing(invited, spoil, police):
    code, username = " ".join(invited.code), "moi"
    if spoil == "late":
        Invitation.objects.update(last_on=days.today() - timedelta(days=1))
    elif spoil == "withdrawn":
        Invitation.objects.update(withdrawn=True)
    elif spoil == "inactive":
        Person.objects.update(is_active=False)
    elif spoil == "another name":
        joining.invite("khac", police, Role.OFFICER, "Người Khác")
        username = "khac"
    elif spoil == "another code":
        code = " ".join(reversed(invited.code)) + " gạo"
    else:
        joining.invite("moi", police, Role.OFFICER)
    with pytest.raises(joining.NoInvitation):
        joining.find(username, code)


@pytest.mark.parametrize(
    "more",
    [
        {"sign_in": BRANCH},
        {"sign_in": BRANCH, "recipient": "age1moi"},
        {"sign_in": "moi", "recipient": "R"},
        {"sign_in": None, "recipient": "R"},
    ],
)
def test_a_phrase_of_no_form_is_not_taken(invited, desk, more, recipient):
    if more.get("recipient") == "R":
        more = {**more, "recipient": recipient}
    assert arrive(desk, invited, **more).status_code == 401
    assert Invitation.objects.get().used_on is None


def test_somebody_else_s_recipient_is_not_taken(invited, desk, mai, recipient):
    Person.objects.filter(pk=mai.pk).update(recipient=recipient)
    assert arrive(desk, invited, sign_in=BRANCH, recipient=recipient).status_code == 401


def test_codes_are_tried_a_few_times_only(invited, desk):
    answers = [desk.tell("moi-vao/ma/", {"username": "moi", "code": "gạo"}).status_code for _ in range(6)]
    assert answers == [401] * 5 + [429]


def test_the_code_is_kept_as_a_keyed_hash(invited, settings):
    row = Invitation.objects.get()
    assert not set(invited.code) & set(str(vars(row)).split())
    settings.SECRET_KEY = "another installation's"
    with pytest.raises(joining.NoInvitation):
        joining.find("moi", " ".join(invited.code))
    assert "code" not in repr(invited).replace("code_", "")


def test_whoever_lost_everything_is_left_with_nothing_to_open(mai, police, desk, playing):
    desk.sign_in()
    totp.TOTP.activate(mai, SECRET)
    RecoveryCodes.activate(mai)
    WrappedKey.objects.create(office=police, serial=1, member=mai, ciphertext=b"age")
    desk.sign_in()
    invited = joining.invite("mai", police, Role.OFFICER)
    assert invited.again
    mai.refresh_from_db()
    assert (mai.recipient, mai.has_usable_password()) == ("", False)
    assert not WrappedKey.objects.exists()
    assert not Authenticator.objects.exists()
    assert not Session.objects.exists()
    assert Invitation.objects.get().again
    assert desk.sign_in().status_code == 401
    assert Membership.objects.filter(person=mai).count() == 1


@pytest.mark.parametrize(("username", "name"), [("Mới", "Nguyễn"), ("moi", ""), ("", "Nguyễn")])
def test_an_invitation_needs_a_user_name_and_a_full_name(police, real, username, name):
    with pytest.raises(joining.Unfit):
        joining.invite(username, police, Role.OFFICER, name)
    assert not Person.objects.exists()


# --- leaving ------------------------------------------------------------------------------------------------------


def test_whoever_leaves_loses_keys_and_sessions_at_once(mai, police, desk, playing):
    desk.sign_in()
    WrappedKey.objects.create(office=police, serial=1, member=mai, ciphertext=b"age")
    leaving.leave(mai, police, days.today())
    assert not WrappedKey.objects.exists()
    assert not Session.objects.exists()
    assert not access.roles_at(mai, police, days.today())


def test_a_later_day_takes_the_keys_on_that_day(mai, police, playing, monkeypatch):
    WrappedKey.objects.create(office=police, serial=1, member=mai, ciphertext=b"age")
    day = days.today() + timedelta(days=3)
    leaving.leave(mai, police, day)
    assert leaving.sweep() == 0
    monkeypatch.setattr(days, "today", lambda: day)
    assert leaving.sweep() == 1


def test_a_role_that_would_begin_later_never_begins(mai, police):
    joining.invite("mai", police, Role.HEAD)
    leaving.leave(mai, police, days.today())
    assert not Membership.objects.filter(person=mai, role=Role.HEAD).exists()
    with pytest.raises(leaving.NotThere):
        leaving.leave(mai, police, days.today())


def test_another_office_s_keys_stay(mai, police, offices):
    other = offices["cong-an-xa-hong-son"]
    Membership.objects.create(person=mai, office=other, role=Role.OFFICER, from_on=days.today())
    for office in (police, other):
        WrappedKey.objects.create(office=office, serial=1, member=mai, ciphertext=b"age")
    leaving.leave(mai, police, days.today())
    assert [key.office for key in WrappedKey.objects.all()] == [other]
