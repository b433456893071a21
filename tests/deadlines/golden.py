"""Due dates worked out by hand from the law and the calendars of the years, never by the code that they check.

Each row: what people type, the article that sets the limit, the day of the event, the day that the portal must show,
and what lies between them. For limits before an event the day of the event is the later one; for minimums the portal
shows the first day on which it may end. Days off that matter here:

2019  29/4 (for Sat 4/5, which works) 30/4 1/5 · 2/9
2020  1/1 · 23–29/1 · 2/4 · 30/4 1/5 · 2/9
2021  1/1 · 10–16/2 · 21/4 · 30/4 1/5 3/5 · 2/9 3/9
2022  3/1 · 31/1–4/2 · 11/4 · 30/4–3/5 · 1/9 2/9
2023  2/1 · 20–26/1 · 29/4–3/5 · 1/9–4/9
2024  1/1 · 8–14/2 · 18/4 · 29/4 (for Sat 4/5, which works) 30/4 1/5 · 2/9 3/9
2025  1/1 · 27–31/1 · 7/4 · 30/4 1/5 2/5 (for Sat 26/4, which works) · 1/9 2/9
2026  1/1 · 16–20/2 · 27/4 · 30/4 1/5 · 31/8 (for Sat 22/8, which works) 1/9 2/9
2027  1/1 · 4–10/2 · 16/4 · 30/4 1/5 3/5 · 2/9 3/9
"""

LAW_10, DECREE_59, DECREE_61 = "Luật 10/2022/QH15", "Nghị định 59/2023/NĐ-CP", "Nghị định 61/2023/NĐ-CP"
INFORMATION, SUPERVISION = "Luật 104/2016/QH13", "Luật 87/2015/QH13"
COMPLAINTS, DENUNCIATIONS, RECEPTION = "Luật 02/2011/QH13", "Luật 25/2018/QH14", "Luật 42/2013/QH13"
FRONT = "Nghị quyết liên tịch 403/2017"

GOLDEN = [
    # disclosure in communes
    ("DISC-01", f"{LAW_10} Điều 12 khoản 3", "2023-07-03", "2023-07-10", "one weekend"),
    ("DISC-01", f"{LAW_10} Điều 12 khoản 3", "2024-02-06", "2024-02-20", "Tết, Thursday to Wednesday"),
    ("DISC-01", f"{LAW_10} Điều 12 khoản 3", "2024-04-24", "2024-05-04", "ends on the swapped Saturday"),
    ("DISC-01", f"{LAW_10} Điều 12 khoản 3", "2024-12-27", "2025-01-06", "over the end of the year"),
    ("DISC-01", f"{LAW_10} Điều 12 khoản 3", "2026-08-19", "2026-08-25", "Saturday 22/8 works"),
    ("DISC-02", f"{LAW_10} Điều 13 khoản 2", "2025-07-01", "2025-08-01", "31 days of July"),
    ("DISC-02", f"{LAW_10} Điều 13 khoản 2", "2024-01-31", "2024-03-02", "leap February; a Saturday, no roll-over"),
    ("OLD-03", "Pháp lệnh 34/2007/PL-UBTVQH11 Điều 7", "2021-02-01", "2021-03-04", "February of 28 days"),
    ("DISC-05", f"{LAW_10} Điều 13 khoản 3", "2024-08-30", "2024-09-03", "may end on a holiday"),
    ("OLD-04", "Pháp lệnh 34/2007/PL-UBTVQH11 Điều 8", "2022-02-26", "2022-03-02", "over the end of February"),
    ("DISC-11", f"{INFORMATION} Điều 18 khoản 4", "2020-01-20", "2020-02-03", "Tết, five weekdays and a weekend"),
    ("DISC-12", f"{INFORMATION} Điều 29 khoản 2", "2024-08-26", "2024-09-11", "2/9 and 3/9"),
    ("DISC-13/simple", f"{INFORMATION} Điều 30", "2019-04-26", "2019-05-04", "ends on the swapped Saturday of 2019"),
    ("DISC-13/complex", f"{INFORMATION} Điều 30", "2020-03-25", "2020-04-16", "2/4 Giỗ Tổ"),
    # what the people decide
    ("VOTE-02", f"{LAW_10} Điều 16", "2023-11-30", "2024-02-29", "the last day of a shorter month, leap"),
    ("VOTE-02", f"{LAW_10} Điều 16", "2024-11-30", "2025-02-28", "the last day of a shorter month"),
    ("VOTE-03", f"{DECREE_59} Điều 3 khoản 3, 4", "2024-05-05", "2024-05-03", "a Sunday meeting"),
    ("VOTE-03", f"{DECREE_59} Điều 3 khoản 3, 4", "2024-03-01", "2024-02-28", "backwards over a leap day"),
    ("VOTE-03", f"{DECREE_59} Điều 3 khoản 3, 4", "2025-03-01", "2025-02-27", "backwards over February"),
    ("VOTE-04", f"{DECREE_59} Điều 4 khoản 2", "2024-02-29", "2024-03-04", "Saturday rolls to Monday"),
    ("VOTE-04", f"{DECREE_59} Điều 4 khoản 2", "2024-12-30", "2025-01-02", "1/1 rolls to the next day"),
    ("VOTE-05", f"{LAW_10} Điều 19 khoản 2", "2025-01-02", "2024-12-31", "backwards over the end of the year"),
    ("VOTE-09", f"{LAW_10} Điều 20 khoản 3", "2025-04-24", "2025-05-05", "Saturday 26/4 works, 30/4 to 2/5 off"),
    ("VOTE-10", f"{LAW_10} Điều 21 khoản 2", "2025-01-24", "2025-02-07", "all of Tết 2025"),
    ("VOTE-11", f"{DECREE_61} Điều 11 khoản 3", "2025-08-27", "2025-09-05", "1/9 and 2/9"),
    ("VOTE-12", f"{DECREE_61} Điều 18 khoản 1 điểm a", "2026-02-13", "2026-02-24", "all of Tết 2026"),
    ("VOTE-14/decision", f"{DECREE_59} Điều 6", "2024-09-22", "2024-09-02", "a holiday stays the last lawful day"),
    ("VOTE-14/decision", f"{DECREE_59} Điều 6", "2024-03-10", "2024-02-19", "backwards over a leap day"),
    ("VOTE-14/team", f"{DECREE_59} Điều 6", "2024-03-10", "2024-02-29", "on the leap day"),
    ("VOTE-14/candidates", f"{DECREE_59} Điều 6", "2024-09-22", "2024-09-07", "a Saturday stays"),
    ("VOTE-14/notice", f"{DECREE_59} Điều 6", "2024-09-22", "2024-09-15", "a Sunday stays"),
    ("VOTE-15", f"{DECREE_59} Điều 9", "2024-12-30", "2025-02-28", "1 + 31 + 28 days"),
    ("VOTE-15", f"{DECREE_59} Điều 9", "2024-01-01", "2024-03-01", "30 + 29 + 1 days"),
    ("VOTE-16", "Nghị định 185/2026/NĐ-CP", "2026-06-07", "2031-06-07", "a term ends on its day, a Saturday"),
    ("VOTE-16/interim", "Nghị định 185/2026/NĐ-CP", "2026-08-31", "2027-02-28", "a Sunday, the last of February"),
    # opinions, inspection
    ("OPIN-01", f"{LAW_10} Điều 28 khoản 2", "2024-02-10", "2024-03-02", "over a leap day"),
    ("INSP-03", f"{DECREE_59} Điều 11 khoản 1 điểm c", "2025-01-03", "2024-12-29", "backwards over the year, a Sunday"),
    ("INSP-07", f"{DECREE_59} Điều 14 khoản 1 điểm b", "2025-05-05", "2025-04-24", "30/4–2/5 off, Saturday 26/4 works"),
    ("INSP-07", f"{DECREE_59} Điều 14 khoản 1 điểm b", "2024-02-15", "2024-02-01", "backwards over Tết"),
    ("INSP-09", f"{LAW_10} Điều 40 khoản 1 điểm c", "2025-03-01", "2025-03-17", "Sunday rolls to Monday"),
    ("INSP-11", f"{LAW_10} Điều 45 khoản 1 điểm b", "2024-04-15", "2024-03-01", "backwards over March"),
    ("INSP-11", f"{LAW_10} Điều 45 khoản 1 điểm b", "2025-02-14", "2024-12-31", "backwards over January"),
    ("INSP-12", f"{LAW_10} Điều 45 khoản 2 điểm c", "2024-04-16", "2024-05-02", "1/5 rolls"),
    # agencies, state enterprises
    ("AGCY-02", f"{LAW_10} Điều 47 khoản 2", "2024-12-30", "2025-01-07", "over the end of the year"),
    ("AGCY-03", f"{LAW_10} Điều 48", "2025-02-03", "2025-02-24", "first day excluded"),
    ("AGCY-04", f"{LAW_10} Điều 51 khoản 1", "2024-12-31", "2025-03-31", "three months"),
    ("AGCY-04", f"{LAW_10} Điều 51 khoản 1", "2023-11-30", "2024-02-29", "a shorter month"),
    ("AGCY-07", f"{LAW_10} Điều 60", "2024-02-29", "2026-02-28", "from a leap day; a Saturday stays"),
    ("AGCY-08", f"{LAW_10} Điều 63 khoản 1 điểm c", "2025-04-16", "2025-05-05", "1/5, the swapped 2/5 and a weekend"),
    ("AGCY-09", f"{DECREE_59} Điều 21 khoản 1", "2026-04-24", "2026-05-06", "27/4 for Giỗ Tổ on a Sunday, 30/4, 1/5"),
    ("AGCY-10", f"{DECREE_59} Điều 22 khoản 1 điểm b", "2026-09-03", "2026-08-24", "31/8 to 2/9 off"),
    ("AGCY-10", f"{DECREE_59} Điều 22 khoản 1 điểm b", "2026-08-25", "2026-08-19", "Saturday 22/8 works"),
    ("SOE-01", f"{LAW_10} Điều 65 khoản 2", "2024-01-30", "2024-02-15", "the last day of Tết rolls"),
    ("SOE-02", f"{LAW_10} Điều 66 khoản 1, 2", "2024-12-20", "2025-01-10", "over the end of the year"),
    ("SOE-03", f"{LAW_10} Điều 69 khoản 1", "2023-12-31", "2024-04-01", "Sunday 31/3 rolls"),
    ("SOE-07", f"{LAW_10} Điều 81", "2024-08-18", "2024-09-04", "2/9 and 3/9"),
    # councils, petitions, voter contact, the Front
    ("PET-02", f"{SUPERVISION} Điều 73 khoản 2", "2021-02-08", "2021-02-17", "Tết"),
    ("PET-03", f"{SUPERVISION} Điều 82 khoản 2", "2020-01-15", "2020-01-30", "the first day of Tết, a Saturday"),
    ("PET-04", f"{SUPERVISION} Điều 86", "2020-03-05", "2020-02-27", "backwards over a leap day"),
    ("PET-05", f"{SUPERVISION} Điều 80", "2020-02-20", "2020-03-02", "over a leap day, Sunday rolls"),
    ("PET-09", "Luật 121/2025/QH15 Điều 40", "2026-04-12", "2026-04-28", "the day off for Giỗ Tổ"),
    ("PET-09/complex", "Luật 121/2025/QH15 Điều 40", "2026-04-01", "2026-05-04", "1/5, a Friday"),
    ("PET-20/a", "Quyết định 33/2017/QĐ-TTg Điều 12", "2019-12-20", "2020-01-30", "the last day of Tết"),
    ("PET-20/b", "Quyết định 33/2017/QĐ-TTg Điều 12", "2020-01-10", "2020-03-02", "the leap day is a Saturday"),
    ("PET-21", "Quyết định 30/2020/QĐ-TTg", "2020-10-02", "2020-12-01", "29 + 30 + 1 days"),
    ("PET-21", "Quyết định 30/2020/QĐ-TTg", "2020-12-04", "2021-02-02", "27 + 31 + 2 days"),
    ("TXCT-03/decision", "Điều 32", "2025-04-25", "2025-05-06", "Saturday 26/4 works"),
    ("TXCT-03/notice", "Điều 32", "2025-09-03", "2025-08-27", "backwards over 2/9 and 1/9"),
    ("FRONT-01", FRONT, "2021-03-10", "2021-02-23", "backwards over February"),
    ("FRONT-02", FRONT, "2024-09-09", "2024-09-02", "a holiday stays"),
    ("FRONT-03", FRONT, "2021-04-15", "2021-05-04", "30/4 to 3/5"),
    ("FRONT-04", FRONT, "2025-01-10", "2024-12-26", "backwards over the end of the year"),
    # complaints
    ("COMP-01", f"{COMPLAINTS} Điều 9", "2024-01-31", "2024-05-02", "29 + 31 + 30 days, 30/4 and 1/5 roll"),
    ("COMP-02", f"{COMPLAINTS} Điều 27", "2026-06-29", "2026-07-09", "received before the change"),
    ("COMP-02", f"{COMPLAINTS} Điều 27", "2021-04-20", "2021-05-04", "30/4 to 3/5"),
    ("COMP-03", "Nghị định 155/2026/NĐ-CP Điều 10", "2026-07-01", "2026-07-10", "the first day of the new rule"),
    ("COMP-03", "Nghị định 155/2026/NĐ-CP Điều 10", "2027-02-01", "2027-02-17", "all of Tết 2027"),
    ("COMP-04", f"{COMPLAINTS} Điều 28", "2021-01-31", "2021-03-02", "28 + 2 days"),
    ("COMP-04", f"{COMPLAINTS} Điều 28", "2020-01-31", "2020-03-02", "29 + 1 days, Sunday rolls"),
    ("COMP-04/complex", f"{COMPLAINTS} Điều 28", "2020-12-17", "2021-02-01", "14 + 31 days, Sunday rolls"),
    ("COMP-05", f"{COMPLAINTS} Điều 28", "2023-12-10", "2024-01-24", "21 + 24 days"),
    ("COMP-05/complex", f"{COMPLAINTS} Điều 28", "2024-12-11", "2025-02-10", "20 + 31 + 9 days, Sunday rolls"),
    ("COMP-06", f"{COMPLAINTS} Điều 33", "2022-03-31", "2022-05-04", "30/4 and 1/5 on a weekend, two days off"),
    ("COMP-06/remote", f"{COMPLAINTS} Điều 33", "2022-07-19", "2022-09-05", "2/9, a Friday"),
    ("COMP-07", f"{COMPLAINTS} Điều 37", "2019-03-15", "2019-05-02", "the swapped 29/4"),
    ("COMP-07/complex", f"{COMPLAINTS} Điều 37", "2019-12-31", "2020-03-02", "the leap day is a Saturday"),
    ("COMP-08", f"{COMPLAINTS} Điều 37", "2023-07-03", "2023-09-05", "1/9 to 4/9"),
    ("COMP-08/complex", f"{COMPLAINTS} Điều 37", "2024-11-20", "2025-02-03", "10 + 31 + 29 days, Tết"),
    ("COMP-09", f"{COMPLAINTS} Điều 32", "2021-12-29", "2022-01-04", "1/1 on a Saturday, 3/1 off for it"),
    ("COMP-10", f"{COMPLAINTS} Điều 41 khoản 1", "2022-12-26", "2023-01-03", "2/1 off for 1/1"),
    ("COMP-11", f"{COMPLAINTS} Điều 44", "2024-02-01", "2024-03-03", "28 + 2 days; a Sunday, no roll-over"),
    ("COMP-11/remote", f"{COMPLAINTS} Điều 44", "2023-12-17", "2024-02-01", "14 + 31 days"),
    ("COMP-13", "Nghị định 155/2026/NĐ-CP", "2026-08-27", "2026-09-04", "31/8 to 2/9 off"),
    ("COMP-14", "Nghị định 155/2026/NĐ-CP", "2026-09-05", "2026-08-31", "a swapped day off stays"),
    # denunciations
    ("DEN-01", f"{DENUNCIATIONS} Điều 24 khoản 1", "2019-08-28", "2019-09-09", "2/9"),
    ("DEN-01/several-places", f"{DENUNCIATIONS} Điều 24 khoản 1", "2021-02-08", "2021-03-01", "Tết"),
    ("DEN-02", f"{DENUNCIATIONS} Điều 24 khoản 2", "2021-02-08", "2021-02-22", "Tết"),
    ("DEN-03", f"{DENUNCIATIONS} Điều 26", "2021-04-10", "2021-05-04", "30/4 to 3/5"),
    ("DEN-04", f"{DENUNCIATIONS} Điều 29", "2021-04-16", "2021-04-26", "21/4 Giỗ Tổ"),
    ("DEN-05", f"{DENUNCIATIONS} Điều 30", "2021-03-31", "2021-05-04", "30/4, 1/5, Sunday, 3/5"),
    ("DEN-05/complex", f"{DENUNCIATIONS} Điều 30", "2020-01-01", "2020-01-31", "before it is extended"),
    ("DEN-05/specially-complex", f"{DENUNCIATIONS} Điều 30", "2022-08-03", "2022-09-05", "2/9, before it is extended"),
    ("DEN-06", f"{DENUNCIATIONS} Điều 37", "2023-04-10", "2023-05-04", "30/4 to 3/5"),
    ("DEN-07", f"{DENUNCIATIONS} Điều 40 khoản 1", "2019-12-26", "2020-01-07", "over the end of the year"),
    ("DEN-08", "Nghị định 31/2019/NĐ-CP Điều 6 khoản 2", "2020-02-15", "2020-03-02", "over a leap day"),
    # reception, feedback
    ("REC-01", f"{RECEPTION} Điều 27 khoản 2", "2024-04-25", "2024-05-08", "29/4 to 1/5 off, Saturday 4/5 works"),
    ("REC-02", f"{RECEPTION} Điều 28 khoản 1", "2021-02-08", "2021-03-01", "Tết"),
    ("REC-03", f"{RECEPTION} Điều 28 khoản 2", "2021-04-20", "2021-04-28", "21/4 Giỗ Tổ"),
    ("REC-04", "Nghị định 20/2008/NĐ-CP Điều 9", "2020-12-28", "2021-01-05", "over the end of the year"),
    ("REC-13", "Nghị định 154/2026/NĐ-CP", "2027-05-04", "2027-04-23", "backwards over 3/5, the weekend and 30/4"),
    ("REC-14", "Nghị định 154/2026/NĐ-CP", "2027-02-11", "2027-02-03", "backwards over Tết"),
    ("REC-15", "Nghị định 154/2026/NĐ-CP", "2026-12-30", "2027-01-05", "over the end of the year"),
    ("WEB-05", "Nghị định 224/2026/NĐ-CP Điều 13", "2026-09-10", "2026-08-27", "backwards over 2/9 to 31/8"),
]  # fmt: skip
