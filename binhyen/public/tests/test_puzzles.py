"""Work when it is crowded: the first are free, a solution counts once, and nobody is ever refused."""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
import json
import re
from typing import Any

import pytest
import time_machine
from altcha.v2 import Challenge, solve_challenge
from django.utils.translation import override

from binhyen.matters import clock
from binhyen.matters.models import Matter
from binhyen.public import plain, puzzles
from binhyen.public.models import SolvedPuzzle
from binhyen.public.tests.test_plain import ANSWERS
from binhyen.receiving import flood
from binhyen.sealing.branches import StretchQueue

URL = "/bao-tin/gui/"
FREE = 3


@pytest.fixture
def few(settings, tmp_path):
    """Three free reports from a network, ten from all; a data directory of one's own for the switch."""
    settings.INSTALLATION = dataclasses.replace(settings.INSTALLATION, free_reports=(FREE, 10))
    settings.DATA = tmp_path
    flood.turn(False)
    yield
    flood.turn(False)


@pytest.fixture
def cheap(monkeypatch):
    """The same puzzles with fewer rounds: what is tried here is the counting."""
    monkeypatch.setattr(puzzles, "COSTS", {1: 10, 2: 20, 3: 30})


def post(client, posted: dict[str, Any], address: str = "203.0.113.9"):
    return client.post(URL, json.dumps(posted), content_type="application/json", REMOTE_ADDR=address)


def solved(challenge: dict[str, Any]) -> dict[str, Any]:
    """As a browser posts it."""
    solution = solve_challenge(Challenge.from_dict(challenge))
    assert solution is not None
    return {
        "challenge": challenge,
        "solution": {"counter": solution.counter, "derivedKey": solution.derived_key},
    }


def crowd(client, resident, number: int = FREE, address: str = "203.0.113.9") -> None:
    for _ in range(number):
        assert post(client, resident.seals().posted, address).status_code == 201


def asked(client, resident, address: str = "203.0.113.9") -> tuple[dict[str, Any], dict[str, Any]]:
    """A report that owes work, and the puzzle."""
    posted = resident.seals().posted
    answer = post(client, posted, address)
    assert (answer.status_code, answer.json()["code"], answer.json()["kept"]) == (429, "puzzle", False)
    return posted, answer.json()["puzzle"]


def test_a_training_behind_one_address_owes_nothing(client, resident, settings, tmp_path):
    """Twenty people, each with eight photos of three megabytes, by the limits as they are."""
    settings.DATA = tmp_path
    size = {"Tus-Resumable": "1.0.0", "Upload-Length": str(3 * 2**20)}
    for _ in range(20):
        for _ in range(8):
            begun = client.post("/bao-tin/tep/", headers=size, REMOTE_ADDR="203.0.113.9")
            assert begun.status_code == 201
        crowd(client, resident, 1)
    assert Matter.objects.count() == 20
    network, everybody = settings.INSTALLATION.free_reports
    assert everybody > network


def test_above_what_is_free_a_report_is_taken_with_its_work(client, resident, few, cheap):
    crowd(client, resident)
    posted, puzzle = asked(client, resident)
    assert Matter.objects.count() == FREE
    assert post(client, posted | {"work": solved(puzzle)}).status_code == 201
    assert Matter.objects.count() == FREE + 1
    # What was solved says nothing of the report: a hash, and an hour.
    row = SolvedPuzzle.objects.get()
    assert (row.until.minute, row.until.second, len(row.name)) == (0, 0, 64)
    assert puzzle["parameters"]["nonce"] not in row.name


def test_a_solution_counts_once(client, resident, few, cheap):
    crowd(client, resident)
    posted, puzzle = asked(client, resident)
    work = solved(puzzle)
    assert post(client, posted | {"work": work}).status_code == 201
    answer = post(client, resident.seals().posted | {"work": work})
    assert (answer.status_code, answer.json()["code"]) == (429, "puzzle")
    assert answer.json()["puzzle"] != puzzle


def test_the_same_report_again_is_still_stored_once(client, resident, few, cheap):
    crowd(client, resident)
    posted, puzzle = asked(client, resident)
    assert post(client, posted | {"work": solved(puzzle)}).status_code == 201
    again = post(client, posted).json()
    assert again["code"] == "puzzle"
    assert post(client, posted | {"work": solved(again["puzzle"])}).json()["code"] == "already_stored"


def test_another_network_is_not_asked_until_all_are_many(client, resident, few, cheap):
    crowd(client, resident)
    crowd(client, resident, 3, "198.51.100.7")
    crowd(client, resident, 3, "192.0.2.7")
    crowd(client, resident, 1, "2001:db8::1")
    asked(client, resident, "2001:db8:1::1")


def test_it_gets_harder_and_an_easier_solution_is_not_enough(client, resident, few, cheap, monkeypatch):
    crowd(client, resident)
    posted, easy = asked(client, resident)
    assert easy["parameters"]["cost"] == 10
    monkeypatch.setattr(puzzles, "STEPS", (0, 0, 25))
    answer = post(client, posted | {"work": solved(easy)}).json()
    assert answer["puzzle"]["parameters"]["cost"] == 20
    assert post(client, posted | {"work": solved(answer["puzzle"])}).status_code == 201


def test_a_puzzle_runs_out(client, resident, few, cheap, monkeypatch):
    monkeypatch.setattr(puzzles, "VALID_FOR", dt.timedelta(seconds=-5))
    crowd(client, resident)
    posted, puzzle = asked(client, resident)
    assert post(client, posted | {"work": solved(puzzle)}).status_code == 429


def spoiled(work: dict[str, Any], **parameters: Any) -> dict[str, Any]:
    other = copy.deepcopy(work)
    other["challenge"]["parameters"] |= parameters
    return other


@pytest.mark.parametrize(
    "spoil",
    [
        lambda work: None,
        lambda work: "x",
        lambda work: [],
        lambda work: {},
        lambda work: {"challenge": {}, "solution": {}},
        lambda work: work | {"solution": {"counter": 0, "derivedKey": "00"}},
        lambda work: work | {"solution": work["solution"] | {"derivedKey": "00" * 32}},
        lambda work: work | {"solution": work["solution"] | {"derivedKey": None}},
        lambda work: work | {"solution": {"counter": {}, "derivedKey": []}},
        lambda work: work | {"challenge": work["challenge"] | {"signature": "00" * 32}},
        lambda work: work | {"challenge": work["challenge"] | {"signature": None}},
        lambda work: spoiled(work, cost=1),
        lambda work: spoiled(work, cost=10**12),
        lambda work: spoiled(work, data={"level": 3}),
        lambda work: spoiled(work, expiresAt=99999999999),
        lambda work: spoiled(work, nonce="00" * 16),
        lambda work: spoiled(work, nonce=7),
        lambda work: spoiled(work, keyPrefix=""),
    ],
)  # fmt: skip
def test_work_that_is_none_is_answered_with_another_puzzle(client, resident, few, cheap, spoil):
    crowd(client, resident)
    posted, puzzle = asked(client, resident)
    answer = post(client, posted | {"work": spoil(solved(puzzle))})
    assert (answer.status_code, answer.json()["code"]) == (429, "puzzle")
    assert Matter.objects.count() == FREE


def test_work_that_nobody_asked_for_is_no_part_of_the_report(client, resident, few):
    assert post(client, resident.seals().posted | {"work": {"x": 1}}).status_code == 201
    assert SolvedPuzzle.objects.count() == 0


def test_the_switch_asks_the_hardest_of_everybody_and_closes_nothing(client, resident, few, cheap):
    flood.turn(True)
    posted, puzzle = asked(client, resident)
    assert puzzle["parameters"]["cost"] == 30
    assert post(client, posted | {"work": solved(puzzle)}).status_code == 201
    begun = client.post("/bao-tin/tep/", headers={"Tus-Resumable": "1.0.0", "Upload-Length": "5000"})
    assert (begun.status_code, begun["Retry-After"], begun.json()["code"]) == (503, "600", "flood")
    assert begun.json()["message"].startswith("Nơi này đang nhận nhiều tin bất thường nên tạm không nhận ảnh")
    page = client.get("/bao-tin/").content.decode()
    assert "nhận nhiều tin bất thường" in page
    flood.turn(False)
    assert "nhận nhiều tin bất thường" not in client.get("/bao-tin/").content.decode()
    assert post(client, resident.seals().posted).status_code == 201


NO_FILES = {"vi": "Lúc này tạm không nhận ảnh", "en": "Photos, recordings and files are not taken for now"}


@pytest.mark.parametrize(("language", "path"), [("vi", "/bao-tin/"), ("en", "/en/bao-tin/")])
def test_while_the_switch_is_on_the_page_offers_no_file_and_says_why(client, made, few, language, path):
    def offered() -> list[bool]:
        """Of everything that asks for files, whether it is seen."""
        return [
            " hidden" not in tag
            for tag in re.findall(r"<\w+[^>]* data-takes[^>]*>", client.get(path).content.decode())
        ]

    assert offered() == [True] * 3
    assert NO_FILES[language] not in client.get(path).content.decode()
    flood.turn(True)
    assert offered() == [False] * 3
    assert NO_FILES[language] in client.get(path).content.decode()


PLAIN = {"vi": "/bao-tin/khong-javascript/", "en": "/en/bao-tin/khong-javascript/"}


@pytest.fixture
def quick(monkeypatch):
    """Words are stretched without the guard: these tests run inside a transaction."""
    monkeypatch.setattr(plain, "QUEUE", StretchQueue())


def plainly(client, language: str = "vi", address: str = "203.0.113.9"):
    """A report from a browser that runs no script."""
    return client.post(PLAIN[language], ANSWERS | {"story": "Sòng bạc sau chợ."}, REMOTE_ADDR=address)


SLOWER = {"vi": "nhận nhiều tin bất thường", "en": "Unusually many reports"}


@pytest.mark.parametrize("language", PLAIN)
def test_the_switch_lets_in_whoever_has_no_javascript_and_asks_them_for_no_file(
    client, resident, few, quick, language
):
    before = client.get(PLAIN[language]).content.decode()
    assert SLOWER[language] not in before
    assert 'name="attached"' in before
    flood.turn(True)
    page = client.get(PLAIN[language]).content.decode()
    assert SLOWER[language] in page
    assert 'name="attached"' not in page
    # More than are free from this network, one after the other.
    assert [plainly(client, language).status_code for _ in range(5)] == [201] * 5
    assert Matter.objects.count() == 5


def test_twenty_behind_one_address_notice_nothing_without_javascript(settings, rf, few):
    settings.INSTALLATION = dataclasses.replace(settings.INSTALLATION, free_reports=(40, 600))
    for _ in range(20 * 10):
        puzzles.let_in(rf.post(PLAIN["vi"], REMOTE_ADDR="203.0.113.9"))


@pytest.mark.parametrize(
    ("language", "words"), [("vi", "Hãy đợi một phút rồi gửi lại"), ("en", "Wait a minute and send it again")]
)
def test_without_javascript_one_more_a_minute_and_what_was_typed_is_kept(
    client, resident, few, quick, language, words
):
    with time_machine.travel(clock.now(), tick=False) as now:
        for _ in range(FREE * 5):
            assert plainly(client, language).status_code == 201
        assert plainly(client, language).status_code == 201
        answer = plainly(client, language)
        assert (answer.status_code, answer["Retry-After"]) == (503, "60")
        assert words in answer.content.decode()
        assert "Sòng bạc sau chợ." in answer.content.decode()
        assert Matter.objects.count() == FREE * 5 + 1
        # Trying again too early makes nobody wait longer.
        now.shift(59)
        assert plainly(client, language).status_code == 503
        now.shift(2)
        assert plainly(client, language).status_code == 201


def test_a_flood_from_everywhere_closes_no_network_without_javascript(
    client, resident, few, quick, cheap, monkeypatch
):
    monkeypatch.setattr(puzzles, "STEPS", (1, 1, 25))
    for network in range(4):
        crowd(client, resident, 3 - (network == 3) * 2, f"198.51.{network}.7")
    # All together reached the second level: a network that sent nothing is let in, and each has a minute of its own.
    assert [plainly(client, address="192.0.2.7").status_code for _ in range(2)] == [201, 503]
    assert plainly(client, address="203.0.113.9").status_code == 201


def begin(client, length: int, address: str) -> int | str:
    """201, or why it was refused."""
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": str(length)}
    answer = client.post("/bao-tin/tep/", headers=headers, REMOTE_ADDR=address)
    return answer.json()["code"] if answer.status_code == 503 else answer.status_code


def test_one_network_does_not_fill_the_disk_and_shuts_out_no_other(client, db):
    """The attack: uploads that no report ever names, each as large as is taken."""
    largest = 100 * 2**20
    answers = [begin(client, largest, "203.0.113.9") for _ in range(22)]
    assert answers == [201] * 20 + ["full"] * 2
    assert begin(client, 5_000, "203.0.113.9") == "full"
    assert begin(client, 5_000, "198.51.100.7") == 201


def test_asking_in_vain_takes_nothing_of_what_is_everybodys(client, db, monkeypatch):
    """The attack: beginnings of uploads that cost their sender nothing, until nobody may attach anything."""
    largest = 100 * 2**20
    monkeypatch.setattr(puzzles._BYTES, "limit", 2_500)
    answers = {begin(client, largest, "203.0.113.9") for _ in range(60)}
    assert answers == {201, "full"}
    assert begin(client, 5_000, "198.51.100.7") == 201


def test_what_ran_out_is_forgotten(db, few):
    SolvedPuzzle.objects.create(name="a" * 64, until=clock.now() - dt.timedelta(seconds=1))
    SolvedPuzzle.objects.create(name="b" * 64, until=clock.now() + dt.timedelta(hours=1))
    assert puzzles.sweep() == 1
    assert [row.name for row in SolvedPuzzle.objects.all()] == ["b" * 64]


def test_the_message_is_in_both_languages():
    told = set()
    for language in ("vi", "en"):
        with override(language):
            told.add(puzzles.Problem("puzzle").message)
    assert len(told) == 2
