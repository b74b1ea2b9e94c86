"""What a reviewer would otherwise repeat. Each test says why it is here."""

import ast
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from proforma.kinds import KINDS

ROOT = Path(settings.BASE_DIR)
APPS = ["network", "proforma", "topics", "meetings"]
# Nothing of a network or a person is on these.
OPEN_PAGES = {
    "front",
    "sign_in",
    "sign_out",
    "first_run",
    "link_open",
    "join",
    "forgotten",
    "welcome",
    "published",
    "published_version",
}


@dataclass
class Page:
    address: str
    name: str
    callback: object


def every_page(patterns=None, prefix=""):
    for entry in patterns if patterns is not None else get_resolver().url_patterns:
        address = f"{prefix}{entry.pattern}"
        if isinstance(entry, URLResolver):
            yield from every_page(entry.url_patterns, address)
        elif isinstance(entry, URLPattern):
            yield Page(address, entry.name, entry.callback)


def python_files(app):
    return [path for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]


def templates():
    return sorted((ROOT / "templates").rglob("*.html"))


def test_every_page_stands_behind_one_of_the_two_doors():
    """A page added without a door would be open to anyone who can guess its address."""
    for page in every_page():
        address = page.address
        if page.name in OPEN_PAGES:
            continue
        by_link, by_role = (
            getattr(page.callback, "is_participant_door", False),
            getattr(page.callback, "is_network_door", False),
        )
        assert address.startswith("p/") == by_link, address
        assert address.startswith("<slug:slug>/") == by_role, address
        assert by_link or by_role, address


@pytest.mark.parametrize(
    "page", [p for p in every_page() if p.name not in OPEN_PAGES], ids=lambda p: p.name
)
def test_an_outsider_is_told_that_the_page_does_not_exist(page, coast, olga):
    """404, not 403: an outsider must not learn that a network exists."""
    address = re.sub(r"<slug:slug>|<slug:code>", "coast", page.address)
    address = "/" + re.sub(r"<[^>]+>", "1", address)

    assert olga.get(address).status_code == 404
    assert olga.post(address).status_code == 404


@pytest.mark.parametrize("app", APPS)
def test_imports_go_only_to_the_left(app):
    """network ← proforma ← topics ← meetings: an arrow back would make one lump of four apps."""
    to_the_right = APPS[APPS.index(app) + 1 :]
    for path in python_files(app):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                assert name.split(".")[0] not in to_the_right, (
                    f"{path.relative_to(ROOT)} imports {name}"
                )


def test_every_kind_of_question_is_whole():
    """A kind without its way of asking, cleaning or printing would break on somebody's answer."""
    for kind in KINDS.values():
        get_template(f"proforma/answers/{kind.template}.html")
        assert callable(kind.clean), kind.code
        assert callable(kind.say), kind.code
        assert kind.paper in {"line", "lines", "ticks", "steps", "grid", "places", "nothing"}
        assert kind.summary in {
            "count",
            "scale",
            "grid",
            "rank",
            "grid_number",
            "number",
            "text",
            "names",
            "moment",
            "nothing",
        }


@pytest.mark.parametrize(
    "path", templates(), ids=lambda path: str(path.relative_to(ROOT / "templates"))
)
def test_every_sentence_can_be_translated(path):
    """A text outside the translation tags can never be offered in another language."""
    bare = path.read_text()
    for aside in (
        r"{% blocktranslate.*?{% endblocktranslate %}",
        r"{% block \w*width %}.*?{% endblock.*?%}",  # names of style classes
        r'<(\w+)[^>]*translate="no".*?</\1>',  # names in an example
        r"{#.*?#}|{%.*?%}|{{.*?}}|<!--.*?-->",
    ):
        bare = re.sub(aside, "", bare, flags=re.DOTALL)
    for text in re.findall(r">([^<>]*)<", f">{bare}<"):
        assert not re.search(r"[A-Za-z]{3,}", text), text.strip()


@pytest.mark.parametrize(
    "path", templates(), ids=lambda path: str(path.relative_to(ROOT / "templates"))
)
def test_no_template_needs_what_the_security_policy_forbids(path):
    """Inline styles and scripts are refused by the browser: the page would be broken, not unsafe."""
    text = path.read_text()

    assert not re.search(r"\sstyle=|<style|\son[a-z]+=\"|javascript:|hx-on", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)


@pytest.mark.parametrize(
    "path", [*templates(), *(ROOT / "static").iterdir()], ids=lambda path: path.name
)
def test_no_page_asks_another_host_for_anything(path):
    """A partner's visit is nobody else's business, and the office firewall may block the other host."""
    loaded = re.findall(r"(?:src|@import|url\()\s*=?\s*[\"'(]?(?:https?:)?//", path.read_text())

    assert not loaded
