"""The public contract of the facts as data: tables, columns, types of cell, choices and their words."""

from bole.contract.tables import TABLES, TYPES, CellType, Column, PolicyPart, Table, column_at

__all__ = ["TABLES", "TYPES", "CellType", "Column", "PolicyPart", "Table", "column_at"]
