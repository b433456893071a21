"""/hoi-nghi/: conferences; /hoi-nghi/ky-hop/: sessions of councils."""

from django.urls import path

from .views import creating, detail, listing, papers, session_lines, sessions, steps, terms

app_name = "conferences"
urlpatterns = [
    path("", listing.conference_list, name="list"),
    path("ghi/", creating.create, name="create"),
    path("y-kien/", listing.opinion_list, name="opinions"),
    path("ket-luan/", listing.conclusion_list, name="conclusions"),
    path("ky-hop/", sessions.session_list, name="sessions"),
    path("ky-hop/lap/", sessions.session_create, name="session_create"),
    path("ky-hop/khoa/", terms.council_terms, name="council_terms"),
    path("ky-hop/<slug:code>/", sessions.session_detail, name="session"),
    path("ky-hop/<slug:code>/sua/", sessions.session_edit, name="session_edit"),
    path("ky-hop/<slug:code>/buoc/<slug:step>/", sessions.session_step, name="session_step"),
    path("ky-hop/<slug:code>/<slug:sort>/", session_lines.session_lines, name="session_lines"),
    path("ky-hop/<slug:code>/chat-van/<int:key>/giao-viec/", session_lines.session_commit, name="session_commit"),
    path("<slug:code>/", detail.detail, name="detail"),
    path("<slug:code>/bien-ban/", detail.minutes, name="minutes"),
    path("<slug:code>/van-ban/", papers.add_paper, name="add_paper"),
    path("<slug:code>/hoan-tat/", detail.complete, name="complete"),
    path("<slug:code>/huy/", detail.cancel, name="cancel"),
    path("<slug:code>/mo-lai/", detail.reopen, name="reopen"),
    path("<slug:code>/buoc-<int:number>/", steps.step, name="step"),
]
