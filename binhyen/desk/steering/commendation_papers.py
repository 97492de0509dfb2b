"""What is written from a decision of commendation: the decision itself, its certificates, a line in the register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from binhyen.accounts.models import Person
from binhyen.desk.steering.committee_papers import PEOPLES_COMMITTEE, law_of, lowered
from binhyen.documents import Article, Basis, Block, Form, Paper, Signature, Table
from binhyen.documents.certificate import Certificate
from binhyen.documents.parts import day as day_in_words
from binhyen.documents.sheet import Cell, Sheet
from binhyen.matters import naming
from binhyen.matters.lines import Line, line_of
from binhyen.matters.models import Document, Matter
from binhyen.movement import awards, emulation, words_awards
from binhyen.movement.commendations import Commendation, Recipient, read
from binhyen.offices.models import Office

LAW = "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"
ALL = "certificates"


def is_framed(found: Commendation) -> bool:
    """Whether this form of commendation is a certificate to hang on a wall."""
    return found.decision.form in awards.FRAMED


def codes(line: Line) -> dict[str, Any]:
    """What can be written, by code: nothing before somebody is commended."""
    found = read(line)
    if not found.standing:
        return {}
    written = {"decision": _("Quyết định")}
    if is_framed(found):
        written[ALL] = _("Giấy khen của mọi người")
        written |= {f"certificate-{each.seq}": _("Giấy khen") for each in found.standing}
    return written


def write(line: Line, _person: Person, code: str) -> Paper | tuple[Certificate, ...] | None:
    """What this code names, in Vietnamese whatever language the reader reads."""
    if code not in codes(line):
        return None
    found = read(line)
    bodies = dict(Document.objects.filter(matter=line.row).values_list("sha256", "body"))
    with override("vi"):
        if code == "decision":
            return _decision(line, found, bodies)
        seq = code.partition("-")[2]
        some = [each for each in found.standing if code == ALL or str(each.seq) == seq]
        return tuple(_certificate(line, found, each, bodies) for each in some)


def _giver(office: Office) -> str:
    """Who gives it: the chair, where the office is a People's Committee; the office where it is another body."""
    governs = office.name.casefold().startswith(PEOPLES_COMMITTEE.casefold())
    return f"Chủ tịch {office.name}" if governs else office.name


def _certificate(line: Line, found: Commendation, each: Recipient, bodies: Mapping[str, str]) -> Certificate:
    decided, office = found.decision, _office(line)
    number, _slash, symbol = decided.number.partition("/")
    return Certificate(
        issuer=_giver(office),
        gives="Công nhận" if decided.form == "cultural_family" else "Tặng",
        title=str(words_awards.FORMS[decided.form]),
        recipient=bodies.get(each.name, ""),
        about=bodies.get(each.about or "", ""),
        merit=bodies.get(each.merit, ""),
        number=number,
        symbol=symbol,
        decided_on=decided.decided_on,
        place=office.area.name,
        signature=_signature(decided, bodies),
        book=each.book or "",
        synthetic=settings.INSTALLATION.demonstration,
    )


def _signature(decided: Any, bodies: Mapping[str, str]) -> Signature:
    """A deputy signs for the chair (KT.): NĐ 30/2020 annex I, ô 7."""
    post = bodies.get(decided.post, "")
    for_chair = "KT. Chủ tịch" if post.casefold().startswith("phó chủ tịch") else ""
    return Signature(for_chair, "Phó Chủ tịch" if for_chair else post, bodies.get(decided.signer, ""))


def _decision(line: Line, found: Commendation, bodies: Mapping[str, str]) -> Paper:
    decided, office = found.decision, _office(line)
    number, _slash, symbol = decided.number.partition("/")
    form = lowered(str(words_awards.FORMS[decided.form]))
    blocks: list[Block] = [
        *(Basis(f"Căn cứ {law}") for law in law_of(decided.decided_on)),
        Basis(f"Căn cứ {LAW}"),
    ]
    if campaign := _campaign(decided.emulation):
        blocks.append(Basis(f"Thực hiện {campaign}"))
    blocks += [
        Basis("Xét đề nghị của Hội đồng thi đua - khen thưởng"),
        Article(1, f"Tặng {form} cho {_counted(found.standing)} có tên sau đây, đã có thành tích:"),
        Table(
            ("TT", "Cá nhân, tập thể", "Nơi ở, nơi làm việc", "Thành tích"),
            tuple(
                (
                    str(n),
                    bodies.get(each.name, ""),
                    bodies.get(each.about or "", ""),
                    bodies.get(each.merit, ""),
                )
                for n, each in enumerate(found.standing, start=1)
            ),
            widths=(8, 28, 28, 42),
        ),
        Article(2, "Quyết định này có hiệu lực kể từ ngày ký."),
        Article(
            3,
            "Thủ trưởng các cơ quan, đơn vị liên quan và các cá nhân, tập thể có tên tại Điều 1 chịu trách nhiệm thi "
            "hành Quyết định này.",
        ),
    ]
    return Paper(
        form=Form.DECISION,
        issuer=office.name,
        upper=office.area.parent.full_name if office.area.parent else "",
        number=number,
        symbol=symbol,
        place=office.area.name,
        date=decided.decided_on,
        subject=bodies.get(decided.title, ""),
        blocks=tuple(blocks),
        signature=_signature(decided, bodies),
        recipients=("Như Điều 3", "Lưu: VT, hồ sơ khen thưởng"),
        decided_by=_giver(office),
        synthetic=settings.INSTALLATION.demonstration,
    )


def _counted(recipients: list[Recipient]) -> str:
    """ "2 cá nhân và 1 tập thể"."""
    counts = [(code, sum(each.nominee == code for each in recipients)) for code in awards.NOMINEES]
    said = [f"{n:02d} {lowered(str(words_awards.NOMINEES[code]))}" for code, n in counts if n]
    return " và ".join(said)


def _campaign(ref: str | None) -> str:
    row = Matter.objects.filter(kind=emulation.KIND, ref=ref or "").first()
    return campaign_named(line_of(row)) if row else ""


def campaign_named(line: Line) -> str:
    """ "đợt thi đua …", whether or not its name says already that it is one."""
    name = lowered(naming.name_of(line))
    return name if name.startswith("đợt ") else f"đợt {name}"


def _office(line: Line) -> Office:
    pk = line.row.office_id
    assert pk is not None, "its first act names the office"
    return Office.objects.select_related("area__parent").get(pk=pk)


def register(told: Iterable[tuple[Matter, Commendation, Mapping[str, str]]]) -> Sheet:
    """The register: one line for each who was commended, those whose commendation was revoked with it."""
    rows: list[tuple[Cell, ...]] = []
    for _row, found, bodies in told:
        decided = found.decision
        for each in found.recipients:
            revoked = each.revoked
            rows.append(
                (
                    len(rows) + 1,
                    bodies.get(each.name, ""),
                    bodies.get(each.about or "", ""),
                    str(words_awards.NOMINEES[each.nominee]),
                    bodies.get(each.merit, ""),
                    str(words_awards.FORMS[decided.form]),
                    decided.number,
                    decided.decided_on,
                    each.book or "",
                    each.handed_on,
                    _("có") if each.published else _("không"),
                    f"{revoked.number}, {day_in_words(revoked.decided_on)}" if revoked else "",
                )
            )
    columns = (
        _("TT"), _("Cá nhân, tập thể"), _("Nơi ở, nơi làm việc"), _("Đối tượng"), _("Thành tích"),
        _("Hình thức khen"), _("Số quyết định"), _("Ngày quyết định"), _("Số trong sổ vàng"), _("Đã trao ngày"),
        _("Nêu công khai"), _("Hủy theo quyết định"),
    )  # fmt: skip
    return Sheet(_("Sổ khen thưởng"), columns, rows, widths=(5, 28, 28, 12, 48, 16, 16, 14, 10, 14, 10, 22))
