"""Scanners, label printers and scales at a workstation."""
