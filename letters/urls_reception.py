"""Addresses of citizen reception and pending cases; urls.py takes them in."""

from django.urls import path

from .views import cases, duties, reception, sheets, visits

urlpatterns = [
    path("tiep-dan/", reception.schedule, name="reception"),
    path("tiep-dan/lap-lich/", reception.plan_month, name="reception_plan_month"),
    path("tiep-dan/cong-bo/", reception.announce_month, name="reception_announce"),
    path("tiep-dan/ngay/", reception.day_list, name="reception_days"),
    path("tiep-dan/ngay/them/", reception.plan_day, name="reception_plan_day"),
    path("tiep-dan/ngay/<int:pk>/", reception.day, name="reception_day"),
    path("tiep-dan/ngay/<int:pk>/da-tiep/", reception.hold, name="reception_hold"),
    path("tiep-dan/ngay/<int:pk>/khong-to-chuc/", reception.cancel, name="reception_cancel"),
    path("tiep-dan/quy-dinh/", duties.duty_list, name="reception_duties"),
    path("tiep-dan/quy-dinh/them/", duties.add, name="reception_duty_add"),
    path("tiep-dan/quy-dinh/<int:pk>/", duties.edit, name="reception_duty"),
    path("tiep-dan/so/", visits.visit_list, name="visits"),
    path("tiep-dan/so/ghi/", visits.add, name="visit_add"),
    path("tiep-dan/so/<int:pk>/", visits.visit, name="visit"),
    path("tiep-dan/so/<int:pk>/sua/", visits.edit, name="visit_edit"),
    path("tiep-dan/so/<int:pk>/thong-bao/", visits.tell, name="visit_tell"),
    path("tiep-dan/bieu/", sheets.sheet, name="reception_sheet"),
    path("tiep-dan/bieu/pdf/", sheets.sheet_pdf, name="reception_sheet_pdf"),
    path("vu-viec/", cases.case_list, name="cases"),
    path("vu-viec/lap/", cases.open_case, name="case_open"),
    path("vu-viec/<slug:code>/", cases.case_detail, name="case"),
    path("vu-viec/<slug:code>/sua/", cases.edit, name="case_edit"),
    path("vu-viec/<slug:code>/gan/", cases.link, name="case_link"),
    path("vu-viec/<slug:code>/go/<int:pk>/", cases.unlink, name="case_unlink"),
    path("vu-viec/<slug:code>/ket-thuc/", cases.close, name="case_close"),
    path("vu-viec/<slug:code>/mo-lai/", cases.reopen, name="case_reopen"),
]
