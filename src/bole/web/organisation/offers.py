"""What other apps may use of the organisation."""

from bole.web.organisation.importing import SYSTEM, import_organisation

__all__ = ["SYSTEM", "import_organisation"]
