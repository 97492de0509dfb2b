"""How people say it: everyday Vietnamese words by which a category may be guessed, matched without marks or case.

Hints for whoever classifies, worked out in their own browser, and never a decision: the words that matched are shown.
A word stands under several categories where people use it for several things.
"""

from __future__ import annotations

# A category, then its words; a line that begins with a space goes on with the one before.
_TABLE = """
drug_trade: bán ma túy, mua bán ma túy, bán hàng trắng, bán đá, giao hàng đá, bán thuốc lắc, bán cần
  sa, bán ke, tép heroin, bán bóng cười, thuốc lá điện tử có ma túy
drug_possession: tàng trữ ma túy, cất giấu ma túy, vận chuyển ma túy, giấu heroin, trồng cây thuốc
  phiện, trồng cần sa
drug_use: nghiện, hút chích, chích ma túy, kim tiêm, bơm kim tiêm, ngáo đá, phê thuốc, đập đá, sử
  dụng ma túy, hút cần
drug_den: tụ điểm ma túy, tụ tập hút chích, bay lắc, chứa chấp sử dụng ma túy, tổ chức sử dụng ma
  túy, mở nhạc sàn
gambling: đánh bạc, đánh bài, ăn tiền, xóc đĩa, tổ tôm, ba cây, tá lả, phỏm, liêng, sát phạt, chọi
  gà, đá gà, bầu cua
gambling_org: sòng bạc, tổ chức đánh bạc, gá bạc, chủ sòng, thu hồ, tiền hồ, cảnh giới, casino, đánh
  bạc qua mạng, trường gà
football_betting: cá độ, cá độ bóng đá, kèo bóng, bắt kèo, nhà cái
lottery_illegal: lô đề, ghi đề, ghi lô, bao lô, thầu đề, chủ đề, bảng đề
prostitution: mại dâm, mua dâm, bán dâm, gái gọi, gái bán hoa, gái mại dâm, đi khách
pimping: môi giới mại dâm, chứa mại dâm, má mì, tú bà, cà phê đèn mờ, cắt tóc thanh nữ, mát xa kích
  dục
minor_prostitution: mua dâm trẻ em, bé gái đi khách, gái chưa đủ tuổi, dưới 18 tuổi bán dâm
trafficking: mua bán người, bán sang, lừa sang, lừa bán, việc nhẹ lương cao, bán nội tạng, lấy chồng
  nước ngoài
assault: đánh người, đánh nhau, chém, đâm, hành hung, gây thương tích, đánh nhập viện, tạt axit
murder: giết người, dọa giết, đòi giết, án mạng, xác chết
domestic_violence: bạo lực gia đình, đánh vợ, đánh chồng, đánh con, chồng đánh, bạo hành, đánh mẹ,
  đánh bố
child_abuse: xâm hại trẻ em, xâm hại, dâm ô, hiếp dâm, sàm sỡ, hành hạ trẻ, bạo hành trẻ, gạ gẫm bé
robbery: cướp giật, giật dây chuyền, giật điện thoại, giật túi, cướp tài sản, bị cướp, dí dao
extortion: cưỡng đoạt, tống tiền, bảo kê, thu tiền bảo kê, đe dọa đòi tiền, dọa tung ảnh
theft: trộm, mất trộm, trộm chó, trộm xe, bẻ khóa, mất xe, móc túi, câu chó, đột nhập, mất bò, mất
  gà
property_damage: đập phá, phá hoại, đốt nhà, đốt xe, hủy hoại tài sản, ném đá, tạt sơn, chặt phá cây
fraud: lừa đảo, lừa tiền, giả danh công an, giả danh, chuyển khoản nhầm, hụi, vỡ hụi, đa cấp, tiền
  ảo, mã otp, chiếm đoạt, hack facebook
loan_sharking: cho vay nặng lãi, vay nặng lãi, lãi nặng, tín dụng đen, bốc họ, bốc bát họ, vay nóng,
  cầm đồ, lãi ngày, lãi suất cắt cổ
debt_terror: đòi nợ, đòi nợ thuê, xiết nợ, siết nợ, gọi điện khủng bố, ghép ảnh đòi nợ, mắm tôm,
  khủng bố đòi nợ
weapons_explosives: súng, súng tự chế, súng hơi, mã tấu, dao phóng lợn, kiếm nhật, thuốc nổ, lựu
  đạn, kích nổ, bom, đánh cá bằng mìn
fireworks: pháo, pháo nổ, đốt pháo, chế pháo, bán pháo, pháo lậu, pháo tự chế
gang_fight: băng nhóm, hỗn chiến, đánh nhau hội đồng, hẹn nhau đánh, đầu gấu, giang hồ, côn đồ, vác
  dao
illegal_racing: đua xe, bốc đầu, lạng lách, nẹt pô, quái xế, độ xe
public_disorder: gây rối, quậy phá, say rượu chửi bới, chửi bới, karaoke loa kéo, hát karaoke, ồn
  ào, mất trật tự, tụ tập đêm khuya
smuggling_counterfeit: hàng giả, hàng nhái, hàng lậu, buôn lậu, rượu giả, thuốc lá lậu, phân bón
  giả, thuốc giả, xăng giả
food_fake: thực phẩm bẩn, thịt ôi, thịt lợn chết, lợn bệnh, ngộ độc, chất cấm, thực phẩm giả, hóa
  chất bảo quản, bơm nước vào thịt
environment_crime: xả thải, nước thải, đổ trộm, rác thải, đốt rác, mùi hôi, khói bụi, cá chết, khai
  thác cát, hút cát, phá rừng, ô nhiễm
corruption_official: vòi vĩnh, nhũng nhiễu, hối lộ, đút lót, phong bì, chạy chọt, làm luật, ăn chặn,
  cán bộ đòi tiền
administrative: không đăng ký tạm trú, tạm trú, không khai báo, lấn chiếm lòng đường, vỉa hè, chó
  thả rông, quá giờ
"""


def _read(table: str) -> dict[str, tuple[str, ...]]:
    whole = table.strip().replace("\n ", " ")
    rows = (line.partition(":") for line in whole.splitlines())
    return {code: tuple(" ".join(word.split()) for word in words.split(",")) for code, _colon, words in rows}


WORDS = _read(_TABLE)
