"""A hundred random plans in both languages, hostile text included: each PDF has three pages and every font in it.

    python tests/faults/hundred_plans.py --plans 100 [--seed 0] [--keep FOLDER]

Each deal is filled by the commands that people use, then exported; sizes, cuts and times are summed up at the end.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from pypdf import PdfReader

ROOT = Path(__file__).resolve().parents[2]
PAGES = 3


def run(plans: int, first: int, folder: Path) -> list[str]:
    """What went wrong."""
    sys.path.insert(0, str(ROOT))
    from osp_cli.cli.app import main
    from tests.documents.deals import TODAY, fill, spread

    os.environ.update(OSP_HOME=str(folder / "home"), OSP_TODAY=str(TODAY), OSP_NO_INPUT="1", OSP_USER="Amara Okafor")
    tally: Counter[str] = Counter()

    def osp(*words: str) -> int:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()) as said:
            code = main(list(words))
        tally["refused" if code else "taken"] += 1
        if code not in (0, 2, 4, 5):
            faults.append(f"osp {' '.join(words)} ended with {code}: {said.getvalue()[-500:]}")
        return code

    faults: list[str] = []
    spent = 0.0
    for number, (seed, language) in enumerate(spread(first, plans), 1):
        osp("new-opportunity", f"Deal {seed}", "--account", f"Account {seed}", "--amount", "150k", "--close", "eoq")
        fill(osp, number, seed, language, folder)
        out = folder / f"plan-{number:03}-{language}.pdf"
        begun = time.process_time()
        osp(
            "plan",
            "export",
            str(number),
            "--kind",
            "opportunity",
            "--format",
            "pdf",
            "--lang",
            language,
            "--out",
            str(out),
        )
        spent += time.process_time() - begun
        faults += [f"{out.name}: {fault}" for fault in faults_of(out)]
        tally["appendices"] += out.with_suffix(".appendix.pdf").exists()
        print(f"\r{number} of {plans}", end="", file=sys.stderr)
    print(f"\n{dict(tally)}, {spent / plans:.2f} s of one core for an export", file=sys.stderr)
    return faults


def faults_of(file: Path) -> list[str]:
    """What is wrong with a plan of three pages."""
    if not file.exists():
        return ["was not written"]
    reader = PdfReader(file)
    objects = (reader.get_object(number) for number in range(1, reader.trailer["/Size"]))
    fonts = [each for each in objects if isinstance(each, dict) and each.get("/Type") == "/FontDescriptor"]
    outside = [each["/FontName"] for each in fonts if not {"/FontFile2", "/FontFile3"} & set(each)]
    wrong = [] if len(reader.pages) == PAGES else [f"{len(reader.pages)} pages"]
    return wrong + [f"{name} is not in it" for name in outside] + ([] if fonts else ["no font at all"])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plans", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        kept = given.keep or Path(temporary)
        kept.mkdir(parents=True, exist_ok=True)
        wrong = run(given.plans, given.seed, kept)
    print("\n".join(wrong) or f"{given.plans} plans: all of them with {PAGES} pages and every font")
    sys.exit(1 if wrong else 0)
