"""Names and folders from outside are shown, never followed."""

import os
import socket

import pytest

from appliance.recruiting.intake.names import read_regular, shown_name, walk


@pytest.mark.parametrize(
    ("untrusted", "shown"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/abs/olute.pdf", "abs/olute.pdf"),
        ("C:\\cv\\me.docx", "C:/cv/me.docx"),
        ("a\u202egpj.exe", "a\ufffdgpj.exe"),
        ("tab\there", "tab\ufffdhere"),
        ("", "unnamed"),
        ("..", "unnamed"),
    ],
)
def test_a_name_is_cleaned(untrusted, shown):
    assert shown_name(untrusted) == shown


def test_a_long_name_keeps_its_end():
    assert len(shown_name("x" * 500 + ".pdf")) == 180
    assert shown_name("x" * 500 + ".pdf").endswith(".pdf")


def test_links_pipes_and_sockets_are_named_and_not_followed(tmp_path):
    (tmp_path / "a.txt").write_text("text")
    (tmp_path / "link").symlink_to("/etc/passwd")
    (tmp_path / "folder-link").symlink_to("/etc")
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "sock"))
        found = {f.name: f.refusal for f in walk([tmp_path])}
    assert found == {
        "a.txt": "",
        "link": "link",
        "folder-link": "link",
        "pipe": "special_file",
        "sock": "special_file",
    }


def test_hidden_files_and_resource_forks_are_left_out(tmp_path):
    for name in (".hidden", "__MACOSX/x", "deep/er/cv.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [f.name for f in walk([tmp_path])] == ["deep/er/cv.txt"]


def test_a_link_put_in_place_of_a_file_is_not_read(tmp_path):
    (tmp_path / "link").symlink_to("/etc/passwd")
    with pytest.raises(OSError, match="symbolic"):
        read_regular(tmp_path / "link", 100)


def test_no_more_than_the_limit_is_read(tmp_path):
    (tmp_path / "big").write_bytes(b"x" * 1000)
    assert len(read_regular(tmp_path / "big", 100)) == 101
