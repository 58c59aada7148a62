"""Receiving: a truck is checked in, its goods are received at the dock, the receipt is closed with what differed."""
