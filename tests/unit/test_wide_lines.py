"""Lines of UTF-16 and UTF-32."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docclean.errors import DamagedError
from docclean.read.wide_lines import wide_lines

CHARSETS = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")


@pytest.mark.parametrize("charset", CHARSETS)
@given(st.lists(st.text(st.sampled_from("aé\u0a0a\u2028\r\U0001f600")), max_size=5), st.integers(0, 9))
def test_lines_are_those_of_the_text(charset, lines, size):
    """Only a line feed ends a line, whatever bytes other characters have, and wherever the head was cut."""
    data = "\n".join(lines).encode(charset)
    found = list(wide_lines(BytesIO(data[size:]), charset, head=data[:size], max_bytes=1000))
    assert b"".join(found) == "\n".join(lines).encode()
    assert len(found) == len(list(lines[:-1])) + bool(lines and lines[-1])


def test_long_lines_are_not_held():
    """One too long is `None`, and the next is read."""
    data = ("a" * 300_000 + "\nb\n" + "c" * 20).encode("utf-16-le")
    assert list(wide_lines(BytesIO(data), "utf-16-le", max_bytes=10)) == [None, b"b\n", None]


def test_half_a_character_at_the_end_is_replaced():
    """Nothing is dropped without a trace."""
    assert list(wide_lines(BytesIO(b"a\0b"), "utf-16-le", max_bytes=10)) == ["a\ufffd".encode()]


def test_what_came_before_damage_is_given():
    """Then the error."""

    class Damaged(BytesIO):
        def read(self, size=-1):
            data = super().read(size)
            if not data:
                raise DamagedError("a.gz", 0, "gzip data end too early")
            return data

    found = wide_lines(Damaged("a\nb".encode("utf-16-be")), "utf-16-be", max_bytes=10)
    assert [next(found), next(found)] == [b"a\n", b"b"]
    with pytest.raises(DamagedError):
        next(found)
