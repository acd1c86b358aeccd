"""Charts that are proposed, with everything that is said of them, on both sides of each limit."""

from __future__ import annotations

from pathlib import Path

import pytest

from jzdocs.build import pipeline
from jzdocs.project import lone
from jzdocs.resolve.proposals import proposals

Row = tuple[str, str, str, int, list[str]]

TABLE: list[tuple[str, list[Row]]] = [
    ("毛利率由24%提升至38%。", [("dumbbell", "毛利率", "proposal.pair", 2, ["proposal.no_years"])]),
    (
        "毛利率由24%提升至38%，得票率由30%升至31%。",
        [("dumbbell", "毛利率、得票率", "proposal.pairs", 4, ["proposal.no_years"])],
    ),
    ("2023年毛利率由24%提升至38%。", [("dumbbell", "毛利率", "proposal.pair", 2, [])]),
    ("花市由10个增至20个。", [("change", "花市", "proposal.pair", 2, ["proposal.no_years"])]),
    (
        "花市由10个增至20个，书市由1个增至100个。",
        [("panels", "花市、书市", "proposal.pairs_tenfold", 4, ["proposal.no_years"])],
    ),
    (
        "花市由10个增至20个，书市由20个增至100个。",
        [("change", "花市、书市", "proposal.pairs", 4, ["proposal.no_years"])],
    ),
    (
        "花市由10个增至20个，书市由20个增至101个。",
        [("panels", "花市、书市", "proposal.pairs_tenfold", 4, ["proposal.no_years"])],
    ),
    (
        "花市由10个增至20个，毛利率由24%提升至38%。",
        [
            ("change", "花市", "proposal.pair", 2, ["proposal.no_years"]),
            ("dumbbell", "毛利率", "proposal.pair", 2, ["proposal.no_years"]),
        ],
    ),
    ("花市由约10个增至20个。", [("change", "花市", "proposal.pair", 2, ["proposal.estimates", "proposal.no_years"])]),
    ("花市10个、书市20个。", []),
    ("花市10个、书市20个、茶市30个。", [("bar", "花市、书市等", "proposal.one_unit", 3, [])]),
    ("花市10个、书市20个、茶市100个。", [("bar", "花市、书市等", "proposal.one_unit", 3, [])]),
    ("花市10个、书市20个、茶市101个。", [("panels", "花市、书市等", "proposal.tenfold", 3, [])]),
    ("花市10个、书市20个、茶市约30个。", [("bar", "花市、书市等", "proposal.one_unit", 3, ["proposal.estimates"])]),
    ("花市0个、书市0个、茶市0个。", [("bar", "花市、书市等", "proposal.one_unit", 3, [])]),
    (
        "全市花市10个，农村书市20个，县域茶市30个。",
        [("bar", "花市、农村书市等", "proposal.one_unit", 3, ["proposal.scopes"])],
    ),
    (
        "花市10个，其中书市20个、茶市30个。",
        [("bar", "花市、书市等", "proposal.one_unit", 3, ["proposal.parts_included"])],
    ),
    ("花市10个、书市20斤、茶市30元。", [("table", "花市、书市等", "proposal.units", 3, [])]),
    ("花率10%、书率20%、茶率30%。", [("bar", "花率、书率等", "proposal.rates", 3, ["proposal.not_added"])]),
    ("结构中，花占10%、书占20%、茶占70%。", [("share", "花占、书占等", "proposal.parts_of_whole", 3, [])]),
    ("结构中，花占10%、书占20%、茶占69%。", [("share", "花占、书占等", "proposal.parts_of_whole", 3, [])]),
    ("结构中，花占10%、书占20%、茶占68%。", [("bar", "花占、书占等", "proposal.rates", 3, ["proposal.not_added"])]),
    ("结构中，花占10%、书占20%、茶占71%。", [("share", "花占、书占等", "proposal.parts_of_whole", 3, [])]),
    ("结构中，花占10%、书占20%、茶占72%。", [("bar", "花占、书占等", "proposal.rates", 3, ["proposal.not_added"])]),
    ("花占10%、书占20%、茶占70%。", [("bar", "花占、书占等", "proposal.rates", 3, ["proposal.not_added"])]),
    ("花市10年、书市20年、茶市30年。", []),
    ("花市总量全市第二，书市总量全省第三。", [("table", "花市、书市", "proposal.ranks", 2, ["proposal.rank_scopes"])]),
    ("花市总量全市第二。", []),
    ("花市增长10%、书市增长20%、茶市增长30%。", []),
    ("10个、20个、30个。", [("bar", "一、花会", "proposal.one_unit", 3, [])]),
    (
        "甲市10个、乙市11个、丙市12个、丁市13个、戊市14个、己市15个、庚市16个、辛市17个、壬市18个、癸市19个、子市20个、丑市21个。",
        [("bar", "甲市、乙市等", "proposal.one_unit", 12, [])],
    ),
    (
        "甲市10个、乙市11个、丙市12个、丁市13个、戊市14个、己市15个、庚市16个、辛市17个、壬市18个、癸市19个、子市20个、丑市21个、寅市22个。",
        [("bar", "甲市、乙市等", "proposal.one_unit", 12, [])],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_all_that_is_proposed(tmp_path: Path, text: str, expected: list[Row]) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"---\ntitle: 花会\n---\n\n# 花会\n\n{text}\n", encoding="utf-8")
    document = pipeline.load(path, lone(path), "report").document
    assert [
        (p.kind, p.title, p.reason.key, len(p.numbers), [warning.key for warning in p.warnings])
        for p in proposals(document)
    ] == expected
