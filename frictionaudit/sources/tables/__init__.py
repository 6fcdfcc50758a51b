"""Service tables: whatever format they come in, one reader turns their cells into a procedure."""

from frictionaudit.sources.tables.grid import Grid
from frictionaudit.sources.tables.mapping import TableMapping, beside
from frictionaudit.sources.tables.reading import read_grids

__all__ = ["Grid", "TableMapping", "beside", "read_grids"]
