"""/hoi-nghi/: conferences."""

from django.urls import path

from .views import creating, detail, listing, papers, steps

app_name = "conferences"
urlpatterns = [
    path("", listing.conference_list, name="list"),
    path("ghi/", creating.create, name="create"),
    path("y-kien/", listing.opinion_list, name="opinions"),
    path("ket-luan/", listing.conclusion_list, name="conclusions"),
    path("<slug:code>/", detail.detail, name="detail"),
    path("<slug:code>/bien-ban/", detail.minutes, name="minutes"),
    path("<slug:code>/van-ban/", papers.add_paper, name="add_paper"),
    path("<slug:code>/hoan-tat/", detail.complete, name="complete"),
    path("<slug:code>/huy/", detail.cancel, name="cancel"),
    path("<slug:code>/mo-lai/", detail.reopen, name="reopen"),
    path("<slug:code>/buoc-<int:number>/", steps.step, name="step"),
]
