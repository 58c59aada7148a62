"""Announcing: a supplier says what will come; the announcement (ASN) may change until the truck is here."""
