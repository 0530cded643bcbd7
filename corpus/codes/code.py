"""What one document code says: its parts, and what they are in words."""

from dataclasses import dataclass

from corpus.codes.tables import TYPES, Issuer, find_issuer

__all__ = ["NATIONAL_ASSEMBLY", "DocumentCode"]

NATIONAL_ASSEMBLY = "QHn"
"""Stands for the type in the `number_key` of 98/2023/QH15, whose symbol does not say law or
resolution."""


@dataclass(frozen=True, slots=True)
class DocumentCode:
    """A canonical code taken apart; a symbol it lacks is "". `style` is party, state or letter."""

    code: str
    number: str
    year: int | None
    type_symbol: str
    issuer_symbol: str
    unit: str
    style: str

    @property
    def type_names(self) -> tuple[str, ...]:
        """Return the names the type symbol stands for, the usual one first."""
        if kind := TYPES.get(self.type_symbol):
            names = kind.names
            if self.type_symbol == "TT" and self.side == "party":
                return names[::-1]
            return names if self.type_symbol != "QĐ" or self.side == "party" else names[:1]
        if self.issuer_symbol.startswith(("QH", "UBTVQH")):
            return ("Luật", "Nghị quyết", "Bộ luật", "Pháp lệnh")
        return ("Công văn",) if self.unit else ()

    @property
    def type_name(self) -> str:
        """Return the usual name of the type, such as "Chỉ thị"; "" where the code does not say
        (100/TTg)."""
        return self.type_names[0] if self.type_names else ""

    @property
    def issuers(self) -> tuple[Issuer, ...]:
        """Return the issuing bodies that the tables know; several for a joint document."""
        symbols = (self.issuer_symbol, *self.issuer_symbol.split("-"))
        found = (
            find_issuer(symbol)
            for symbol in (symbols[:1] if find_issuer(symbols[0]) else symbols[1:])
        )
        return tuple(issuer for issuer in found if issuer)

    @property
    def issuer_names(self) -> tuple[str, ...]:
        """Return the issuing bodies in words; the printed symbol where the tables know none."""
        return tuple(issuer.name for issuer in self.issuers) or tuple(
            filter(None, [self.issuer_symbol])
        )

    @property
    def issuer_name(self) -> str:
        """Return the issuing bodies in words, as one text."""
        return ", ".join(self.issuer_names)

    @property
    def side(self) -> str:
        """Return "party" or "state"."""
        return "party" if self.style == "party" else "state"

    @property
    def level(self) -> str:
        """Return one of `tables.LEVELS`; "" for a party body whose level its symbol does not
        say."""
        if self.side == "state":
            return "Nhà nước"
        return self.issuers[0].level if self.issuers else ""

    @property
    def number_key(self) -> tuple[str, str]:
        """Return (type symbol, number without leading zeros), by which short forms find the code.

        A code without a type is keyed as CV (189/UBND-NV), as `NATIONAL_ASSEMBLY`, or as "".
        """
        symbol = self.type_symbol
        if not symbol and self.year:
            symbol = NATIONAL_ASSEMBLY
        elif not symbol and self.unit:
            symbol = "CV"
        return symbol, self.number.lstrip("0") or "0"
