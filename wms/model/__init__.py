"""The nouns of the warehouse: mapped classes, one module a noun, with the small rules that belong to it."""
