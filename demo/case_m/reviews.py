"""Reviews of the communes and of the province, and the people's meeting of a village, with days around today."""

from __future__ import annotations

from demo.cases.plain import ILLUSTRATIVE, Came, Concluded, Meeting, Said, Stated, Step, Voted

from .days import Days

LAST, BEFORE = -12, -110  # days from today of the latest review of xã Vân Khê and of the one before, a quarter earlier

HALL = "Hội trường Ủy ban nhân dân xã Vân Khê"
AGENDA = """Báo cáo kết quả thực hiện Quy chế dân chủ ở cơ sở trong quý
Kết quả thực hiện kết luận của hội nghị trước
Thảo luận: trả lời kiến nghị của cử tri, ghi biên bản họp thôn, bản, lịch giám sát
Kết luận của Trưởng Ban Chỉ đạo"""
PROCEEDINGS = """Đại diện cơ quan thường trực trình bày báo cáo kết quả trong quý
Hội nghị nghe tình hình thực hiện từng kết luận của hội nghị trước
Các đại biểu thảo luận; người chủ trì tiếp thu, giải trình và kết luận"""


def earlier_review(days: Days) -> Meeting:
    """The review before the last one of xã Vân Khê; its conclusions come back at the last one."""
    return Meeting(
        host="ban-chi-dao-van-khe",
        kinds=("so-ket",),
        period=days.reviewed(BEFORE).code,
        starts_at=days.at(BEFORE, 8),
        ends_at=days.at(BEFORE, 10, 30),
        place=HALL,
        subject=f"Sơ kết quý và nhiệm vụ quý sau. {ILLUSTRATIVE}.",
        chair="Mai Thị Thanh Bình",
        excused=("Vi Văn Quyết",),
        attendance=(
            Came(body="ubnd-van-khe", invited=3, present=3),
            Came(body="mttq-van-khe", invited=5, present=5),
            Came(label="Trưởng thôn, bản, khu phố", invited=4, present=4),
        ),
        figures=(
            Stated(indicator="doi-thoai", typed="1 cuộc", note=ILLUSTRATIVE),
            Stated(indicator="tiep-cong-dan", typed="58 lượt", note=ILLUSTRATIVE),
            Stated(indicator="hoa-giai-thanh", typed="14/16 vụ", note=ILLUSTRATIVE),
        ),
        opinions=(
            Said(
                text="Đề nghị niêm yết sớm danh sách hộ được hỗ trợ sửa nhà",
                speaker="Trưởng bản Suối Vân",
                answered_by="Chủ tịch Ủy ban nhân dân xã",
                answer="Tiếp thu, niêm yết tại nhà văn hóa các thôn, bản trong tháng",
            ),
        ),
        conclusions=_earlier_conclusions(days),
    )


def _earlier_conclusions(days: Days) -> tuple[Concluded, ...]:
    return (
        Concluded(
            text="Niêm yết danh sách hộ được hỗ trợ sửa nhà tại nhà văn hóa các thôn, bản, khu phố",
            lead="phong-van-hoa-xa-hoi-van-khe",
            due_on=days.day(-75),
            steps=(
                Step(on=days.day(-80), percent=100, text="Đã niêm yết ở 4/4 thôn, bản, khu phố (minh họa)."),
                Step(on=days.day(-79), what="sign_off"),
            ),
        ),
        Concluded(
            text="Giám sát việc thu, chi đóng góp làm đường bản Khe Giữa",
            lead="mttq-van-khe",
            supporters=("hoi-nong-dan-van-khe", "hoi-cuu-chien-binh-van-khe"),
            due_on=days.day(-40),
            steps=(
                Step(on=days.day(-62), percent=50, text="Đã làm việc với bản, còn đối chiếu chứng từ (minh họa)."),
                Step(on=days.day(-44), percent=100, text="Đã có thông báo kết quả giám sát (minh họa)."),
                Step(on=days.day(-42), what="sign_off"),
            ),
        ),
        Concluded(
            text="Giải quyết kiến nghị về mương thoát nước ở khu phố Chợ Mới",
            lead="phong-kinh-te-van-khe",
            due_on=days.day(-20),
            steps=(
                Step(on=days.day(-50), percent=30, text="Đã khảo sát (minh họa)."),
                Step(on=days.day(-26), percent=100, text="Đã nạo vét mương (minh họa)."),
                Step(on=days.day(-24), what="send_back", text="Cần biên bản nghiệm thu có đại diện khu phố"),
                Step(on=days.day(-15), percent=70, text="Đang nghiệm thu với khu phố (minh họa)."),
            ),
        ),
        Concluded(
            text="Rà soát hương ước của bản Suối Vân theo Luật Thực hiện dân chủ ở cơ sở",
            lead="phong-van-hoa-xa-hoi-van-khe",
            due_on=days.day(18),
            steps=(Step(on=days.day(-30), percent=40, text="Đã lấy ý kiến lần đầu (minh họa)."),),
        ),
    )


def last_review(days: Days) -> Meeting:
    """The latest review of xã Vân Khê: tasks in every state hang on it."""
    return Meeting(
        host="ban-chi-dao-van-khe",
        kinds=("so-ket",),
        period=days.reviewed(LAST).code,
        starts_at=days.at(LAST, 14),
        ends_at=days.at(LAST, 16, 45),
        place=HALL,
        subject="Đánh giá kết quả trong quý, nhiệm vụ trọng tâm quý sau (minh họa)",
        chair="Mai Thị Thanh Bình",
        excused=("Sùng Thị Dợ",),
        agenda=AGENDA,
        proceedings=PROCEEDINGS,
        prior_remark="Phòng Kinh tế hoàn thành việc mương thoát nước trước hội nghị sau.",
        attendance=(
            Came(body="ubnd-van-khe", invited=3, present=3),
            Came(body="hdnd-van-khe", invited=4, present=3),
            Came(body="mttq-van-khe", invited=6, present=6),
            Came(label="Trưởng thôn, bản, khu phố", invited=4, present=3),
        ),
        figures=(
            Stated(indicator="doi-thoai", typed="2 cuộc", note=ILLUSTRATIVE),
            Stated(indicator="tiep-cong-dan", typed="46 lượt", note=ILLUSTRATIVE),
            Stated(indicator="don-thu", typed="12 đơn", note=ILLUSTRATIVE),
            Stated(indicator="hoa-giai-thanh", typed="13/15 vụ", note=ILLUSTRATIVE),
            Stated(indicator="dong-gop-cua-nhan-dan", typed="185,5 triệu đồng", note=ILLUSTRATIVE),
        ),
        opinions=(
            Said(
                text="Việc trả lời kiến nghị của cử tri còn chậm, có kiến nghị hỏi lại lần thứ hai",
                speaker="Phó Chủ tịch Hội đồng nhân dân xã",
                answered_by="Chủ tịch Ủy ban nhân dân xã",
                answer="Giao Phòng Kinh tế rà soát, trả lời bằng văn bản trong tháng",
            ),
            Said(text="Đề nghị hướng dẫn cách ghi biên bản họp thôn, bản", speaker="Trưởng thôn Đồng Chanh"),
            Said(
                text="Các đoàn thể thống nhất lịch giám sát để không trùng nhau",
                body="hoi-nong-dan-van-khe",
                answered_by="Chủ tịch Mặt trận Tổ quốc xã",
                answer="Mặt trận lập lịch chung, gửi các đoàn thể",
            ),
        ),
        conclusions=_last_conclusions(days),
    )


def _last_conclusions(days: Days) -> tuple[Concluded, ...]:
    return (
        Concluded(
            text="Rà soát, trả lời bằng văn bản các kiến nghị của cử tri còn tồn",
            lead="phong-kinh-te-van-khe",
            supporters=("van-phong-van-khe",),
            due_on=days.day(19),
        ),
        Concluded(
            text="Lập lịch giám sát chung của Mặt trận và các đoàn thể",
            lead="mttq-van-khe",
            supporters=("hoi-nong-dan-van-khe", "hoi-phu-nu-van-khe"),
            due_on=days.day(3),
            steps=(Step(on=days.day(-4), percent=100, text="Đã lập lịch, gửi các đoàn thể (minh họa)."),),
        ),
        Concluded(
            text="Hướng dẫn ghi biên bản họp thôn, bản, khu phố",
            lead="phong-van-hoa-xa-hoi-van-khe",
            due_on=days.day(-3),
            steps=(Step(on=days.day(-8), percent=50, text="Đã có dự thảo hướng dẫn (minh họa)."),),
        ),
        Concluded(
            text="Công khai kết quả giải quyết thủ tục hành chính tại Trung tâm Phục vụ hành chính công",
            lead="trung-tam-hanh-chinh-cong-van-khe",
            due_on=days.day(4),
            period_note="hằng tháng",
            steps=(
                Step(on=days.day(-6), percent=100, text="Đã công khai tháng này (minh họa)."),
                Step(on=days.day(-5), what="sign_off"),
            ),
        ),
        Concluded(
            text="Chuẩn bị hội nghị đối thoại của người đứng đầu cấp ủy, chính quyền với Nhân dân",
            lead="van-phong-van-khe",
            supporters=("ubnd-van-khe", "mttq-van-khe"),
            due_on=days.day(12),
            steps=(Step(on=days.day(-3), percent=35, text="Đã xin ý kiến về chủ đề (minh họa)."),),
        ),
    )


def village_meeting(days: Days) -> Meeting:
    """The people of a village decide twice: one matter passes, one does not (Law 10/2022/QH15, Article 21)."""
    return Meeting(
        host="ubnd-van-khe",
        kinds=("cong-dong",),
        title="Họp cộng đồng dân cư bản Suối Vân",
        starts_at=days.at(-26, 19),
        ends_at=days.at(-26, 21),
        place="Nhà văn hóa bản Suối Vân",
        subject=f"Bàn, quyết định việc đóng góp làm đường và việc tự quản của bản. {ILLUSTRATIVE}.",
        chair="Lò Văn Pún",
        chair_office="Trưởng bản Suối Vân",
        attendance=(Came(label="Đại diện hộ gia đình bản Suối Vân", invited=96, present=88),),
        votes=(
            Voted(
                text="Đóng góp 500.000 đồng mỗi hộ làm đường nội bản",
                community="bản Suối Vân",
                matter="dong-gop-ha-tang",
                households=96,
                represented=88,
                in_favour=71,
                against=12,
            ),
            Voted(
                text="Đóng cửa đường vào bản sau 22 giờ",
                community="bản Suối Vân",
                matter="tu-quan",
                households=96,
                represented=88,
                in_favour=45,
                against=39,
            ),
        ),
        conclusions=(
            Concluded(
                text="Niêm yết biên bản và kết quả quyết định của bản Suối Vân",
                lead="van-phong-van-khe",
                due_on=days.day(-20),
                steps=(
                    Step(on=days.day(-22), percent=100, text="Đã niêm yết tại nhà văn hóa bản (minh họa)."),
                    Step(on=days.day(-21), what="sign_off"),
                ),
            ),
        ),
    )


def ward_review(days: Days) -> Meeting:
    """The review of phường Vân Giang."""
    return Meeting(
        host="ban-chi-dao-van-giang",
        kinds=("so-ket",),
        period=days.reviewed(-18).code,
        starts_at=days.at(-18, 8),
        ends_at=days.at(-18, 10),
        place="Phòng họp Đảng ủy phường Vân Giang",
        subject=f"Sơ kết quý và nhiệm vụ quý sau. {ILLUSTRATIVE}.",
        chair="Tống Văn Hậu",
        figures=(
            Stated(indicator="doi-thoai", typed="1 cuộc", note=ILLUSTRATIVE),
            Stated(indicator="tiep-cong-dan", typed="63 lượt", note=ILLUSTRATIVE),
        ),
        conclusions=(
            Concluded(
                text="Lấy ý kiến Nhân dân về chỉnh trang tuyến phố ven sông",
                lead="ubnd-van-giang",
                due_on=days.day(9),
                steps=(Step(on=days.day(-7), percent=45, text="Đã phát phiếu ở 2 khu phố (minh họa)."),),
            ),
            Concluded(
                text="Giám sát việc giải phóng mặt bằng công viên ven sông",
                lead="mttq-van-giang",
                due_on=days.day(2),
                steps=(Step(on=days.day(-9), percent=100, text="Đã có báo cáo giám sát (minh họa)."),),
            ),
        ),
    )


def zone_review(days: Days) -> Meeting:
    """The review of đặc khu Đảo Vân, of which not everything is written down yet."""
    return Meeting(
        host="ban-chi-dao-dao-van",
        kinds=("so-ket",),
        period=days.reviewed(-5).code,
        starts_at=days.at(-5, 14),
        ends_at=days.at(-5, 16),
        place="Trụ sở Đảng ủy đặc khu Đảo Vân",
        subject=f"Sơ kết quý và nhiệm vụ quý sau. {ILLUSTRATIVE}.",
        chair="Ngư Văn Biển",
        figures=(Stated(indicator="tiep-cong-dan", typed="17 lượt", note=ILLUSTRATIVE),),
        completed=False,
    )


def ben_van_review(days: Days) -> Meeting:
    """The review of xã Bến Vân."""
    return Meeting(
        host="ban-chi-dao-ben-van",
        kinds=("so-ket",),
        period=days.reviewed(-15).code,
        starts_at=days.at(-15, 8),
        ends_at=days.at(-15, 9, 45),
        place="Hội trường xã Bến Vân",
        subject=f"Sơ kết quý và nhiệm vụ quý sau. {ILLUSTRATIVE}.",
        chair="Cao Văn Lực",
        conclusions=(
            Concluded(
                text="Công khai kế hoạch đầu tư công trung hạn của xã",
                lead="ubnd-ben-van",
                due_on=days.day(15),
            ),
            Concluded(
                text="Bầu bổ sung Ban Giám sát đầu tư của cộng đồng cho công trình chợ Bến Vân",
                lead="mttq-ben-van",
                due_on=days.day(-1),
                steps=(Step(on=days.day(-5), percent=60, text="Đã họp 2 thôn (minh họa)."),),
            ),
        ),
    )


def province_review(days: Days) -> Meeting:
    """The last review of the province: each commune got work from it; xã Vân Sơn has not answered."""
    theme = "Tự kiểm tra việc thực hiện Luật Thực hiện dân chủ ở cơ sở, báo cáo kết quả về Ban Chỉ đạo tỉnh"
    return Meeting(
        host="ban-chi-dao-song-van",
        kinds=("so-ket",),
        period=days.reviewed(-68).code,
        starts_at=days.at(-68, 8),
        ends_at=days.at(-68, 11),
        place="Phòng họp số 1, Tỉnh ủy Sông Vân",
        subject=f"Sơ kết quý và nhiệm vụ quý sau. {ILLUSTRATIVE}.",
        chair="Kiều Mạnh Hùng",
        conclusions=tuple(
            Concluded(
                text=f"{theme} ({label})",
                lead=f"ban-chi-dao-{code}",
                due_on=days.day(-9),
                steps=steps,
            )
            for code, label, steps in (
                (
                    "van-khe",
                    "xã Vân Khê",
                    (
                        Step(on=days.day(-25), percent=100, text="Đã gửi báo cáo tự kiểm tra (minh họa)."),
                        Step(on=days.day(-22), what="sign_off"),
                    ),
                ),
                (
                    "van-giang",
                    "phường Vân Giang",
                    (
                        Step(
                            on=days.day(-16),
                            what="extend",
                            due_on=days.day(6),
                            text="Bổ sung kết quả kiểm tra ở hai khu phố",
                        ),
                        Step(on=days.day(-14), percent=100, text="Đã gửi báo cáo tự kiểm tra (minh họa)."),
                    ),
                ),
                (
                    "dao-van",
                    "đặc khu Đảo Vân",
                    (Step(on=days.day(-20), percent=50, text="Đang kiểm tra 2 thôn, ấp (minh họa)."),),
                ),
                (
                    "ben-van",
                    "xã Bến Vân",
                    (
                        Step(on=days.day(-21), percent=100, text="Đã gửi báo cáo tự kiểm tra (minh họa)."),
                        Step(on=days.day(-19), what="sign_off"),
                    ),
                ),
                ("van-son", "xã Vân Sơn", ()),
            )
        ),
    )
