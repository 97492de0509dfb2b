"""`binhyen demo`: an installation with synthetic data, made once, served as often as one likes."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from binhyen.accounts.demonstration import SignIn
    from binhyen.offices.demonstration import Made

SIGN_INS = "demonstration-sign-ins.json"
RECOVERY = "demonstration-recovery"


def prepare(directory: Path) -> None:
    """Make the installation if there is none; refuse one that is real."""
    from binhyen.commands.calling import fail
    from binhyen.site import installation

    if not installation.exists(directory):
        installation.create(directory, name="Mỹ Đức (trình diễn)", demonstration=True)
    elif not installation.load(directory).demonstration:
        fail(f"{directory} holds a real installation. Choose another directory: binhyen demo --data OTHER")


def seed(directory: Path) -> None:
    """Write the synthetic data once. A crash half-way leaves no sign-in file, and the data are made anew."""
    from binhyen.accounts import demonstration as accounts
    from binhyen.commands import (
        commendation_2026,
        field_2026,
        live_2026,
        models_2026,
        orders_2026,
        outreach_2026,
        recognition_2026,
        steering_2026,
        stories_2026,
        year_2016,
    )
    from binhyen.commands.serving import prepare as prepare_release
    from binhyen.offices.models import Directory
    from binhyen.site.installation import load

    prepare_release()
    if (directory / SIGN_INS).is_file():
        return
    if Directory.objects.exists():
        raise click.ClickException(
            f"{directory} was left half made. Remove it and start again: rm -r {directory}"
        )
    click.echo("Đang tạo dữ liệu trình diễn (hư cấu)… / Making synthetic data…", err=True)
    installation = load(directory).id
    made = accounts.make(installation)
    year_2016.write(installation)
    steering_2026.Year(installation).write()
    models_2026.Models(installation).write()
    outreach_2026.Season(installation).write()
    stories_2026.Newsroom(installation).write()
    field_2026.Field(installation).write()
    recognition_2026.Titles(installation).write()
    live = live_2026.Live(made.offices.keys)
    receipt = live.write()
    commendation_2026.Commendation(installation, live).write()
    orders_2026.Orders(made.offices.keys).write()
    _write_recovery(directory / RECOVERY, made.offices)
    signs = {"sign_ins": [_plain(sign_in) for sign_in in made.sign_ins], "receipt": receipt}
    handle = os.open(directory / SIGN_INS, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(signs, file, ensure_ascii=False, indent=2)


def _write_recovery(folder: Path, made: Made) -> None:
    """The recovery set with its holders' keys beside it, which in earnest never lie on one machine."""
    from binhyen.commands import recovery_set

    recovery_set.write(made.recovery_set, folder)
    for name, identity in made.holders.items():
        handle = os.open(folder / f"{name}.txt", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(identity.reveal_age() + "\n")


def _plain(sign_in: SignIn) -> dict[str, str]:
    from binhyen.sealing.words import shown

    return {
        "username": sign_in.person.username,
        "phrase": " ".join(shown(sign_in.phrase)),
        "name": sign_in.person.full_name,
        "office": ", ".join(office.name for office in sign_in.offices[:2])
        + ("…" if len(sign_in.offices) > 2 else ""),
    }


def print_sign_ins(directory: Path, address: str) -> None:
    """What somebody needs to try it, in both languages."""
    kept = json.loads((directory / SIGN_INS).read_text(encoding="utf-8"))
    out = sys.stdout
    bold = "\033[1m" if out.isatty() else ""
    plain = "\033[0m" if out.isatty() else ""
    lines = [
        "",
        f"{bold}Bình Yên{plain}  {address}   (English: {address}en/)",
        "Dữ liệu hư cấu, chỉ để trình diễn. / Synthetic data, for demonstration only.",
        "",
        f"Bàn làm việc / The desk: {address}ban-lam-viec/",
    ]
    for sign_in in kept["sign_ins"]:
        lines += [
            f"  {bold}{sign_in['username']}{plain}  {sign_in['name']}, {sign_in['office']}",
            f"      {sign_in['phrase']}",
        ]
    lines += [
        "",
        f"Mã tra cứu mẫu / A receipt to try at {address}ma-tra-cuu/ :",
        f"      {kept['receipt']}",
        "",
        "Bộ khóa dự phòng, người giữ do bản trình diễn đóng / A recovery set, its holders played by this program:",
        f"      {directory / RECOVERY}",
        "",
        "Dừng: Ctrl-C. / Stop: Ctrl-C.",
        "",
    ]
    out.write("\n".join(lines))
    out.flush()
