"""Documents over HTTP and by the command line: as described, and the same."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from indexer.cli import cli
from webui import create_app
from webui.formats.openapi import describe

ARTICLE = {
    "id": "1",
    "title": "Quận ủy Quận 1 triển khai",
    "text": "Quận ủy Quận 1, Thành phố Hồ Chí Minh ban hành Kế hoạch số 05-KH/QU thực hiện Chỉ thị số 05-CT/TW.",
    "published": "2025-01-09",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    (folder / "a.jsonl").write_text(json.dumps(ARTICLE), encoding="utf-8")
    args = ["add", "--index", str(folder / "index"), "--jobs", "1", str(folder / "a.jsonl")]
    assert CliRunner().invoke(cli, args).exit_code == 0
    return folder / "index"


@pytest.fixture(scope="module")
def client(index: Path) -> FlaskClient:
    return create_app(index, TESTING=True).test_client()


def _valid(record: Any, name: str) -> None:
    schemas = describe()["components"]
    jsonschema.validate(record, {"$ref": f"#/components/schemas/{name}", "components": schemas})


def test_answers_are_as_described(client: FlaskClient) -> None:
    """The list and one document hold to the description that programs read."""
    listed = client.get("/api/v1/documents").get_json()
    _valid(listed, "DocumentList")
    assert {one["name"] for one in listed["documents"]} == {"05-KH/QU", "05-CT/TW"}
    found = client.get("/api/v1/documents/05-CT/TW").get_json()
    _valid(found, "Dossier")
    assert found["carried_out_by"][0]["source"].startswith("05-KH/QU")
    assert found["page"] == "/van-ban/05-CT/TW"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/documents/99-CT/TW", 404),
        ("/api/v1/documents/05-CT/TW?place=Quận 99", 404),
        ("/api/v1/documents/05-CT/TW?page=2", 400),
        ("/api/v1/documents?facet_limit=3", 400),
        ("/api/v1/documents?q=05-CT/TW&from=2025", 200),
        ("/api/v1/documents/%00", 404),
    ],
)
def test_what_cannot_be_answered(client: FlaskClient, path: str, status: int) -> None:
    """An unknown document is 404, an unknown parameter 400, each as a problem that says so."""
    answer = client.get(path)
    assert answer.status_code == status
    assert status == 200 or answer.mimetype == "application/problem+json"


def test_a_query_without_letters_lists_all(client: FlaskClient) -> None:
    """Blanks ask for nothing."""
    everything = client.get("/api/v1/documents").get_json()
    assert client.get("/api/v1/documents?q=%20%20").get_json()["total"] == everything["total"] > 1


def test_commands_say_the_same(client: FlaskClient, index: Path, tmp_path: Path) -> None:
    """`index documents --json` prints the object of the API; cite-check ends with 3 only when
    something is wrong."""
    told = CliRunner().invoke(cli, ["documents", "05", "--index", str(index), "--json"])
    assert json.loads(told.output) == client.get("/api/v1/documents?q=05").get_json()
    for code, exit_code in (("05-CT/TW", 0), ("77-CT/TW", 3)):
        draft = tmp_path / "draft.txt"
        draft.write_text(f"Dự thảo\n\nCăn cứ Chỉ thị số {code}.", encoding="utf-8")
        ended = CliRunner().invoke(cli, ["cite-check", str(draft), "--index", str(index)])
        assert (ended.exit_code, code in ended.output) == (exit_code, bool(exit_code)), ended.output
