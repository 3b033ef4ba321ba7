"""What stands around the routes: what a request may cost, what a browser may do with the reply, what is counted."""
