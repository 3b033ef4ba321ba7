"""What a page of another site loads: the small page that is put into a frame, and the custom element."""
