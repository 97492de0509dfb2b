"""Being told on a device: asked by its browser, told by what the push service passes on, erased when it is gone."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json

import pytest

from binhyen.matters import clock
from binhyen.notices import outbox, pushing
from binhyen.notices.models import PUSH, Notice, Recipient
from binhyen.notices.tests.test_pushing import AUTH, ENDPOINT, P256DH, opened
from binhyen.public.models import Subscription
from binhyen.public.orders import following, subscribing
from binhyen.public.tests.test_following import after, at
from binhyen.public.tests.test_order_pages import put_right, shown
from binhyen.public.tests.test_orders import COMMUNE

NOON = after()
PAGE = "/phan-anh/theo-doi/may-nay/"
BROWSER = {"endpoint": ENDPOINT, "p256dh": P256DH, "auth": AUTH}


@pytest.fixture
def service(monkeypatch, settings):
    """A push service: what came, and what it says next."""
    settings.INSTALLATION = dataclasses.replace(settings.INSTALLATION, push=True)
    subscribing.clear()
    made = {"came": [], "says": 201}

    def post(url, headers, body):
        made["came"].append((url, body))
        return made["says"]

    monkeypatch.setattr(pushing, "post", post)
    return made


def rounds(instant):
    with clock.at(instant):
        following.work()
        return outbox.send_round(PUSH, pushing.opened)


def posts(client, language="", **more):
    with clock.at(NOON):
        return client.post(f"{language}{PAGE}", json.dumps(BROWSER | more), content_type="application/json")


def test_a_browser_that_asked_is_told_in_one_line_and_nothing_of_it_lies_in_clear(client, committed, service):
    matter = at(NOON - dt.timedelta(minutes=5), shown, client, committed)
    assert posts(client, "/en", viec=matter.ref[:8]).status_code == 201
    assert posts(client, "/en", viec=matter.ref[:8]).status_code == 201
    assert Subscription.objects.get().confirmed
    recipient = Recipient.objects.get()
    assert b"push.example.net" not in bytes(recipient.locked)
    assert ENDPOINT not in recipient.name
    at(after(minutes=1), put_right, matter)
    rounds(after(minutes=1))
    assert rounds(after(minutes=3)) == 1
    ((url, body),) = service["came"]
    assert url == ENDPOINT
    assert json.loads(opened(body)) == {
        "said": "Blocked pavement, Xã Hương Sơn: 1 report with news",
        "link": f"/en/phan-anh/{matter.ref[:8]}/",
    }


def test_one_whose_browser_is_gone_is_erased_at_once(client, committed, service):
    matter = at(NOON - dt.timedelta(minutes=5), shown, client, committed)
    posts(client, viec=matter.ref[:8])
    at(after(minutes=1), put_right, matter)
    service["says"] = 410
    rounds(after(minutes=1))
    assert rounds(after(minutes=3)) == 0
    assert len(service["came"]) == 1
    assert not any(model.objects.exists() for model in (Recipient, Subscription, Notice))


def test_leaving_ends_all_of_it(client, committed, service):
    for what in ({"xa": COMMUNE}, {"nhom": "street"}):
        assert posts(client, **what).status_code == 201
    assert posts(client, wants="leave").status_code == 200
    assert posts(client, wants="leave").status_code == 200
    assert not Recipient.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong", [{"endpoint": "http://push.example.net/"}, {"auth": ""}, {"nhom": "opinions"}, {"p256dh": [1]}]
)
def test_what_no_browser_posts_is_refused(client, service, wrong):
    assert posts(client, **wrong).status_code == 400
    assert not Recipient.objects.exists()


@pytest.mark.django_db
def test_where_it_is_not_set_there_is_no_such_address(client):
    assert posts(client).status_code == 404
    assert "follow-push" not in client.get("/phan-anh/").content.decode()
