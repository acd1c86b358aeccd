"""Tables of all kinds: separators and encodings of CSV, JSON, Parquet, queries, and what is told about them."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from jzdocs.build import pipeline
from jzdocs.data.rows import rows_of
from jzdocs.data.tables import data_loader
from jzdocs.errors import Report
from jzdocs.model import nodes
from jzdocs.project import lone

CSV = '县区,产值（亿元）,户数,备注\n甲县,120.50,"1,024",a\n乙区,88.2,900,b\n丙市,301.0,77,\n'


def read(folder: Path, name: str, **more: Any) -> tuple[nodes.DataTable | None, Report]:
    report = Report()
    return data_loader(folder, report)(nodes.DataFile("t", name, **more)), report


def texts(table: nodes.DataTable | None) -> list[list[str]]:
    assert table is not None
    return [[cell.text for cell in row] for row in (table.head, *table.rows)]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("t.csv", "县区;产值\n甲;1,5\n乙;2,5\n".replace(",", ".").encode()),
        ("t.csv", "县区\t产值\n甲\t1.5\n乙\t2.5\n".encode("utf-16")),
        ("t.csv", "县区|产值\n甲|1.5\n乙|2.5\n".encode("gb18030")),
        ("t.csv", "\ufeff县区,产值\r\n甲,1.5\r\n乙,2.5\r\n".encode()),
        ("t.csv", "sep=;\n县区;产值\n甲;1.5\n乙;2.5\n".encode()),
        ("t.csv", "产值表\n县区;产值\n甲;1.5\n乙;2.5\n".encode()),
        ("t.csv", '"县区","产值"\n"甲","1.5"\n"乙","2.5"\n'.encode()),
        ("t.tsv", "县区\t产值\n甲\t1.5\n乙\t2.5\n".encode()),
        ("t.txt", "县区\t产值\r甲\t1.5\r乙\t2.5\r".encode()),
        ("t.json", json.dumps([{"县区": "甲", "产值": 1.5}, {"县区": "乙", "产值": 2.5}]).encode()),
        ("t.json", json.dumps({"data": [{"县区": "甲", "产值": 1.5}, {"产值": 2.5, "县区": "乙"}]}).encode()),
        ("t.json", json.dumps([["县区", "产值"], ["甲", "1.5"], ["乙", 2.5]]).encode()),
        ("t.jsonl", '{"县区": "甲", "产值": 1.5}\n\n{"县区": "乙", "产值": 2.5}\n'.encode()),
    ],
)
def test_the_same_table_in_many_forms(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    table, report = read(tmp_path, name)
    assert texts(table) == [["县区", "产值"], ["甲", "1.5"], ["乙", "2.5"]]
    assert not report.errors and {d.code for d in report} <= {"S003", "X085"}


def test_numbers_of_json_stay_as_they_are_written(tmp_path: Path) -> None:
    (tmp_path / "t.json").write_text(
        '[{"名": "甲", "值": 41.90, "大": 110101199001011234, "有": true, "无": null}]', "utf-8"
    )
    table, _ = read(tmp_path, "t.json")
    assert texts(table)[1] == ["甲", "41.90", "110101199001011234", "是", ""]
    assert table is not None and table.rows[0][1].at.cell == "B2"


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("t.json", '[{"a": {"b": 1}}]', "“a”里是列表或对象"),
        ("t.json", '[{"a": 1, "a": 2}]', "键“a”重复"),
        ("t.json", '{"a": 1}', "不是对象的列表"),
        ("t.json", '[1, {"a": 2}]', "不是对象的列表"),
        ("t.json", '[{"a": 1},\n', "第 2 行不合 JSON"),
        ("t.jsonl", '{"a": 1}\n{"a" 2}\n', "第 2 行不合 JSON"),
        ("t.json", "[" * 100000, "不"),
        ("t.csv", "甲,乙\n1,2\n3,4,5\n", "列名只有 2 个"),
        ("t.csv", "甲,乙\n", ""),
        ("t.db", "x", "查询语句"),
        ("t.parquet", "x", "文件已损坏"),
        ("t.ods", "x", "不能读取这种表"),
    ],
)
def test_what_is_no_table_is_told(tmp_path: Path, name: str, text: str, words: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    table, report = read(tmp_path, name)
    if not words:
        assert (name == "t.csv" and table is not None and not table.rows) or report.errors
        return
    assert report.errors == 1 and words in report.found[0].worded("zh")[0] + report.found[0].worded("zh")[1]


def test_short_rows_are_told_once(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("甲,乙,丙\n1,2,3\n4\n5,6\n", encoding="utf-8")
    _, report = read(tmp_path, "t.csv")
    (found,) = report
    assert (found.code, found.variant, found.arguments["count"]) == ("X087", "short", "2")


def test_a_range_of_a_text(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("x\n甲,乙,丙\n1,2,3\n4,5,6\n", encoding="utf-8")
    table, report = read(tmp_path, "t.csv", range="B2:C3")
    assert texts(table) == [["乙", "丙"], ["2", "3"]] and not list(report)
    assert table is not None and table.rows[0][0].at.cell == "B3"
    assert read(tmp_path, "t.csv", range="主表")[1].errors == 1


# --- queries


duckdb = pytest.importorskip("duckdb")


def test_a_query_prints_numbers_as_the_file_has_them(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text(CSV, encoding="utf-8")
    table, report = read(tmp_path, "d.csv", query='SELECT 县区, "产值（亿元）", 户数 FROM d ORDER BY 户数 DESC')
    assert texts(table)[1:] == [["甲县", "120.50", "1,024"], ["乙区", "88.2", "900"], ["丙市", "301.0", "77"]]
    assert table is not None and table.rows[0][0].at.cell == "SQL!A2" and not list(report)
    table, _ = read(
        tmp_path, "d.csv", query='SELECT count(*) AS 个数, sum("产值（亿元）") AS 合计, avg(户数) AS 均 FROM d'
    )
    assert texts(table)[1][:2] == ["3", "509.7"]


def test_databases_and_parquet(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "x.db") as connection:
        connection.execute("CREATE TABLE t (县区 TEXT, n REAL)")
        connection.execute("INSERT INTO t VALUES ('甲', 1.5), ('乙', 2.0)")
    assert texts(read(tmp_path, "x.db", query="SELECT * FROM t")[0]) == [["县区", "n"], ["甲", "1.5"], ["乙", "2"]]
    with duckdb.connect(str(tmp_path / "y.duckdb")) as connection:
        connection.execute("CREATE TABLE t AS SELECT '甲' AS 县区, 96.10::DECIMAL(5, 2) AS n, DATE '2025-11-20' AS 日")
        connection.execute(f"COPY t TO '{tmp_path / 'z.parquet'}'")
        connection.execute(f"COPY (SELECT [1, 2] AS n) TO '{tmp_path / 'n.parquet'}'")
    shown = [["县区", "n", "日"], ["甲", "96.10", "2025-11-20"]]
    assert texts(read(tmp_path, "y.duckdb", query="FROM t")[0]) == shown
    assert texts(read(tmp_path, "z.parquet")[0]) == shown
    assert texts(read(tmp_path, "z.parquet", query="SELECT n FROM z")[0]) == [["n"], ["96.10"]]
    table, report = read(tmp_path, "n.parquet")
    assert table is None and "“n”里是列表或对象" in report.found[0].worded("zh")[0]


@pytest.mark.parametrize("name", ["d.csv", "x.db", "y.duckdb"])
@pytest.mark.parametrize(
    "query",
    [
        "DROP TABLE t",
        "INSERT INTO t VALUES (1)",
        "CREATE TABLE u (a INT)",
        "ATTACH 'new.db' AS u",
        "COPY (SELECT 1) TO 'new.csv'",
        "VACUUM INTO 'new.db'",
        "SELECT 1; SELECT 2",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM 'other.csv'",
        "INSTALL httpfs",
        "SELECT load_extension('x')",
        "SELEC 1",
        "",
    ],
)
def test_a_query_only_reads_the_file_that_is_named(tmp_path: Path, name: str, query: str, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "d.csv").write_text("a\n1\n", encoding="utf-8")
    (tmp_path / "d.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (tmp_path / "other.csv").write_text("secret,b\n1,2\n", encoding="utf-8")
    with sqlite3.connect("x.db") as connection:
        connection.execute("CREATE TABLE t (a INT)")
    connection.close()
    with duckdb.connect("y.duckdb") as connection:
        connection.execute("CREATE TABLE t (a INT)")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    if name == "d.csv" and not query:
        return
    table, report = read(tmp_path, name, query=query)
    assert table is None and report.errors == 1
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_each_takes_all_kinds(tmp_path: Path) -> None:
    (tmp_path / "t.json").write_text('[{"县区": "甲", "数": 1}, {"县区": "乙", "数": 2}]', encoding="utf-8")
    (tmp_path / "t.jsonl").write_text('{"县区": "甲", "数": 1}\n{"县区": "乙", "数": 2}\n', encoding="utf-8")
    duckdb.sql(f"COPY (SELECT '甲' AS 县区, 1 AS 数 UNION ALL SELECT '乙', 2 ORDER BY 2) TO '{tmp_path / 't.parquet'}'")
    for name in ("t.json", "t.jsonl", "t.parquet"):
        rows = rows_of(str(tmp_path / name), "", "a", "{{ 县区 }}{{ 数 + 1 }}", Report())
        assert [row.name for row in rows] == ["甲2", "乙3"]
        rows = rows_of(str(tmp_path / name), "SELECT * FROM t WHERE 数 > 1", "a", "{{ 县区 }}", Report())
        assert [row.name for row in rows] == ["乙"]


def test_a_query_in_the_front_matter(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text(CSV, encoding="utf-8")
    path = tmp_path / "a.md"
    path.write_text(
        "---\ntitle: 甲\ntemplate: report\ndata:\n  s: {sql: 'SELECT count(*) AS 个数 FROM d', file: d.csv}\n"
        "  t: {sql: 'SELEC', file: d.csv}\n---\n\n共@fact:s.A2个。\n",
        encoding="utf-8",
    )
    loaded = pipeline.load(path, lone(path), None)
    assert [(d.code, d.location.line) for d in loaded.report if d.severity == "error"] == [("X064", 6)]
    assert loaded.document.facts["s.A2"].text == "3"


def test_without_the_extra_it_is_one_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "duckdb", None)
    (tmp_path / "t.parquet").write_bytes(b"x")
    _, report = read(tmp_path, "t.parquet")
    assert [d.code for d in report] == ["X065"] and "jzdocs[data]" in report.found[0].worded("zh")[1]
