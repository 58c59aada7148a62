"""Lists over questions: typed columns, filters, saved views, copying and exporting what is seen."""
