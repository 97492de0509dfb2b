"""What the invented order reports of the demonstration say, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass

HUONG_SON, HONG_SON, MY_DUC, PHUC_SON = "huong-son", "hong-son", "my-duc", "phuc-son"
DAY = 24.0
FOR_THE_OFFICE = "Không có gì thêm."

After = tuple[tuple[float, str, str], ...]


@dataclass(frozen=True)
class Told:
    """One report. `after`: (hours after receipt, act, what it says) in order; `scene`, `alt`: its picture, and what it
    shows; `reason`: why it was closed or refused; `key`: its name for those that are joined to it."""

    commune: str
    category: str
    hours_ago: float
    place: str
    what: str
    after: After = ()
    answers: tuple[str, ...] = ()
    scene: str = ""
    alt: str = ""
    reason: str = ""
    channel: str = "web"
    key: str = ""
    sealed: str = FOR_THE_OFFICE


def _checked(*rest: tuple[float, str, str], photo: bool = False, begins: float = 1.5) -> After:
    """Accepted and shown by an officer, with its painted-over photo, and what came then."""
    shown = [(begins, "accepted", ""), (begins + 0.2, "shown", "")]
    return (*shown, *([(begins + 0.4, "photo_shown", "")] if photo else []), *rest)


REPORTS = (
    Told(
        HUONG_SON, "sidewalk", DAY * 52, "Trước cổng chợ Bến",
        "Bàn ghế quán nước kê kín vỉa hè, học sinh phải đi xuống lòng đường.",
        _checked(
            (5, "assigned", "joint_round"), (28, "begun", ""),
            (54, "answered", "Đã nhắc nhở và dọn bàn ghế, kẻ vạch phần dành cho người đi bộ."), photo=True,
        ),
        answers=("by_goods", "way_blocked"), scene="pavement", alt="Bàn ghế nhựa kê kín vỉa hè trước dãy quán",
    ),
    Told(
        HUONG_SON, "street_light", DAY * 50, "Đường đê, đoạn qua trạm bơm",
        "Ba đèn liền nhau không sáng từ tuần trước, tối rất khó đi.",
        (
            (2, "accepted", ""), (6, "assigned", "service_company"), (30, "photo_shown", ""),
            (DAY * 4, "answered", "Đã thay ba bóng và một hộp đấu dây. Tối qua đèn sáng cả dãy."),
        ),
        answers=("light_row",), scene="lights", alt="Đường đê buổi tối, cột đèn không sáng",
    ),
    Told(
        HUONG_SON, "waste", DAY * 47, "Bờ kênh sau nhà văn hóa",
        "Phế thải xây dựng đổ thành đống cao ngang người, mưa là trôi xuống kênh.",
        _checked(
            (20, "assigned", "service_company"), (DAY * 3, "begun", ""),
            (DAY * 6, "answered", "Đã chở hai xe phế thải, cắm biển cấm đổ rác."),
            (DAY * 20, "reopened", "seen_again"), (DAY * 20 + 3, "accepted", ""),
            (DAY * 21, "assigned", "joint_round"),
            (DAY * 23, "answered", "Đã dọn lần hai, đặt hàng rào và lắp đèn ở đầu đường xuống kênh."), photo=True,
        ),
        answers=("waste_building",), scene="rubble", alt="Đống gạch vữa bên bờ kênh",
    ),
    Told(
        MY_DUC, "flooding", DAY * 45, "Ngã ba trước trường tiểu học",
        "Mưa nửa giờ là ngập đến đầu gối, nắp cống bị rác bịt kín.",
        (
            (1, "accepted", "complex"), (4, "photo_shown", ""), (DAY, "assigned", "service_company"),
            (DAY * 12, "answered", "Đã nạo vét 60 mét cống và thay hai song chắn rác."),
        ),
        scene="flood", alt="Nước ngập mặt đường trước một cổng trường",
    ),
    Told(
        HONG_SON, "burning", DAY * 43, "Cánh đồng phía đông thôn",
        "Đốt rơm rạ ba chiều liền, khói kín cả đường liên xã, xe máy phải bật đèn.",
        _checked((DAY * 5, "closed", "Đã đến nơi nhắc từng hộ; vụ gặt đã xong. Trước vụ sau, thôn phát túi ủ rơm.")),
        reason="planned_later",
    ),
    Told(
        PHUC_SON, "sidewalk", DAY * 41, "Hai bên cổng trường trung học cơ sở",
        "Giờ tan học, xe ô tô đỗ kín hai bên vỉa hè.",
        _checked(
            (26, "assigned", "security_team"),
            (DAY * 9.5, "answered", "Đã cắm biển cấm dừng đỗ giờ tan học, cử người đứng phân luồng hai tuần đầu."),
            photo=True,
        ),
        answers=("by_vehicles", "way_blocked"), scene="pavement", alt="Ô tô, bàn ghế trên vỉa hè",
    ),
    Told(
        MY_DUC, "illegal_construction", DAY * 38, "Xóm Giữa",
        "Có công trình lấn ra đường làng, đã đổ cột bê tông.",
        _checked(
            (30, "assigned", "staff"),
            (DAY * 8, "closed", "Đã kiểm tra giấy phép và mốc giới: công trình nằm trong phần đất được cấp."),
        ),
        answers=("stage_rising",), reason="no_violation_found",
    ),
    Told(
        HUONG_SON, "fire_exit", DAY * 35, "Dãy nhà trọ cạnh bến đò",
        "Cửa thoát phía sau bị xích, hành lang để xe máy chật không đi được.",
        _checked(
            (2.5, "begun", ""),
            (3.5, "answered", "Đã yêu cầu mở xích tại chỗ và chuyển hết xe ra sân. Hành lang đi được cả hai đầu."),
            photo=True, begins=0.5,
        ),
        answers=("exit_locked",), scene="exit", alt="Hành lang để kín xe máy, cuối hành lang là cửa xích",
    ),
    Told(
        HONG_SON, "roadway", DAY * 33, "Đường tỉnh, gần cây xăng",
        "Cát sỏi đổ lấn nửa làn đường, ban đêm không có đèn báo.",
        _checked(
            (4, "forwarded", MY_DUC), (8, "accepted", ""), (9, "assigned", "security_team"),
            (DAY * 2, "answered", "Chỗ này thuộc xã Mỹ Đức. Đã xúc hết cát sỏi và quét mặt đường."), photo=True,
        ),
        answers=("by_material",), scene="rubble", alt="Đống cát trên nửa làn đường",
    ),
    Told(
        PHUC_SON, "street_light", DAY * 31, "Ngõ vào sân bóng",
        "Một đèn chập chờn rồi tắt hẳn.",
        ((20, "accepted", ""), (DAY * 13, "answered", "Đã thay bóng. Chậm vì phải chờ vật tư.")),
        answers=("light_one",), scene="lights", alt="Cột đèn không sáng ở đầu ngõ",
    ),
    Told(
        HUONG_SON, "noise", DAY * 29, "Khu dân cư sau chợ",
        "Loa kéo hát đến nửa đêm, bốn tối trong một tuần.",
        _checked(
            (DAY * 2, "assigned", "security_team"),
            (DAY * 6, "closed", "Đã nhắc nhở, hai tuần sau không còn. Không đo được độ ồn nên không lập biên bản."),
        ),
        answers=("noise_karaoke", "when_evening", "when_night"), reason="cannot_be_verified",
    ),
    Told(
        MY_DUC, "fallen_tree", DAY * 27, "Đường vào đình",
        "Cây xà cừ đổ chắn ngang đường sau trận gió.",
        (
            (0.6, "accepted", ""), (0.8, "photo_shown", ""), (1, "begun", ""),
            (3, "answered", "Đã cưa và chở đi, đường thông lúc 9 giờ."),
        ),
        scene="tree", alt="Cây to đổ ngang mặt đường",
    ),
    Told(
        HONG_SON, "waste", DAY * 25, "Chân cầu, phía bờ đê",
        "Vỏ thuốc trừ sâu vứt đầy mương, có vịt chết.",
        _checked(
            (22, "assigned", "staff"),
            (DAY * 5, "answered", "Đã thu gom, đặt ba bể chứa vỏ thuốc ở đầu các lối ra đồng."),
            photo=True,
        ),
        answers=("waste_farm",), scene="rubble", alt="Túi, vỏ chai nằm ven mương",
    ),
    Told(
        HUONG_SON, "festival_touting", DAY * 22, "Bến xe đầu suối",
        "Người chèo kéo bám theo khách từ bãi xe đến bến đò.",
        _checked(
            (4, "assigned", "security_team"), (6, "supported", ""), (9, "supported", ""), (15, "supported", ""),
            (DAY * 4, "answered", "Đã lập chốt ở bãi xe, niêm yết số điện thoại của ban quản lý lễ hội."), photo=True,
        ),
        scene="pavement", alt="Lối đi từ bãi xe, hàng quán lấn hai bên",
    ),
    Told(
        PHUC_SON, "land_encroachment", DAY * 20, "Kênh tưới xóm Mới",
        "Có người đổ đất lấp một phần lòng kênh.",
        _checked((DAY * 2, "assigned", "staff"), (DAY * 3, "begun", "")),
    ),
    Told(
        HUONG_SON, "waste", DAY * 18, "Ngã tư đường vào bến",
        "Rác sinh hoạt chất đống ba ngày, chó bới ra khắp đường.",
        _checked(
            (5, "assigned", "service_company"), (7, "supported", ""), (12, "supported", ""),
            (DAY * 2, "answered", "Đã thu gom. Lịch lấy rác tuyến này đổi thành cách ngày."), photo=True,
        ),
        answers=("waste_home",), scene="rubble", alt="Đống túi rác ở góc ngã tư", key="corner",
    ),
    Told(
        HUONG_SON, "waste", DAY * 17.5, "Góc đường vào bến đò",
        "Rác để đầy góc đường, mùi rất khó chịu.",
        ((2, "accepted", ""), (2.1, "shown", ""), (2.4, "merged", "corner")),
        answers=("waste_home",),
    ),
    Told(
        MY_DUC, "sidewalk", DAY * 16, "Phố chính, đoạn qua bưu điện",
        "Mái che và bục bê tông của mấy cửa hàng làm kín vỉa hè.",
        _checked(
            (DAY * 1.2, "assigned", "joint_round"), (DAY * 7, "begun", ""),
            (DAY * 13, "answered", "Các hộ đã tự dỡ sáu mái che, xã phá bốn bục còn lại."), photo=True,
        ),
        answers=("by_structure", "way_left"), scene="pavement", alt="Mái che và bục bê tông trên vỉa hè",
    ),
    Told(
        HONG_SON, "flooding", DAY * 14, "Cổng chợ chiều",
        "Cống tắc, nước thải chảy tràn lối vào chợ.",
        ((3, "accepted", "complex"), (4, "photo_shown", ""), (DAY * 2, "assigned", "service_company")),
        scene="flood", alt="Nước đọng ở lối vào chợ",
    ),
    Told(
        PHUC_SON, "stray_animals", DAY * 13, "Đường quanh hồ",
        "Chó thả rông đuổi người đi bộ buổi sáng.",
        _checked((DAY * 4, "closed", "Đã nhắc các hộ quanh hồ, phát rọ mõm ở nhà văn hóa. Xã kiểm tra hằng tuần.")),
        reason="planned_later",
    ),
    Told(
        HUONG_SON, "other_order", DAY * 11, "Sân vận động cũ",
        "Sân vận động bỏ hoang, cỏ mọc kín, tối không ai dám qua.",
        _checked((DAY * 3, "closed", "Sân thuộc dự án của thành phố. Đã gửi văn bản đề nghị phát cỏ, lắp đèn tạm.")),
        reason="competent_body_informed",
    ),
    Told(
        HUONG_SON, "sidewalk", DAY * 9, "Dãy quán trước bến thuyền",
        "Hàng lưu niệm bày kín vỉa hè, xe lăn không qua được.",
        _checked((6, "assigned", "joint_round"), (8, "supported", ""), (DAY * 2, "supported", ""), photo=True),
        answers=("by_goods", "way_blocked"), scene="pavement", alt="Sạp hàng kín vỉa hè bến thuyền", key="quay",
    ),
    Told(
        MY_DUC, "obstacle", DAY * 8, "Cầu bê tông qua máng",
        "Lan can gãy một đoạn hai mét, ban đêm rất nguy hiểm.",
        (
            (0.4, "accepted", ""), (0.7, "photo_shown", ""), (1, "begun", ""),
            (3.6, "answered", "Đã dựng rào tạm và đèn nháy ngay trong chiều; lan can mới hàn xong hôm sau."),
        ),
        scene="tree", alt="Vật chắn trên mặt cầu",
    ),
    Told(
        HONG_SON, "street_light", DAY * 6, "Đường liên thôn, từ cột 12 đến cột 17",
        "Cả dãy đèn tắt từ hôm mưa to.",
        ((4, "accepted", ""), (5, "photo_shown", ""), (DAY, "assigned", "service_company"), (30, "supported", "")),
        answers=("light_row",), scene="lights", alt="Cả dãy cột đèn không sáng",
    ),
    Told(
        PHUC_SON, "waste", DAY * 5, "Bãi đất trống cạnh sân kho",
        "Sáng nào cũng có người mang rác đến đổ.",
        _checked((DAY, "assigned", "security_team"), photo=True),
        answers=("waste_home",), scene="rubble", alt="Rác trên bãi đất trống",
    ),
    Told(
        HUONG_SON, "roadway", DAY * 4, "Đoạn dốc trước trạm y tế",
        "Ô tô đỗ dưới lòng đường sát khúc cua, xe cấp cứu khó ra vào.",
        _checked((9, "begun", ""), photo=True, begins=3),
        answers=("by_vehicles",), scene="pavement", alt="Xe đỗ sát khúc cua",
    ),
    Told(
        MY_DUC, "festival_overcharging", DAY * 3, "Bãi gửi xe tự phát ven đường",
        "Thu tiền gửi xe gấp năm lần giá niêm yết.",
        _checked(begins=4),
    ),
    Told(
        HUONG_SON, "flooding", 30, "Đường gom, chỗ cống hộp",
        "Nước không thoát, ngập từ tối qua.",
        ((3, "accepted", ""),), channel="phone",
    ),
    Told(
        PHUC_SON, "fallen_tree", 5, "Sau nhà văn hóa thôn",
        "Cành phượng gãy, treo trên dây điện thoại.",
        ((0.5, "accepted", ""), (1, "begun", "picture")), scene="tree", alt="Cành cây gãy vắt ngang lối đi",
    ),
    # Not checked yet: nobody but the office sees these.
    Told(
        HUONG_SON, "sidewalk", 7, "Trước số nhà cạnh hiệu thuốc",
        "Nhà hàng xóm kê tủ kính ra vỉa hè, nói mãi không được.", answers=("by_goods", "way_left"),
    ),
    Told(HONG_SON, "waste", 4, "Đầu ngõ", "Có người đổ nước thải ra mương.", answers=("waste_water",)),
    Told(MY_DUC, "burning", 2, "Sau lò gạch", "Đốt nhựa, khói đen."),
    Told(
        MY_DUC, "sidewalk", DAY * 12, "Ngõ bên hông chợ", "Nhờ xã nói chuyện với nhà bên về cái cây.",
        ((6, "refused", "Việc giữa hai nhà: tổ hòa giải của thôn giúp được, mời bà con gặp trưởng thôn."),),
        reason="not_an_order_matter",
    ),
)  # fmt: skip
