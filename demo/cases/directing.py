"""What directed the ward of case D and the district of case A: papers, regulations, rules, assignment, programme.

Numbers and days of Circular letter 06-TT/QU, Directive 05-CT/TW, Ordinance 34, Decree 149 and Decisions 217, 218 are
theirs; implementing papers, regulations' numbers, contents and due dates are invented and say so ("minh họa"). The six
types are the portal's neutral labels: no source lists those of quận Long Biên.
"""

from __future__ import annotations

from datetime import date

from demo.building import body, unit, user
from steering.models import Committee, DirectingPaper, PaperKind, ProgrammeItem, RegulationType, WorkProgramme
from steering.services import directing, programmes, regulations, ruling

CU_KHOI, DAM_HA = "cu-khoi", "dam-ha"
CLERKS = {CU_KHOI: "cukhoi.tonghop", DAM_HA: "damha.tonghop", "long-bien": "longbien.tonghop"}

# unit, kind, number, day, issuer, subject, who carries it out (code of body, implementing paper, its day)
PAPERS = (
    (CU_KHOI, "phap-lenh", "34/2007/PL-UBTVQH11", date(2007, 4, 20), "Ủy ban Thường vụ Quốc hội",
     "Thực hiện dân chủ ở xã, phường, thị trấn", ()),
    (CU_KHOI, "quyet-dinh", "217-QĐ/TW", date(2013, 12, 12), "Bộ Chính trị",
     "Ban hành Quy chế giám sát và phản biện xã hội của Mặt trận Tổ quốc và các đoàn thể chính trị - xã hội",
     (("mttq-cu-khoi", "02/KH-MTTQ (minh họa)", date(2020, 2, 14)),)),
    (CU_KHOI, "quyet-dinh", "218-QĐ/TW", date(2013, 12, 12), "Bộ Chính trị",
     "Mặt trận Tổ quốc, các đoàn thể và Nhân dân tham gia góp ý xây dựng Đảng, xây dựng chính quyền",
     (("mttq-cu-khoi", "02/KH-MTTQ (minh họa)", date(2020, 2, 14)),)),
    (CU_KHOI, "thong-tri", "06-TT/QU", date(2016, 3, 2), "Quận ủy Long Biên",
     "Tiếp tục lãnh đạo, chỉ đạo thực hiện Quy chế dân chủ ở cơ sở (trích yếu minh họa)",
     (("dang-uy-cu-khoi", "15-KH/ĐU (minh họa)", date(2016, 4, 5)),
      ("ubnd-cu-khoi", "31/KH-UBND (minh họa)", date(2016, 4, 20)), ("mttq-cu-khoi", "", None))),
    (CU_KHOI, "chi-thi", "05-CT/TW", date(2016, 5, 15), "Bộ Chính trị",
     "Đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
     (("dang-uy-cu-khoi", "22-KH/ĐU (minh họa)", date(2016, 8, 12)),)),
    (DAM_HA, "phap-lenh", "34/2007/PL-UBTVQH11", date(2007, 4, 20), "Ủy ban Thường vụ Quốc hội",
     "Thực hiện dân chủ ở xã, phường, thị trấn", ()),
    (DAM_HA, "nghi-dinh", "149/2018/NĐ-CP", date(2018, 11, 7), "Chính phủ",
     "Hướng dẫn khoản 3 Điều 63 Bộ luật Lao động về thực hiện quy chế dân chủ ở cơ sở tại nơi làm việc",
     (("lien-doan-lao-dong-dam-ha", "08/KH-LĐLĐ (minh họa)", date(2019, 3, 5)),
      ("phong-noi-vu-dam-ha", "12/HD-NV (minh họa)", date(2019, 4, 2)))),
)  # fmt: skip

# the type's code, number of the decision: invented; adopted by the district on one day
SIX = (
    ("xa-phuong", "01"), ("co-quan-hanh-chinh", "02"), ("don-vi-su-nghiep", "03"), ("doanh-nghiep-nha-nuoc", "04"),
    ("doanh-nghiep-ngoai-nha-nuoc", "05"), ("hop-tac-xa", "06"),
)  # fmt: skip
SIX_ON = date(2020, 1, 15)

# text, lead body, due, done
YEAR_OF_CU_KHOI = (
    ("Sơ kết 9 tháng thực hiện Quy chế dân chủ ở cơ sở (minh họa)", "dang-uy", date(2020, 9, 30), date(2020, 9, 23)),
    ("Hội nghị đối thoại của người đứng đầu cấp ủy, chính quyền với Nhân dân (minh họa)", "ubnd", date(2020, 12, 15),
     date(2020, 12, 8)),
    ("Giám sát việc thực hiện 6 quy chế dân chủ trên địa bàn phường (minh họa)", "mttq", date(2020, 11, 30),
     date(2020, 12, 10)),
    ("Rà soát việc niêm yết văn bản tại các tổ dân phố (minh họa)", "ubnd", date(2020, 12, 31), None),
)  # fmt: skip


def papers_are_loaded() -> bool:
    return DirectingPaper.objects.filter(unit__code=CU_KHOI).exists()


def load_papers() -> None:
    """The registers, before the conferences that cite them; and the six regulations of the district."""
    for home, kind, symbol, on, issuer, subject, holders in PAPERS:
        by = user(CLERKS[home])
        facts = directing.PaperFacts(
            kind=PaperKind.objects.get(code=kind), issuer_text=issuer, symbol=symbol, issued_on=on, subject=subject
        )
        paper = directing.register_paper(
            unit=unit(home), facts=facts, holders=[body(code) for code, _number, _day in holders], by=by
        )
        for code, number, day in holders:
            if number:
                one = paper.implementations.get(body__code=code)
                directing.carry_out(one=one, symbol=number, issued_on=day, by=by)
    _six_regulations()


def _six_regulations() -> None:
    by, office = user(CLERKS["long-bien"]), body("ubnd-long-bien")
    for code, number in SIX:
        kind = RegulationType.objects.get(code=code)
        facts = regulations.RegulationFacts(
            type=kind, title=f"Quy chế thực hiện dân chủ ({kind.name_vi})",
            symbol=f"{number}/QĐ-UBND (số minh họa)", issued_on=SIX_ON,
            note="Quận ban hành 6 quy chế; tên loại là tên gọi chung của Cổng, không phải danh mục của quận.",
        )  # fmt: skip
        regulations.adopt(body=office, facts=facts, by=by)


def programmes_are_loaded() -> bool:
    return WorkProgramme.objects.filter(committee__unit__code=CU_KHOI).exists()


def load_programmes() -> None:
    """The ward committee's programme of 2020; the district committee's rules and assignment, revised in 2020."""
    _programme_of_cu_khoi()
    _rules_of_dam_ha()


def _programme_of_cu_khoi() -> None:
    by, committee = user(CLERKS[CU_KHOI]), Committee.objects.get(body__code="ban-chi-dao-cu-khoi")
    circular = DirectingPaper.objects.get(unit__code=CU_KHOI, symbol="06-TT/QU")
    programme = programmes.draft_programme(
        committee=committee, year=2020, decision_text="03-CTr/BCĐ (minh họa)", issued_on=date(2020, 1, 20),
        papers=[circular], by=by,
    )  # fmt: skip
    for text, lead, due_on, done_on in YEAR_OF_CU_KHOI:
        facts = programmes.ItemFacts(text=text, lead=body(f"{lead}-{CU_KHOI}"), due_on=due_on)
        item = programmes.add_item(programme=programme, facts=facts, by=by)
        if done_on:
            programmes.finish_item(item=item, on=done_on, by=by)
    programmes.carry_over(
        programme=programme, decision_text="02-CTr/BCĐ (minh họa)", issued_on=date(2021, 1, 18), by=by
    )
    left = ProgrammeItem.objects.filter(programme__committee=committee, programme__year=2021).open().order_by("pk")
    for item in left:
        programmes.finish_item(item=item, on=date(2021, 3, 30), by=by)


def _rules_of_dam_ha() -> None:
    by, committee = user(CLERKS[DAM_HA]), Committee.objects.get(body__code="ban-chi-dao-dam-ha")
    for on, note in ((date(2016, 4, 20), ""), (date(2020, 10, 6), "Sửa đổi theo kết luận hội nghị sơ kết")):
        ruling.issue_rules(
            committee=committee, decision_text="Quy chế làm việc của Ban Chỉ đạo (số, ngày minh họa)", on=on, note=note,
            by=by,
        )  # fmt: skip
    sitting = committee.members.on(date(2020, 8, 20)).in_official_order()
    areas = ("toàn huyện", "các cơ quan Đảng", "các phòng, ban", "các xã phía Đông", "các xã phía Tây")
    lines = [
        ruling.Assigned(member, member.sector, areas[number] if number < len(areas) else "")
        for number, member in enumerate(sitting)
    ]
    ruling.issue_assignment(
        committee=committee, decision_text="Thông báo phân công thành viên Ban Chỉ đạo (số, ngày minh họa)",
        on=date(2020, 8, 20), assigned=lines, by=by,
    )  # fmt: skip
