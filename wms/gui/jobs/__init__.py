"""Work off the window's thread: reading, writing in order, and long jobs with progress and cancel."""
