"""`python -m frictionaudit` does what the command does."""

from frictionaudit.cli import main

if __name__ == "__main__":
    main()
