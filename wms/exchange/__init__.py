"""What comes and goes as data: files of items, stock, announcements and orders, checked before anything is written."""
