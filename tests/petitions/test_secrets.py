"""The secret on a slip: 40 random bits, a check letter, read as people write it, stored as a keyed hash."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from petitions import secrets
from petitions.secrets import ALPHABET, LENGTH, check_letter, is_whole, read, shown

whole = st.text(ALPHABET, min_size=8, max_size=8).map(lambda letters: letters + check_letter(letters))
places = st.integers(0, LENGTH - 1)


def test_the_alphabet_holds_no_letter_that_looks_like_another():
    assert len(ALPHABET) == len(set(ALPHABET)) == 32  # 8 of them are 40 bits
    assert not set("ILOU") & set(ALPHABET)


def test_new_secrets_are_whole_and_differ():
    drawn = {secrets.new_secret() for _number in range(200)}

    assert len(drawn) == 200
    assert all(is_whole(letters) for letters in drawn)
    assert {letter for letters in drawn for letter in letters[:8]} == set(ALPHABET)


@given(whole, places)
@settings(max_examples=60)
def test_every_single_wrong_letter_is_found(letters, place):
    wrong = [letters[:place] + other + letters[place + 1 :] for other in ALPHABET if other != letters[place]]

    assert not any(is_whole(one) for one in wrong)


@given(whole, places, places)
def test_every_swap_of_two_different_letters_is_found(letters, one, other):
    swapped = list(letters)
    swapped[one], swapped[other] = swapped[other], swapped[one]

    assert is_whole("".join(swapped)) == (letters[one] == letters[other])


def test_other_mistakes_slip_through_one_time_in_32():
    """The truth about one check letter: two wrong letters at once may make a whole secret again."""
    letters = "00000000" + check_letter("00000000")
    pairs = [a + b + letters[2:] for a in ALPHABET[1:] for b in ALPHABET[1:]]

    assert sum(is_whole(pair) for pair in pairs) == 31  # of 961


@given(whole, st.sampled_from(["", " ", "-", " - ", "–", "\u00a0", "."]), st.booleans(), st.randoms())
def test_a_secret_is_read_as_people_write_it(letters, separator, small, random):
    typed = separator.join(random.choice({"0": "0oO", "1": "1iIlL"}.get(letter, letter)) for letter in letters)

    assert read(f" {typed.lower() if small else typed} ") == letters
    assert read(shown(letters)) == letters


@pytest.mark.parametrize("typed", ["", "K7QM", "K7QM2X9DVV", "ỦỦỦỦỦỦỦỦỦ", "K7QM2X9D\u0000", "٣" * 9, "U" * 9])
def test_what_is_no_secret_is_not_whole(typed):
    assert not is_whole(read(typed))


def test_the_stored_hash_belongs_to_one_petition_and_to_the_portals_key(settings):
    letters, stored = "K7QM2X9DV", secrets.digest(7, "K7QM2X9DV")

    assert secrets.fits(7, letters, stored)
    assert not secrets.fits(8, letters, stored)
    assert not secrets.fits(7, "K7QM2X9DW", stored)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another-key-" + "1" * 40
    assert not secrets.fits(7, letters, stored)
    settings.SECRET_KEY_FALLBACKS = [old]
    assert secrets.fits(7, letters, stored)  # slips outlive a change of the key while the old one is kept
