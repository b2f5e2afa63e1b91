"""Exchange rates: a currency in use without one would count as nothing, so nothing is measured then."""

from datetime import date

from bole.kernel.text import Text
from bole.measure.engine import Engine, rate_day


class MissingRateError(Exception):
    """Accounts or loans are in currencies that have no rate dated on or before the day needed.

    Loading refuses such facts when it is told the period; facts loaded without one meet this.
    """

    def __init__(self, currencies: tuple[str, ...], day: date) -> None:
        named = "、".join(currencies)
        self.message = Text(
            f"币种 {named} 没有 {day} 或之前的汇率；请在 rates 中补上后重新装载。",
            f"no rate dated on or before {day} for {', '.join(currencies)}; add it to rates and load again.",
        )
        super().__init__(self.message.en)


def require_rates(engine: Engine) -> None:
    """Make sure that every currency in use is converted.

    Raises:
        MissingRateError: some are not.
    """
    missing = tuple(currency for (currency,) in engine.rows("unconverted"))
    if missing:
        raise MissingRateError(missing, rate_day(engine.policy, engine.standing))
