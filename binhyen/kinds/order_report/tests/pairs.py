"""Pairs of reports, written for this by hand, each said to be about the same thing or not, as a neighbour would say.
With and without marks, in both spellings, near but about something else, far in the same words.

(same, metres apart, how far off the phone was, days apart, category and words of the one, of the other)
"""

from __future__ import annotations

import datetime as dt

from binhyen.kinds.order_report.alike import Seen

PAIRS = (
    # The same thing, told twice.
    (True, 5, 10, 0, "sidewalk", "bàn ghế quán phở chiếm hết vỉa hè", "sidewalk", "Quán phở kê bàn ghế ra vỉa hè"),
    (True, 20, 15, 1, "sidewalk", "ban ghe quan pho chiem via he", "sidewalk", "Quán phở kê bàn ghế ra vỉa hè"),
    (True, 60, 40, 2, "sidewalk", "hàng hoa quả bày ra vỉa hè trước cổng chợ",
     "sidewalk", "Bán hoa quả ngay cổng chợ"),
    (True, 90, 80, 0, "street_light", "đèn đường không sáng", "street_light", "Cột đèn đầu ngõ tối om mấy hôm nay"),
    (True, 15, 10, 4, "street_light", "den hong ca day", "street_light", "Hỏng cả dãy đèn từ ngã ba"),
    (True, 30, 20, 1, "waste", "rác đổ trộm cạnh cống", "waste", "Có người đổ rác ở miệng cống"),
    (True, 45, 30, 3, "waste", "do trom gach vua ben duong", "waste", "Gạch vữa đổ trộm bên đường"),
    (True, 70, 60, 0, "flooding", "ngập nước sau mưa, cống tắc", "flooding", "Cống tắc, nước ngập nửa bánh xe"),
    (True, 10, 5, 0, "fallen_tree", "cây xà cừ đổ chắn đường", "fallen_tree", "Cay xa cu do ngang duong"),
    (True, 25, 10, 0, "obstacle", "cành cây chắn đường", "fallen_tree", "Cành cây gãy chắn hết đường"),
    (True, 40, 30, 0, "obstacle", "cây đổ ngang đường liên thôn", "fallen_tree", "Cây đổ ngang đường liên thôn"),
    (True, 12, 8, 6, "roadway", "xe tải đỗ kín lòng đường", "sidewalk", "Xe tải đỗ kín cả vỉa hè lẫn lòng đường"),
    (True, 35, 20, 2, "roadway", "do vat lieu xay dung xuong long duong", "roadway", "Cát sỏi đổ xuống lòng đường"),
    (True, 55, 40, 1, "sidewalk", "mái che kì ốt lấn vỉa hè", "sidewalk", "Mái che ky ốt lấn hết vỉa hè"),
    (True, 18, 12, 9, "sidewalk", "quầy hàng kỹ thuật số để biển ra hè",
     "sidewalk", "Quay hang ki thuat so de bien ra he"),
    (True, 80, 120, 0, "noise", "loa kẹo kéo hát karaoke đêm", "noise", "Karaoke loa kéo ầm ĩ sau 22 giờ"),
    (True, 110, 100, 2, "noise", "xuong go cua may ca dem", "noise", "Xưởng gỗ cưa máy đến khuya"),
    (True, 65, 100, 0, "burning", "đốt rơm khói mù đường", "burning", "Đốt rơm rạ, khói mù cả đường"),
    (True, 95, 100, 1, "burning", "dot rac sau truong hoc", "burning", "Sau trường học ngày nào cũng đốt rác"),
    (True, 50, 100, 5, "illegal_construction", "xây nhà không phép trên ruộng",
     "illegal_construction", "Đổ móng nhà trên đất ruộng"),
    (True, 75, 100, 14, "land_encroachment", "lap kenh muong lam nha",
     "land_encroachment", "Lấp mương tưới để làm nhà"),
    (True, 22, 15, 0, "fire_exit", "lối thoát nạn chợ bị khóa xích", "fire_exit", "Cửa thoát nạn của chợ khóa xích"),
    (True, 28, 20, 1, "fire_exit", "xe de chan loi xe chua chay", "fire_exit", "Xe để chặn lối xe chữa cháy"),
    (True, 33, 25, 0, "festival_touting", "chèo kéo khách đi đò ở bến Yến",
     "festival_touting", "Người chèo đò níu kéo khách bến Yến"),
    (True, 38, 25, 0, "festival_overcharging", "thu tiền đò cao hơn giá niêm yết",
     "festival_overcharging", "Giá đò bị thu cao hơn niêm yết"),
    (True, 85, 60, 20, "stray_animals", "chó thả rông đuổi trẻ con", "stray_animals", "Cho tha rong, khong ro mom"),
    (True, 130, 150, 0, "street_light", "mat den ca doan duong", "street_light", "Mất đèn cả đoạn đường dài"),
    (True, 140, 120, 1, "flooding", "đường ngập không đi được", "flooding", "Ngập cả đoạn đường, xe chết máy"),
    (True, 8, 10, 30, "waste", "bãi rác tự phát cuối thôn", "waste", "Bai rac tu phat o cuoi thon"),
    (True, 42, 30, 40, "sidewalk", "quán cà phê để xe máy kín vỉa hè",
     "sidewalk", "Xe máy của khách quán cà phê kín hè"),
    (True, 16, 10, 0, "other_order", "biển quảng cáo sắp rơi", "sidewalk", "Biển quảng cáo sắp rơi xuống vỉa hè"),
    (True, 60, 50, 0, "waste", "nước thải hôi chảy ra đường", "flooding", "Nước thải hôi thối chảy ra đường"),
    (True, 27, 20, 3, "roadway", "phơi thóc kín lòng đường", "obstacle", "Phơi thóc kín đường, xe trượt ngã"),
    (True, 20, 15, 0, "sidewalk", "", "sidewalk", "Bàn ghế chiếm vỉa hè"),
    # Near, and about something else.
    (False, 5, 10, 0, "sidewalk", "bàn ghế chiếm vỉa hè", "street_light", "Đèn đường không sáng"),
    (False, 10, 10, 1, "waste", "rác đổ trộm cạnh cống", "noise", "Karaoke đêm khuya"),
    (False, 15, 12, 0, "flooding", "cống tắc ngập nước", "street_light", "Đèn hỏng hai tuần nay"),
    (False, 20, 15, 0, "fallen_tree", "cây đổ", "street_light", "Cột đèn tối"),
    (False, 8, 10, 2, "noise", "loa kéo hát đêm", "sidewalk", "Bàn ghế quán nhậu ra vỉa hè"),
    (False, 12, 10, 0, "burning", "đốt rác khói", "stray_animals", "Chó thả rông"),
    (False, 25, 20, 0, "fire_exit", "lối thoát nạn bị khóa", "sidewalk", "Hàng hóa bày ra vỉa hè"),
    (False, 18, 10, 0, "street_light", "đèn hỏng", "fallen_tree", "Cành cây gãy treo lơ lửng"),
    (False, 30, 20, 3, "illegal_construction", "xây không phép", "waste", "Gạch vữa đổ trộm"),
    (False, 40, 30, 1, "festival_touting", "chèo kéo khách", "waste", "Rác ở bến đò"),
    (False, 35, 20, 0, "roadway", "xe tải đỗ lòng đường", "flooding", "Ngập nước"),
    (False, 22, 15, 0, "land_encroachment", "lấp mương làm nhà", "flooding", "Cống tắc trước cửa"),
    (False, 45, 30, 10, "stray_animals", "trâu bò thả rông", "burning", "Đốt rơm rạ"),
    (False, 50, 40, 0, "other_order", "ổ gà giữa đường", "street_light", "Đèn đường nhấp nháy"),
    (False, 60, 20, 0, "waste", "nước thải từ lò mổ", "stray_animals", "Chó thả rông cắn gà"),
    (False, 150, 10, 0, "sidewalk", "bàn ghế quán bia", "sidewalk", "Mái tôn cửa hàng sơn lấn hè"),
    (False, 160, 10, 2, "street_light", "đèn ngõ 3 hỏng", "street_light", "Đèn ngõ 7 không sáng"),
    (False, 180, 15, 0, "waste", "rác sau chợ", "waste", "Vỏ thuốc sâu vứt bờ ruộng"),
    (False, 140, 10, 60, "flooding", "cống trước trạm y tế tắc", "flooding", "Ngập ở ngã tư"),
    (False, 170, 20, 5, "sidewalk", "xe máy tiệm vàng", "sidewalk", "Gạch đá trước nhà văn hóa"),
    # Far, in the same words.
    (False, 600, 10, 0, "sidewalk", "bàn ghế chiếm hết vỉa hè", "sidewalk", "Bàn ghế chiếm hết vỉa hè"),
    (False, 900, 20, 0, "street_light", "den duong khong sang", "street_light", "Đèn đường không sáng"),
    (False, 1200, 15, 1, "waste", "rác đổ trộm cạnh cống", "waste", "Rác đổ trộm cạnh cống"),
    (False, 2500, 30, 0, "flooding", "ngập nước sau mưa", "flooding", "Ngập nước sau mưa"),
    (False, 800, 50, 0, "noise", "karaoke loa kéo đêm", "noise", "Karaoke loa kéo đêm"),
    (False, 500, 10, 2, "fallen_tree", "cây xà cừ đổ chắn đường", "fallen_tree", "Cây xà cừ đổ chắn đường"),
    (False, 450, 20, 0, "roadway", "xe tải đỗ lòng đường", "roadway", "Xe tải đỗ lòng đường"),
    (False, 3000, 10, 0, "fire_exit", "lối thoát nạn bị khóa xích", "fire_exit", "Lối thoát nạn bị khóa xích"),
    (False, 700, 100, 0, "burning", "đốt rơm rạ khói mù", "burning", "Đốt rơm rạ khói mù"),
    (False, 550, 10, 7, "stray_animals", "chó thả rông", "stray_animals", "Chó thả rông"),
    (False, 400, 10, 0, "sidewalk", "mái che lấn vỉa hè", "sidewalk", "Mái che lấn vỉa hè"),
    (False, 1000, 10, 0, "festival_overcharging", "thu tiền đò cao", "festival_overcharging", "Thu tiền đò cao"),
)  # fmt: skip

NOW = dt.datetime(2026, 3, 13, 8, tzinfo=dt.UTC)
LATITUDE, LONGITUDE = 20.6212, 105.7711
# How coarse the other is shown, half of it: as categories.py says, written out so that a change there is noticed here.
COARSE = {
    "illegal_construction": 50,
    "land_encroachment": 50,
    "noise": 100,
    "burning": 100,
    "stray_animals": 100,
}
METRES = 111_320


def seen(pair: tuple[bool, int, int, int, str, str, str, str]) -> tuple[bool, Seen, Seen]:
    """Whether they are the same; what is asked, and what is known already."""
    same, metres, accuracy, days, category, words, other, other_words = pair
    asked = Seen(category, LATITUDE, LONGITUDE, accuracy, words, NOW)
    before = NOW - dt.timedelta(days=days)
    return (
        same,
        asked,
        Seen(other, LATITUDE + metres / METRES, LONGITUDE, COARSE.get(other, 0), other_words, before),
    )
