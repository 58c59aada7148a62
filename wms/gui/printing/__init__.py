"""From a paper to the printer: preview, the printer of each kind of paper, copies, reprints."""
