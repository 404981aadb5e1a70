"""Which workbook a zip is: of Excel in XML or in binary, or of LibreOffice.

Its reader is imported when it is needed (see sheet.py).
"""

from geo.basis.errors import DataError, Problem
from geo.intake.files.grid import FileSheet
from geo.intake.files.package import Package
from geo.intake.files.xlsx_parts import workbook_part

_XLSB = "xl/workbook.bin"
_ODS = "application/vnd.oasis.opendocument.spreadsheet"


def read_package(content: bytes, file: str) -> list[FileSheet]:
    """The sheets that hold anything, hidden ones too.

    Raises DataError: locked, damaged, no workbook, or too many rows, columns or cells.
    """
    package = Package(content, file)
    if workbook_part(package):
        from geo.intake.files.xlsx import read_xlsx

        return read_xlsx(package)
    if _XLSB in package.names:
        from geo.intake.files.xlsb import read_xlsb

        return read_xlsb(content, package)
    kind = package.text("mimetype").strip()
    if kind.startswith("application/vnd.oasis.opendocument"):
        if (
            "encryption-data" in package.text("META-INF/manifest.xml")
            or "encrypted-package" in package.names
        ):
            raise DataError([Problem("file_password", file)])
        if kind.startswith(_ODS):
            from geo.intake.files.ods import read_ods

            return read_ods(package)
    raise DataError([Problem("file_kind_unknown", file)])
