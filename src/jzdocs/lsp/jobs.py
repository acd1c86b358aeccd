"""What the language server may ask of a process that works for it: name → module and function."""

JOBS = {
    "analyse": "lsp.analysis:analyse",
    "rename": "editing.figure_edits:change_figure",
    "fix": "lsp.analysis:fix",
    "allow": "lsp.analysis:allow",
}
