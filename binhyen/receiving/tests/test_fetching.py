"""An address that somebody sent leads to no machine that only this server can reach, and to nothing without an end."""

from __future__ import annotations

import ipaddress
import time

import pytest

from binhyen.notices.outside import is_public
from binhyen.receiving import fetching
from binhyen.receiving.fetching import THE_NET, Net, NotReached, fetch
from binhyen.receiving.tests.web import LOOPBACK, picture, serving


@pytest.fixture
def web():
    with serving() as tricks:
        yield tricks


def why(url, net=THE_NET):
    with pytest.raises(NotReached) as refused:
        fetch(url, net)
    return refused.value.reason


def test_a_picture_is_fetched_also_from_where_it_moved(web):
    body = picture()
    web.bodies["/a.jpg"] = ("image/jpeg", body)
    web.moved["/old.jpg"] = "/a.jpg"
    assert fetch(web.address("/a.jpg"), web.net()) == body
    assert fetch(web.address("/old.jpg"), web.net()) == body


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "gopher://example.org/",
        "ftp://example.org/a.jpg",
        "//example.org/a.jpg",
        "example.org/a.jpg",
        "http:///a.jpg",
        "http://user@example.org/a.jpg",
        "http://example.org@127.0.0.1/a.jpg",
        "http://user:pass@example.org/",
        "http://example.org:8080/a.jpg",
        "http://example.org:22/",
        "https://example.org:80/",
        "http://example.org:99999/",
        "http://example.org\\@127.0.0.1/",
        "http://example.org/a b",
        "http://example.org/\r\nHost: inside",
        "http://[::1",
        "http://" + "a" * 2_000,
        "javascript:alert(1)",
        "",
    ],
)
def test_only_plain_addresses_are_asked(url):
    assert why(url, Net(look_up=lambda *_: pytest.fail("a name was looked up"))) == "address"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.9.1",
        "10.0.0.7",
        "172.16.4.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.100.100.200",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "198.18.0.1",
        "240.0.0.1",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
        "2001:db8::1",
        "2001:0:7f00:1::",
        "fec0::1",
    ],
)
def test_no_address_of_an_inner_machine_is_connected_to(address):
    assert not is_public(ipaddress.ip_address(address))
    assert why("http://photos.example/a.jpg", Net(look_up=lambda *_: [address])) == "private"
    # Nor beside a public one: which of the two would be tried first is not ours to choose.
    assert why("http://photos.example/a.jpg", Net(look_up=lambda *_: ["1.1.1.1", address])) == "private"


@pytest.mark.parametrize("address", ["1.1.1.1", "203.113.131.1", "2606:4700::1111", "::ffff:1.1.1.1"])
def test_public_addresses_are(address):
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_this_machine_is_reached_by_no_spelling_of_its_name(web, host):
    web.bodies["/a.jpg"] = ("image/jpeg", picture())
    only_the_port = Net(may_use=lambda scheme, port: True)
    assert why(f"http://{host}:{web.port}/a.jpg", only_the_port) == "private"
    assert web.asked == []


def test_a_redirect_is_looked_at_like_any_address(web):
    web.bodies["/secret"] = ("image/jpeg", picture())
    inner = {
        "/to-number": f"http://127.0.0.2:{web.port}/secret",
        "/to-name": f"http://inside.example:{web.port}/secret",
        "/to-mapped": f"http://[::ffff:127.0.0.2]:{web.port}/secret",
    }
    web.moved |= inner | {"/to-file": "file:///etc/passwd", "/to-port": "http://photos.example:1/x"}
    web.moved |= {"/to-user": f"http://a@photos.example:{web.port}/secret", "/round": "/round"}
    net = web.net(
        inside_example=["10.0.0.7"], **{"127_0_0_2": ["127.0.0.2"], "::ffff:127_0_0_2": ["::ffff:127.0.0.2"]}
    )
    for path in inner:
        assert why(web.address(path), net) == "private", path
    for path in ("/to-file", "/to-port", "/to-user"):
        assert why(web.address(path), net) == "address", path
    assert why(web.address("/round"), net) == "redirects"
    assert "/secret" not in web.asked


def test_the_name_is_not_asked_a_second_time(web):
    """The attack: a name that is public when it is checked and leads inside when it is connected to."""
    web.bodies["/a.jpg"] = ("image/jpeg", picture())
    answers = iter([[LOOPBACK], ["10.0.0.7"]])
    net = Net(look_up=lambda *_: next(answers), is_public=web.net().is_public, may_use=web.net().may_use)
    assert fetch(web.address("/a.jpg", host="changing.example"), net)
    assert next(answers) == ["10.0.0.7"]


@pytest.mark.parametrize("path", ["/slow-head", "/slow-body"])
def test_what_comes_a_byte_at_a_time_is_cut_off(web, monkeypatch, path):
    monkeypatch.setattr(fetching, "SECONDS", 0.4)
    begun = time.monotonic()
    assert why(web.address(path), web.net()) == "slow"
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/endless", "too_large"),
        ("/says-too-large", "too_large"),
        ("/packed", "packed"),
        ("/short", "failed"),
        ("/gone", "failed"),
        ("/page", "kind"),
        ("/svg-as-text", "kind"),
    ],
)
def test_nothing_without_an_end_packed_or_of_another_kind(web, path, reason):
    web.bodies |= {"/page": ("text/html", b"<html>"), "/svg-as-text": ("application/xml", b"<svg/>")}
    assert why(web.address(path), web.net()) == reason


def test_a_name_that_leads_nowhere(web):
    assert why(f"http://nowhere.example:{web.port}/", web.net()) == "failed"


def test_no_setting_lets_a_private_address_through():
    assert Net() == THE_NET
    assert why("http://127.0.0.1/") == "private"
