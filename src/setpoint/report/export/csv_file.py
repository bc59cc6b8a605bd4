"""The samples of a run as CSV that Python's `csv` reads back, and that a spreadsheet does not run.

A text that a spreadsheet would take for a formula (`FORMULA_STARTS`) gets an apostrophe before it,
and so does one that begins with an apostrophe: taking one leading apostrophe from every cell of a
text column gives the texts back. Model output is hostile, and CSV files are opened with a double
click. What is missing is an empty cell.

Source: OWASP, "CSV Injection".
"""

import csv
from typing import TextIO

from setpoint.report.export.samples import COLUMNS, Value, build_records
from setpoint.report.run import RunData

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""With the full-width forms, which some spreadsheets read alike."""


def write_csv(run: RunData, stream: TextIO) -> tuple[int, int]:
    """Writes a header and a row a sample.

    Args:
        run: The run.
        stream: Opened with ``newline=""``.

    Returns:
        The number of lone surrogates replaced, and of cells that an apostrophe was put before.
    """
    records, replaced = build_records(run)
    rows = [[guard_cell(cell) for cell in record.values()] for record in records]
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    guarded = sum(
        safe != cell
        for row, record in zip(rows, records, strict=True)
        for safe, cell in zip(row, record.values(), strict=True)
    )
    return replaced, guarded


def guard_cell(cell: Value) -> Value:
    """Returns the cell; a text after an apostrophe if a spreadsheet might compute it."""
    is_formula = isinstance(cell, str) and cell.startswith((*FORMULA_STARTS, "'"))
    return f"'{cell}" if is_formula else cell
