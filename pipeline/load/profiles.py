"""How tools that many texts come from call their columns.

A profile is known by columns that its exports always have, whatever else is in them. What it says
of a column is tried on the values before it is believed: an id has to be unique, a text to be one.
"""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Profile:
    """The columns of one tool's exports; of several names for a role the first that is there.

    signs  columns by which an export is known, in lower case
    text   columns of texts; none where they are what was asked (surveys)
    """

    tool: str
    signs: tuple[str, ...]
    id: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


# fmt: off
PROFILES = (
    Profile("Scopus", ("authors", "title", "eid"), ("EID",), ("Title",), ("Abstract",),
            ("Year",), ("Document Type", "Language of Original Document")),
    Profile("Web of Science", ("ti", "ut", "pt"), ("UT",), ("TI",), ("AB",), ("PY",), ("DT", "LA")),
    Profile("Web of Science", ("article title", "ut (unique wos id)"), ("UT (Unique WOS ID)",),
            ("Article Title",), ("Abstract",), ("Publication Year",),
            ("Document Type", "Language")),
    Profile("PubMed", ("pmid", "title", "authors", "citation"), ("PMID",), ("Title",),
            ("Abstract",), ("Publication Date", "Publication Year", "Create Date")),
    Profile("IEEE Xplore", ("document title", "publication title"), ("DOI",),
            ("Document Title",), ("Abstract",), ("Publication Year",), ("Document Identifier",)),
    Profile("Springer", ("item title", "item doi"), ("Item DOI",), ("Item Title",), (),
            ("Publication Year",), ("Content Type",)),
    Profile("Embase", ("title", "abstract", "embase link"), ("EMBASE ID", "Embase Accession ID"),
            ("Title",), ("Abstract",), ("Publication Year", "Date of Publication")),
    Profile("Dimensions", ("publication id", "title", "pubyear"), ("Publication ID",), ("Title",),
            ("Abstract",), ("Publication Date", "PubYear"), ("Publication Type",)),
    Profile("Lens", ("lens id", "title"), ("Lens ID",), ("Title",), ("Abstract",),
            ("Date Published", "Publication Year"), ("Publication Type",)),
    Profile("Zotero", ("key", "item type", "abstract note"), ("Key",), ("Title",),
            ("Abstract Note",), ("Date", "Publication Year"), ("Item Type",)),
    Profile("Publish or Perish", ("cites", "title", "gsrank"), (), ("Title",), ("Abstract",),
            ("Year",), ("Type",)),
    Profile("OpenAlex", ("id", "publication_year", "abstract"), ("id",),
            ("title", "display_name"), ("abstract",), ("publication_date", "publication_year"),
            ("type", "language")),
    Profile("arXiv", ("id", "submitter", "abstract"), ("id",), ("title",), ("abstract",),
            ("update_date",)),
    Profile("Semantic Scholar", ("paperid", "title"), ("paperId",), ("title",), ("abstract",),
            ("publicationDate", "year")),
    Profile("Qualtrics", ("startdate", "responseid"), ("ResponseId",), (), (),
            ("RecordedDate", "EndDate", "StartDate")),
    Profile("SurveyMonkey", ("respondent id",), ("Respondent ID",), (), (),
            ("End Date", "Start Date")),
    Profile("Microsoft Forms", ("id", "start time", "completion time"), ("ID",), (), (),
            ("Completion time",)),
    Profile("LimeSurvey", ("id", "submitdate", "startlanguage"), ("id",), (), (),
            ("submitdate", "datestamp"), ("startlanguage",)),
    Profile("LimeSurvey", ("response id", "date submitted"), ("Response ID",), (), (),
            ("Date submitted",), ("Start language",)),
    Profile("Google Play", ("reviewid", "content", "score"), ("reviewId",), (), ("content",),
            ("at",), ("score", "appVersion")),
    Profile("Reddit", ("subreddit", "selftext"), ("id",), ("title",), ("selftext",),
            ("created_utc", "created"), ("subreddit", "link_flair_text")),
    Profile("Reddit", ("subreddit", "body"), ("id",), (), ("body",), ("created_utc", "created"),
            ("subreddit",)),
    Profile("Jira", ("issue key", "summary"), ("Issue key",), ("Summary",), ("Description",),
            ("Created",), ("Issue Type", "Status", "Priority", "Project key")),
    Profile("GitHub", ("number", "title", "body"), ("number",), ("title",), ("body",),
            ("created_at", "createdAt"), ("state",)),
    Profile("Zendesk", ("id", "subject", "description"), ("id", "Id", "ID"),
            ("subject", "Subject"), ("description", "Description"),
            ("created_at", "Created at"), ("status", "priority", "Status", "Priority")),
    Profile("Twitter", ("created_at", "full_text"), ("id_str", "id"), (), ("full_text",),
            ("created_at",), ("lang",)),
)
# fmt: on


def profile_of(header: Collection[str]) -> Profile | None:
    """The profile of a table with these columns; of several the one with the most signs."""
    there = {name.strip().casefold() for name in header}
    known = [profile for profile in PROFILES if there.issuperset(profile.signs)]
    return max(known, key=lambda profile: len(profile.signs), default=None)
