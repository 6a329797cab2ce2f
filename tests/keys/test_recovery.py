"""The recovery code: random, readable, and a slip of the pen is found."""

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.keys import new_recovery_code, read_recovery_code

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def test_a_code_is_seven_groups_without_ambiguous_letters():
    codes = {new_recovery_code() for _ in range(200)}
    assert len(codes) == 200
    for code in codes:
        groups = code.split("-")
        assert [len(group) for group in groups] == [4] * 7
        assert set(code) <= {*LETTERS, "-"}
        assert read_recovery_code(code) == code.replace("-", "")


@given(st.integers(0, 27), st.sampled_from(LETTERS))
def test_hardly_a_slip_reads_as_a_code(at, letter):
    """Two check characters let one slip in about a thousand pass, and that one opens nothing."""
    slips = 0
    for _ in range(20):
        code = new_recovery_code().replace("-", "")
        slip = code[:at] + letter + code[at + 1 :]
        slips += slip != code and read_recovery_code(slip) is not None
    assert slips <= 1


def test_what_is_no_code():
    code = new_recovery_code()
    for typed in ("", code[:-1], code + "A", code.replace(code[0], "U", 1), "青山绿水长流", "u" * 28):
        assert read_recovery_code(typed) is None
