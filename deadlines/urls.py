"""/thoi-han/: rules, calculation, clocks."""

from django.urls import URLPattern, URLResolver, path

from .views import calculator, calendar, clocks, rules, steps, tracked

app_name = "deadlines"
urlpatterns: list[URLPattern | URLResolver] = [
    path("quy-dinh/", rules.rule_list, name="rules"),
    path("quy-dinh/<int:pk>/", rules.rule_detail, name="rule"),
    path("tinh/", calculator.calculator, name="calculator"),
    path("lich/<int:year>/", calendar.year_page, name="calendar"),
    path("theo-doi/", tracked.tracked_list, name="tracked_list"),
    path("theo-doi/moi/", tracked.track, name="track"),
    path("theo-doi/<int:pk>/", tracked.tracked, name="tracked"),
    path("theo-doi/<int:pk>/sua/", tracked.edit, name="tracked_edit"),
    path("<int:pk>/", clocks.clock_page, name="clock"),
    path("<int:pk>/tam-dung/", steps.suspend, name="suspend"),
    path("<int:pk>/tinh-tiep/", steps.resume, name="resume"),
    path("<int:pk>/gia-han/", steps.extend, name="extend"),
    path("<int:pk>/ket-thuc/", steps.stop, name="stop"),
    path("<int:pk>/huy/", steps.cancel, name="cancel"),
]
