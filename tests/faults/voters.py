"""People who vote by their links over HTTP, each on a device of their own."""

import re
from contextlib import closing
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection
from urllib.parse import urlencode

from tests.forms import as_sent

IS_IN = "Your vote is in."
NOT_COUNTED = "This ballot was not counted."
TOO_MANY = re.compile(r"Please choose at most 3; 4 are marked\.")
TOLD = {"in": IS_IN, "closed": NOT_COUNTED, "too many": TOO_MANY.pattern}


class Device:
    """A browser: its cookies and its forms."""

    def __init__(self, port):
        self.port, self.cookies = port, {}

    def ask(self, method, address, fields=None):
        """(status, where it sends on to, page)."""
        said = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": said}
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = None if fields is None else urlencode(fields, doseq=True)
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=50)) as line:
            line.request(method, address, body, headers)
            answer = line.getresponse()
            page = answer.read().decode()
            for cookie in answer.headers.get_all("Set-Cookie", []):
                name, _sign, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value
            return answer.status, answer.headers.get("Location", ""), page

    def token_of(self, page):
        return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]


@dataclass
class Voter:
    """Somebody with a ballot paper open. `told` is what the server told her of each cast, in turn."""

    person: dict
    vote: int
    port: int
    casts: list = field(default_factory=list)  # the choices of each, one after another
    told: list = field(default_factory=list)  # (choices, what she was told)

    @property
    def address(self):
        return f"/p/{self.person['code']}/vote/{self.vote}/"

    def open_paper(self):
        """Open her link and then her ballot, as a phone does."""
        self.device = Device(self.port)
        self.device.ask("GET", self.person["link"])
        status, _where, page = self.device.ask("GET", self.address)
        assert status == 200, page[:300]
        boxes = as_sent(page)
        self.carried = {name: boxes[name] for name in boxes if name not in {"topic", "none"}}
        self.carried["csrfmiddlewaretoken"] = self.device.token_of(page)
        return self

    def cast_all(self, when_told=lambda told: None):
        for choices in self.casts:
            told = self.cast(choices)
            self.told.append((choices, told))
            when_told(told)

    def cast(self, choices):
        fields = self.carried | ({"topic": choices} if choices else {"none": "on"})
        status, where, page = self.device.ask("POST", self.address, fields)
        if status == 302:  # what was said stands on the page she is sent on to
            status, _where, page = self.device.ask("GET", where)
        assert status == 200, f"{status}: {page[:300]}"
        return what_it_says(page)


def what_it_says(page):
    """in, closed or too many: exactly one of the three."""
    page = unescape(page)
    said = [name for name, words in TOLD.items() if re.search(words, page)]
    assert len(said) == 1, (said, page[:2000])
    return said[0]
