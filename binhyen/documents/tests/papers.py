"""Documents as a commune's steering committee writes them; people and numbers are invented."""

from __future__ import annotations

import datetime as dt

from binhyen.documents import (
    Article,
    Basis,
    Form,
    Heading,
    Paper,
    Paragraph,
    Signature,
    Table,
)

COMMITTEE = (
    "BAN CHỈ ĐẠO PHÒNG, CHỐNG TỘI PHẠM, TỆ NẠN XÃ HỘI VÀ XÂY DỰNG PHONG TRÀO TOÀN DÂN BẢO VỆ AN NINH TỔ QUỐC"
)
CHAIR = Signature("TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN", "Nguyễn Văn Thắng")
RECIPIENTS = (
    "Ban Chỉ đạo 138 thành phố (để báo cáo)",
    "Thường trực Đảng ủy, HĐND xã",
    "Các thành viên Ban Chỉ đạo",
    "Các thôn trên địa bàn xã",
    "Lưu: VT, CAX (02b)",
)

DECISION = Paper(
    form=Form.DECISION,
    upper="THÀNH PHỐ HÀ NỘI",
    issuer="ỦY BAN NHÂN DÂN\nXÃ MỸ ĐỨC",
    number="7",
    symbol="QĐ-UBND",
    place="Mỹ Đức",
    date=dt.date(2026, 2, 5),
    subject="Về việc kiện toàn Ban Chỉ đạo phòng, chống tội phạm, tệ nạn xã hội và "
    "xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc xã Mỹ Đức",
    decided_by="CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MỸ ĐỨC",
    blocks=(
        Basis("Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;"),
        Basis(
            "Căn cứ Quyết định số 521/QĐ-TTg ngày 13 tháng 6 năm 2005 của Thủ tướng Chính phủ về Ngày hội "
            "toàn dân "
            "bảo vệ an ninh Tổ quốc;"
        ),
        Basis("Xét đề nghị của Trưởng Công an xã tại Tờ trình số 04/TTr-CAX ngày 02 tháng 02 năm 2026;"),
        Article(
            1,
            "Kiện toàn Ban Chỉ đạo phòng, chống tội phạm, tệ nạn xã hội và xây dựng phong trào toàn dân "
            "bảo vệ "
            "an ninh Tổ quốc xã Mỹ Đức (sau đây gọi tắt là Ban Chỉ đạo 138 xã), gồm các ông, bà có tên sau:",
        ),
        Table(
            ("TT", "Họ và tên", "Chức vụ, đơn vị công tác", "Nhiệm vụ"),
            (
                ("1", "Nguyễn Văn Thắng", "Chủ tịch Ủy ban nhân dân xã", "Trưởng ban"),
                ("2", "Trần Thị Hồng Nhung", "Trưởng Công an xã", "Phó Trưởng ban Thường trực"),
                ("3", "Lê Quang Huy", "Phó Chủ tịch Ủy ban nhân dân xã", "Phó Trưởng ban"),
                ("4", "Đỗ Thị Mỹ Duyên", "Chủ tịch Ủy ban Mặt trận Tổ quốc Việt Nam xã", "Ủy viên"),
                ("5", "Bùi Đức Thịnh", "Chỉ huy trưởng Ban Chỉ huy Quân sự xã", "Ủy viên"),
            ),
            widths=(8, 32, 44, 26),
        ),
        Article(
            2,
            "Ban Chỉ đạo 138 xã có nhiệm vụ tham mưu, giúp Ủy ban nhân dân xã chỉ đạo, đôn đốc, kiểm tra "
            "công tác "
            "phòng, chống tội phạm, tệ nạn xã hội; các thành viên làm việc theo chế độ kiêm nhiệm.",
        ),
        Paragraph(
            "Công an xã là cơ quan thường trực của Ban Chỉ đạo, được sử dụng con dấu của Ủy ban nhân dân "
            "xã khi "
            "thực hiện nhiệm vụ."
        ),
        Article(
            3,
            "Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 112/QĐ-UBND ngày 20 tháng "
            "8 năm "
            "2025. Chánh Văn phòng HĐND và UBND xã, Trưởng Công an xã và các ông, bà có tên tại Điều 1 "
            "chịu trách "
            "nhiệm thi hành Quyết định này.",
        ),
    ),
    signature=Signature("", "CHỦ TỊCH", "Nguyễn Văn Thắng"),
    recipients=(
        "Như Điều 3",
        "UBND thành phố Hà Nội (để báo cáo)",
        "Thường trực Đảng ủy, HĐND xã",
        "Lưu: VT, CAX",
    ),
    synthetic=True,
)

_TASKS = (
    (
        "Rà soát, lập danh sách các tụ điểm phức tạp về ma túy, cờ bạc trên từng thôn",
        "Công an xã",
        "Các thôn",
        "31/3/2026",
    ),
    (
        "Tổ chức ký cam kết không vi phạm pháp luật về trật tự an toàn xã hội với các cơ sở kinh doanh có "
        "điều kiện",
        "Công an xã",
        "Văn phòng HĐND và UBND xã",
        "30/4/2026",
    ),
    (
        "Tuyên truyền, phổ biến pháp luật về phòng, chống ma túy trong trường học",
        "Trung tâm Văn hóa xã",
        "Các trường THCS, THPT",
        "31/5/2026",
    ),
    ("Củng cố Tổ bảo vệ an ninh, trật tự ở cơ sở", "Ban Chỉ huy Quân sự xã", "Công an xã", "30/6/2026"),
    (
        "Tổ chức Ngày hội toàn dân bảo vệ an ninh Tổ quốc tại 100% các thôn",
        "Ủy ban MTTQ Việt Nam xã",
        "Các ngành, đoàn thể",
        "19/8/2026",
    ),
)
PLAN = Paper(
    form=Form.PLAN,
    upper="ỦY BAN NHÂN DÂN XÃ MỸ ĐỨC",
    issuer=COMMITTEE,
    number="",
    symbol="KH-BCĐ",
    place="Mỹ Đức",
    date=None,
    subject="Thực hiện công tác phòng, chống tội phạm và xây dựng phong trào\n"
    "toàn dân bảo vệ an ninh Tổ quốc năm 2026",
    blocks=(
        Basis("Căn cứ Kế hoạch số 21/KH-BCĐ ngày 15 tháng 01 năm 2026 của Ban Chỉ đạo 138 thành phố Hà Nội"),
        Basis(
            "Thực hiện Nghị quyết số 03-NQ/ĐU ngày 10 tháng 01 năm 2026 của Đảng ủy xã về bảo đảm an "
            "ninh, trật tự,"
        ),
        Paragraph("Ban Chỉ đạo 138 xã Mỹ Đức xây dựng Kế hoạch thực hiện năm 2026 như sau:"),
        Heading("I. Mục đích, yêu cầu"),
        Heading("1. Mục đích", 2),
        Paragraph(
            "Huy động sức mạnh tổng hợp của hệ thống chính trị và toàn dân tham gia phòng ngừa, phát "
            "hiện, đấu tranh "
            "với tội phạm; giữ vững an ninh, trật tự, không để hình thành điểm nóng trên địa bàn xã."
        ),
        Heading("2. Yêu cầu", 2),
        Paragraph(
            "Việc triển khai phải đồng bộ, có trọng tâm, trọng điểm; phân công rõ người, rõ việc, rõ thời "
            "gian hoàn "
            "thành; gắn với việc thực hiện nhiệm vụ phát triển kinh tế - xã hội của xã."
        ),
        Heading("II. Nhiệm vụ trọng tâm"),
        Heading("1. Công tác phòng ngừa xã hội", 2),
        Heading("a) Tuyên truyền, phổ biến, giáo dục pháp luật", 3),
        *(
            Paragraph(
                "Đổi mới nội dung, hình thức tuyên truyền phù hợp với từng nhóm đối tượng; chú trọng "
                "tuyên truyền trên "
                "hệ thống truyền thanh cơ sở, qua sinh hoạt thôn, chi hội, chi đoàn và các nhóm mạng xã "
                "hội do địa "
                "phương quản lý; kịp thời biểu dương gương người tốt, việc tốt."
            )
            for _ in range(2)
        ),
        Heading("b) Nhân rộng mô hình", 3),
        Paragraph(
            "Duy trì và nhân rộng các mô hình tự quản về an ninh, trật tự; mỗi thôn xây dựng ít nhất 01 "
            "mô hình hoạt "
            "động hiệu quả; các cụm liên kết giáp ranh giao ban mỗi quý một lần."
        ),
        Heading("III. Phân công nhiệm vụ"),
        Paragraph("Các nhiệm vụ cụ thể được phân công như sau:"),
        Table(
            ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn", "Kinh phí (triệu đồng)"),
            tuple((str(i + 1), *_TASKS[i % 5], f"{12 + i * 7},5") for i in range(20)),
            numeric=frozenset({5}),
        ),
        Heading("IV. Tổ chức thực hiện"),
        Paragraph(
            "Các thành viên Ban Chỉ đạo theo chức năng, nhiệm vụ được phân công tổ chức thực hiện; định "
            "kỳ hằng quý "
            "báo cáo kết quả về Ban Chỉ đạo (qua Công an xã) trước ngày 15 của tháng cuối quý để tổng hợp."
        ),
    ),
    signature=Signature(
        "TM. BAN CHỈ ĐẠO\nKT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN THƯỜNG TRỰC", "Trần Thị Hồng Nhung"
    ),
    recipients=RECIPIENTS,
    synthetic=True,
)

DIRECTIVE = Paper(
    form=Form.DIRECTIVE,
    upper="THÀNH PHỐ HÀ NỘI",
    issuer="ỦY BAN NHÂN DÂN XÃ MỸ ĐỨC",
    number="02",
    symbol="CT-UBND",
    place="Mỹ Đức",
    date=dt.date(2026, 1, 12),
    subject="Về việc tăng cường bảo đảm an ninh, trật tự dịp Tết Nguyên đán Bính Ngọ năm 2026",
    blocks=(
        Paragraph(
            "Để bảo đảm an ninh, trật tự cho Nhân dân vui xuân, đón Tết Nguyên đán Bính Ngọ năm 2026 an "
            "toàn, lành "
            "mạnh, tiết kiệm, Chủ tịch Ủy ban nhân dân xã yêu cầu:"
        ),
        Paragraph(
            "1. Công an xã chủ trì, phối hợp với các đơn vị liên quan mở đợt cao điểm tấn công, trấn áp "
            "tội phạm; tăng "
            "cường tuần tra ban đêm tại các tuyến, địa bàn phức tạp; kiểm tra các cơ sở kinh doanh pháo, "
            "vật liệu nổ."
        ),
        Paragraph(
            "2. Ban Chỉ huy Quân sự xã duy trì nghiêm chế độ trực sẵn sàng chiến đấu; phối hợp với Công "
            "an xã thực hiện "
            "Nghị định số 02/2020/NĐ-CP của Chính phủ."
        ),
        Paragraph(
            "3. Trưởng các thôn vận động Nhân dân tự quản, tự phòng, tự bảo vệ tài sản; kịp thời cung cấp "
            "thông tin về tội "
            "phạm cho cơ quan chức năng; hòa giải kịp thời các mâu thuẫn trong nội bộ Nhân dân ngay tại "
            "cơ sở."
        ),
        Paragraph("Yêu cầu thủ trưởng các đơn vị, trưởng các thôn nghiêm túc thực hiện Chỉ thị này."),
    ),
    signature=Signature("", "CHỦ TỊCH", "Nguyễn Văn Thắng"),
    recipients=(
        "Thường trực Đảng ủy, HĐND xã",
        "Chủ tịch, các Phó Chủ tịch UBND xã",
        "Các đơn vị thuộc UBND xã",
        "Các thôn",
    ),
)

LETTER = Paper(
    form=Form.LETTER,
    upper="CÔNG AN THÀNH PHỐ HÀ NỘI",
    issuer="CÔNG AN XÃ MỸ ĐỨC",
    number="145",
    symbol="CAX-TH",
    place="Mỹ Đức",
    date=dt.date(2026, 3, 9),
    subject="phối hợp giải quyết tình trạng đua xe trái phép tại địa bàn giáp ranh",
    addressed_to=(
        "Công an xã Phúc Sơn",
        "Công an xã Hồng Sơn",
        "Ban Chỉ huy Quân sự các xã trong cụm liên kết số 3",
    ),
    blocks=(
        Paragraph(
            "Từ đầu tháng 02 năm 2026 đến nay, Công an xã Mỹ Đức tiếp nhận 06 tin báo của Nhân dân về "
            "tình trạng thanh, "
            "thiếu niên tụ tập đua xe trái phép trên tuyến tỉnh lộ 419, đoạn qua địa bàn giáp ranh ba xã."
        ),
        Paragraph(
            "Thực hiện Quy chế phối hợp của cụm liên kết, Công an xã Mỹ Đức đề nghị các đơn vị cử lực "
            "lượng tuần tra chung từ "
            "22 giờ 00 đến 02 giờ 00 các ngày thứ Sáu, thứ Bảy hằng tuần, bắt đầu từ ngày 13 tháng 3 năm "
            "2026."
        ),
        Paragraph("Đề nghị các đơn vị quan tâm phối hợp"),
    ),
    signature=Signature("KT. TRƯỞNG CÔNG AN XÃ", "PHÓ TRƯỞNG CÔNG AN XÃ", "Trung tá Phạm Đình Khôi"),
    recipients=("Phòng Tham mưu, Công an thành phố (để báo cáo)", "Lưu: VT"),
)

MINUTES = Paper(
    form=Form.MINUTES,
    upper="ỦY BAN NHÂN DÂN XÃ MỸ ĐỨC",
    issuer="BAN CHỈ ĐẠO 138",
    number="3",
    symbol="BB-BCĐ",
    place="Mỹ Đức",
    date=None,
    subject="Họp Ban Chỉ đạo 138 xã Mỹ Đức quý I năm 2026",
    blocks=(
        Paragraph(
            "Thời gian bắt đầu: 14 giờ 00 phút, ngày 27 tháng 3 năm 2026.\nĐịa điểm: Phòng họp số 2, trụ "
            "sở Ủy ban nhân dân xã."
        ),
        Paragraph("Thành phần tham dự: 17/19 thành viên Ban Chỉ đạo; vắng 02 (có lý do)."),
        Paragraph(
            "Chủ trì (chủ tọa): Ông Nguyễn Văn Thắng, Trưởng ban.\nThư ký (người ghi biên bản): Bà Vũ Thị "
            "Quỳnh, công chức Văn phòng."
        ),
        Heading("1. Nội dung", 2),
        Paragraph(
            "Đồng chí Trưởng Công an xã báo cáo kết quả quý I: tiếp nhận 42 tin báo, đã giải quyết 39 "
            "tin, đạt 92,9%."
        ),
        Heading("2. Kết luận", 2),
        Paragraph(
            "Ban Chỉ đạo thống nhất giao Công an xã hoàn thành việc rà soát các tụ điểm phức tạp trước "
            "ngày 31 tháng 3 năm 2026."
        ),
        Paragraph("Cuộc họp kết thúc vào 16 giờ 30 phút, ngày 27 tháng 3 năm 2026."),
    ),
    signature=Signature("", "CHỦ TỌA", "Nguyễn Văn Thắng"),
    second_signature=Signature("", "THƯ KÝ", "Vũ Thị Quỳnh"),
    recipients=("Các thành viên Ban Chỉ đạo", "Lưu: VT, hồ sơ"),
)

REPORT = Paper(
    form=Form.REPORT,
    upper="ỦY BAN NHÂN DÂN XÃ MỸ ĐỨC",
    issuer="BAN CHỈ ĐẠO 138",
    number="15",
    symbol="BC-BCĐ",
    place="Mỹ Đức",
    date=dt.date(2026, 12, 15),
    subject="Kết quả công tác phòng, chống tội phạm năm 2026",
    addressed_to=("Ban Chỉ đạo 138 thành phố Hà Nội",),
    blocks=(
        Paragraph(
            "Thực hiện Kế hoạch số 21/KH-BCĐ ngày 15 tháng 01 năm 2026, Ban Chỉ đạo 138 xã Mỹ Đức báo cáo "
            "kết quả như sau:"
        ),
        Heading("I. Tình hình"),
        Paragraph(
            "Trong năm, tình hình an ninh, trật tự trên địa bàn xã cơ bản ổn định; Nhân dân cung cấp 168 "
            "tin báo có giá trị."
        ),
        Table(
            ("TT", "Loại vụ việc", "Năm 2025", "Năm 2026", "Tăng, giảm (%)"),
            (
                ("1", "Ma túy", "41", "37", "-9,8"),
                ("2", "Đánh bạc", "22", "17", "-22,7"),
                ("3", "Mại dâm", "6", "4", "-33,3"),
            ),
            numeric=frozenset({2, 3, 4}),
        ),
        Heading("II. Phương hướng năm 2027"),
        Paragraph(
            "Tiếp tục duy trì các mô hình tự quản; nâng tỷ lệ giải quyết tin báo đúng hạn lên trên 95%./."
        ),
    ),
    signature=CHAIR,
    recipients=("Thường trực Đảng ủy xã (để báo cáo)", "Lưu: VT, CAX"),
)

NOTICE = Paper(
    form=Form.NOTICE,
    upper="ỦY BAN NHÂN DÂN XÃ MỸ ĐỨC",
    issuer="BAN CHỈ ĐẠO 138",
    number="120",
    symbol="TB-BCĐ",
    place="Mỹ Đức",
    date=dt.date(2026, 4, 30),
    subject="Kết luận của Trưởng ban tại cuộc họp quý I năm 2026",
    blocks=(
        Paragraph(
            "Trưởng ban kết luận: các thôn gửi danh sách Tổ bảo vệ an ninh, trật tự trước ngày 15 tháng 5."
        ),
    ),
    signature=Signature("TL. TRƯỞNG BAN", "ỦY VIÊN THƯ KÝ", "Vũ Thị Quỳnh"),
    recipients=("Các thành viên Ban Chỉ đạo",),
)

REGULATION = Paper(
    form=Form.REGULATION,
    upper="ỦY BAN NHÂN DÂN XÃ MỸ ĐỨC",
    issuer="BAN CHỈ ĐẠO 138",
    number="12",
    symbol="QĐ-BCĐ",
    place="Mỹ Đức",
    date=dt.date(2026, 3, 5),
    subject="Tổ chức và hoạt động của cụm liên kết an ninh, trật tự số 3",
    blocks=(
        Heading("Chương I. Quy định chung"),
        Article(1, "Phạm vi điều chỉnh"),
        Paragraph("Quy chế này quy định về tổ chức và hoạt động của cụm liên kết an ninh, trật tự số 3."),
        Article(2, "Nguyên tắc hoạt động"),
        Paragraph("1. Tự nguyện, bình đẳng, tuân thủ pháp luật."),
        Paragraph("2. Cụm trưởng luân phiên giữa các xã, mỗi nhiệm kỳ 12 tháng."),
        Heading("Chương II. Tổ chức thực hiện"),
        Article(3, "Hiệu lực thi hành"),
        Paragraph("Quy chế này có hiệu lực kể từ ngày ký quyết định ban hành."),
    ),
    signature=CHAIR,
    recipients=(),
)

SUBMISSION = Paper(
    form=Form.SUBMISSION,
    upper="CÔNG AN THÀNH PHỐ HÀ NỘI",
    issuer="CÔNG AN XÃ MỸ ĐỨC",
    number="4",
    symbol="TTr-CAX",
    place="Mỹ Đức",
    date=dt.date(2026, 2, 2),
    subject="Về việc kiện toàn Ban Chỉ đạo 138 xã Mỹ Đức",
    addressed_to=("Chủ tịch Ủy ban nhân dân xã Mỹ Đức",),
    blocks=(Paragraph("Công an xã kính trình Chủ tịch Ủy ban nhân dân xã xem xét, quyết định."),),
    signature=Signature("", "TRƯỞNG CÔNG AN XÃ", "Trung tá Trần Thị Hồng Nhung"),
    recipients=("Lưu: VT",),
)

EVERY = (DECISION, DIRECTIVE, PLAN, REPORT, LETTER, MINUTES, NOTICE, REGULATION, SUBMISSION)
