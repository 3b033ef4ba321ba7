"""Fitting the weights of the linear models on labelled data; nothing here runs when articles are read."""
