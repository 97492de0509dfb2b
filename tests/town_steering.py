"""What the steering pages are tried with: an instrument, a committee with a meeting, a plan in draft and one that was
issued to alice's office, a cluster that alice's office leads and a model that it keeps.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from binhyen.accounts.models import Person
from binhyen.kinds.clearance import acts as clearance_acts
from binhyen.kinds.recognition import acts as recognition_acts
from binhyen.kinds.recognition import criteria, deciding, titles
from binhyen.kinds.recognition import procedure as recognition
from binhyen.kinds.sanction import acts as sanction_acts
from binhyen.kinds.sanction import limits as sanction_limits
from binhyen.kinds.session import acts as session_acts
from binhyen.kinds.street import acts as street_acts
from binhyen.kinds.task import acts as task_acts
from binhyen.kinds.task import issuing
from binhyen.matters import clock
from binhyen.matters.actors import Actor
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import NewFile, Opening, open_matter, record
from binhyen.matters.models import Matter
from binhyen.movement import (
    clusters,
    commendations,
    committees,
    community_models,
    emulation,
    instruments,
    materials,
    plans,
    quizzes,
)
from binhyen.offices.models import Office
from binhyen.procedure import VIETNAM, Nothing


@dataclass
class Records:
    """One of each kind; `meeting`: the entry that called the committee's meeting; `recipient`: the entry that names
    whom the decision commends; `file`: the hash of a file."""

    instrument: Matter
    committee: Matter
    meeting: int
    draft: Matter
    plan: Matter
    task: Matter
    cluster: Matter
    model: Matter
    school: Matter
    campaign: Matter
    decision: Matter
    recipient: int = 0
    file: str = ""
    session: Matter = field(default_factory=Matter)
    material: Matter = field(default_factory=Matter)
    quiz: Matter = field(default_factory=Matter)
    street: Matter = field(default_factory=Matter)
    sanction: Matter = field(default_factory=Matter)
    clearance: Matter = field(default_factory=Matter)


def write(planner: Person, committee_office: Office, alice: Actor, office: Office) -> Records:
    """Written by the planner at the committee's office, but for the cluster and the model, which are alice's."""
    by = Actor("steering", planner.pk, committee_office.pk)
    today = clock.today()
    instrument = _open(
        instruments.KIND,
        "registered",
        by,
        instruments.Registered(
            committee_office.pk,
            "directive",
            "09-CT/TW",
            text_hash("về phong trào"),
            text_hash("Ban Bí thư"),
            today,
            today,
            None,
            None,
        ),
        "về phong trào",
        "Ban Bí thư",
    )
    committee = _open(
        committees.KIND,
        "established",
        by,
        committees.Established(
            name=text_hash("Ban Chỉ đạo"), office=committee_office.pk, area=committee_office.area_id, from_on=today,
            instrument=None,
        ),
        "Ban Chỉ đạo",
    )  # fmt: skip
    record(
        committee, "meeting_called", by=by,
        facts=committees.MeetingCalled(today, text_hash("Nơi họp"), text_hash("Nội dung")),
        documents=["Nơi họp", "Nội dung"],
    )  # fmt: skip
    meeting = Matter.objects.get(pk=committee.pk).head_seq
    record(
        committee, "meeting_held", by=by, facts=committees.MeetingHeld(meeting, 5, text_hash("Biên bản")),
        documents=["Biên bản"],
    )  # fmt: skip
    concluded = committees.Concluded(
        meeting=meeting, text=text_hash("Làm ngay"), lead=office.pk, due_on=today + dt.timedelta(9)
    )
    record(committee, "concluded", by=by, facts=concluded, documents=["Làm ngay"])
    draft, plan = (_plan(by, committee_office, office) for _ in range(2))
    issuing.issue(plan, by=by, facts=plans.Issued(today))
    task = Matter.objects.get(under=plan.ref)
    file = NewFile("application/pdf", b"%PDF-1.7 a scan")
    progressed = task_acts.Progressed(text_hash("Đang làm"), file.sha256)
    record(task, "progressed", by=alice, facts=progressed, documents=["Đang làm"], files=[file])
    formed = clusters.Formed(office.pk, office.area_id, text_hash("Cụm"), today, today + dt.timedelta(300))
    cluster = _open(clusters.KIND, "formed", alice, formed, "Cụm")
    founded = community_models.Founded(
        name=text_hash("Tiếng kẻng"), office=office.pk, area=office.area_id, topic="self_governance", from_on=today,
        method=text_hash("Đánh kẻng"),
    )  # fmt: skip
    model = _open(community_models.KIND, "founded", alice, founded, "Tiếng kẻng", "Đánh kẻng")
    plan.refresh_from_db()
    school = _school(alice)
    campaign, decision, recipient = _commended(alice, office)
    return Records(
        instrument,
        committee,
        meeting,
        draft,
        plan,
        task,
        cluster,
        model,
        school,
        campaign,
        decision,
        recipient,
        file.sha256,
        _session(alice),
        _material(alice),
        _quiz(alice),
        _street(alice, office),
        _sanction(alice, office),
        _clearance(alice, office),
    )


def _commended(alice: Actor, office: Office) -> tuple[Matter, Matter, int]:
    """A campaign of alice's office, a decision of its head, and the entry that names whom it commends."""
    today = clock.today()
    launched = emulation.Launched(
        office.pk, office.area_id, text_hash("Thi đua"), today, today + dt.timedelta(30)
    )
    campaign = _open(emulation.KIND, "launched", alice, launched, "Thi đua")
    decided = commendations.Decided(
        office=office.pk, area=office.area_id, form="merit_note", number="9/QĐ", decided_on=today,
        title=text_hash("Về việc khen"), signer=text_hash("Ai đó"), post=text_hash("Trưởng"), emulation=campaign.ref,
    )  # fmt: skip
    head = Actor("head", None, office.pk)
    decision = _open(commendations.KIND, "decided", head, decided, "Về việc khen", "Ai đó", "Trưởng")
    added = commendations.RecipientAdded(
        nominee="person", name=text_hash("Bà A"), merit=text_hash("Cứu người")
    )
    entry = record(decision, "recipient_added", by=alice, facts=added, documents=["Bà A", "Cứu người"])
    return campaign, decision, entry.seq


def _school(alice: Actor) -> Matter:
    """The file of the school in alice's commune, handed in to her office; she plays the school for it."""
    office = Office.objects.select_related("area").get(slug="truong-thpt-suoi-lim")
    by = Actor("officer", alice.person_id, office.pk)
    # Registered in Quarter I of a year to come, whatever day it is.
    today, year = clock.today(), clock.today().year + 1
    law = recognition.VERSIONS.on(today).version
    bodies = deciding.bodies("safe_school", office.area, law, today)
    registered = recognition_acts.Registered(
        title="safe_school", year=year, area=office.area_id, applicant=office.pk, checker=bodies.checker,
        decider=bodies.decider, file_by=titles.BY_CODE["safe_school"].filed_by(year), in_scope=True,
    )  # fmt: skip
    school = _open("recognition", "registered", by, registered)
    for each in criteria.of("safe_school"):
        said = recognition_acts.Assessed(each.code, "met", text_hash("Đã làm"))
        record(school, "assessed", by=by, facts=said, documents=["Đã làm"])
    record(school, "filed", by=by, facts=recognition_acts.Filed(bodies.checker))
    return school


def _session(alice: Actor) -> Matter:
    office = Office.objects.get(pk=alice.office_id)
    planned = session_acts.Planned(
        office=office.pk, area=office.area_id, form="talk", topic="drugs", audience="everybody",
        on=clock.today() + dt.timedelta(7), at="08:30", place=text_hash("Sân đình"), who="everybody", places=500,
    )  # fmt: skip
    return _open("session", "planned", alice, planned, "Sân đình")


def _material(alice: Actor) -> Matter:
    file = NewFile("application/pdf", b"%PDF-1.7 a leaflet")
    assert alice.office_id is not None
    drafted = materials.Drafted(
        office=alice.office_id, title=text_hash("Tờ rơi"), form="leaflet", topic="drugs", audience="everybody",
        file=file.sha256,
    )  # fmt: skip
    material = _open(materials.KIND, "drafted", alice, drafted, "Tờ rơi", files=[file])
    record(material, "published", by=alice, facts=Nothing())
    return material


def _quiz(alice: Actor) -> Matter:
    assert alice.office_id is not None
    drafted = quizzes.Drafted(office=alice.office_id, title=text_hash("Đố"), topic="drugs", audience="pupils")
    quiz = _open(quizzes.KIND, "drafted", alice, drafted, "Đố")
    words = ("Hỏi?", "Có", "Không", "Vì luật nói.")
    text, yes, no, why = map(text_hash, words)
    asked = quizzes.QuestionSet(number=1, text=text, answer_a=yes, answer_b=no, right="a", why=why)
    record(quiz, "question_set", by=alice, facts=asked, documents=words)
    record(quiz, "published", by=alice, facts=Nothing())
    return quiz


def _street(alice: Actor, office: Office) -> Matter:
    """Worked eight days ago, so that it is time to look again."""
    day, at = clock.today() - dt.timedelta(8), clock.now() - dt.timedelta(8)
    planned = street_acts.Planned(
        office=office.pk, area=office.area_id, stretch=text_hash("Đường 419"), on=day, team="joint_team",
    )  # fmt: skip
    opening = Opening.unsealed("street", settings.INSTALLATION.id)
    street = open_matter(opening, "planned", by=alice, facts=planned, documents=["Đường 419"], at=at)
    record(street, "worked", by=alice, facts=street_acts.Worked(on=day, people=5, goods=3, moved=3), at=at)
    return street


def _sanction(alice: Actor, office: Office) -> Matter:
    return _open("sanction", "minutes_made", alice, sanction_acts.MinutesMade(**_minutes(office)))


def _minutes(office: Office) -> dict[str, Any]:
    day = clock.today()
    return {
        "office": office.pk, "area": office.area_id, "field": "order", "number": "7/BB-VPHC", "made_on": day,
        "body": "commune_police", "individuals": 1, "organisations": 0,
        "decide_by": VIETNAM.ends_on(day, sanction_limits.DECIDE),
    }  # fmt: skip


def _clearance(alice: Actor, office: Office) -> Matter:
    listed = clearance_acts.Listed(
        office=office.pk, area=office.area_id, form="farm_land", title=text_hash("Mở đường"), 
        place=text_hash("Cánh đồng"), households=4,
    )  # fmt: skip
    return _open("clearance", "listed", alice, listed, "Mở đường", "Cánh đồng")


def _plan(by: Actor, committee: Office, addressee: Office) -> Matter:
    today = clock.today()
    drafted = plans.Drafted(
        office=committee.pk, area=committee.area_id, form="year_plan", title=text_hash("Kế hoạch năm"), year=today.year,
        starts_on=today, ends_on=today + dt.timedelta(300),
    )  # fmt: skip
    plan = _open(plans.KIND, "drafted", by, drafted, "Kế hoạch năm")
    task = plans.TaskSet(1, text_hash("Ký cam kết"), today + dt.timedelta(60))
    record(plan, "task_set", by=by, facts=task, documents=["Ký cam kết"])
    record(plan, "addressed", by=by, facts=plans.Addressed(addressee.pk))
    return plan


def _open(
    kind: str, act: str, by: Actor, facts: Any, *documents: str, files: Sequence[NewFile] = ()
) -> Matter:
    opening = Opening.unsealed(kind, settings.INSTALLATION.id)
    return open_matter(opening, act, by=by, facts=facts, documents=documents, files=files)


def arguments(records: Records) -> dict[str, list[Any]]:
    """By line of the table, what its address takes."""
    plan = [records.plan.ref]
    session, material, quiz = records.session.ref, records.material.ref, records.quiz.ref
    return {
        "public:session": [session],
        "public:session_calendar": [session],
        "public:material": [material],
        "public:material_file": [material],
        "public:quiz": [quiz],
        "public:quiz_sheet": [quiz, "docx"],
        "desk:open_record[session]": ["buoi-tuyen-truyen"],
        "desk:record[session]": ["buoi-tuyen-truyen", session],
        "desk:record_act[moved]": ["buoi-tuyen-truyen", session, "moved"],
        "desk:open_record[doan-duong]": ["doan-duong"],
        "desk:record[doan-duong]": ["doan-duong", records.street.ref],
        "desk:record_act[looked_7]": ["doan-duong", records.street.ref, "looked_7"],
        "desk:open_record[xu-phat]": ["xu-phat"],
        "desk:record[xu-phat]": ["xu-phat", records.sanction.ref],
        "desk:record_act[complied]": ["xu-phat", records.sanction.ref, "complied"],
        "desk:open_record[clearance]": ["giai-phong-mat-bang"],
        "desk:record[clearance]": ["giai-phong-mat-bang", records.clearance.ref],
        "desk:record_act[stopped]": ["giai-phong-mat-bang", records.clearance.ref, "stopped"],
        "desk:round_act": [records.street.ref, "looked_7"],
        "desk:record[tai-lieu]": ["tai-lieu", material],
        "desk:record[do-vui]": ["do-vui", quiz],
        "desk:record_act[taken_back]": ["tai-lieu", material, "taken_back"],
        "desk:file": [records.task.ref, records.file],
        "desk:plan_progress": plan,
        "desk:board": plan,
        "desk:board_table": plan,
        "desk:issue_plan[draft]": [records.draft.ref],
        "desk:close_plan": plan,
        "desk:remind": plan,
        "desk:acknowledge_plan": plan,
        "desk:derive_plan": plan,
        "desk:assign_conclusions": [records.committee.ref, records.meeting],
        "desk:records[van-ban]": ["van-ban"],
        "desk:records[cum-lien-ket]": ["cum-lien-ket"],
        "desk:open_record[van-ban]": ["van-ban"],
        "desk:open_record[nhiem-vu]": ["nhiem-vu"],
        "desk:record[van-ban]": ["van-ban", records.instrument.ref],
        "desk:record[ban-chi-dao]": ["ban-chi-dao", records.committee.ref],
        "desk:record[ke-hoach]": ["ke-hoach", records.plan.ref],
        "desk:record[nhiem-vu]": ["nhiem-vu", records.task.ref],
        "desk:record[cum-lien-ket]": ["cum-lien-ket", records.cluster.ref],
        "desk:open_record[khen-thuong]": ["khen-thuong"],
        "desk:record[thi-dua]": ["thi-dua", records.campaign.ref],
        "desk:record[khen-thuong]": ["khen-thuong", records.decision.ref],
        "desk:paper[certificate]": [
            "khen-thuong",
            records.decision.ref,
            f"certificate-{records.recipient}",
            "pdf",
        ],
        "desk:record_act[consent_given]": ["khen-thuong", records.decision.ref, "consent_given"],
        "desk:paper[plan]": ["ke-hoach", records.plan.ref, "plan", "docx"],
        "desk:records[cong-nhan]": ["cong-nhan"],
        "desk:record[cong-nhan]": ["cong-nhan", records.school.ref],
        "desk:mark_title": [records.school.ref],
        "desk:paper[assessment]": ["cong-nhan", records.school.ref, "assessment", "docx"],
        "desk:record_act[checked]": ["cong-nhan", records.school.ref, "checked"],
        "desk:correct_record[draft]": ["ke-hoach", records.draft.ref, 2],
        "desk:correct_record[ke-hoach]": ["ke-hoach", records.plan.ref, 2],
        "desk:correct_record[nhiem-vu]": [
            "nhiem-vu",
            records.task.ref,
            Matter.objects.get(pk=records.task.pk).head_seq,
        ],
        "desk:record_act[task_set]": ["ke-hoach", records.draft.ref, "task_set"],
        "desk:record_act[acknowledged]": ["nhiem-vu", records.task.ref, "acknowledged"],
        "desk:record_act[extended]": ["nhiem-vu", records.task.ref, "extended"],
        "desk:record[mo-hinh]": ["mo-hinh", records.model.ref],
        "desk:adopt_model": [records.model.ref],
        "desk:record_act[cost_noted]": ["mo-hinh", records.model.ref, "cost_noted"],
        "desk:record_act[recommended]": ["mo-hinh", records.model.ref, "recommended"],
    }


def bodies(office: Office, records: Records) -> dict[str, dict[str, Any]]:
    """By line, what is posted so that the address does its work."""
    today = clock.today()
    later = (today + dt.timedelta(30)).isoformat()
    instrument = {
        "office": office.pk,
        "form": "decision",
        "number": "7/QĐ-UBND",
        "title": "về việc",
        "issuer": "UBND",
    }
    session = {
        "form": "talk",
        "topic": "drugs",
        "audience": "pupils",
        "on": later,
        "at": "08:30",
        "place": "Sân",
    }
    return {
        "public:session": {"people": "2"},
        "public:quiz": {"cau-1": "a"},
        "desk:draft_festival": {
            "office": office.pk,
            "year": today.year,
            "title": "Ngày hội",
            "tasks": ["0", "2"],
        },
        "desk:open_record[doan-duong]": {
            "stretch": "Đường làng",
            "on": later,
            "team": "joint_team",
            "office": office.pk,
            "area": office.area_id,
        },
        "desk:record_act[looked_7]": {"state": "clear", "found": "0"},
        "desk:round_act": {"state": "clear", "found": "0"},
        "desk:open_record[xu-phat]": {
            name: value for name, value in _minutes(office).items() if name != "decide_by"
        },
        "desk:open_record[clearance]": {
            "form": "farm_land",
            "title": "Mở đường",
            "place": "Cánh đồng",
            "households": "4",
            "office": office.pk,
            "area": office.area_id,
        },
        "desk:record_act[stopped]": {"why": "plan_cancelled"},
        "desk:open_record[session]": session
        | {"office": office.pk, "area": office.area_id, "who": "invited"},
        "desk:record_act[moved]": {"on": later, "at": "14:00", "place": "Sân đình"},
        "desk:issue_plan[draft]": {"issued_on": today.isoformat()},
        "desk:remind": {"why": "unacknowledged"},
        "desk:derive_plan": {"office": office.pk, "title": "Kế hoạch của xã"},
        "desk:open_record[van-ban]": instrument
        | {"issued_on": today.isoformat(), "in_force_on": today.isoformat()},
        "desk:correct_record[draft]": {"reason": "mistake", "how": "huy"},
        "desk:correct_record[ke-hoach]": {"reason": "mistake", "how": "huy"},
        "desk:correct_record[nhiem-vu]": {"reason": "mistake", "how": "huy"},
        "desk:open_record[khen-thuong]": {
            "office": office.pk,
            "area": office.area_id,
            "form": "merit_note",
            "number": "10/QĐ",
            "decided_on": today.isoformat(),
            "title": "Về việc khen",
            "signer": "Ai đó",
            "post": "Trưởng",
        },
        "desk:record_act[consent_given]": {
            "recipient": records.recipient,
            "answered_by": "self",
            "on": today.isoformat(),
        },
        "desk:record_act[task_set]": {"number": 2, "content": "Việc hai", "due_on": later, "audience": "all"},
        "desk:record_act[extended]": {"due_on": later},
        "desk:adopt_model": {"office": office.pk, "name": "Tiếng còi", "from_on": today.isoformat()},
        "desk:record_act[cost_noted]": {"year": today.year, "amount": 1000, "funding": "budget"},
        "desk:record_act[checked]": {"text": "Hồ sơ đủ"},
    }
