"""The kinds of page that screens are made of: plain pages with tabs, lists, scan benches."""
