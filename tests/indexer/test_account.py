"""What `index add` says of its input: every kind once a file, counted, in text and JSON."""

import json

import pytest
from records import BODY, record


def write(tmp_path, name: str, text: str):
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_summary_accounts_for_everything(index, tmp_path):
    """Rejected rows, unreadable days, unused columns, files passed over: each with its number; exit
    3."""
    rows = "".join(
        f'{n},"{BODY}",hôm qua,x\n' if n % 2 else f"{n},,9/1/2025,x\n" for n in range(40)
    )
    write(tmp_path, "tin/tin.csv", f"id,body,date,ghi_chu\n{rows}")
    write(tmp_path, "tin/anh.jpg", "x")
    write(tmp_path, "tin/README", "Ghi chú.")
    result = index("add", tmp_path / "tin")
    assert result.exit_code == 3
    assert "added 20, replaced 0, unchanged 0, rejected 20; days not read: 20; " in result.stdout
    assert "columns not used: ghi_chu; passed over 2 files (" in result.stdout
    told = result.stderr.splitlines()
    assert len([line for line in told if "no text" in line]) == 1
    assert len([line for line in told if "the day cannot be read" in line]) == 1
    assert (
        "tin.csv:2: no text: body (or text, content ...) is "
        "missing or empty (19 more of this kind on lines 4, 6"
    ) in result.stderr


def test_the_account_is_in_json_too(index, tmp_path):
    """Counts and names as data."""
    path = write(tmp_path, "tin.csv", f'id,body,date,x\na,"{BODY}",hôm qua,1\nb,,,\n')
    account = json.loads(index("add", path, "--json").stdout)
    assert (account["added"], account["rejected"], account["days_not_read"]) == (1, 1, 1)
    assert account["columns_not_used"] == ["x"] and account["files_passed_over"] == {}


def test_ten_thousand_bad_rows_are_a_line(index, tmp_path):
    """However many records of a file fail in the same way, they are told once, with their
    number."""
    path = write(tmp_path, "tin.jsonl", "{}\n" * 10_000 + json.dumps(record("a1")) + "\n")
    result = index("add", path)
    assert "rejected 10,000" in result.stdout and len(result.stderr.splitlines()) == 1
    assert "9,999 more of this kind on lines 2, 3" in result.stderr


def test_a_day_that_cannot_be_read_is_exit_3_and_strict_refuses_it(index, write_jsonl):
    """Nothing is dropped in silence."""
    path = write_jsonl(record(published="hôm qua"), record("a2"))
    assert index("add", path).exit_code == 3
    assert "rejected 1" in index("add", path, "--strict").stdout


def test_trial_prints_articles_and_changes_nothing(index, tmp_path, monkeypatch):
    """--dry-run shows the first N as they would be read and accounts for all, with or without a
    number."""
    path = write(
        tmp_path,
        "tin.csv",
        "ma,noi_dung_chinh,Ngày\n" + "".join(f'{n},"{BODY}",9/1/2025\n' for n in range(9)),
    )
    asked = ["--map", "body=noi_dung_chinh", "--map", "id=ma"]
    shown = index("add", "--dry-run", path, *asked)
    assert shown.exit_code == 0 and shown.stdout.count("Huyện ủy Nhà Bè triển khai Nghị quyết") >= 3
    assert "read 9, rejected 0" in shown.stdout and "2025-01-09" in shown.stdout
    lines = index("add", path, "--dry-run", "2", "--json", *asked).stdout.splitlines()
    assert [json.loads(line).get("id") for line in lines] == ["0", "1", None] and json.loads(
        lines[-1]
    )["read"] == 9
    assert index("status").exit_code == 5


@pytest.mark.parametrize(
    "options",
    [
        ["--map", "body"],
        ["--map", "than_bai=x"],
        ["--encoding", "cp-không-có"],
        ["--dry-run", "--map", "=x"],
    ],
)
def test_options_that_make_no_sense_are_usage_errors(index, tmp_path, options):
    """One line, exit 2."""
    result = index("add", write(tmp_path, "tin.txt", BODY), *options)
    assert result.exit_code == 2 and "Traceback" not in result.output


def test_an_empty_inbox_is_no_failure(index, tmp_path):
    """A folder without anything in it has been read; one with nothing readable has not."""
    (tmp_path / "inbox").mkdir()
    assert index("add", tmp_path / "inbox").exit_code == 0
    write(tmp_path, "inbox/anh.jpg", "x")
    assert index("add", tmp_path / "inbox").exit_code == 1


def test_an_open_quote_costs_what_it_swallows_and_few_lines(index, tmp_path):
    """A table goes on behind the row that is over the limit, and says so once."""
    rows = "".join(f'{n},"{BODY}"\n' for n in range(90_000))
    path = write(tmp_path, "tin.csv", f'id,body\na,"{BODY}"\nb,"hở\n{rows}')
    result = index("add", "--dry-run", "0", path)
    assert result.exit_code == 3 and "read " in result.stdout
    assert (
        len(result.stderr.splitlines()) < 6
        and int(result.stdout.split()[1].strip(",").replace(",", "")) > 20_000
    )


def test_one_source_for_all(index, tmp_path):
    """--source names the source of what is read."""
    path = write(tmp_path, "tin.txt", BODY)
    assert index("add", path, "--source", "Báo Mẫu").exit_code == 0
    assert index("search", "Nhà Bè", "--json").stdout.count('"source": "Báo Mẫu"') == 1


def test_a_reader_that_fails_costs_its_file(index, tmp_path, monkeypatch):
    """Whatever a library raises is a rejection of that file with the reason, and the run goes
    on."""
    from corpus.reading import forms

    def broken(*_: object) -> object:
        raise RuntimeError("hỏng bất ngờ")

    monkeypatch.setitem(forms.READERS, "html", broken)
    write(tmp_path, "tin/a.html", "<p>x</p>")
    write(tmp_path, "tin/b.txt", BODY)
    result = index("add", tmp_path / "tin")
    assert result.exit_code == 3 and "added 1" in result.stdout
    assert "a.html: cannot be read: RuntimeError: hỏng bất ngờ" in result.stderr


def test_exported_text_that_looks_like_markup_comes_back_as_it_was(index, write_jsonl, tmp_path):
    """Export and add are inverse, also for articles that write of tags, joined words and old
    letters."""
    path = write_jsonl(
        record(body="Thẻ &lt;p&gt; và kế\\_hoạch, Quáº­n.", text_format="plain", id="a")
    )
    index("add", path)
    exported = index("export").stdout
    again = write(tmp_path, "again.jsonl", exported)
    assert "unchanged 1" in index("add", again).stdout
