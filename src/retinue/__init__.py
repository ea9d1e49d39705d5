"""Retinue turns news into a sourced record of what governments do with firms."""

__version__ = "0.1.0"
__all__ = ["__version__"]
