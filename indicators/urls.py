"""/chi-tieu/: indicators, forms, what units report on them."""

from django.urls import path

from .views import catalogue, chains, completeness, entry, excel, mine, review, rollup, steps, submissions

app_name = "indicators"
urlpatterns = [
    path("", mine.mine_list, name="mine"),
    path("bieu/<int:pk>/", submissions.submission, name="submission"),
    path("bieu/<int:pk>/dan/", entry.paste, name="paste"),
    path("bieu/<int:pk>/duyet/", steps.approve, name="approve"),
    path("bieu/<int:pk>/excel/", excel.workbook, name="workbook"),
    path("bieu/<int:pk>/khoa/", steps.lock, name="lock"),
    path("bieu/<int:pk>/mo-khoa/", steps.reopen, name="reopen"),
    path("bieu/<int:pk>/nhan/", steps.accept, name="accept"),
    path("bieu/<int:pk>/nhap/", entry.entry, name="entry"),
    path("bieu/<int:pk>/rut-lai/", steps.withdraw, name="withdraw"),
    path("bieu/<int:pk>/so-van-ban/", steps.number, name="number"),
    path("bieu/<int:pk>/tra-lai/", steps.return_form, name="return"),
    path("bieu/<int:pk>/trinh/", steps.submit, name="submit"),
    path("cho-nhan/", review.review, name="review"),
    path("danh-muc/", catalogue.catalogue, name="catalogue"),
    path("danh-muc/<slug:code>/", catalogue.indicator, name="indicator"),
    path("quy-trinh/<slug:code>/", chains.chain, name="chain"),
    path("tien-do/", completeness.table, name="completeness"),
    path("tong-hop/", rollup.rollup, name="rollup"),
]
