"""A whole policy as a readable Markdown document, in Chinese or English."""

from bole.kernel.text import Language
from bole.policy.load import LoadedPolicy
from bole.policy.reading.assessment import ASSESSMENT_CHAPTERS
from bole.policy.reading.duties import DUTY_CHAPTERS
from bole.policy.reading.frame import FIRST_CHAPTERS, LAST_CHAPTERS, title
from bole.policy.reading.page import Page
from bole.policy.reading.people import PEOPLE_CHAPTERS
from bole.policy.reading.treatment import TREATMENT_CHAPTERS

CHAPTERS = (
    *FIRST_CHAPTERS,
    *ASSESSMENT_CHAPTERS,
    *PEOPLE_CHAPTERS,
    *TREATMENT_CHAPTERS,
    *DUTY_CHAPTERS,
    *LAST_CHAPTERS,
)


def show(loaded: LoadedPolicy, language: Language) -> str:
    """The policy as one Markdown document: each value beside its clause, assumptions and readings marked."""
    page = Page(language, loaded.policy)
    title(page, loaded)
    for heading, chapter in CHAPTERS:
        page.chapter(heading)
        chapter(page, loaded.policy)
    return page.text()
