"""Rows by SQL: from tables and DuckDB files, from SQLite, and from a real PostgreSQL; whatever fails is one clear
message."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from command import run
from conftest import need
from jzdocs.data.rows import Row, rows_of
from jzdocs.data.sql import query_rows, without_password
from jzdocs.errors import Report, SurroundingsError, UsageError
from ports import free_port
from rows import names, project

duckdb = pytest.importorskip("duckdb")
QUERY = "SELECT 县区, 普及率 FROM counties ORDER BY 普及率 DESC"


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL of our own, in a temporary folder, on a loopback port, run by a user without
    rights."""
    folders = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True), os.environ["PATH"]]
    bin_ = Path(need("pg_ctl", os.pathsep.join(map(str, folders)))).parent
    folder = tmp_path_factory.mktemp("postgres")
    user = None
    if os.getuid() == 0:
        user = next(u for u in ("postgres", "nobody") if u in {p.pw_name for p in pwd.getpwall()})
        shutil.chown(folder, user)
        for above in (folder, *folder.parents[:3]):
            if above != Path("/tmp"):
                above.chmod(above.stat().st_mode | 0o055)
    port = free_port()

    def do(*command: str) -> None:
        subprocess.run(
            command,
            check=True,
            cwd=folder,
            user=user,
            capture_output=True,
            text=True,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
        )

    do(str(bin_ / "initdb"), "-D", str(folder / "data"), "-U", "clerk", "--auth=trust", "-E", "UTF8", "--no-sync")
    settings = {"listen_addresses": "127.0.0.1", "port": port, "unix_socket_directories": "", "fsync": "off"}
    # started directly and not by pg_ctl, so that its end is noticed where nobody else looks after orphans
    server = subprocess.Popen(
        [bin_ / "postgres", "-D", folder / "data", *(f"--{key}={value}" for key, value in settings.items())],
        cwd=folder,
        user=user,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
    )
    try:
        import psycopg

        ready = [bin_ / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
        until = time.monotonic() + 60
        while subprocess.run(ready, check=False).returncode and time.monotonic() < until:
            assert server.poll() is None, "PostgreSQL ended"
            time.sleep(0.1)
        with psycopg.connect(f"postgresql://clerk@127.0.0.1:{port}/postgres", autocommit=True) as connection:
            connection.execute(
                "CREATE TABLE counties (县区 text, 普及率 numeric(5, 2), 万元 double precision, 日 date)"
            )
            values = [
                ("榆次区", Decimal("98.50"), 1234567.5, "2025-11-20"),
                ("太谷区", Decimal("97.10"), 0.1, None),
                ("祁县", None, None, None),
            ]
            with connection.cursor() as cursor:
                cursor.executemany("INSERT INTO counties VALUES (%s, %s, %s, %s)", values)
        yield f"postgresql://clerk:secret@127.0.0.1:{port}/postgres"
    finally:
        server.send_signal(signal.SIGQUIT)  # an immediate shutdown
        server.wait(60)


def values(row: Row) -> dict[str, str]:
    return {value.head: value.text for value in row.values}


def test_postgresql_gives_a_document_a_row(tmp_path: Path, postgres: str) -> None:
    project(tmp_path)
    ask = (
        "build",
        "report.md.j2",
        "--each",
        postgres,
        "--query",
        QUERY.replace("DESC", "DESC NULLS LAST"),
        "--to",
        "docx",
    )
    done = run(*ask, "--name", "{{ 县区 }}", cwd=tmp_path)
    assert done.returncode == 1 and names(tmp_path) == ["太谷区.docx", "榆次区.docx"], done.stderr
    shown = postgres.replace("secret", "***")
    assert f"{shown}:3: error[X059]: the document “祁县” of this row was not built" in done.stderr
    assert "“普及率” is blank" in done.stderr and "secret" not in done.stderr
    assert "98.50%" in (tmp_path / "output" / "榆次区.facts.json").read_text(encoding="utf-8")


def test_numbers_of_a_server_come_with_their_digits(postgres: str) -> None:
    result = query_rows(postgres, "SELECT * FROM counties ORDER BY 普及率 DESC NULLS LAST", Report())
    assert result.names == ("县区", "普及率", "万元", "日")
    assert [row.texts for row in result.rows] == [
        ("榆次区", "98.50", "1234567.5", "2025-11-20"),
        ("太谷区", "97.10", "0.1", ""),
        ("祁县", "", "", ""),
    ]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT 无此列 FROM counties", 'the query failed: column "无此列" does not exist'),
        ("SELECT FROM WHERE", "the query failed: syntax error"),
        ("SELEC 1", "a query may only read, with a single SELECT"),
        ("COMMIT; DROP TABLE counties; SELECT 1", "a query may only read"),
        ("/* SELECT */ COPY counties TO PROGRAM 'cat'", "a query may only read"),
        ("WITH gone AS (DELETE FROM counties RETURNING 1) SELECT * FROM gone", "the query failed"),
        ("SELECT set_config('transaction_read_only', 'off', false), nextval('x')", "the query failed"),
        ("SELECT 1/0", "the query failed: division by zero"),
        ("SELECT '12:30'::time, 'a:b'", None),
    ],
)
def test_a_query_that_fails(postgres: str, query: str, said: str | None) -> None:
    if said is None:
        result = query_rows(postgres, query, Report())
        assert (result.names, result.rows[0].texts) == (("time", "?column?"), ("12:30:00", "a:b"))
        return
    with pytest.raises(SurroundingsError) as raised:
        query_rows(postgres, query, Report())
    assert said in str(raised.value) and "secret" not in str(raised.value) and raised.value.diagnostic.code == "X064"


def test_rows_of_a_server_are_fetched_within_a_limit(postgres: str) -> None:
    report = Report()
    assert query_rows(postgres, "SELECT i FROM generate_series(1, 99999999) i", report).rows == ()
    (finding,) = report.found
    assert finding.code == "X017" and "secret" not in str(finding)


def test_a_database_that_does_not_answer(tmp_path: Path) -> None:
    project(tmp_path)
    ask = ("build", "report.md.j2", "--query", QUERY, "--each")
    nobody = run(*ask, f"postgresql://a:b@127.0.0.1:{free_port()}/x", cwd=tmp_path)
    assert nobody.returncode == 3 and "error[X063]: the database does not answer: connection failed" in nobody.stderr
    assert nobody.stderr.count("\n") == 1 and "Traceback" not in nobody.stderr and not (tmp_path / "output").exists()
    with socket.socket() as silent:  # it takes the call and says nothing
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        address = f"postgresql://a@127.0.0.1:{silent.getsockname()[1]}/x"
        mute = run(*ask, address, cwd=tmp_path, JZDOCS_DATABASE_SECONDS="2")
    assert mute.returncode == 3 and "error[X063]" in mute.stderr


def test_duckdb_files_and_queries_on_tables(tmp_path: Path) -> None:
    project(tmp_path, "县区,普及率\n榆次区,98.50\n太谷区,97.10\n祁县,096\n")
    with duckdb.connect(str(tmp_path / "data" / "all.duckdb")) as connection:
        connection.execute("CREATE TABLE counties AS SELECT '祁县' AS 县区, 96.10::DECIMAL(5, 2) AS 普及率")
        connection.execute("COPY counties TO '" + str(tmp_path / "data" / "counties.parquet") + "'")
    for name in ("all.duckdb", "counties.parquet"):
        rows = rows_of(str(tmp_path / "data" / name), "SELECT * FROM counties", "a", "{{ 县区 }}", Report())
        assert [(r.name, values(r)) for r in rows] == [("祁县", {"县区": "祁县", "普及率": "96.10"})]
    few = "SELECT * FROM counties WHERE 县区 LIKE '%区' ORDER BY 普及率"
    done = run(
        "build",
        "report.md.j2",
        "--each",
        "data/counties.csv",
        "--query",
        few,
        "--to",
        "docx",
        "--name",
        "{{ 县区 }}",
        cwd=tmp_path,
    )
    assert done.returncode == 0 and names(tmp_path) == ["太谷区.docx", "榆次区.docx"], done.stderr
    assert "98.50%" in (tmp_path / "output" / "榆次区.facts.json").read_text(encoding="utf-8")  # as the file has it


def test_a_query_reads_nothing_but_the_table(tmp_path: Path) -> None:
    project(tmp_path)
    (tmp_path / "secret.csv").write_text("a\n1\n", encoding="utf-8")
    with pytest.raises(SurroundingsError, match="the query failed"):
        rows_of(
            str(tmp_path / "data" / "counties.csv"), f"SELECT * FROM '{tmp_path / 'secret.csv'}'", "a", "", Report()
        )


def test_sqlite_by_its_address(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "a.db") as connection:
        connection.execute("CREATE TABLE counties (县区 TEXT, 普及率 REAL)")
        connection.execute("INSERT INTO counties VALUES ('榆次区', 98.5)")
    rows = rows_of(f"sqlite:///{tmp_path / 'a.db'}", QUERY, "a", "", Report())
    assert [(r.name, values(r)["普及率"]) for r in rows] == [("a-榆次区", "98.5")]


def test_what_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="a database needs a query"):
        rows_of("postgresql://a@b/c", "", "a", "", Report())
    with pytest.raises(UsageError, match="not the address of a database"):
        rows_of("nothing://a@b:x/c", "SELECT 1", "a", "", Report())
    with pytest.raises(UsageError, match="there is no file"):
        rows_of(str(tmp_path / "none.duckdb"), "SELECT 1", "a", "", Report())
    project(tmp_path)
    with pytest.raises(UsageError, match="--name is not a valid pattern"):
        rows_of(str(tmp_path / "data/counties.csv"), "", "a", "{{ 县区", Report())
    done = run("build", "report.md.j2", "--query", "SELECT 1", cwd=tmp_path)
    assert done.returncode == 2 and "error[X048]" in done.stderr


def test_passwords_are_not_shown() -> None:
    assert without_password("postgresql://a:p@ss@h/d") == "postgresql://a:***@h/d"
    assert without_password("postgresql://a@h/d") == "postgresql://a@h/d"
