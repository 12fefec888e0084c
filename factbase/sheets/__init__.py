"""Facts as CSV for spreadsheets, both ways, with what a table can't hold named."""

from factbase.sheets.keeping import with_stored
from factbase.sheets.reading import SheetReading, read_sheet
from factbase.sheets.writing import losses, write_sheet

__all__ = ["SheetReading", "losses", "read_sheet", "with_stored", "write_sheet"]
