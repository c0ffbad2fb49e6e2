"""Sentences are written in Markdown; whoever has no use for its marks reads them plain."""


def plain(sentence: str) -> str:
    """A sentence without what makes parts of it strong."""
    return sentence.replace("**", "")
