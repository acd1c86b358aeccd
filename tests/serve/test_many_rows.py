"""A template and a table: its rows, the pages of one, all documents as one file."""

from __future__ import annotations

import io
import zipfile

from live_server import LiveServer

pytest_plugins = ["live_server"]

TABLE = "县区,供水\n榆次,12\n太谷,\n祁县,7\n"


def test_rows_become_documents_and_one_that_fails_stops_no_other(server: LiveServer) -> None:
    template = server.document("county")["id"]
    files = [("table", ("县区.csv", TABLE.encode()))]
    job = server.client.post("/api/many", data={"id": template}, files=files).json()
    assert job["columns"] == ["县区", "供水"] and job["rows"][0]["name"] == "county-榆次"
    shown = server.client.get(f"/api/many/{job['job']}/row/2").json()
    built = server.event("built", id=shown["id"], complete=True)
    picture = server.client.get(f"/api/docs/{shown['id']}/pages/{built['pages'][-1]['hash']}.png")
    assert picture.content.startswith(b"\x89PNG")
    assert server.client.get(f"/api/many/{job['job']}.zip").status_code == 404
    server.client.post(f"/api/many/{job['job']}/build", json={"formats": ["docx"]})
    done = server.event("progress", job=job["job"], state="done")
    assert (done["done"], done["total"]) == (3, 3)
    (failure,) = done["failures"]
    assert failure["name"] == "county-太谷" and "县区.csv:B3" in failure["message"] and "/tmp" not in failure["message"]
    archive = zipfile.ZipFile(io.BytesIO(server.client.get(f"/api/many/{job['job']}.zip").content))
    assert archive.namelist() == ["county-榆次.docx", "county-祁县.docx"]


def test_only_a_template_and_a_table_go_together(server: LiveServer, water: str) -> None:
    files = [("table", ("县区.csv", TABLE.encode()))]
    assert server.client.post("/api/many", data={"id": water}, files=files).json()["code"] == "X040"
    template = server.document("county")["id"]
    answer = server.client.post("/api/many", data={"id": template}, files=[("table", ("x.txt", b"x"))])
    assert answer.json()["code"] == "X188"
    assert server.client.get("/api/many/none/row/1").status_code == 404


def test_templates_have_pictures_of_their_pages(server: LiveServer) -> None:
    for template in server.client.get("/api/state").json()["templates"][:2]:
        assert server.client.get(template["pictures"][0]).content.startswith(b"\x89PNG")
    assert server.client.get("/api/templates/none/1.png").status_code == 404
