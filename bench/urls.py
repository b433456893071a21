"""The portal's addresses, and the page that others are compared with."""

from qcdc_portal.urls import urlpatterns as own

from . import bare

urlpatterns = [*bare.urlpatterns, *own]
