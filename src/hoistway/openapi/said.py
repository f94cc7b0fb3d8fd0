"""What is said with a step, on whatever thing."""

from pydantic import BaseModel, Field


class WordsIn(BaseModel):
    """What is said with a step."""

    words: str = Field(default="", max_length=1000)
