"""/chi-tieu/: indicators, forms, what units report on them."""

from django.urls import path

from .views import catalogue, completeness, entry, excel, mine, rollup

app_name = "indicators"
urlpatterns = [
    path("", mine.mine_list, name="mine"),
    path("bieu/<int:pk>/excel/", excel.workbook, name="workbook"),
    path("bieu/<int:pk>/dan/", entry.paste, name="paste"),
    path("bieu/<int:pk>/nhap/", entry.entry, name="entry"),
    path("danh-muc/", catalogue.catalogue, name="catalogue"),
    path("danh-muc/<slug:code>/", catalogue.indicator, name="indicator"),
    path("tien-do/", completeness.table, name="completeness"),
    path("tong-hop/", rollup.rollup, name="rollup"),
]
