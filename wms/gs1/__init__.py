"""What is printed on goods and places: GTIN, SSCC, GLN, element strings, Digital Link and EPC."""
