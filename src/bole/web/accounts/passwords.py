"""First passwords."""

import secrets

PASSWORD_GROUPS = 4
_ALPHABETS = ("abcdefghjkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789")


def first_password() -> str:
    """A random password to be told once: 20 characters that are not mistaken for each other."""
    groups = [
        "".join(secrets.choice("".join(_ALPHABETS)) for _each in range(4))
        for _group in range(PASSWORD_GROUPS)
    ]
    return "-".join([*groups, "".join(secrets.choice(alphabet) for alphabet in _ALPHABETS)])
