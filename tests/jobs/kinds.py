"""Kinds of work that only tests know. A Celery worker imports this module by `--include tests.jobs.kinds`."""

import os
import time
from pathlib import Path

from common.errors import Refused
from jobs import registry


def _note(job, what):
    """A line that every process appends to the same file, in one write."""
    if "log" in job.args:
        with Path(job.args["log"]).open("a") as log:
            log.write(f"{what} {job.key} attempt {job.attempt} pid {os.getpid()}\n")


@registry.job("tests.echo", title="Trả lời", result_url=lambda job: f"/hop-thu/?page={job.result['answer']}")
def echo(job, progress):
    progress(50, "Nửa chừng")
    return {"answer": job.args.get("answer", 42)}


@registry.job("tests.refuse", title="Từ chối")
def refuse(job, progress):
    raise Refused("Không có số liệu của kỳ này.")


@registry.job("tests.break", title="Hỏng")
def break_down(job, progress):
    raise ZeroDivisionError("secret detail")


def _note_done(job, result):
    _note(job, "done")


@registry.job("tests.slow", title="Việc lâu", done=_note_done)
def slow(job, progress):
    """The first attempt takes longer than any test waits; a later one takes a second."""
    _note(job, "start")
    ticks = 1200 if job.attempt == 1 else 10
    for tick in range(ticks):
        progress(100 * tick // ticks + 1, f"Bước {tick}")
        time.sleep(0.1)
    return {"attempt": job.attempt}


def _note_undone(job, reason):
    _note(job, reason)
    if "fail" in job.args:
        raise ZeroDivisionError("secret detail")


@registry.job("tests.undone", title="Việc được báo khi không thành", undone=_note_undone)
def told_undone(job, progress):
    raise Refused("Không có số liệu của kỳ này.")
