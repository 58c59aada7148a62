"""Cycle counts: opened for some locations, counted blind, counted again where they differ, and posted."""
