"""`redact detect`, `check` and `evaluate`: files looked into, in a case or outside one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from redact.cli.asked import Arguments, command, key_opener, picture_reading, rules
from redact.cli.saying import Steps, say, show
from redact.errors import ExitCode, RedactError, UsageError, worst


def add_detect(commands: Any) -> None:
    """What `redact detect` takes."""
    c = command(commands, "detect", do_detect, "Show what is found in files. Writes nothing.")
    c.add_argument("files", metavar="FILE", nargs="+")
    c.add_argument("--case", metavar="CASE", help="look with the names of this case")
    c.add_argument("--json", action="store_true", help="one JSON object a line, per file")
    c.add_argument("--no-allow", action="store_true", help="switch every keep-list off")
    picture_reading(c)


def do_detect(a: Arguments) -> int:
    """Print what is found in files; writes nothing."""
    from redact.detecting import detect_files

    steps = Steps(a.quiet)
    codes: list[int] = []
    for result in detect_files(
        [Path(f) for f in a.files], Path(a.case) if a.case else None, rules(), not a.no_allow, steps, a.ocr
    ):
        steps.done()
        if isinstance(result, RedactError):
            say(f"redact: {result}")
            codes.append(result.exit_code)
        elif a.json:
            show(json.dumps(result, ensure_ascii=False))
        else:
            _show_mentions(result)
    return worst(codes)


def _show_mentions(result: dict[str, Any]) -> None:
    show(f"{result['file']}: {len(result['mentions'])} mentions")
    for m in result["mentions"]:
        text = " ".join(m["text"].split())
        show(
            f"  {m['start']:>7}  {m['status']:<8} {m['label']:<12} {m['entity'] or '–':<6} {text}  ({m['reason']})"
        )


def add_check(commands: Any) -> None:
    """What `redact check` takes."""
    c = command(
        commands, "check", do_check, "Look through finished files for what must not be published.", key=True
    )
    c.add_argument("paths", metavar="PATH", nargs="*", help="files or folders, also ones made elsewhere")
    c.add_argument("--case", metavar="CASE", help="look for the names of this case")
    c.add_argument(
        "--against",
        metavar="EARLIER",
        nargs="+",
        action="extend",
        default=[],
        help="files or folders that people have already: earlier versions, other copies",
    )
    c.add_argument(
        "--ocr",
        action="store_true",
        help="read words in pictures with Tesseract, and compare each page of a PDF with its text",
    )
    c.add_argument(
        "--anonymous", action="store_true", help="neither board nor author nor area may be named (R25)"
    )
    c.add_argument("--json", action="store_true")
    c.add_argument("--page", metavar="FILE.html", help="write the findings as a page, in a new file")
    c.add_argument("--show-names", action="store_true", help="quote the words that a finding is about")
    c.add_argument(
        "--explain", metavar="NAME", help="what a check looks for, why, what to do, what it misses"
    )


def do_check(a: Arguments) -> int:
    """Look through finished files, wherever they were made."""
    from redact import checks
    from redact.checking import check_paths

    if a.explain:
        show(checks.explain(a.explain))
        return ExitCode.DONE
    if not a.paths:
        raise UsageError("name a file or a folder to check, or a check with --explain")
    steps = Steps(a.quiet)
    report = check_paths(
        [Path(p) for p in a.paths],
        Path(a.case) if a.case else None,
        rules(),
        lambda: key_opener(a),
        steps,
        [Path(p) for p in a.against],
        a.anonymous,
        a.ocr,
    )
    steps.done()
    if a.page:
        write_page(a.page, report.as_page(a.show_names))
    if a.json:
        show(json.dumps(report.as_data(a.show_names), ensure_ascii=False, indent=1))
    else:
        for f in report.findings:
            quote = f" »{f.quote}«" if a.show_names and f.quote else ""
            show(
                f"{'BLOCKS' if f.severity == 'blocks' else 'warns '} {f.file}, {f.place}: {f.message}{quote} {f.advice}"
                f" ({f.check}{f' {f.rule}' if f.rule else ''})"
            )
        if not a.quiet:
            _say_seen(report)
    blocked = any(f.severity == "blocks" for f in report.findings)
    return worst(
        [*([ExitCode.UNREADABLE] if report.unknown else []), *([ExitCode.BLOCKED] if blocked else [])]
    )


def _say_seen(report: Any) -> None:
    """What could not be seen, and how many findings there are."""
    from redact.warned import that_block

    for line in report.not_seen:
        say(f"not seen: {line}")
    blocks = sum(f.severity == "blocks" for f in report.findings)
    say(
        f"{that_block(blocks)}, {len(report.findings) - blocks} warn. That nothing was found does not make a text anonymous."
    )


def write_page(name: str, page: bytes) -> None:
    """Write a page that was asked for, and over nothing."""
    from redact.whole import write_whole

    if Path(name).exists():
        raise UsageError(f"{name}: is there already; name another file")
    write_whole(Path(name), page)


def add_evaluate(commands: Any) -> None:
    """What `redact evaluate` takes."""
    c = command(commands, "evaluate", do_evaluate, "Measure detection and linking against marked-up text.")
    c.add_argument(
        "gold", metavar="GOLD", nargs="+", help="folders or .md files with [text](LABEL#entity) mark-up"
    )
    c.add_argument("--no-register", action="store_true", help="as if no register.yaml were there")
    c.add_argument("--misses", action="store_true", help="list what was missed, in context")
    c.add_argument(
        "--page", metavar="FILE", help="write figures and misses as a page; it holds words of the texts"
    )
    c.add_argument("--json", action="store_true")


def do_evaluate(a: Arguments) -> int:
    """Measure detection and linking against marked-up text."""
    from redact.evaluate import evaluate
    from redact.evaluate.told import as_lines, as_page
    from redact.whole import write_whole

    steps = Steps(a.quiet)
    result = evaluate([Path(p) for p in a.gold], rules(), not a.no_register, steps)
    steps.done()
    if a.page:
        write_whole(Path(a.page), as_page(result).encode("utf-8"))
    if a.json:
        show(json.dumps(result, ensure_ascii=False, indent=1))
    else:
        for line in as_lines(result, a.misses):
            show(line)
    return ExitCode.DONE
