"""Facts: reading what a bank delivers, checking it, and normalising it into the store."""

from bole.contract import TABLES, Column, Table
from bole.facts.checks import CATALOGUE
from bole.facts.document import findings_document
from bole.facts.load import Loaded, load
from bole.facts.people import People, read_people, standard_factors
from bole.facts.store import STORE_TABLES, Store
from bole.facts.template import write_template
from bole.facts.vocabulary import Vocabulary

__all__ = [
    "CATALOGUE",
    "STORE_TABLES",
    "TABLES",
    "Column",
    "Loaded",
    "People",
    "Store",
    "Table",
    "Vocabulary",
    "findings_document",
    "load",
    "read_people",
    "standard_factors",
    "write_template",
]
