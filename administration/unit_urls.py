"""Addresses of units and bodies, part of the namespace "administration"."""

from django.urls import path

from .views import bodies, unit_steps, units

urlpatterns = [
    path("don-vi/", units.unit_list, name="units"),
    path("don-vi/lap-moi/", unit_steps.create_top, name="unit_create_top"),
    path("don-vi/<slug:code>/", units.unit_detail, name="unit"),
    path("don-vi/<slug:code>/lap-don-vi/", unit_steps.create, name="unit_create"),
    path("don-vi/<slug:code>/doi-ten/", unit_steps.rename, name="unit_rename"),
    path("don-vi/<slug:code>/chuyen/", unit_steps.move, name="unit_move"),
    path("don-vi/<slug:code>/sap-nhap/", unit_steps.merge, name="unit_merge"),
    path("don-vi/<slug:code>/chia/", unit_steps.split, name="unit_split"),
    path("don-vi/<slug:code>/cham-dut/", unit_steps.end, name="unit_end"),
    path("don-vi/<slug:code>/lap-co-quan/", bodies.create, name="body_create"),
    path("co-quan/<slug:code>/", units.body_detail, name="body"),
    path("co-quan/<slug:code>/cham-dut/", bodies.end, name="body_end"),
    path("co-quan/<slug:code>/ke-thua/", bodies.succeed, name="body_succeed"),
    path("cap/<slug:level>/ket-thuc/", unit_steps.abolish, name="level_abolish"),
]
