"""Whether a change brought what was predicted: how many cases it takes to tell, and what the numbers say."""
