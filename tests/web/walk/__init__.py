"""Every page of the web application, looked at: pictures and texts to be compared with an earlier version's.

A tool, not a test: `python -m tests.web.walk FOLDER` walks, `python -m tests.web.walk AFTER --than BEFORE`
says what the earlier walk had seen and the later one has not.
"""
