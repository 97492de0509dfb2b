// Made from binhyen/sealing/wordlist.txt, which a test compares with it: the index of a word is part of a key.
export const WORDS = (
  "ấm an ánh áo ấp bà bài bạn bánh báo bắp bát bầu bảy bé bến " +
  "bèo bếp bí bìa biển biết biếu bình bờ bơi bông bột bữa bún bước búp " +
  "bút buýt cá cách cải cam cân cánh cao cặp cát cầu cây chắc chanh chào " +
  "chạy chén chèo chép chị chìa chiếc chiêng chiều chín chợ chớp chữ chùm chuối chuông " +
  "chụp chuyện cỏ cốc cối cơm con cửa cúc củi cụm cún cuốc cười cuốn cừu " +
  "đá đàn đảo đất đêm đèn đẹp dệt đi đĩa đích diêm diều đỉnh dịp dịu " +
  "đóa đồi đồng dừa dưới duyên ếch em én gà gạch gai gấm gần gánh gạo " +
  "gặp gặt gấu ghế ghép ghi ghim giấy giếng gió giọt giúp gỗ gói gốm gọn " +
  "góp gửi gừng guốc gương hái hang hành hạt hay hè hẻm hẹn hiền hiểu hình " +
  "hồ hoa hoạt học hội hôm hồng hộp hứa huệ hương hươu ích im in ít " +
  "kể kem kênh kẹo kẹp kết kêu khách khăn khắp khát khâu khay khế khen khéo " +
  "khiêng kho khóa khoác khoai khoan khoanh khỏe khơi khóm không khớp khuấy khúc khung khuôn " +
  "khuy khuya khuyên kịch kiến kiểu kim kính kịp lá lạc lạch làng lành lê len " +
  "lều lịch liễu lít loa loài lộc lòng lớp lúa lưng lưới lựu luyện ly mạ " +
  "mái mầm mận mành mào mát màu mây mẹ mềm mến mèo mét mì mía miếng " +
  "mỉm mịn mình mít mơ mời món một mũ mưa mùi mừng muối muôn mướp mứt " +
  "nai nấm nắp nâu neo nếp nét ngà ngắm ngàn ngành ngáp ngày nghé nghỉ nghĩa " +
  "nghiệp nghìn ngõ ngoài ngoan ngọc ngói ngon ngủ ngựa ngửi ngụm ngừng người nguồn nguyên " +
  "nhà nhạc nhài nhãn nhanh nhào nhảy nhẹ nhen nhiệt nhiều nhím nhìn nhịp nho nhóm " +
  "nhót như nhựa nhúm nhung nhuộm nhường nia niềm nở nôi nụ núi nước nương nút " +
  "ô oanh ốc ổi ôm ông phà phấn phao phẩy phên phép phễu phía phích phím " +
  "phin phố phơi phòng phúc phun phượng quà quán quanh quạt quầy quê quen quét quý " +
  "quyển quỳnh quýt rằm rạp rau rêu ru rừng sả sắc sách sâm sáng sao sáp " +
  "sáu sếu siêng sim sóc sông sứ sữa sức sum sung suối sương suốt tách tai " +
  "tằm tặng tạnh táo tập tất tàu tay tem tên tép tết thả thác thạch thăm " +
  "tháng thanh thảo thắp thau thầy thẻ thềm theo thép thêu thị thìa thích thiện thiệp " +
  "thím thịt thơ thoáng thóc thoi thơm thôn thu thưa thuận thuê thúng thuở thước thương " +
  "thủy thuyền tí tía tích tiệc tiệm tiên tiếp tiêu tím tin tình tơ toán tóc " +
  "tỏi tôm tôn trà trái trăm trăng trâu tre trời trống trưa trúc trứng trượt tủ " +
  "tựa tuần túi tươi tường túp tuyến tuyết ủ ưa ủng ươm uống ướp ướt úp " +
  "út vách vải về việc vịt vòm vui vườn vuốt xanh xây xe xem xẻng xếp " +
  "xiếc xin xinh xoa xoài xoan xoay xòe xôi xóm xốp xuân ý yếm yên yêu"
).split(" ");
