"""Why a line was refused, with the mend, for a reader."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REASONS = {
    # The file.
    "unknown_sheet": _(
        "Không có bảng nào tên này. Hãy đặt lại tên bảng như trong tệp xuất ra, hoặc bỏ bảng này."
    ),
    "unknown_column": _(
        "Bảng này không có cột tên ấy. Hãy đặt lại tên cột như trong tệp xuất ra, hoặc bỏ cột này."
    ),
    "missing_column": _("Bảng này thiếu cột bắt buộc. Hãy thêm cột rồi nhập lại; chưa dòng nào được nhập."),
    # A cell.
    "missing": _("Ô này còn trống. Hãy điền rồi nhập lại."),
    "bad_date": _("Không đọc được ngày “%(text)s”. Hãy ghi ngày/tháng/năm, ví dụ 31/12/2026."),
    "in_future": _("Ngày này chưa đến. Hãy xem lại ngày."),
    "bad_count": _("Chỗ này là một số từ 1 đến 9999. Chỉ ghi chữ số."),
    "bad_range": _("Số này nhỏ quá hoặc lớn quá. Hãy kiểm tra lại."),
    "bad_number": _("Chỉ ghi số và ký hiệu, không dấu cách, không quá 40 chữ. Ví dụ: 123/KH-UBND."),
    "unknown_code": _("Không có lựa chọn “%(text)s”. Hãy ghi một trong: %(choices)s."),
    "too_long": _("Dài quá %(most)s chữ. Hãy viết ngắn lại."),
    "formula": _("Ô này là công thức. Hãy dán riêng giá trị; nếu đó là chữ thì đặt dấu nháy đơn (') ở đầu."),
    "not_accepted": _("Giá trị này không được nhận. Hãy xem lại theo tệp xuất ra."),
    # A line among lines.
    "duplicate": _("Mã hoặc khóa này đã có ở dòng %(line)s. Hãy bỏ một dòng, hoặc đổi mã."),
    "known_otherwise": _(
        "Ở đây đã có bản ghi này, nhưng khác ở cột này. Nhập tệp không sửa bản ghi đã có:"
        " hãy sửa tệp, hoặc sửa bản ghi tại trang của nó."
    ),
    "circular": _("Vòng tròn: đi lên các cấp trên thì gặp lại chính dòng này. Hãy chọn cấp trên khác."),
    "upper_refused": _("Cấp trên ở dòng %(line)s bị từ chối. Hãy sửa dòng đó trước."),
    # Areas and offices.
    "ends_before_start": _("Ngày không còn phải sau ngày bắt đầu. Hãy xem lại hai ngày."),
    "unknown_parent": _(
        "Không có đơn vị hành chính cấp trên mã “%(text)s” vào ngày ấy."
        " Hãy thêm dòng của đơn vị đó, hoặc sửa mã và cấp."
    ),
    "parent_not_above": _("Đơn vị cấp trên phải ở cấp cao hơn. Hãy sửa cấp hoặc mã đơn vị cấp trên."),
    "province_has_no_parent": _("Cấp tỉnh không có đơn vị cấp trên ở đây. Hãy để trống ô này."),
    "code_in_use": _(
        "Mã này đang là của %(name)s trong thời gian đó. Hãy ghi ngày không còn của đơn vị cũ, hoặc sửa mã."
    ),
    "unknown_unit": _("Không có địa bàn nào tên hoặc mã “%(text)s”. Hãy sửa, hoặc thêm địa bàn đó vào tệp."),
    "ambiguous_unit": _("“%(text)s” có thể là: %(choices)s. Hãy ghi mã, hoặc ghi kèm cấp."),
    "bad_slug": _("Mã đơn vị chỉ gồm chữ không dấu, chữ số, dấu gạch. Ví dụ: cong-an-xa-my-duc."),
    "bad_remit": _(
        "Không hiểu “%(text)s”. Hãy ghi loại việc, cách nhau bằng dấu chấm phẩy, ví dụ: tip; case."
    ),
    "unknown_upper": _("Không có đơn vị cấp trên mã “%(text)s”. Hãy thêm dòng của đơn vị đó, hoặc sửa mã."),
    "unknown_office": _("Không có đơn vị mã “%(text)s”. Hãy sửa mã, hoặc nhập đơn vị đó trước."),
    # Records.
    "unknown_instrument": _("Không có văn bản khóa “%(text)s”. Hãy sửa khóa, hoặc thêm dòng của văn bản đó."),
    "unknown_committee": _("Không có ban chỉ đạo khóa “%(text)s”. Hãy sửa khóa, hoặc thêm dòng của ban đó."),
    "unknown_plan": _("Không có kế hoạch khóa “%(text)s”. Hãy sửa khóa, hoặc thêm dòng của kế hoạch đó."),
    "unknown_model": _("Không có mô hình khóa “%(text)s”. Hãy sửa khóa, hoặc thêm dòng của mô hình đó."),
    "record_refused": _("Bản ghi ở bảng “%(sheet)s”, dòng %(line)s bị từ chối. Hãy sửa dòng đó trước."),
    "no_addressee": _("Hãy ghi mã một đơn vị, hoặc loại đơn vị (kèm địa bàn khi cần)."),
    "two_addressees": _("Chỉ ghi mã đơn vị, hoặc loại đơn vị và địa bàn, không ghi cả hai."),
    "not_draft": _(
        "Kế hoạch ở đây đã ban hành, tệp không thêm vào được. Hãy dùng “Sửa đổi, bổ sung” ở trang kế hoạch."
    ),
    "not_issued": _(
        "Kế hoạch đã được soạn nhưng chưa ban hành, vì có dòng bị từ chối (%(lines)s)."
        " Hãy sửa các dòng ấy rồi nhập lại tệp."
    ),
    # Order reports of another place.
    "personal_column": _("Cột này có dữ liệu cá nhân nên không đọc, không nhập. Các cột khác vẫn được nhập."),
    "bad_instant": _("“%(text)s” không phải ngày giờ. Ghi như 2026-09-01T08:30:00+07:00 hoặc 01/09/2026."),
    "no_pictures_folder": _("Ảnh “%(text)s” là tên tệp. Hãy chỉ thư mục ảnh bằng --pictures rồi nhập lại."),
    "no_such_picture": _(
        "Không có ảnh “%(text)s” trong thư mục ảnh. Phản ánh đã nhập; thêm ảnh rồi nhập lại."
    ),
    "too_many_pictures": _("Nhiều hơn %(most)s ảnh. Phản ánh đã nhập với các ảnh đầu."),
    "picture_not_fetched": _(
        "Không lấy được ảnh từ “%(text)s” (%(why)s). Phản ánh đã nhập; nhập lại lần nữa thì ảnh được thử lại."
    ),
    "picture_not_taken": _("Ảnh “%(text)s” không nhận được (%(why)s). Phản ánh đã nhập không có ảnh này."),
    "nobody_answers": _("Ở %(area)s chưa có đơn vị nào nhận loại việc này."),
    "outside": _("Điểm này nằm ngoài địa bàn ở đây. Hãy xem lại vĩ độ, kinh độ, hoặc ghi mã xã, phường."),
    # Rights.
    "not_administrator": _(
        "Chỉ quản trị hệ thống thêm được địa bàn và đơn vị. Hãy chạy lại với --by là tài khoản quản trị."
    ),
    "no_role": _(
        "Tài khoản %(username)s không làm việc ở %(office)s. Hãy chạy lại với --by là người của đơn vị đó."
    ),
    "wrong_role": _("Vai trò này không được ghi việc ấy. Hãy chạy lại với --by là cán bộ ban chỉ đạo."),
    "wrong_state": _("Bản ghi này đã kết thúc, không ghi thêm được. Hãy bỏ dòng này."),
}
