"""Files of ballots, and what the command says of them."""

import json

from django.core.management import call_command


def run(capsys, path, *options):
    call_command("tally", path, *options)
    return capsys.readouterr().out


def counted(capsys, path, *options):
    return json.loads(run(capsys, path, "--json", *options))


def as_csv(tmp_path, *lines, head="ballot,organisation,choices", name="ballots.csv"):
    path = tmp_path / name
    path.write_text("\n".join([head, *lines]) + "\n")
    return path


def as_json(tmp_path, **poll):
    path = tmp_path / "ballots.json"
    path.write_text(json.dumps(poll))
    return path
