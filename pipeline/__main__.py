"""``python -m pipeline`` is ``themeline``."""

from pipeline.cli import main

if __name__ == "__main__":
    main()
