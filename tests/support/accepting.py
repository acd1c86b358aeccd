"""All tracked changes of Word files accepted or rejected by LibreOffice itself."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape

from conftest import need

_MACRO = """
Sub Resolve(source As String, target As String, action As String)
    Dim document As Object, helper As Object
    Dim hidden(0) As New com.sun.star.beans.PropertyValue, filtered(0) As New com.sun.star.beans.PropertyValue
    hidden(0).Name = "Hidden"
    hidden(0).Value = True
    filtered(0).Name = "FilterName"
    filtered(0).Value = "MS Word 2007 XML"
    helper = createUnoService("com.sun.star.frame.DispatchHelper")
    document = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
    helper.executeDispatch(document.CurrentController.Frame, action, "", 0, Array())
    document.storeToURL(target, filtered())
    document.close(True)
End Sub
"""
_MODULE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">\n'
    '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" '
    'script:language="StarBasic">{}</script:module>'
)


def resolved_by_libreoffice(files: Sequence[bytes], folder: Path, side: Literal["Accept", "Reject"]) -> list[bytes]:
    """Return files with all tracked changes accepted or rejected, as LibreOffice saves them."""
    soffice = need("soffice")
    command = [soffice, f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    # the first start makes the profile, with a library that holds an empty module
    subprocess.run([*command, "--terminate_after_init"], check=True, capture_output=True, timeout=120)
    module = folder / "profile/user/basic/Standard/Module1.xba"
    module.write_text(_MODULE.format(escape(_MACRO)))
    saved: list[bytes] = []
    for number, data in enumerate(files):  # a process each: LibreOffice 7.4 crashes now and then behind a rejection
        source, target = folder / f"in{number}.docx", folder / f"out{number}.docx"
        source.write_bytes(data)
        arguments = f'"{source.as_uri()}", "{target.as_uri()}", ".uno:{side}AllTrackedChanges"'
        macro = f"macro:///Standard.Module1.Resolve({arguments})"
        subprocess.run([*command, macro], check=False, capture_output=True, timeout=120)
        saved.append(target.read_bytes())
    return saved
