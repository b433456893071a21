"""What tests of other people's accounts do again and again."""

from django.test import Client
from django.urls import reverse

from accounts.models import User
from organizations.enums import Role
from tests.support.pages import submit

PASSWORD = "mot-mat-khau-dai-2026"
FORM = 2  # after the forms for the language and for signing out


def signed_in(user: User) -> Client:
    """Somebody who has just given the password."""
    client = Client()
    client.force_login(user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def page(name: str, *args: object) -> str:
    return reverse(f"administration:{name}", args=args)


def words_of(response) -> str:
    return response.content.decode().split("<main", 1)[1]


def opened(client: Client, **typed):
    values = {
        "full_name": "Nguyễn Thị Hạnh",
        "username": "hanh.nt",
        "place": "xã Quảng Tân",
        "role": Role.CLERK,
        "way": "paper",
    }
    return submit(client, page("open_account"), form=FORM, **values | typed)
