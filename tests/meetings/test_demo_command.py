"""`manage.py demo`: fills the demo's database once, keeps it, and never touches anybody's own."""

import pytest
from django.core.management import CommandError, call_command

from meetings.models import Action
from network.models import Network, User


@pytest.fixture
def demo(db, settings):
    settings.DEMO = True


def test_fills_and_then_keeps(demo, capsys):
    call_command("demo", day=24)
    Action.objects.all().delete()

    call_command("demo", day=24)

    assert not Action.objects.exists()
    assert "The demo's data are kept as they are." in capsys.readouterr().out


def test_prints_a_sign_in_that_works_and_a_link(demo, client, capsys):
    call_command("demo", day=-12)

    words = capsys.readouterr().out.split()
    password, link = words[words.index("password") + 1], words[-1]
    client.post(
        "/sign-in/",
        {"username": User.objects.get(accesses__role="coordinator").email, "password": password},
    )
    assert client.get("/carrowby/").status_code == 200
    own_page = client.get(link.split("127.0.0.1:8000")[-1]).url
    assert "waits for you" in client.get(own_page).content.decode()


def test_is_refused_outside_a_demo(db, settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="your own database"):
        call_command("demo")
    assert not Network.objects.exists()


def test_starting_afresh_is_refused_beside_a_real_network(demo, coast):
    with pytest.raises(CommandError, match="nothing was wiped"):
        call_command("demo", fresh=True)
    assert Network.objects.get() == coast
