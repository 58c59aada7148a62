"""From the scanner to the screen: hearing, keeping, understanding, and answering by sound, colour and voice."""
