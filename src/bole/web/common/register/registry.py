"""Every register there is; whatever they are shown in reads them here each time."""

from bole.web.audit import words
from bole.web.common.register.declared import Register
from bole.web.common.register.words import words_of

_REGISTERS: dict[str, Register] = {}


def declare(register: Register) -> Register:
    """Add a register, and name what it puts on record.

    Raises:
        ValueError: there is one of this name.
    """
    if register.plural in _REGISTERS:
        raise ValueError(f"the register {register.plural} is declared twice")
    _REGISTERS[register.plural] = register
    words.name_words(owner=register.plural, **words_of(register))
    return register


def forget(register: Register) -> None:
    """Take a register away with everything that came from it."""
    del _REGISTERS[register.plural]
    words.forget_words(register.plural)


def registers() -> tuple[Register, ...]:
    """Every register, in the order declared."""
    return tuple(_REGISTERS.values())


def register_of(plural: str) -> Register | None:
    """The register of a name; None where there is none."""
    return _REGISTERS.get(plural)
