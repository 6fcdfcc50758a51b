"""A procedure as a drawing: what each view shows, in words and in boxes, before and after it has coordinates."""
