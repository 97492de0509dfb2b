"""The papers of a title's file: registration, self-assessment, notice of posting, minutes, decision, certificate.

Each says what the journal says, in Vietnamese whatever language the reader reads. None names anybody but the bodies.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from binhyen.accounts.models import Person
from binhyen.desk.steering.committee_papers import law_of
from binhyen.desk.steering.recognition_words import Written, capital, symbol
from binhyen.documents import Article, Basis, Block, Form, Heading, Paper, Paragraph, Signature, Table
from binhyen.documents.certificate import Certificate
from binhyen.documents.parts import DOTS
from binhyen.documents.parts import day as day_in_words
from binhyen.figures import title_evidence
from binhyen.kinds.recognition import naming, words
from binhyen.kinds.recognition.reading import Dossier, Mark, read
from binhyen.matters import clock
from binhyen.matters.lines import Line
from binhyen.matters.models import Document
from binhyen.offices.models import Office
from binhyen.units.models import Level

PAPERS = {
    "registration": _("Bản đăng ký"),
    "assessment": _("Bản tự chấm"),
    "notice": _("Thông báo niêm yết"),
    "minutes": _("Biên bản họp hội đồng"),
    "decision": _("Quyết định công nhận"),
    "certificate": _("Giấy công nhận"),
}

COUNTED = (
    "Số liệu do hệ thống đếm từ nhật ký của xã. Số tin báo nhiều hơn không làm giảm mức của tiêu chí nào."
)


def papers(line: Line) -> dict[str, Any]:
    """The papers that can be written now, by code."""
    dossier = read(line)
    return {code: label for code, label in PAPERS.items() if _MAY[code](dossier)}


def write(line: Line, _person: Person, code: str) -> Paper | tuple[Certificate, ...] | None:
    """The paper, or None where there is nothing to write yet."""
    dossier = read(line)
    facts, area = dossier.registered, line.row.area
    assert area is not None
    written = Written(
        line,
        dossier,
        dict(Document.objects.filter(matter=line.row).values_list("sha256", "body")),
        Office.objects.select_related("area").in_bulk([facts.applicant, facts.checker, facts.decider]),
        area,
    )
    with override("vi"):
        return _WRITERS[code](written)


def _registration(written: Written) -> Paper:
    facts, title = written.facts, written.dossier.title
    on = clock.legal_date(written.line.records[0].happened_at)
    households = f" Số hộ đăng ký: {facts.households}." if facts.households else ""
    last = title.registered_by(facts.year)
    blocks: list[Block] = [
        Basis(f"Căn cứ {written.cited}"),
        Paragraph(f"{capital(written.who)} đăng ký phấn đấu {written.quoted} năm {facts.year}.{households}"),
        *_paragraphs(written.text(facts.text)),
        Heading("1. Tiêu chí phấn đấu", 2),
        *(
            Paragraph(f"{number}. {words.CHOICES['criterion'][each.code]}.")
            for number, each in enumerate(written.dossier.criteria, 1)
        ),
        Heading("2. Thời gian", 2),
        Paragraph(
            (f"Đăng ký trong quý I, trước hết {day_in_words(last)}. " if last else "")
            + f"Hoàn thành hồ sơ chậm nhất {day_in_words(facts.file_by)}."
        ),
    ]
    return written.applied(Form.REGISTRATION, f"Phấn đấu {written.subject}", blocks, on)


def _assessment(written: Written) -> Paper:
    facts = written.facts
    evidence = title_evidence.draw(facts.title, written.area, facts.year)
    rows = []
    for number, each in enumerate(written.dossier.criteria, 1):
        mark = written.dossier.assessed[each.code]
        drawn = "; ".join(f"{words.MEASURES[one.measure]}: {one.cell}" for one in evidence.of(each))
        said = written.text(mark.text)
        rows.append(
            (
                str(number),
                str(words.CHOICES["criterion"][each.code]),
                str(words.CHOICES["mark"][mark.mark]),
                f"{said}\nSố liệu năm {facts.year}: {drawn}." if drawn else said,
            )
        )
    blocks: list[Block] = [
        Basis(f"Căn cứ {written.cited}"),
        Paragraph(f"{capital(written.who)} tự chấm theo từng tiêu chí như sau:"),
        Table(("TT", "Tiêu chí", "Tự chấm", "Việc đã làm, dẫn chứng"), tuple(rows), widths=(8, 42, 20, 62)),
        *([Paragraph(COUNTED)] if evidence.drawn else []),
        Paragraph(f"Đề nghị {written.decider.name} xem xét, công nhận {written.who} {written.quoted}."),
    ]
    filed = next((r for r in written.line.effective if r.act == "filed"), None)
    on = clock.legal_date(filed.happened_at) if filed else None
    return written.applied(Form.SELF_ASSESSMENT, f"Kết quả phấn đấu {written.subject}", blocks, on)


def _notice(written: Written) -> Paper:
    posting = written.dossier.posting
    assert posting is not None  # the table below asks for it
    office = written.decider
    phone = f", điện thoại {office.duty_phone}" if office.duty_phone else ""
    families = f"danh sách {written.dossier.households or DOTS} hộ gia đình của {written.who} được"
    proposed = families if written.dossier.title.posted_first else f"{written.who} được"
    blocks: list[Block] = [
        Paragraph(
            f"{office.name} niêm yết công khai {proposed} đề nghị công nhận {written.quoted} "
            f"năm {written.facts.year}."
        ),
        Paragraph(
            f"Thời gian niêm yết: 10 ngày, từ {day_in_words(posting.counted_from)} "
            f"đến hết {day_in_words(posting.until)}."
        ),
        Paragraph(f"Nơi niêm yết: {_ended(written.text(posting.place))}"),
        Paragraph(
            f"Trong thời gian trên, mọi người có thể phản ánh trực tiếp tại trụ sở {office.name}{phone}, hoặc gửi thư. "
            "Không phải nêu tên. Mọi phản ánh đều được trả lời trước khi xét công nhận."
        ),
    ]
    return written.decided(
        Form.NOTICE,
        f"Niêm yết kết quả xét danh hiệu năm {written.facts.year}",
        blocks,
        date=posting.from_on,
    )


def _minutes(written: Written) -> Paper:
    vote = written.dossier.vote
    assert vote is not None  # the table below asks for it
    answered = [each for each in written.dossier.objections if each.answer is not None]
    blocks: list[Block] = [
        Paragraph(f"Thời gian: {day_in_words(vote.on)}."),
        Paragraph(f"Địa điểm: trụ sở {written.decider.name}."),
        Paragraph(f"Số người dự họp: {vote.present}."),
        Heading("1. Nội dung", 2),
        Paragraph(f"Xét đề nghị công nhận {written.who} {written.quoted} năm {written.facts.year}."),
        *_paragraphs(written.text(vote.text)),
        Heading("2. Phản ánh trong thời gian niêm yết", 2),
        Paragraph(
            f"Có {len(answered)} phản ánh, đều đã được trả lời." if answered else "Không có phản ánh nào."
        ),
        Heading("3. Kết luận từng tiêu chí", 2),
        _found(written),
        Heading("4. Biểu quyết", 2),
        Paragraph(
            f"Đồng ý: {vote.votes_for}; không đồng ý: {vote.votes_against}; phiếu trắng: {vote.abstained}. "
            + (
                "Quá nửa số người dự họp đồng ý đề nghị công nhận."
                if vote.carried
                else "Chưa quá nửa số người dự họp đồng ý, nên không đề nghị công nhận."
            )
        ),
        Paragraph("Biên bản được lập cùng ngày, đã đọc lại cho những người dự họp nghe và thống nhất."),
    ]
    return written.decided(
        Form.MINUTES,
        f"Họp hội đồng xét công nhận danh hiệu năm {written.facts.year}",
        blocks,
        signature=Signature("", "Chủ tịch hội đồng", ""),
        second_signature=Signature("", "Thư ký", ""),
        recipients=(),
    )


def _found(written: Written) -> Table:
    def mark(said: Mark | None) -> str:
        return str(words.CHOICES["mark"][said.mark]) if said else ""

    dossier = written.dossier
    rows = [
        (
            str(number),
            str(words.CHOICES["criterion"][each.code]),
            mark(dossier.assessed.get(each.code)),
            mark(dossier.found.get(each.code)),
        )
        for number, each in enumerate(dossier.criteria, 1)
    ]
    return Table(("TT", "Tiêu chí", "Tự chấm", "Kết luận"), tuple(rows), widths=(8, 70, 26, 26))


def _decision(written: Written) -> Paper:
    dossier, facts = written.dossier, written.facts
    decided = dossier.decision
    on = decided.decided_on if decided else clock.today()
    number, _slash, after = decided.number.partition("/") if decided else ("", "", "")
    bases: list[Block] = [Basis(f"Căn cứ {law}") for law in law_of(on)]
    bases.append(Basis(f"Căn cứ {written.cited}"))
    if dossier.vote is not None:
        bases.append(Basis(f"Căn cứ Biên bản họp hội đồng xét công nhận {day_in_words(dossier.vote.on)}"))
    if written.checker != written.decider:
        bases.append(Basis(f"Theo đề nghị của {written.checker.name}"))
    whom = (
        f"{dossier.households} gia đình thuộc {written.who}, có danh sách kèm theo,"
        if dossier.title.posted_first
        else written.who
    )
    enforcers = ", ".join(
        name for name in (written.checker.name, written.head) if name != written.decider.name
    )
    blocks: list[Block] = [
        *bases,
        Article(1, f"Công nhận {whom} {written.quoted} năm {facts.year}."),
        Article(2, "Quyết định này có hiệu lực kể từ ngày ký."),
        Article(
            3,
            f"Văn phòng Hội đồng nhân dân và Ủy ban nhân dân, {enforcers} và các đơn vị, cá nhân liên quan chịu trách "
            "nhiệm thi hành Quyết định này.",
        ),
    ]
    return written.decided(
        Form.DECISION,
        f"Về việc công nhận {written.subject}",
        blocks,
        number=number,
        symbol=after or symbol(Form.DECISION, written.decider),
        date=decided.decided_on if decided else None,
        decided_by=f"Chủ tịch {written.decider.name}",
        signature=Signature("", "Chủ tịch", ""),
        recipients=("Như Điều 3", "Lưu: VT"),
    )


def _certificate(written: Written) -> tuple[Certificate, ...]:
    dossier, decided = written.dossier, written.dossier.decision
    assert decided is not None  # the table below asks for it
    number, _slash, after = decided.number.partition("/")
    commune = "" if written.area.level != Level.HAMLET else naming.area_name(written.area).partition(", ")[2]
    recipient = written.area.full_name if dossier.title.of_area else written.applicant.name
    sheet = Certificate(
        issuer=f"Chủ tịch {written.decider.name}",
        gives="Cấp",
        title="Giấy công nhận",
        recipient=recipient,
        about=capital(commune),
        merit=f"{capital(written.quoted)} năm {written.facts.year}",
        number=number,
        symbol=after,
        decided_on=decided.decided_on,
        place=written.decider.area.name,
        signature=Signature("", "Chủ tịch", ""),
        synthetic=settings.INSTALLATION.demonstration,
    )
    return (sheet,)


def _ended(text: str) -> str:
    return f"{text.strip().rstrip('.;:,')}."


def _paragraphs(text: str) -> list[Paragraph]:
    return [Paragraph(each.strip()) for each in text.splitlines() if each.strip()]


_WRITERS: Mapping[str, Callable[[Written], Paper | tuple[Certificate, ...]]] = {
    "registration": _registration,
    "assessment": _assessment,
    "notice": _notice,
    "minutes": _minutes,
    "decision": _decision,
    "certificate": _certificate,
}
# From when on there is something to write. A decision can be drafted as soon as the council carried it.
_MAY: Mapping[str, Callable[[Dossier], bool]] = {
    "registration": lambda _dossier: True,
    "assessment": lambda dossier: not dossier.unassessed,
    "notice": lambda dossier: dossier.posting is not None,
    "minutes": lambda dossier: dossier.vote is not None,
    "decision": lambda dossier: _carried(dossier) and not _refused(dossier),
    # A family's certificate bears its name, which the list in the hamlet says and the journal does not.
    "certificate": lambda dossier: _given(dossier) and not dossier.title.posted_first,
}


def _carried(dossier: Dossier) -> bool:
    return _given(dossier) or bool(dossier.vote and dossier.vote.carried)


def _refused(dossier: Dossier) -> bool:
    return dossier.decision is not None and dossier.decision.act == "not_recognised"


def _given(dossier: Dossier) -> bool:
    decided = dossier.decision
    return decided is not None and decided.act == "recognised" and dossier.revocation is None
