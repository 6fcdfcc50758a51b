"""Where the burden lies, what each loop costs, what moves it, and what each finding has at stake."""
