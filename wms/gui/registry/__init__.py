"""What there is to see and to do: screens, subjects and actions; navigation, palette and tests derive from it."""
