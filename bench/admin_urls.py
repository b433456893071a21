"""The portal's addresses, the bare page, and a plain admin over the same table of petitions."""

from typing import Any

from django.contrib import admin
from django.urls import path

from petitions.models import Petition

from .urls import urlpatterns as own


class PetitionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable when it runs
    """What a careful developer sets up in an hour: nine columns, four filters, search, dates, relations loaded."""

    list_display = (
        "code", "text", "council", "holder", "field", "status", "received_on", "due_on", "answered_on",
    )  # fmt: skip
    list_select_related = ("council", "holder", "field")
    list_filter = ("status", "field", "due_on")
    search_fields = ("code", "text")
    date_hierarchy = "received_on"
    ordering = ("due_on",)
    list_per_page = 25

    def has_view_permission(self, request: Any, obj: Any = None) -> bool:
        return True

    has_module_permission = has_change_permission = has_view_permission  # type: ignore[assignment]
    has_delete_permission = has_add_permission = has_view_permission  # type: ignore[assignment]


_site = admin.AdminSite(name="admin")
_site.has_permission = lambda request: True  # type: ignore[method-assign]
_site.register(Petition, PetitionAdmin)

urlpatterns = [path("admin/", _site.urls), *own]
