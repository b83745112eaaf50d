// While the program is still being compiled: what takes long and needs nothing of it.
touchstone.fonts.warm();
