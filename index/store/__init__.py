"""Where vectors and passages live: one protocol, one file per engine, one way to open them."""
