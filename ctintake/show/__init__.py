"""A summary as it is read in a terminal: `page` decides what is said in which order, in `lines`, `terminal` prints it, with or without colors and boxes."""
