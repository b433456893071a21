"""Addresses of disclosures inside the portal; the public board at /cong-khai/ is in the room `public`."""

from django.urls import path

from .views import compliance, disclosures, files, lists, places, plans, snapping, steps

app_name = "disclosures"
urlpatterns = [
    path("cong-khai/noi-bo/", disclosures.disclosure_list, name="list"),
    path("cong-khai/noi-bo/them/", disclosures.new, name="new"),
    path("cong-khai/noi-bo/chup-anh/", snapping.choose, name="snap"),
    path("cong-khai/noi-bo/chup-anh/<int:pk>/", snapping.snap, name="snap_one"),
    path("cong-khai/noi-bo/noi/", places.place_list, name="places"),
    path("cong-khai/noi-bo/noi/them/", places.add, name="place_add"),
    path("cong-khai/noi-bo/noi/<int:pk>/", places.edit, name="place"),
    path("cong-khai/noi-bo/ke-hoach/", plans.plan_list, name="plans"),
    path("cong-khai/noi-bo/ke-hoach/lap/", plans.start, name="plan_start"),
    path("cong-khai/noi-bo/ke-hoach/<int:pk>/", plans.plan, name="plan"),
    path("cong-khai/noi-bo/ke-hoach/<int:pk>/them/", plans.add_line, name="plan_line_add"),
    path("cong-khai/noi-bo/ke-hoach/<int:pk>/ban-hanh/", plans.issue, name="plan_issue"),
    path("cong-khai/noi-bo/ke-hoach/<int:pk>/tep/<slug:kind>/", plans.plan_file, name="plan_file"),
    path("cong-khai/noi-bo/ke-hoach/dong/<int:pk>/", plans.edit_line, name="plan_line"),
    path("cong-khai/noi-bo/ke-hoach/dong/<int:pk>/bo/", plans.remove_line, name="plan_line_remove"),
    path("cong-khai/noi-bo/tong-hop/", compliance.table, name="compliance"),
    path("cong-khai/noi-bo/danh-sach/", lists.lists, name="lists"),
    path("cong-khai/noi-bo/danh-sach/da-lap/<int:pk>/", lists.compiled, name="list_compiled"),
    path("cong-khai/noi-bo/danh-sach/<slug:code>/", lists.span, name="list_span"),
    path("cong-khai/noi-bo/danh-sach/<slug:code>/<str:period>/", lists.list_of, name="list_of"),
    path("cong-khai/noi-bo/danh-sach/<slug:code>/<str:period>/lap/", lists.compile_list, name="list_compile"),
    path("cong-khai/noi-bo/danh-sach/<slug:code>/<str:period>/<slug:which>.pdf", lists.paper, name="list_paper"),
    path("cong-khai/noi-bo/viec/<slug:code>/", disclosures.detail, name="detail"),
    path("cong-khai/noi-bo/viec/<slug:code>/sua/", disclosures.edit, name="edit"),
    path("cong-khai/noi-bo/viec/<slug:code>/<slug:slug>/", steps.step, name="step"),
    path("cong-khai/noi-bo/luot/<int:pk>/<slug:slug>/", steps.posting_step, name="posting_step"),
    path("cong-khai/noi-bo/anh/<int:pk>/<str:name>", files.proof, name="proof"),
    path("cong-khai/noi-bo/tep/<int:pk>/go/", steps.remove_file, name="file_remove"),
    path("cong-khai/noi-bo/tep/<int:pk>/<str:name>", files.file, name="file"),
]
