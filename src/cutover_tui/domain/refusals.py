"""The one way a rule says no: `Refused`, with words a person can act on."""


class Refused(Exception):  # noqa: N818 (it is not a fault of the program: a rule said no)
    """A rule said no, and its message says what, which, why and what to do next.

    The message is one or two plain sentences, shown to people as it stands.
    """


class ReasonNeeded(Refused):
    """An act is allowed but unusual, so it needs a reason before it is recorded.

    Doing something too early, out of order or past its window is never blocked: the caller asks for a reason and acts
    again with it.

    Attributes:
        unusual: What is unusual about the act, in words, for the question put to the person.
    """

    def __init__(self, message: str, unusual: tuple[str, ...]) -> None:
        super().__init__(message)
        self.unusual = unusual
