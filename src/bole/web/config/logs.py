"""What the log says in the operator's words rather than the framework's."""

import logging


class UnknownHost(logging.Filter):
    """One line, naming our own variable, for a call by a name that is not among `BOLE_HOSTS`."""

    LOGGER = "django.security.DisallowedHost"

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep every record; shorten this kind."""
        if record.name == self.LOGGER:
            said = record.getMessage().split(" You may need", 1)[0]
            record.msg, record.args = f"{said} (BOLE_HOSTS)", ()
            record.exc_info, record.exc_text = None, None
        return True
