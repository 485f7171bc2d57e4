"""A summary as it is read in a terminal: `lines` decides what is said in which order, `terminal` prints it, with or without colors and boxes."""
