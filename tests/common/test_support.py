"""The suite's browser stand-in sends what a browser sends."""

from tests.support.pages import filled

PAGE = """
<form method="get"><input name="q" value="lọc"></form>
<form method="POST" action="/gui/">
  <input type="hidden" name="token" value="a&amp;b"><input name="empty"><input name="off" value="1" disabled>
  <input type="checkbox" name="ticked" checked><input type="checkbox" name="unticked" value="1">
  <input type="radio" name="one" value="a"><input type="radio" name="one" value="b" checked>
  <textarea name="text">
dòng một
dòng hai</textarea>
  <select name="first"><option value="">---</option><option value="2">Hai</option></select>
  <select name="last"><option value="1">Một</option><option value="2" selected>Hai</option></select>
  <select name="many" multiple><option value="1" selected>Một</option><option value="2" selected>Hai</option></select>
  <input type="file" name="file"><button name="go" value="1">Gửi</button>
</form>
"""


def test_a_form_is_sent_as_it_is_shown():
    action, data = filled(PAGE)

    assert action == "/gui/"
    assert dict(data.lists()) == {
        "token": ["a&b"],
        "empty": [""],
        "ticked": ["on"],
        "one": ["b"],
        "text": ["dòng một\r\ndòng hai"],
        "first": [""],
        "last": ["2"],
        "many": ["1", "2"],
    }


def test_typing_replaces_what_is_shown():
    _action, data = filled(PAGE, empty=5, ticked=None, many=["2"])

    assert (data["empty"], data.getlist("many"), "ticked" in data) == ("5", ["2"], False)
