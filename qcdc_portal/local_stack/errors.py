"""What can go wrong with the embedded servers, told to the person at the terminal."""


class StackError(Exception):
    """The embedded servers cannot be used; the message says why and what to do, in Vietnamese and in English."""

    def __init__(self, vietnamese: str, english: str) -> None:
        super().__init__(f"{vietnamese}\n{english}")
