"""The review's pages are closed to everybody else: each attack that a page on this computer has to expect."""

from __future__ import annotations

import re
import socket
import threading
from pathlib import Path

import lxml.html
import pytest

from redact.model import Decision
from redact.review import standing
from redact.web import board, door, frame
from redact.web.serving import LIMITS
from web_visits import HOME, HOSTILE, PORT, Visit, ask, sitting, visit

PAGES = [address for address, _ in frame.PAGES]
ADDRESSES = ("href", "src", "action", "formaction")
OURS = re.compile(r"/(?![/\\])|#")
SECRETS = ("Wren", "Example", "parrot", "report.md", "O'Quote")
HOST = {"host": f"127.0.0.1:{PORT}"}


class Clock:
    """A clock that a test sets; in seconds."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="module")
def shared(tmp_path_factory, rules):
    """One case for tests that change nothing."""
    return sitting(tmp_path_factory.mktemp("shared") / "case", rules)


@pytest.fixture
def inside(shared) -> Visit:
    """Somebody who came in."""
    made = visit(shared)
    made.come_in()
    return made


@pytest.fixture
def own(tmp_path, rules) -> Visit:
    """Somebody who came in to a case that no other test sees."""
    made = visit(sitting(tmp_path / "case", rules))
    made.come_in()
    return made


def lines(visited: Visit) -> int:
    """How many lines the ledger has."""
    return len(visited.app.state.sitting.case.ledger())


def yes(visited: Visit, **headers: str):
    """An answer as a page of ours sends it."""
    fields = {
        "target": "E1",
        "action": "confirm",
        "value": "",
        "seen": str(lines(visited)),
        "back": "/questions",
    }
    return visited.post("/answer", fields, **headers)


# --- Who may come in ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/enter", "/static/review.css", "/answer", "/no-such-page"])
@pytest.mark.parametrize(
    "host",
    ["evil.example", f"evil.example:{PORT}", "127.0.0.1", f"127.0.0.1:{PORT + 1}", "", f"127.0.0.1:{PORT}."],
)
def test_another_name_for_this_computer_gets_nothing(inside, path, host):
    """DNS rebinding: a page whose name leads to 127.0.0.1 names itself as host, and is refused everywhere."""
    for method in ("GET", "POST"):
        answer = ask(inside.app, method, path, {"host": host, "cookie": inside.cookie, "origin": HOME})
        assert answer.status == 421
        assert not any(secret in answer.text for secret in SECRETS)


@pytest.mark.parametrize("twice", ["host", "origin", "sec-fetch-site", "content-type", "content-length"])
def test_a_header_that_is_said_twice_counts_for_nothing(own, twice):
    """Two hosts, origins or lengths: nobody could say which of them holds."""
    headers = {**HOST, "cookie": own.cookie, "origin": HOME, "sec-fetch-site": "same-origin",
               "content-type": "application/x-www-form-urlencoded", "content-length": "30"}  # fmt: skip
    pairs = [*headers.items(), (twice, headers[twice])]
    answer = ask(own.app, "POST", "/answer", pairs, [b"target=E1&action=confirm&seen=0"])
    assert answer.status in {403, 413, 415, 421}
    assert lines(own) == 0


@pytest.mark.parametrize(
    "origin",
    [None, "null", "", "https://evil.example", f"http://127.0.0.1:{PORT + 1}", f"https://127.0.0.1:{PORT}",
     f"http://localhost:{PORT}", f"{HOME}/", f"{HOME}.evil.example"],
)  # fmt: skip
def test_only_a_page_of_ours_changes_anything(own, origin):
    """A form of another site, of another port of this computer, or of a page without an origin changes nothing."""
    headers = {**HOST, "cookie": own.cookie, "content-type": "application/x-www-form-urlencoded"}
    headers |= {"origin": origin} if origin is not None else {}
    answer = ask(own.app, "POST", "/answer", headers, [b"target=E1&action=confirm&seen=0"])
    assert (answer.status, lines(own)) == (403, 0)


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", "anything"])
def test_a_change_that_the_browser_says_came_from_elsewhere_is_refused(own, site):
    """Sec-Fetch-Site tells where a request began, whatever Origin says; another port is 'same-site'."""
    assert (yes(own, sec_fetch_site=site).status, lines(own)) == (403, 0)
    assert yes(own, sec_fetch_site="same-origin").status == 303


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_port_or_site_gets_no_page_either(inside, site):
    """The cookie goes to every port of 127.0.0.1, so that a page there could ask for ours: it gets nothing."""
    for path in (*PAGES, "/changes", "/static/review.js"):
        answer = inside.get(path, sec_fetch_site=site)
        assert answer.status == 403
        assert not any(secret in answer.text for secret in SECRETS)
    assert inside.get("/", sec_fetch_site="none").status == 200  # typed, or from a bookmark


@pytest.mark.parametrize("path", ["/answer", "/undo", "/lock", "/leave"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"])
def test_nothing_changes_but_by_a_form(own, path, method):
    """A link, an image or a prefetch that points at an address that changes something does nothing."""
    query = "?target=E1&action=confirm&seen=0&first=1&last=1"
    headers = {**HOST, "cookie": own.cookie, "origin": HOME}
    assert ask(own.app, method, path + query, headers).status == 405
    assert lines(own) == 0
    assert own.get("/").status == 200


def test_without_a_cookie_there_is_nothing(shared):
    """Every page leads to the entrance, every change is refused, and no answer holds a word of the case."""
    stranger = visit(shared)
    for path in (*PAGES, "/changes", "/unlock"):
        answer = stranger.get(path)
        assert (answer.status, answer.headers["location"]) == (303, "/enter")
    for path in ("/answer", "/undo", "/watch", "/lock", "/leave", "/unlock"):
        assert stranger.post(path, {"target": "E1", "action": "confirm"}).status == 401
    for path in ("/enter", "/no-such-page", "/static/no-such-file", "/enter/x"):
        answer = stranger.get(path)
        assert answer.status in {403, 404, 303}
        assert not any(secret in answer.text for secret in SECRETS)


@pytest.mark.parametrize(
    "cookie",
    ["redact-4711=", "redact-4711=guess", "redact-4712={}", "x={}", "redact-4711=\"{}", "redact-4711={}x",
     ";;;=;", "redact-4711", "\x80\xff", "redact-4711={}, redact-4711=guess"],
)  # fmt: skip
def test_a_cookie_that_is_not_ours_opens_nothing(inside, cookie):
    """Guessed, of another review on this computer, cut short or mangled."""
    value = inside.cookie.partition("=")[2]
    answer = ask(inside.app, "GET", "/", {**HOST, "cookie": cookie.replace("{}", value)})
    assert (answer.status, answer.headers["location"]) == (303, "/enter")


# --- The address that is printed -----------------------------------------------------------------------


def test_an_address_lets_one_browser_in_once(shared):
    """Used twice, guessed, or left out: 403, and nobody is let in."""
    one = visit(shared)
    token = one.app.state.door.address().rpartition("=")[2]
    for wrong in ("", "guess", token[:-1], token + "x", "é", "\x00", "%ff"):
        assert one.post("/enter", {"token": wrong, "name": "N"}).status == 403
        assert one.get(f"/enter?token={wrong.strip(chr(0))}").status == 403
    assert one.get(f"/enter?token={token}").status == 200
    assert one.get(f"/enter?token={token}").status == 200  # a browser that looks ahead does not use it up
    assert one.post("/enter", {"token": token, "name": "N"}).status == 303
    assert one.post("/enter", {"token": token, "name": "N"}).status == 403
    assert one.get(f"/enter?token={token}").status == 403
    assert len(token) >= 43  # 256 bits


def test_an_address_that_nobody_used_grows_old(shared):
    """It stands on a screen and in the list of processes: after a while it is worth nothing."""
    clock = Clock()
    one = visit(shared, clock)
    token = one.app.state.door.address().rpartition("=")[2]
    clock.now += door.ADDRESS_LASTS * 60 + 1
    assert one.get(f"/enter?token={token}").status == 403
    assert one.post("/enter", {"token": token, "name": "N"}).status == 403


def test_the_cookie_is_for_this_browser_and_these_pages_only(shared):
    """HttpOnly, SameSite=Strict, the whole path, no age and no domain; and the address then holds no token."""
    answer = visit(shared).come_in()
    name, *attributes = answer.headers["set-cookie"].split("; ")
    assert name.startswith(f"redact-{PORT}=")
    assert {a.lower() for a in attributes} == {"httponly", "samesite=strict", "path=/"}
    assert answer.headers["location"] == "/"
    assert answer.headers["referrer-policy"] == "same-origin"


def test_nobody_can_be_given_a_session_beforehand(shared):
    """Session fixation: a cookie that was there before is never taken over, and the visit that it stood for ends."""
    one = visit(shared)
    one.cookie = f"redact-{PORT}=planted"
    one.come_in()
    first = one.cookie
    assert "planted" not in first
    one.come_in("Second Name")
    assert one.cookie != first
    assert visit_with(one, first).get("/").status == 303
    assert one.get("/").status == 200


def visit_with(one: Visit, cookie: str) -> Visit:
    """The same pages with another cookie."""
    return Visit(one.app, cookie)


@pytest.mark.parametrize(
    "name", ["", "   ", "x" * 81, "A\r\nSet-Cookie: a=b", "A\u202eB", "A\x00B", "\u200b"]
)
def test_a_name_that_is_none_lets_nobody_in(shared, name):
    """Empty, too long, with a line's end in it (headers!), written backwards or invisible; the address stays good."""
    one = visit(shared)
    token = one.app.state.door.address().rpartition("=")[2]
    answer = one.post("/enter", {"token": token, "name": name})
    if "\n" in name:  # white space is one blank: nothing of it can reach a header
        assert answer.status == 303
        assert sum(key == "set-cookie" for key in answer.headers) == 1
        assert "a=b" not in answer.headers["set-cookie"]
    else:
        assert answer.status == 400
        assert one.app.state.door.knows(token)


# --- Locking -------------------------------------------------------------------------------------------


def test_the_pages_lock_themselves(shared):
    """After the time without use nothing is shown and nothing saved; asking what others did is no use."""
    clock = Clock()
    one = visit(shared, clock)
    one.come_in(word="heron")
    for _ in range(16):  # minutes of a page that lies open
        clock.now += 60
        one.get("/changes?since=0")
    for path in (*PAGES, "/changes"):
        answer = one.get(path)
        assert (answer.status, answer.headers["location"]) == (303, "/unlock")
    assert one.post("/answer", {"target": "E1", "action": "confirm"}).status == 401
    locked = one.get("/unlock").text
    assert not any(secret in locked for secret in (*SECRETS, "Rosa", ">case<"))
    assert one.post("/unlock", {"word": "heron"}).status == 303
    assert one.get("/").status == 200


def test_use_keeps_the_pages_open(shared):
    """A page asked for within the time begins it anew."""
    clock = Clock()
    one = visit(shared, clock)
    one.come_in()
    for _ in range(5):
        clock.now += 14 * 60
        assert one.get("/").status == 200


def test_the_word_is_not_tried_for_ever(shared):
    """After five wrong words the right one opens nothing any more; without a word none does."""
    one = visit(shared)
    one.come_in(word="heron")
    one.post("/lock")
    for _ in range(door.TRIES):
        assert one.post("/unlock", {"word": "hero"}).status == 403
    assert one.post("/unlock", {"word": "heron"}).status == 401
    other = visit(shared)
    other.come_in()
    other.post("/lock")
    assert other.post("/unlock", {"word": ""}).status == 403
    assert other.get("/").headers["location"] == "/enter"


def test_leaving_ends_the_visit(shared):
    """The cookie is worth nothing afterwards, wherever a copy of it is."""
    one = visit(shared)
    one.come_in()
    assert "Max-Age=0" in one.post("/leave").headers["set-cookie"]
    assert one.get("/").headers["location"] == "/enter"


def test_each_visitor_is_locked_alone(shared):
    """One reviewer gets up; the other one's pages stay open."""
    one = visit(shared)
    one.come_in()
    other = Visit(one.app)
    other.come_in("Sam Second")
    one.post("/lock")
    assert one.get("/").status == 303
    assert other.get("/").status == 200


# --- What is sent ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    ["/static/../door.py", "/static/..%2fdoor.py", "/static/%2e%2e/door.py", "/static//etc/passwd",
     "/static/..%5cdoor.py", "/static/%00", "/static/....//door.py", "//etc/passwd", "/static/../../case.py",
     "/static/%ff%fe", "/%zz", "/static", "/static/", "/..", "/questions/../static"],
)  # fmt: skip
def test_no_other_file_is_sent(inside, path):
    """Whatever is written into the address, only what lies under static is sent, and nobody sees an error."""
    answer = inside.get(path)
    assert answer.status in {303, 307, 404}
    assert not re.search(r"root:|^import |from redact|Traceback", answer.text, re.MULTILINE)
    assert re.match(rf"({HOME})?/(?![/\\])|$", answer.headers.get("location", ""))


@pytest.mark.parametrize("path", ["/answer", "/enter", "/watch", "/unlock", "/undo"])
def test_a_large_form_is_refused(inside, path):
    """More than a megabyte, said beforehand or only sent: 413, and the ledger is as it was."""
    before = lines(inside)
    said = inside.post(path, b"x=1", content_length=str(door.BIGGEST + 1))
    assert said.status == 413
    own = {**HOST, "cookie": inside.cookie, "origin": HOME, "content-type": door.FORM}
    sent = ask(inside.app, "POST", path, own, [b"target=" + b"x" * 600_000, b"y" * 600_000])
    assert (sent.status, lines(inside)) == (413, before)
    assert "content-security-policy" in sent.headers
    for length in ("-1", "1e3", "9" * 40, "²"):
        assert inside.post(path, b"x=1", content_length=length.encode().decode("latin-1")).status == 413


def test_a_form_of_very_many_fields_is_refused(inside):
    """Reading them would keep everybody waiting."""
    assert inside.post("/answer", b"a&" * 400_000).status == 413


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "text/plain", "application/json", "x"])
def test_files_are_not_taken(inside, kind):
    """No page sends a file: what is no plain form is refused before it is read."""
    body = b'--x\r\nContent-Disposition: form-data; name="target"; filename="a"\r\n\r\nE1\r\n--x--'
    before = lines(inside)
    assert (inside.post("/answer", body, content_type=kind).status, lines(inside)) == (415, before)


@pytest.mark.parametrize(
    "body",
    [b"", b"&&&&", b"=%", b"target=%zz&action=confirm", b"target=%ff%fe&action=confirm", b"\xff\xfe=\x00",
     b"target=E1&action=%00", b"target=E1&action=sign-off&value=%7B%7D", b"target=publication&action=sign-off",
     b"target=publication&action=release", b"target=E1", b"target=../../E1&action=confirm", b"does=|||&target=E1",
     b"target=E1&action=role&value=a%00b", b"target=E1&action=role&value=a%1bb", b"target=E1&action=role&value=%ff"
     + b"x" * 2001, b"target=E1&action=link&value=E99"],
)  # fmt: skip
def test_a_mangled_answer_is_refused_whole(own, body):
    """It is no fault of the program, nothing is put on the ledger, and no signature can be made or taken back here."""
    answer = own.post("/answer", body)
    assert (answer.status, lines(own)) == (422, 0)
    assert own.post("/undo", body).status == 422
    assert own.post("/watch", body).status in {422}
    assert "fault" not in answer.text


def test_a_signature_is_not_taken_back_here(own):
    """Neither as an answer, nor by the line that it stands on; it stays what stands."""
    case = own.app.state.sitting.case
    case.append(Decision("2031-02-03T10:00:00+00:00", "Sam Signatory", "sign-off", "publication", "{}"))
    assert own.post("/answer", b"target=publication&action=undo").status == 422
    assert own.post("/undo", b"first=1&last=1").status == 422
    case.append(Decision("2031-02-03T10:00:01+00:00", "Rosa Reviewer", "undo", "publication"))
    assert [each.action for each in standing(case.ledger())] == ["sign-off"]


@pytest.mark.parametrize("number", ["", "²", "-1", "9" * 5000, "1e9", "x", "0x10", "١", "%00", "999999999"])
def test_numbers_that_are_none_are_no_fault(inside, number):
    """In an address or a form."""
    everywhere = (f"{path}?from={number}&kind={number}&dates={number}&ages={number}" for path in PAGES)
    for path in (*everywhere, f"/changes?since={number}"):
        assert (
            ask(inside.app, "GET", path.encode().decode("latin-1"), {**HOST, "cookie": inside.cookie}).status
            == 200
        )
    assert inside.post("/undo", {"first": number, "last": number}).status == 422


@pytest.mark.parametrize(
    "back",
    ["https://evil.example/", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "//[",
     "/\t/evil.example", " //evil.example", "javascript:alert(1)", "data:text/html,x", "http:evil.example", "/\r\nX: y",
     "////evil.example/x", "http://127.0.0.1@evil.example", "/%2f/evil.example", "/%0d%0aX: y", "\x00//evil.example"],
)  # fmt: skip
def test_going_back_stays_with_us(own, back):
    """Open redirect: whatever a form says, the way back is a page of ours, in one header."""
    answer = own.post("/answer", {"target": "E1", "action": "confirm", "seen": "0", "back": back})
    assert answer.status == 303
    to = answer.headers["location"]
    assert re.match(r"/(?![/\\])", to)
    assert not re.search(r"[\r\n\t\\]", to)
    assert set(answer.headers) <= {"location", "content-length", *door.HEADERS}
    refused = own.post("/answer", {"target": "E1", "action": "none", "back": back}).text
    assert re.search(r'<a href="/(?![/\\])[^"]*">Back', refused)


def test_every_answer_is_closed_off(inside, monkeypatch):
    """CSP, no-store, no framing, on pages, refusals, redirects, static files, errors and crashes alike."""
    stranger = Visit(inside.app)
    monkeypatch.setattr(board, "drafts", lambda state: 1 / 0)
    answers = [
        inside.get("/"), inside.get("/questions"), inside.get("/no-such-page"), inside.get("/static/review.css"),
        inside.get("/static/nothing"), inside.get("/answer"), inside.post("/answer", b""), inside.post("/"),
        inside.get("/changes"), stranger.get("/"), stranger.post("/answer"), stranger.get("/enter"),
        inside.post("/answer", b"", origin="null"), inside.get("/", host="evil.example"),
        inside.post("/answer", b"", content_type="text/plain"), inside.post("/answer", b"x" * 1_000_001),
    ]  # fmt: skip
    assert {a.status for a in answers} >= {200, 303, 401, 403, 404, 405, 413, 415, 421, 422, 500}
    for answer in answers:
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["x-content-type-options"] == "nosniff"
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert "*" not in policy


def harmful(text: str) -> list[str]:
    """What of a page a browser would run, or fetch from elsewhere: there should be nothing."""
    found = []
    for one in lxml.html.document_fromstring(text).iter():
        values = dict(one.attrib)
        found += [f"{one.tag} {name}" for name in values if name.startswith("on") or name == "style"]
        found += [
            f"{one.tag} {name}={values[name]}"
            for name in ADDRESSES
            if name in values and not OURS.match(values[name])
        ]
        if one.tag in {"script", "link"} and not one.text:
            found += [
                one.tag for name in ("src", "href") if not values.get(name, "/static/").startswith("/static/")
            ]
        elif one.tag in {"script", "style", "iframe", "object", "embed", "svg", "b", "i", "base"}:
            found.append(one.tag)
    return found


# --- What pages show -------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES)
def test_markup_in_a_draft_is_text(tmp_path, rules, path):
    """Script, broken-out attributes and javascript: links, in the words, names, roles and file names of a case."""
    gold = f"1.1 We met [Wren {HOSTILE.replace('[', '')}](PERSON#E1) and [Ada](PERSON#E2) by [a {HOSTILE} mill](QUASI).\n"
    folder = tmp_path / "<b>case"
    one = visit(sitting(folder, rules, gold, name=f"{HOSTILE} {{{{ 7*7 }}}}.md"))
    one.come_in(f"<i>{HOSTILE[:60]}")
    one.post("/answer", {"target": "E1", "action": "role", "value": f"aunt {HOSTILE}", "seen": "0"})
    text = one.get(path).text
    assert harmful(text) == []
    assert "49.md" not in text
    assert "&lt;i&gt;&lt;script&gt;alert(1)" in text  # the reviewer's own name is text as well


def test_no_page_has_script_or_style_of_its_own(inside):
    """The policy would not run it; and nothing is asked of another machine."""
    for path in (*PAGES, "/enter", "/unlock", "/no-such-page"):
        text = inside.get(path).text
        assert harmful(text) == []


def test_no_address_holds_a_word_of_a_draft(inside):
    """Links, forms and redirects name kinds, ids and digests."""
    for path in PAGES:
        text = inside.get(path).text
        for address in re.findall(r"(?:href|action|src)=\"([^\"]*)\"", text):
            assert not any(secret.lower() in address.lower() for secret in SECRETS)
        for back in re.findall(r"name=\"(?:back|target)\" value=\"([^\"]*)\"", text):
            assert re.fullmatch(r"/?[\w./?=&;:%#-]*", back)
            assert not any(secret in back for secret in SECRETS)
    changed = inside.get("/changes?since=0").text
    assert not any(secret in changed for secret in SECRETS)


@pytest.mark.parametrize("path", PAGES)
def test_a_crash_tells_nothing(inside, path, monkeypatch, capfd):
    """The page says where in the program; no word of a draft, no traceback, nothing on standard error."""

    def crash(*args: object, **named: object) -> None:
        raise KeyError("Wren Sample")

    monkeypatch.setattr("redact.web.sitting.Sitting.state", crash)
    answer = inside.get(path)
    assert answer.status == 500
    assert "KeyError in " in answer.text
    printed = "".join(capfd.readouterr())
    for told in (answer.text, printed):
        assert not any(secret in told for secret in (*SECRETS, "Traceback"))
    assert printed == ""


def test_a_crash_of_the_page_that_tells_of_it_tells_nothing_either(inside, monkeypatch, capfd):
    """Where even the frame fails there is one line."""

    def crash(*args: object, **named: object) -> None:
        raise KeyError("Wren Sample")

    monkeypatch.setattr(frame, "_templates", crash)
    answer = inside.get("/")
    assert (answer.status, "Wren" in answer.text, "Traceback" in answer.text) == (500, False, False)
    assert answer.headers["content-security-policy"]
    assert "".join(capfd.readouterr()) == ""


def test_a_crash_while_reading_tells_nothing(tmp_path, rules, capfd, monkeypatch):
    """It happens in a thread, which would print it; the waiting page says so and does not ask again and again."""

    def crash(self: object) -> None:
        raise ValueError("Wren Sample")

    monkeypatch.setattr("web_visits.Known._find", crash)
    one = visit(sitting(tmp_path / "case", rules))
    one.come_in()
    answer = one.get("/")
    assert "ValueError in " in answer.text
    assert 'http-equiv="refresh"' not in answer.text
    assert 'id="working"' not in answer.text
    printed = "".join(capfd.readouterr())
    assert "Wren" not in answer.text + printed
    assert "Traceback" not in printed


def test_nothing_is_written_but_the_ledger(own):
    """No page leaves a log or a temporary file; the ledger says who answered what, by ids and digests."""
    folder: Path = own.app.state.sitting.case.folder
    before = {p.name for p in folder.rglob("*")}
    for path in PAGES:
        own.get(path)
    yes(own)
    own.get("/no-such-page?Wren=1")
    assert {p.name for p in folder.rglob("*")} - before <= {"ledger.jsonl", "ledger.head", ".lock"}
    assert not any(secret in (folder / "ledger.jsonl").read_text() for secret in SECRETS)


# --- The server ------------------------------------------------------------------------------------------


def test_the_server_listens_on_this_computer_only(shared, monkeypatch):
    """One socket, on 127.0.0.1, on a port that nobody could know; HTTP only, nobody speaks for another, no log."""
    import uvicorn

    from redact.web import serving

    told: list[str] = []
    given: dict[str, object] = {}

    def run(self: object, sockets: list[socket.socket]) -> None:
        given.update(vars(self.config), at=sockets[0].getsockname(), sockets=len(sockets))  # type: ignore[attr-defined]

    monkeypatch.setattr(uvicorn.Server, "run", run)
    monkeypatch.setattr("sys.stdin", None)
    monkeypatch.setattr(serving, "Sitting", lambda *of: shared)
    serving.serve(shared.case, shared.rules, shared.opener, "", False, told.append)
    assert given["sockets"] == 1
    assert given["at"][0] == "127.0.0.1"
    assert f"http://127.0.0.1:{given['at'][1]}/enter?token=" in "".join(told)
    for option, value in {
        **LIMITS,
        "access_log": False,
        "server_header": False,
        "log_level": "critical",
    }.items():
        assert given[option] == value
    assert given["limit_concurrency"] < 500
    assert given["timeout_keep_alive"] <= 30


def test_pages_are_shown_while_another_program_writes(own):
    """`redact run` holds the case; an answer waits for it, and nobody else's page does."""
    made = own.app.state.sitting
    with made.case.writing():
        answering = threading.Thread(target=yes, args=(own,))
        answering.start()
        answering.join(0.2)
        assert own.get("/").status == 200
        assert answering.is_alive()
    answering.join(20)
    assert lines(own) == 1
