"""Addresses of this room."""

from django.urls import path

from .views import consultations, contributions, decisions, elections, mediation

app_name = "community"
urlpatterns = [
    path("", decisions.decision_list, name="decisions"),
    path("quyet-dinh/lap/", decisions.new, name="decision_new"),
    path("quyet-dinh/<slug:code>/", decisions.decision, name="decision"),
    path("quyet-dinh/<slug:code>/sua/", decisions.edit, name="decision_edit"),
    path("quyet-dinh/<slug:code>/ket-qua/<int:pk>/", decisions.result, name="decision_result"),
    path("quyet-dinh/<slug:code>/to/<slug:kind>/", decisions.sheet, name="decision_sheet"),
    path("quyet-dinh/<slug:code>/<slug:slug>/", decisions.step, name="decision_step"),
    path("lay-y-kien/", consultations.consultation_list, name="consultations"),
    path("lay-y-kien/lap/", consultations.new, name="consultation_new"),
    path("lay-y-kien/<slug:code>/", consultations.consultation, name="consultation"),
    path("lay-y-kien/<slug:code>/sua/", consultations.edit, name="consultation_edit"),
    path("lay-y-kien/<slug:code>/<slug:slug>/", consultations.step, name="consultation_step"),
    path("bau-truong-thon/", elections.election_list, name="elections"),
    path("bau-truong-thon/lap/", elections.new, name="election_new"),
    path("bau-truong-thon/<slug:code>/", elections.election, name="election"),
    path("bau-truong-thon/<slug:code>/<slug:slug>/", elections.step, name="election_step"),
    path("dong-gop/", contributions.project_list, name="contributions"),
    path("dong-gop/lap/", contributions.new, name="contribution_new"),
    path("dong-gop/<slug:code>/", contributions.project, name="contribution"),
    path("dong-gop/<slug:code>/sua/", contributions.edit, name="contribution_edit"),
    path("dong-gop/<slug:code>/<slug:kind>/<int:pk>/", contributions.line, name="contribution_line"),
    path("dong-gop/<slug:code>/<slug:slug>/", contributions.step, name="contribution_step"),
    path("hoa-giai/", mediation.figures, name="mediation"),
    path("hoa-giai/ky/", mediation.report_list, name="mediation_reports"),
    path("hoa-giai/ky/lap/", mediation.new, name="mediation_new"),
    path("hoa-giai/ky/<slug:code>/", mediation.report, name="mediation_report"),
    path("hoa-giai/ky/<slug:code>/sua/", mediation.edit, name="mediation_edit"),
    path("hoa-giai/to/", mediation.team_list, name="mediation_teams"),
    path("hoa-giai/to/lap/", mediation.team_new, name="mediation_team_new"),
    path("hoa-giai/to/<slug:code>/sua/", mediation.team_edit, name="mediation_team_edit"),
]
