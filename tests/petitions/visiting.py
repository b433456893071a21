"""What tests of pages do again and again: open a page, send its form, read what it refused."""

from django.urls import reverse

from tests.support import pages

LIST = "/kien-nghi/"


def page(client, url, **query) -> str:
    response = client.get(url, query)
    assert response.status_code == 200, response
    return response.content.decode()


def submit(client, url: str, **typed):
    """The page's own form stands last: the account menu has one, too."""
    return pages.submit(client, url, form=-1, **typed)


def filled(html: str, **typed):
    return pages.filled(html, form=-1, **typed)


def step(petition, name) -> str:
    return reverse(f"petitions:{name}", args=[petition.code])


def errors(response) -> dict[str, list[str]]:
    assert response.status_code == 200, response
    return {name: list(found) for name, found in response.context["form"].errors.items()}


def at(petition) -> str:
    petition.refresh_from_db()
    return petition.status
