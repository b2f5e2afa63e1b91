"""The journeys of people through the screens, in a real browser against a real server."""
