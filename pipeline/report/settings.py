"""What a user may choose about the report: the config's ``report:`` section."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

MOST_EXAMPLES = 50
Format = Literal["pdf", "png", "svg"]
Formats = tuple[Format, ...]


class FigureSettings(BaseModel):
    """How figures are drawn; a list in its place is that of ``formats``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    formats: Formats = Field(
        ("pdf", "png", "svg"),
        description="file formats: pdf for print, svg to edit, png to show; [] draws none",
    )
    width_mm: float = Field(
        180,
        ge=80,
        le=400,
        description="width in millimetres; letters stay at 8 points. A column of most journals has "
        "85 to 90, two have 170 to 180",
    )
    title: bool = Field(
        True,
        description="whether a figure says above what it shows and how to read it; false leaves "
        "that to your caption, and the file's description has it",
    )


def _grouped(given: Any) -> Any:
    """What a config gives for figures, a list of formats or a group, as a group."""
    group = {"formats": given} if isinstance(given, list | tuple) else given
    if not isinstance(group, dict) or not isinstance(group.get("formats"), list):
        return group
    return {**group, "formats": tuple(group["formats"])}


def _recorded(settings: FigureSettings) -> Any:
    """As a config would say it: a list where all else is as it is by default."""
    alone = settings == FigureSettings(formats=settings.formats)
    return list(settings.formats) if alone else settings.model_dump(mode="json")


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
    figures: Annotated[
        FigureSettings,
        BeforeValidator(_grouped, FigureSettings | Formats),
        PlainSerializer(_recorded),
    ] = Field(
        FigureSettings(), description="how figures are drawn, or a list of their file formats"
    )
    dpi: int = Field(200, ge=50, le=600, description="dots per inch of the PNG figures")
    byte_order_mark: bool = Field(
        False,
        description="begin CSV files with the UTF-8 mark that Excel needs to read accents; "
        "programs that do not expect it take it for a part of the first column's name",
    )
