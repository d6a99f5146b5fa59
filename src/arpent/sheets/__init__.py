"""Workshop sheets: the document every workshop fills in, read from and written to any format."""

from arpent.sheets._errors import SheetError
from arpent.sheets._model import (
    Account,
    DiagnosisRow,
    Item,
    PlanRow,
    ProjectionRow,
    Retex,
    Sheet,
    SheetWarning,
    Theme,
)
from arpent.sheets._read import FORMATS_IN, read_sheet
from arpent.sheets._report import Report, ReportPart, write_report
from arpent.sheets._shape import sheet_from_dict, sheet_to_dict
from arpent.sheets._write import FORMATS_OUT, write_sheet

__all__ = [
    "FORMATS_IN",
    "FORMATS_OUT",
    "Account",
    "DiagnosisRow",
    "Item",
    "PlanRow",
    "ProjectionRow",
    "Report",
    "ReportPart",
    "Retex",
    "Sheet",
    "SheetError",
    "SheetWarning",
    "Theme",
    "read_sheet",
    "sheet_from_dict",
    "sheet_to_dict",
    "write_report",
    "write_sheet",
]
