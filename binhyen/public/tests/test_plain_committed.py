"""The pages without JavaScript in transactions of their own, as in a running server: no key is derived inside one."""

from __future__ import annotations

import json

from binhyen.kinds.tip import acts
from binhyen.matters import clock
from binhyen.matters.actors import Actor
from binhyen.matters.journal import record
from binhyen.matters.models import Matter
from binhyen.public.tests.test_plain import RECEIPT, files, words_of


def test_the_whole_way_outside_any_transaction(client, committed):
    answer = files(client)
    assert answer.status_code == 201
    words = " ".join(words_of(answer))
    opened = client.post(RECEIPT, {"words": words.upper()})
    assert opened.status_code == 200
    assert "Đã đến nơi nhận" in opened.content.decode()
    said = client.post(
        RECEIPT, {"words": words, "sure": "1", "wants": "reply", "text": "Tối qua lại xảy ra."}
    )
    assert said.status_code == 200
    assert "Tối qua lại xảy ra." in said.content.decode()
    gone = client.post(RECEIPT, {"words": words, "sure": "1", "wants": "withdraw", "withdraw": "on"})
    assert "Đã ghi nhận bạn rút tin." in gone.content.decode()
    assert Matter.objects.get().entries.count() == 3


def test_the_handling_is_rated_without_javascript(client, committed):
    words = " ".join(words_of(files(client)))
    matter = Matter.objects.get()
    officer = Actor("officer", None, matter.office_id)
    record(matter, "concluded", by=officer, facts=acts.Concluded(conclusion="unverifiable"))
    record(matter, "result_notified", by=officer, facts=acts.ResultNotified("in_person", clock.today()))
    asked = {"words": words, "sure": "1", "wants": "rate"}
    none = client.post(RECEIPT, asked | {"remark": "Chậm quá."}).content.decode()
    assert "Hãy chọn một mục rồi gửi." in none
    assert "Chậm quá." in none
    spilled = client.post(RECEIPT, asked | {"rating": "partly", "remark": words}).content.decode()
    assert "có mười từ của biên nhận" in spilled
    rated = client.post(RECEIPT, asked | {"rating": "partly", "remark": "Chậm quá."}).content.decode()
    assert "Đã ghi nhận đánh giá của bạn." in rated
    assert "Được một phần" in rated
    assert "Đánh giá cách giải quyết" not in rated
    assert json.loads(matter.entries.get(act="rated").facts)["rating"] == "partly"
