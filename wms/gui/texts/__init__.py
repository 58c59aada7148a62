"""What the screens say: sentences by language, values as people read them."""
