"""Links that could run a program or open a file are told and not made; all others are."""

from __future__ import annotations

import pytest

from jzdocs.source.link_addresses import is_harmless


@pytest.mark.parametrize(
    "address",
    [
        "java%0ascript:x",
        "file:///etc/passwd",
        "smb://a/b",
        "ms-word:ofe|u|x",
        "search-ms:q",
        "\\\\a\\b",
        "//a/b",
        "C:/x.exe",
    ],
)
def test_an_address_that_could_do_something_is_not_harmless(address: str) -> None:
    assert not is_harmless(address)


@pytest.mark.parametrize(
    "address", ["https://a.cn/b:c", "mailto:a@b.cn", "#sec", "附件/表1.xlsx", "tel:12345", "a/b:c"]
)
def test_the_usual_addresses_are_harmless(address: str) -> None:
    assert is_harmless(address)
