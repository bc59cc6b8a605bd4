"""The samples of a run as a Parquet file; needs pyarrow."""

from pathlib import Path

from setpoint.errors import UsageError
from setpoint.report.export.samples import COLUMNS, build_records
from setpoint.report.run import RunData


def write_parquet(run: RunData, file: Path) -> int:
    """Writes a row a sample, with the types of `samples.COLUMNS`.

    Returns:
        The number of lone surrogates replaced.

    Raises:
        UsageError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ModuleNotFoundError as error:
        raise UsageError(
            f"Parquet needs {error.name}, which is not installed. Run pip install "
            "'setpoint[export]', or export --to csv."
        ) from error
    types = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    schema = pa.schema([(name, types[kind]) for name, kind in COLUMNS.items()])
    records, replaced = build_records(run)
    parquet.write_table(pa.Table.from_pylist(records, schema=schema), file)
    return replaced
