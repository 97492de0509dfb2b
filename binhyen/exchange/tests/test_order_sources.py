"""What another server answers: read as the standard says, and never as a bomb."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from binhyen.exchange.order_sources import _parsed

BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    "<service_requests><request><x>&b;</x></request></service_requests>"
)


@pytest.mark.parametrize("body", [BOMB.encode(), BOMB.encode("utf-16"), b"\xff\xfe<\x00"])
def test_an_entity_is_refused_in_whatever_bytes_it_is_spelt(body: bytes) -> None:
    with pytest.raises(ElementTree.ParseError):
        _parsed(body)


def test_an_answer_is_read_with_its_marks() -> None:
    body = '\ufeff<?xml version="1.0" encoding="utf-8"?><a><b><![CDATA[Vỉa hè]]></b></a>'.encode()
    assert _parsed(body).findtext("b") == "Vỉa hè"
