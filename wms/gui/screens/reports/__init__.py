"""Reports: what managers ask again and again, each with its formula, a chart, its rows, and files of them."""
