"""Where the burden lies: by step, party, channel and route, what each loop costs, and what each finding has at stake."""
