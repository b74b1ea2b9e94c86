"""The server is killed in the middle of a burst of saves: what it said was saved is there when it is back."""

import random
import threading
import time
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

from tests.forms import as_sent

from .processes import installation, kill

TIMES = 5


class Writer:
    """Somebody at a page that saves as it goes: one answer after another, as fast as the server takes them."""

    def __init__(self, person, part, questions):
        self.address = f"/p/{person['code']}/answer/{part}/"
        self.link, self.questions = person["link"], questions
        self.cookies = {}
        self.acknowledged = {}  # question -> the words last said to be saved
        self.sent = {}  # question -> all words sent since, whether or not an answer came
        self.turn = self.saved = 0

    def ask(self, line, method, address, fields=None, **headers):
        said = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = urlencode(fields, doseq=True) if fields else None
        if fields:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        line.request(method, address, body, {"Cookie": said, **headers})
        answer = line.getresponse()
        page = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _sign, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, page

    def open_page(self, line):
        self.ask(line, "GET", self.link)
        status, page = self.ask(line, "GET", self.address)
        assert status == 200, page[:400]
        return as_sent(page)

    def write(self, port, stopped):
        """Save until the server is gone."""
        line = HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            boxes = self.open_page(line)
            while not stopped.is_set():
                self.turn += 1
                code, words = self.questions[self.turn % len(self.questions)], f"Words {self.turn}"
                self.sent.setdefault(code, []).append(words)
                status, said = self.ask(
                    line,
                    "POST",
                    self.address,
                    {**boxes, code: words, "only": code},
                    **{"HX-Request": "true", "X-CSRFToken": self.cookies["csrftoken"]},
                )
                assert status == 200, said[:400]
                assert 'data-stands="saved"' in said, said[:400]
                self.acknowledged[code], self.sent[code] = words, []
                self.saved += 1
        except (OSError, HTTPException):
            pass  # killed
        finally:
            line.close()

    def lost(self, port):
        """What was said to be saved, and is not there."""
        line = HTTPConnection("127.0.0.1", port, timeout=20)
        boxes = self.open_page(line)
        line.close()
        found = {code: boxes.get(code, [""])[0] for code in self.acknowledged}
        return {
            code: (words, found[code])
            for code, words in self.acknowledged.items()
            # An answer may have been saved and killed before it could say so, in this burst or an earlier.
            if found[code] not in {words, *self.sent[code]}
        }


def burst(port, process, writers, chance):
    """All write at once, until the server is killed at some moment."""
    stopped = threading.Event()
    threads = [threading.Thread(target=one.write, args=[port, stopped]) for one in writers]
    for thread in threads:
        thread.start()
    before, until = [one.saved for one in writers], time.monotonic() + 20
    while any(one.saved == n for one, n in zip(writers, before, strict=True)):
        assert time.monotonic() < until
        time.sleep(0.01)
    time.sleep(chance.uniform(0.0, 1.0))
    kill(process)
    stopped.set()
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive()


def test_what_was_acknowledged_before_a_kill_is_there_after_it(tmp_path):
    chance = random.Random()
    with installation(tmp_path) as here:
        inside = here.fill("writers")
        writers = [
            Writer(person, inside["part"], inside["questions"]) for person in inside["people"]
        ]
        for n in range(TIMES + 1):
            with here.served() as (port, process):
                assert [one.lost(port) for one in writers] == [{}] * len(writers)
                if n < TIMES:
                    burst(port, process, writers, chance)

        assert all(one.saved >= TIMES for one in writers)
        responses = here.ask("SELECT person_id FROM proforma_response")
        assert len(responses) == len(set(responses)) == len(writers)
