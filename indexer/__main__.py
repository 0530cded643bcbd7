"""`python -m indexer` is `index`."""

from timtin import main

if __name__ == "__main__":
    main()
