"""What the clerk of xã Vân Khê wrote in the reports, by section of their outlines; digits stand in figures alone.

All of it is invented, and each report says so once.
"""

from demo.cases.plain import ILLUSTRATIVE

# -- of the quarter before the last

COMMITTEE = {
    "lanh-dao": (
        "Ban Chỉ đạo tham mưu Đảng ủy xã ban hành kế hoạch thực hiện dân chủ ở cơ sở trong năm; phân công thành viên"
        " theo dõi từng thôn, bản, khu phố.\n"
        "Việc quán triệt Luật Thực hiện dân chủ ở cơ sở được thực hiện **đến từng chi bộ**, gắn với sinh hoạt của các"
        " đoàn thể."
    ),
    "ket-qua": (
        "Người đứng đầu cấp ủy, chính quyền tổ chức {{fact:doi-thoai}} đối thoại, tiếp {{fact:tiep-cong-dan}} công dân."
        " Các tổ hòa giải ở cơ sở hòa giải thành {{fact:hoa-giai-thanh}}.\n"
        "- *Ở thôn, bản, khu phố:* việc huy động đóng góp được bàn, quyết định công khai tại cuộc họp của cộng đồng.\n"
        "- *Ở cơ quan xã:* công khai thủ tục hành chính, thu chi ngân sách đúng hình thức quy định.\n"
        "- *Ở doanh nghiệp:* chưa có doanh nghiệp nhà nước trên địa bàn."
    ),
    "kiem-tra": (
        "Ban Chỉ đạo kiểm tra việc công khai tại nhà văn hóa các thôn, bản, khu phố; yêu cầu bổ sung danh sách hộ được"
        " hỗ trợ sửa nhà."
    ),
    "danh-gia": f"Việc công khai ở thôn, bản có tiến bộ; hòa giải ở cơ sở kịp thời. {ILLUSTRATIVE}.",
    "nhiem-vu": "Duy trì kiểm điểm các kết luận tại mỗi kỳ họp; nhắc việc trước thời hạn ít nhất một tuần.",
}
COMMITTEE_CORRECTED = (
    "**Ưu điểm:** việc công khai ở thôn, bản, khu phố có tiến bộ; Nhân dân tham gia bàn, quyết định đông đủ hơn.\n"
    "**Hạn chế:** hòa giải thành {{fact:hoa-giai-thanh}}, còn vụ kéo dài; một số nơi niêm yết chưa đủ nội dung.\n"
    "**Nguyên nhân:** tổ hòa giải ở hai bản mới kiện toàn, chưa được tập huấn.\n"
    f"{ILLUSTRATIVE}."
)

DISCLOSURE = {
    "to-chuc": (
        "Ủy ban nhân dân xã ban hành kế hoạch công khai thông tin trong năm, giao từng phòng chuyên môn chuẩn bị nội"
        " dung và giao Văn phòng theo dõi nơi niêm yết."
    ),
    "ket-qua": "Nhân dân quan tâm nhiều đến quyết toán thu, chi ngân sách và bộ thủ tục hành chính.",
    "danh-gia": f"Nội dung công khai đầy đủ, đúng hình thức; ảnh chụp nơi niêm yết được lưu. {ILLUSTRATIVE}.",
    "nhiem-vu": "Công khai tình hình thực hiện dự toán ngân sách; đề nghị tỉnh sớm ban hành mẫu niêm yết thống nhất.",
}
WITHDRAWN = "Danh sách ghi thiếu nơi niêm yết tại nhà văn hóa bản Khe Giữa; thu hồi để rà soát, lập lại (minh họa)."

# -- of the last quarter

COUNCIL = {
    "tiep-nhan": (
        "Thường trực Hội đồng nhân dân xã phối hợp với Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam xã tổ chức tiếp"
        " xúc cử tri trước kỳ họp ở tất cả các thôn, bản, khu phố.\n"
        "Trong {{counted:petitions.received}} ý kiến tiếp nhận, cử tri quan tâm nhiều nhất đến:\n"
        "- **Giao thông, thoát nước:** cống đầu bản Suối Vân, đường tỉnh qua địa bàn xã.\n"
        "- **Đền bù, tái định cư** của dự án đường tránh Vân Khê.\n"
        "- **Nước sinh hoạt** ở bản Suối Vân và điện chiếu sáng ở khu phố Chợ Mới."
    ),
    "ket-qua": (
        "Thường trực Hội đồng nhân dân xã đã chuyển {{counted:petitions.transferred}} kiến nghị; cơ quan được giao kiểm"
        " tra thực tế và trả lời bằng văn bản, gửi Trưởng thôn, bản thông báo tới cử tri."
    ),
    "danh-gia": (
        "**Ưu điểm:** kiến nghị được phân loại, chuyển ngay sau kỳ họp.\n"
        "**Hạn chế:** còn kiến nghị được cử tri nêu lại; một số văn bản trả lời chưa nêu rõ thời hạn thực hiện.\n"
        f"{ILLUSTRATIVE}."
    ),
    "kien-nghi": (
        "1. Đề nghị Ủy ban nhân dân xã chỉ đạo trả lời dứt điểm các kiến nghị đến hạn.\n"
        "2. Đề nghị Hội đồng nhân dân tỉnh kiến nghị sớm nâng cấp đường tỉnh qua địa bàn xã."
    ),
}
REMARK_SETTLED = "Nêu rõ việc phối hợp với Mặt trận Tổ quốc trong tiếp xúc cử tri."
REMARK = "Bổ sung nguyên nhân trả lời chậm và việc đôn đốc của Thường trực Hội đồng nhân dân."

DISCLOSURE_LAST = {
    "to-chuc": (
        "Văn phòng theo dõi việc niêm yết tại bảng tin trụ sở, nhà văn hóa thôn, bản và trang thông tin điện tử; ảnh"
        " chụp được lưu cùng từng nội dung."
    ),
    "ket-qua": "Trong quý có {{counted:disclosures.decided}} nội dung đến kỳ công khai; Nhân dân góp ý trực tiếp tại"
    " các cuộc họp thôn, bản.",
    "qua-han": "Nội dung công khai chậm do chờ số liệu của phòng chuyên môn; đã nhắc và công khai bổ sung.",
    "danh-gia": f"Hình thức công khai phong phú hơn; việc ghi ngày niêm yết ở một số nơi còn chậm. {ILLUSTRATIVE}.",
    "nhiem-vu": "Công khai dự toán năm sau, danh sách công dân đủ điều kiện nhập ngũ; không có kiến nghị.",
}
SENT_BACK = "Bổ sung thời điểm kết thúc niêm yết của các nội dung đã hạ bảng; trình lại trước ngày họp giao ban."

INSPECTORS = {
    "to-chuc": "Các ban hoạt động theo chương trình công tác đã được Ủy ban Mặt trận Tổ quốc Việt Nam xã thông qua.",
    "giam-sat": "Đối tượng giám sát phối hợp tốt, cung cấp đủ hồ sơ, tài liệu.",
    "danh-gia": (
        "Thành viên các ban kiêm nhiệm, ít được bồi dưỡng nghiệp vụ; kinh phí hoạt động còn thấp. Đề nghị tổ chức bồi"
        f" dưỡng trong năm. {ILLUSTRATIVE}."
    ),
    "nhiem-vu": "Giám sát việc thi công đường tránh Vân Khê và việc thực hiện các kiến nghị đã gửi.",
}
FRONT = {
    "to-chuc": (
        "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam xã thống nhất kế hoạch giám sát với Hội đồng nhân dân và các"
        " tổ chức chính trị - xã hội, không để trùng đối tượng, thời gian."
    ),
    "giam-sat": "Qua giám sát, các khoản đóng góp được thu, chi công khai; hai nơi niêm yết chậm đã khắc phục.",
    "kien-nghi": "Ban Thường trực theo dõi việc trả lời, đưa kiến nghị chưa thực hiện vào chương trình giám sát sau.",
    "danh-gia": (
        "**Đánh giá:** giám sát đúng kế hoạch, có kiến nghị cụ thể; việc phản biện ở thôn, bản còn ít.\n"
        "**Nhiệm vụ:** giám sát tiếp công dân; góp ý dự thảo quy chế dân chủ của xã.\n"
        f"{ILLUSTRATIVE}."
    ),
}

# -- of other communes

VAN_GIANG = {
    "lanh-dao": "Đảng ủy phường quán triệt kế hoạch thực hiện dân chủ ở cơ sở đến các khu phố.",
    "danh-gia": f"Tiếp công dân, đối thoại đúng lịch; việc lấy ý kiến về tuyến phố ven sông còn chậm. {ILLUSTRATIVE}.",
}
BEN_VAN = {"lanh-dao": f"Xã kiện toàn Ban Giám sát đầu tư của cộng đồng cho công trình chợ Bến Vân. {ILLUSTRATIVE}."}
