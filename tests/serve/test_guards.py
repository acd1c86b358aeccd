"""Who may ask, and how: token, Host, Origin, paths, and what answers forbid the browser."""

from __future__ import annotations

import http.client
import json
from pathlib import Path

import httpx
import pytest

from live_server import LiveServer

pytest_plugins = ["live_server"]


def raw(server: LiveServer, method: str, path: str, headers: dict[str, str]) -> tuple[int, str]:
    """Send a request as it is: the path is not made proper, and no header is added but Host, unless it is given."""
    connection = http.client.HTTPConnection("127.0.0.1", int(server.base.rpartition(":")[2]), timeout=20)
    connection.putrequest(method, path, skip_host="Host" in headers, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    text = answer.read().decode("utf-8", "replace")
    connection.close()
    return answer.status, text


def cookie(server: LiveServer) -> str:
    return "; ".join(f"{name}={value}" for name, value in server.client.cookies.items())


@pytest.mark.parametrize("path", ["/", "/api/state", "/api/events", "/app.js", "/api/docs/x/source"])
def test_nothing_is_told_without_the_token(server: LiveServer, path: str) -> None:
    status, text = raw(server, "GET", path, {})
    assert status == 401 and json.loads(text)["code"] == "X171"
    assert raw(server, "GET", path, {"Cookie": f"jzdocs-{server.base.rpartition(':')[2]}=wrong"})[0] == 401
    assert raw(server, "GET", path, {"X-Jzdocs-Token": "wrong"})[0] == 401


def test_a_wrong_token_in_the_address_gets_no_cookie(server: LiveServer) -> None:
    answer = httpx.get(f"{server.base}/?token=wrong", follow_redirects=False)
    assert answer.status_code == 401 and "set-cookie" not in answer.headers


def test_the_token_gives_a_cookie_that_no_script_and_no_other_site_has(server: LiveServer) -> None:
    answer = httpx.get(server.address, follow_redirects=False)
    assert answer.status_code == 303 and answer.headers["location"] == "/"
    assert "httponly" in answer.headers["set-cookie"].lower()
    assert "samesite=strict" in answer.headers["set-cookie"].lower()


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1", ""])
def test_another_name_of_this_machine_is_refused(server: LiveServer, host: str) -> None:
    status, text = raw(server, "GET", "/api/state", {"Host": host, "Cookie": cookie(server)})
    assert status in (400, 421) and "documents" not in text


def test_another_page_cannot_ask_or_write(server: LiveServer, water: str) -> None:
    body = {"text": "gone", "base": ""}
    for origin in ("http://evil.example", "null", f"{server.base}.evil.example", "http://127.0.0.1:1"):
        headers = {"origin": origin}
        assert server.client.put(f"/api/docs/{water}/source", json=body, headers=headers).status_code == 403
        assert server.client.get("/api/state", headers=headers).status_code == 403
    cross = {"sec-fetch-site": "cross-site"}
    assert server.client.get("/api/state", headers=cross).status_code == 403


def test_writing_needs_an_origin_or_the_token_in_a_header(server: LiveServer) -> None:
    plain = httpx.Client(base_url=server.base, cookies=server.client.cookies)
    assert plain.post("/api/open-folder", json={"id": "none"}).status_code == 403
    with_token = httpx.Client(base_url=server.base, headers={"x-jzdocs-token": server.token})
    assert with_token.post("/api/open-folder", json={"id": "none"}).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/../pyproject.toml",
        "/../../../../etc/passwd",
        "/..%2f..%2f..%2fetc%2fpasswd",
        "/static/../app.py",
        "//etc/passwd",
        "/%00",
        "/api/docs/..%2f..%2fx/source",
        "/api/docs/../source",
        "/api/templates/..%2f..%2fetc/1.png",
    ],
)
def test_no_path_leads_out(server: LiveServer, path: str) -> None:
    status, text = raw(server, "GET", path, {"Cookie": cookie(server)})
    assert status in (404, 405), text
    assert "root:" not in text and "[project]" not in text


def test_the_answers_bind_the_browser(server: LiveServer) -> None:
    headers = server.client.get("/").headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self';")
    assert "unsafe" not in policy and "http" not in policy
    assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "no-referrer"
    assert "access-control-allow-origin" not in server.client.get("/api/state").headers


def test_only_this_machine_is_listened_to(server: LiveServer) -> None:
    port = f":{int(server.base.rpartition(':')[2]):04X}"
    table = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()
    listening = [line.split()[1] for line in table if line.split()[1].endswith(port) and line.split()[3] == "0A"]
    assert listening == [f"0100007F{port}"]


def test_a_request_that_is_no_request_is_told(server: LiveServer, water: str) -> None:
    for body in (b"{", b"[]", b'{"text": 1, "seq": 1}', b'{"text": "", "seq": true}', b"\xff"):
        answer = server.client.post(f"/api/docs/{water}/live", content=body)
        assert answer.status_code == 400 and answer.json()["code"] == "X175"
    assert server.client.get(f"/api/docs/{water}/pages/{'0' * 24}.png").status_code == 404
    assert server.client.get(f"/api/docs/{water}/pages/{'0' * 24}.png?scale=nan").status_code == 400
    assert server.client.get("/api/docs/none/source").json()["message"] == "文稿已不存在"
    english = server.client.get("/api/docs/none/source", headers={"accept-language": "en-GB,zh;q=0.5"})
    assert english.json()["message"] == "there is no such document any more"
