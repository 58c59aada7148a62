"""What leaves on paper or as a file: labels, pick lists, packing slips, bills of lading, stock reports."""
