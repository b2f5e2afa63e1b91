"""Django's own commands, for migrations and the shell: `python -m bole.web.manage …`."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bole.web.config.settings")
    execute_from_command_line(sys.argv)
