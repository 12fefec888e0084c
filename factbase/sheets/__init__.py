"""Facts as CSV for spreadsheets, both ways, with what a table can't hold named."""

from factbase.sheets.reading import read_sheet
from factbase.sheets.writing import losses, write_sheet

__all__ = ["losses", "read_sheet", "write_sheet"]
