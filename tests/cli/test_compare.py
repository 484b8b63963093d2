"""``qualcode compare`` lists where two coders differ."""

from __future__ import annotations

import json

import qualcode


def test_the_example_compared(example, qualcode_run) -> None:
    done = qualcode_run("compare", example)
    assert done.returncode == 0, done.stderr
    with qualcode.open(example) as study:
        one, other = study.coders.who_coded()[:2]
        counts = [study.codings.counts_by_document(coder_id=c.id) for c in (one, other)]
        documents = [key for key in counts[0] if counts[0][key] and counts[1][key]]
        reviews = [study.agreeing.review(key, one.id, other.id) for key in documents]
        first = next(row for review in reviews for row in review.rows)
        study.agreeing.decide(first.difference, "neither", reason="Not about this.")
        names = [study.documents.get(key).name for key in documents]
    assert done.stdout.startswith(f"A: {one.name}    B: {other.name}\n")
    for name, review in zip(names, reviews, strict=True):
        alike, differ = len(review.alike), len(review.rows)
        assert f"\n{name}: {alike} coding{'s' * (alike != 1)} alike, {differ} disagr" in done.stdout
    wanted = next(n for n, review in enumerate(reviews) if review.rows)
    named = ("--coders", other.name.upper(), one.name, "--document", names[wanted])
    [found] = json.loads(qualcode_run("compare", example, *named, "--json").stdout)
    assert (found["a"], found["b"], found["settled"]) == (other.name, one.name, 1)
    kinds = [row["agreed"] for row in found["disagreements"]]
    assert kinds.count("neither") == 1 and kinds.count(None) == len(kinds) - 1
    assert "1 of" in qualcode_run("compare", example, *named).stdout


def test_who_cannot_be_compared(example, qualcode_run) -> None:
    with qualcode.open(example) as study:
        name = study.coder.name
        study.coders.add("Nobody yet")
    done = qualcode_run("compare", example, "--coders", name, name)
    assert done.returncode == 2
    done = qualcode_run("compare", example, "--coders", name, "Nobody yet")
    assert done.returncode and "no document both" in done.stderr
