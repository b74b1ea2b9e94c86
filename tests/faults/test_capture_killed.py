"""The server is killed in the middle of a burst of captures: every line that was acknowledged is there when
it is back, once, and in the order of the hand that caught it."""

import random
import threading
import time
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

from .processes import installation, kill

TIMES = 5
RUN, CATCH = "/coast/meetings/1/run/", "/coast/meetings/1/notes/"
KINDS = ("point", "decision", "action")


class Recorder:
    """Somebody who types as fast as the server takes it, and sends again what was not acknowledged, as
    capture.js does."""

    def __init__(self, name, session):
        self.name, self.cookies = name, {"sessionid": session}
        self.line = 0  # the next to be sent
        self.saved = 0

    def ask(self, link, method, address, fields=None, **headers):
        said = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if fields:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = urlencode(fields) if fields else None
        link.request(method, address, body, {"Cookie": said, **headers})
        answer = link.getresponse()
        page = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _sign, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, page

    def text(self, n):
        return f"{self.name} {n:04d}"

    def write(self, port, stopped):
        """Catch until the server is gone."""
        link = HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            status, page = self.ask(link, "GET", RUN)
            assert status == 200, page[:400]
            while not stopped.is_set():
                n = self.line
                fields = {
                    "text": self.text(n),
                    "kind": KINDS[n % 3],
                    "key": f"{self.name}-{n}",
                    "hand": self.name,
                    "ago": (n * 137) % 2000,  # as if some had waited long, and some not
                }
                headers = {"HX-Request": "true", "X-CSRFToken": self.cookies["csrftoken"]}
                status, said = self.ask(link, "POST", CATCH, fields, **headers)
                assert status == 200, said[:400]
                assert 'id="notes-caught"' in said, said[:400]
                self.line, self.saved = n + 1, self.saved + 1
        except (OSError, HTTPException):
            pass  # killed: the same line is sent again
        finally:
            link.close()


def burst(port, process, recorders, chance):
    """All catch at once, until the server is killed at some moment."""
    stopped = threading.Event()
    threads = [threading.Thread(target=one.write, args=[port, stopped]) for one in recorders]
    for thread in threads:
        thread.start()
    before, until = [one.saved for one in recorders], time.monotonic() + 30
    while any(one.saved == n for one, n in zip(recorders, before, strict=True)):
        assert time.monotonic() < until
        time.sleep(0.01)
    time.sleep(chance.uniform(0.0, 1.0))
    kill(process)
    stopped.set()
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive()


def caught(here):
    """[text] of all notes and actions, in the order in which pages show them."""
    notes = here.ask("SELECT at, text FROM meetings_note")
    actions = here.ask("SELECT recorded_at, what FROM meetings_action")
    return [text for _at, text in sorted(notes + actions)]


def test_what_was_acknowledged_before_a_kill_is_there_after_it_once_and_in_order(tmp_path):
    chance = random.Random()
    with installation(tmp_path) as here:
        sessions = here.fill("recorders")["sessions"]
        recorders = [Recorder(f"Hand {n}", key) for n, key in enumerate(sessions)]
        for _time in range(TIMES):
            with here.served() as (port, process):
                burst(port, process, recorders, chance)
            found = caught(here)
            for one in recorders:
                mine = [text for text in found if text.startswith(one.name)]
                # The last may have been kept and killed before it could say so.
                assert len(mine) in {one.line, one.line + 1}
                assert mine == [one.text(n) for n in range(len(mine))]

        assert all(one.saved >= TIMES for one in recorders)
        assert here.ask("SELECT count(*) FROM meetings_action")[0][0] > 0
