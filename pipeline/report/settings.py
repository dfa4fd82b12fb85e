"""What a user may choose about the report: the config's ``report:`` section."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

MOST_EXAMPLES = 50
Format = Literal["png", "svg"]


class ReportSettings(BaseModel):
    """Choices about the tables, figures and page; none of them changes a result."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = Field("", max_length=200, description="title of the report; the name if empty")
    examples: int = Field(
        5, ge=1, le=MOST_EXAMPLES, description="documents shown for each theme and topic"
    )
    texts: bool = Field(
        True,
        description="whether the page holds the texts, so that a document can be read and searched "
        "in it, and quotes them; false keeps them out of all that one would send on (report.html, "
        "report.md, tables.xlsx, figures, comparisons, drift.md): there documents are told by "
        "titles and ids, and the tables theme_documents, boilerplate and dropped still quote",
    )
    workbook: bool = Field(
        True,
        description="tables.xlsx: the tables as one workbook, a sheet each; very large ones are "
        "left to their CSV files",
    )
    figures: tuple[Format, ...] = Field(
        ("png", "svg"), description="file formats of the figures; [] draws none"
    )
    dpi: int = Field(200, ge=50, le=600, description="dots per inch of the PNG figures")
    byte_order_mark: bool = Field(
        False,
        description="begin CSV files with the UTF-8 mark that Excel needs to read accents; "
        "programs that do not expect it take it for a part of the first column's name",
    )
