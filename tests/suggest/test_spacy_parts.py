from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points

import pytest
import spacy
from spacy.tokens import Doc
from spacy.training import Example

from qualcode.errors import CodebookError, UsageError
from qualcode.suggest import Passage
from qualcode.suggest.language import Words, blank, noun_chunks, trained
from qualcode.suggest.phrases import key_phrases

BOOK = {
    "name": "invented",
    "codes": [
        {"name": "Getting there", "definition": "Buses, minibuses and lateness."},
        {"name": "Money", "definition": "Funding, budgets and who pays."},
    ],
}


def test_entry_points_name_what_exists() -> None:
    ours = [e for e in entry_points(group="spacy_factories") if e.value.startswith("qualcode.")]
    assert "qualcode_themes" in {e.name for e in ours}
    assert all(callable(e.load()) for e in ours)


def test_add_pipe_works_where_qualcode_was_never_imported() -> None:
    code = (
        "import spacy, sys\n"
        "nlp = spacy.blank('en')\n"
        "assert 'sklearn' not in sys.modules, 'spaCy alone must not load scikit-learn'\n"
        f"nlp.add_pipe('qualcode_themes', config={{'codebook': {BOOK!r}}})\n"
        "nlp.add_pipe('qualcode_quotability')\n"
        "doc = nlp('The bus was late.')\n"
        "print(doc._.qualcode_suggestions[0].code, doc._.qualcode_quotability > 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "Getting there True", done.stderr


def test_suggestions_of_documents_and_spans() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("qualcode_themes", config={"codebook": BOOK, "n": 1})
    [doc, other] = nlp.pipe(["The bus was late. Who pays for that?", "A budget."])
    assert len(doc._.qualcode_suggestions) == 1
    assert [s._.qualcode_suggestions[0].code for s in doc.sents] == ["Getting there", "Money"]
    assert other._.qualcode_suggestions[0].code == "Money"


def test_threshold_reasons_and_learning() -> None:
    nlp = spacy.blank("en")
    part = nlp.add_pipe(
        "qualcode_themes", config={"codebook": BOOK, "threshold": 0.5, "explain": True}
    )
    assert nlp("zebra crossing")._.qualcode_suggestions == ()
    part.suggester.fit([Passage("A zebra.")], [["Money"]])
    [found] = nlp("zebra crossing")._.qualcode_suggestions
    assert found.code == "Money" and found.reasons


def test_two_pipelines_do_not_mix() -> None:
    first, second = spacy.blank("en"), spacy.blank("en")
    first.add_pipe("qualcode_themes", config={"codebook": BOOK, "n": 1})
    other = {"name": "x", "codes": [{"name": "Buses"}, {"name": "Cats"}]}
    second.add_pipe("qualcode_themes", config={"codebook": other, "n": 1})
    assert first("bus, buses")[:]._.qualcode_suggestions[0].code == "Getting there"
    assert second("bus, buses")[:]._.qualcode_suggestions[0].code == "Buses"


def test_suggestions_survive_storing_the_document() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("qualcode_themes", config={"codebook": BOOK})
    doc = nlp("The bus was late.")
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.qualcode_suggestions == doc._.qualcode_suggestions


def test_codebook_from_a_file_and_mistakes(tmp_path) -> None:
    file = tmp_path / "book.yaml"
    file.write_text("name: x\ncodes:\n  - name: Buses\n  - name: Cats\n", encoding="utf-8")
    nlp = spacy.blank("en")
    nlp.add_pipe("qualcode_themes", config={"codebook": str(file), "n": 1})
    assert nlp("a cat")._.qualcode_suggestions[0].code == "Cats"
    with pytest.raises(CodebookError):
        spacy.blank("en").add_pipe("qualcode_themes", config={"codebook": "nowhere.yaml"})
    with pytest.raises(UsageError, match="no codebook"):
        spacy.blank("en").add_pipe("qualcode_themes")


def test_blank_pipelines_look_lemmas_up_where_there_are_any() -> None:
    assert [t.lemma_ for t in blank("en")("children teaching")] == ["child", "teach"]
    assert "lemmatizer" not in blank("xx").pipe_names
    assert blank("en") is blank("en")
    assert Words("de").lemmas("Die Häuser", content=True) == ("haus",)
    assert Words("xx").lemmas("Die Häuser") == ("die", "häuser")


@pytest.fixture(scope="module")
def small_pipeline(tmp_path_factory):
    """A real pipeline, trained here on four sentences: parts of speech and dependencies."""
    nlp = spacy.blank("en")
    sentences = [
        ("the old bus stopped", "DET ADJ NOUN VERB", [2, 2, 3, 3], "det amod nsubj ROOT"),
        (
            "we like the old bus",
            "PRON VERB DET ADJ NOUN",
            [1, 1, 4, 4, 1],
            "nsubj ROOT det amod dobj",
        ),
        (
            "the old bus came late",
            "DET ADJ NOUN VERB ADV",
            [2, 2, 3, 3, 3],
            "det amod nsubj ROOT advmod",
        ),
        (
            "they drove the old bus",
            "PRON VERB DET ADJ NOUN",
            [1, 1, 4, 4, 1],
            "nsubj ROOT det amod dobj",
        ),
    ]
    nlp.add_pipe("morphologizer")
    nlp.add_pipe("parser", config={"min_action_freq": 1})
    examples = []
    for text, pos, heads, deps in sentences:
        gold = {"pos": pos.split(), "heads": heads, "deps": deps.split()}
        gold["morphs"] = [""] * len(heads)
        examples.append(Example.from_dict(nlp.make_doc(text), gold))
    nlp.initialize(lambda: examples)
    for _ in range(25):
        nlp.update(examples, drop=0.0)
    folder = tmp_path_factory.mktemp("pipeline") / "en_small"
    nlp.to_disk(folder)
    return str(folder)


def test_a_trained_pipeline_is_loaded_and_gives_noun_chunks(small_pipeline) -> None:
    nlp = trained("en", small_pipeline)
    doc = nlp("we like the old bus")
    assert "the old bus" in {doc[a:b].text for a, b in noun_chunks(doc)}
    assert noun_chunks(blank("en")("we like the old bus")) == []


def test_with_a_trained_pipeline_phrases_of_several_words_are_noun_chunks(small_pipeline) -> None:
    passages = [
        Passage("the old bus stopped", "A"),
        Passage("we like the old bus", "B"),
        Passage("they drove the old bus", "C"),
        Passage("the old bus stopped", "D"),
    ]
    plain = {p.text for p in key_phrases(passages)}
    chunked = {p.text for p in key_phrases(passages, pipeline=small_pipeline)}
    assert "bus stopped" in plain or "old bus stopped" in plain
    assert "old bus" in chunked
    assert not {"bus stopped", "old bus stopped"} & chunked


def test_auto_takes_what_is_installed_and_none_takes_nothing(monkeypatch, small_pipeline) -> None:
    import spacy.util

    trained.cache_clear()
    assert trained("en", "none") is None
    monkeypatch.setattr(spacy.util, "get_installed_models", list)
    assert trained("en", "auto") is None
    trained.cache_clear()
    monkeypatch.setattr(
        spacy.util, "get_installed_models", lambda: ["en_core_web_lg", "de_x_sm", "en_core_web_sm"]
    )
    loaded = []
    real = spacy.load

    def load(name):
        loaded.append(name)
        return real(small_pipeline)

    monkeypatch.setattr(spacy, "load", load)
    assert trained("en", "auto").lang == "en"
    assert loaded == ["en_core_web_sm"]
    trained.cache_clear()


def test_a_pipeline_that_is_not_there_or_of_another_language_is_told(small_pipeline) -> None:
    with pytest.raises(UsageError, match="cannot be loaded"):
        trained("en", "en_not_installed")
    with pytest.raises(UsageError, match="the study is in 'de'"):
        trained("de", small_pipeline)
