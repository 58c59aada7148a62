"""Packing: picked goods go from totes into cartons with an SSCC, are weighed, and become a shipment."""
