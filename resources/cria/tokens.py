"""Cria's vocabulary: SentencePiece byte pairs with byte fallback, trained on conversations of the corpus."""
import io
import random
from pathlib import Path

import sentencepiece

from chat_text import END, START, segments


def train(corpus, path: Path, vocabulary_size: int, seed: int, conversations: int = 40000) -> None:
    """Writes the model to `path`. Digits stand alone, so that numbers are added digit by digit and not learned by heart."""
    generator = random.Random(f"{seed}-vocabulary")

    def texts():
        for _ in range(conversations):
            for text, is_control, _ in segments(corpus.sample(generator)):
                if not is_control:
                    yield from (line for line in text.split("\n") if line)

    model = io.BytesIO()  # by a name, that name would stand in the file
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=texts(), model_writer=model, vocab_size=vocabulary_size,
        model_type="bpe", byte_fallback=True, split_digits=True, normalization_rule_name="identity",
        remove_extra_whitespaces=False, add_dummy_prefix=False, character_coverage=1.0,
        control_symbols=[START, END], minloglevel=1, num_threads=1,
        shuffle_input_sentence=False)
    path.write_bytes(model.getvalue())


class Tokenizer:
    def __init__(self, path: Path):
        self.processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
        self.bos = self.processor.bos_id()

    def conversation(self, turns) -> tuple[list[int], list[bool]]:
        """Its tokens, BOS first, and which of them are to be learned."""
        tokens, learned = [self.bos], [False]
        for text, is_control, is_learned in segments(turns):
            ids = [self.processor.piece_to_id(text)] if is_control else self.processor.encode(text)
            tokens += ids
            learned += [is_learned] * len(ids)
        return tokens, learned
