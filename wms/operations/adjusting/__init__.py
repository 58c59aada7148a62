"""The books are corrected where they and the shelves differ; goods are scrapped; wrong postings are taken back."""
