"""The desktop: windows, lists, forms and scan benches over the same commands and questions as the terminal."""
