"""Addresses of directing papers, programmes of work and regulations."""

from django.urls import path

from .views import directing, programmes, regulations, ruling

urlpatterns = [
    path("chi-dao/van-ban/", directing.paper_list, name="papers"),
    path("chi-dao/van-ban/thuc-hien/", directing.implementation_list, name="implementations"),
    path("chi-dao/van-ban/vao-so/", directing.paper_new, name="paper_new"),
    path("chi-dao/van-ban/<int:pk>/", directing.paper_detail, name="paper"),
    path("chi-dao/van-ban/<int:pk>/sua/", directing.paper_edit, name="paper_edit"),
    path("chi-dao/van-ban/<int:pk>/co-quan/", directing.paper_holders, name="paper_holders"),
    path("chi-dao/van-ban/<int:pk>/het-hieu-luc/", directing.paper_end, name="paper_end"),
    path("chi-dao/van-ban/<int:pk>/co-quan/<int:line>/", directing.implement, name="implement"),
    path("chi-dao/chuong-trinh/", programmes.programme_list, name="programmes"),
    path("chi-dao/chuong-trinh/noi-dung/", programmes.item_list, name="programme_items"),
    path("chi-dao/chuong-trinh/<int:pk>/", programmes.programme_detail, name="programme"),
    path("chi-dao/chuong-trinh/<int:pk>/sua/", programmes.programme_edit, name="programme_edit"),
    path("chi-dao/chuong-trinh/<int:pk>/sang-nam/", programmes.carry_over, name="carry_over"),
    path("chi-dao/chuong-trinh/<int:pk>/noi-dung/", programmes.item_new, name="item_new"),
    path("chi-dao/chuong-trinh/<int:pk>/<int:order>/<slug:step>/", programmes.item_step, name="item_step"),
    path("chi-dao/quy-che/", regulations.regulation_list, name="regulations"),
    path("chi-dao/quy-che/bang/", regulations.matrix, name="regulation_matrix"),
    path("chi-dao/quy-che/ghi-moi/", regulations.regulation_new, name="regulation_new"),
    path("chi-dao/quy-che/loai/", regulations.type_list, name="regulation_types"),
    path("chi-dao/quy-che/loai/them/", regulations.type_new, name="regulation_type_new"),
    path("chi-dao/quy-che/loai/<int:pk>/", regulations.type_edit, name="regulation_type_edit"),
    path("chi-dao/quy-che/<int:pk>/", regulations.regulation_detail, name="regulation"),
    path("chi-dao/quy-che/<int:pk>/sua/", regulations.regulation_edit, name="regulation_edit"),
    path("chi-dao/quy-che/<int:pk>/<slug:step>/", regulations.regulation_step, name="regulation_step"),
    path("chi-dao/chu-de-nam/", programmes.theme, name="theme"),
    path("ban-chi-dao/<slug:code>/chuong-trinh/", programmes.programme_new, name="programme_new"),
    path("ban-chi-dao/<slug:code>/quy-che-lam-viec/", ruling.rules, name="working_rules"),
    path("ban-chi-dao/<slug:code>/phan-cong/", ruling.assignment, name="assignment"),
]
