"""The pictures of the demonstration's order reports, drawn: what was wrong, and the same place put right."""

from __future__ import annotations

import random
from collections.abc import Callable

from PIL import ImageDraw

from binhyen.commands.stories_2026 import jpeg, sky

Pen = ImageDraw.ImageDraw
WALLS = ("#d9b98c", "#9db8a7", "#c98f78", "#b7bfc9")


def draw(scene: str, put_right: bool) -> bytes:
    """A JPEG of that scene, before or after."""
    by_night = scene == "lights"
    picture, pen = sky("#0d1c2c", "#2c4258") if by_night else sky("#9cc4da", "#eef3ee")
    SCENES[scene](pen, put_right)
    return jpeg(picture)


def _street(pen: Pen) -> None:
    """A row of houses, the pavement before them, the roadway."""
    for n in range(5):
        x = 260 * n - 40
        pen.rectangle((x, 150 + 30 * (n % 3), x + 250, 520), fill=WALLS[n % 4])
        pen.rectangle((x + 30, 330, x + 220, 520), fill="#5d5348")
        pen.rectangle((x + 20, 290, x + 230, 330), fill=("#8d3b2c", "#2f5d62", "#b08a2e")[n % 3])
        pen.rectangle((x + 60, 190 + 30 * (n % 3), x + 110, 250 + 30 * (n % 3)), fill="#47606e")
        pen.rectangle((x + 140, 190 + 30 * (n % 3), x + 190, 250 + 30 * (n % 3)), fill="#47606e")
    pen.rectangle((0, 520, 1200, 640), fill="#cfc7b8")
    for x in range(0, 1200, 80):
        pen.line((x, 520, x - 40, 640), fill="#b8afa0", width=3)
    pen.rectangle((0, 640, 1200, 656), fill="#8f887c")
    pen.rectangle((0, 656, 1200, 800), fill="#5f6263")
    for x in range(20, 1200, 200):
        pen.rectangle((x, 726, x + 110, 736), fill="#d8d6c8")


def _pavement(pen: Pen, put_right: bool) -> None:
    _street(pen)
    if put_right:
        pen.rectangle((0, 628, 1200, 636), fill="#f2c84b")
        for x in (180, 700):
            pen.ellipse((x, 380, x + 130, 470), fill="#4c7d4f")
            pen.rectangle((x + 58, 460, x + 72, 560), fill="#5f4630")
        return
    for n in range(6):
        x = 60 + 190 * n
        pen.rectangle((x, 560, x + 90, 572), fill="#c8443a")
        pen.line((x + 14, 572, x + 4, 650), fill="#8a2d26", width=8)
        pen.line((x + 76, 572, x + 86, 650), fill="#8a2d26", width=8)
        for side in (-42, 104):
            pen.rounded_rectangle((x + side, 590, x + side + 34, 604), 5, fill="#2f6d8f")
            pen.rectangle((x + side + 4, 604, x + side + 30, 660), fill="#255872")
    pen.polygon([(380, 420), (760, 420), (820, 500), (320, 500)], fill="#3d7f63")
    pen.line((340, 500, 340, 640), fill="#6a6a66", width=8)
    pen.line((800, 500, 800, 640), fill="#6a6a66", width=8)


def _lights(pen: Pen, put_right: bool) -> None:
    pen.polygon([(0, 800), (520, 480), (680, 480), (1200, 800)], fill="#3c4149")
    pen.rectangle((0, 470, 1200, 486), fill="#1b2a37")
    for n in range(6):
        near = 1 - n / 7
        x, foot, tall = 560 - 470 * near, 486 + 280 * near, 360 * near + 36
        pen.line((x, foot, x, foot - tall), fill="#9fa6ab", width=max(int(10 * near), 3))
        pen.line(
            (x, foot - tall, x + 70 * near, foot - tall - 8), fill="#9fa6ab", width=max(int(8 * near), 3)
        )
        lamp, size = (x + 70 * near, foot - tall), 8 + 14 * near
        if put_right:
            glow = size * 3
            pen.ellipse((lamp[0] - glow, lamp[1] - glow, lamp[0] + glow, lamp[1] + glow), fill="#7c714e")
            pen.polygon(
                [(lamp[0], lamp[1]), (lamp[0] - 120 * near, foot), (lamp[0] + 200 * near, foot)],
                fill="#6b6650",
            )
        pen.ellipse(
            (lamp[0] - size, lamp[1] - size / 2, lamp[0] + size, lamp[1] + size / 2),
            fill="#ffe9a8" if put_right else "#4c535b",
        )


def _rubble(pen: Pen, put_right: bool) -> None:
    pen.rectangle((0, 430, 1200, 560), fill="#7fa069")
    pen.rectangle((0, 560, 1200, 660), fill="#6f8f95")
    pen.rectangle((0, 640, 1200, 800), fill="#a79a80")
    for x in (120, 980):
        pen.ellipse((x - 90, 230, x + 110, 400), fill="#55794f")
        pen.rectangle((x, 380, x + 20, 500), fill="#5f4630")
    if put_right:
        pen.line((700, 480, 700, 720), fill="#77706a", width=14)
        pen.rectangle((600, 400, 820, 500), fill="#f4efe2", outline="#a33b2c", width=10)
        pen.line((650, 420, 770, 480), fill="#a33b2c", width=12)
        return
    heap = random.Random(5)  # noqa: S311  # a heap of stones
    pen.polygon([(230, 740), (420, 560), (610, 500), (800, 580), (1000, 745)], fill="#8c7f74")
    for _n in range(70):
        y = heap.uniform(540, 730)
        spread = (y - 480) * 1.45
        at, size = 610 + heap.uniform(-spread, spread) * 0.9, heap.uniform(12, 34)
        colour = heap.choice(("#b4553b", "#c9c0b2", "#9b8d80", "#6e655c", "#3f6f86"))
        pen.rectangle((at, y, at + size * 1.5, y + size), fill=colour)


def _flood(pen: Pen, put_right: bool) -> None:
    _street(pen)
    if put_right:
        for x in (260, 820):
            pen.rectangle((x, 662, x + 140, 700), fill="#3c3f41")
            for bar in range(x + 12, x + 136, 18):
                pen.line((bar, 664, bar, 698), fill="#8a8f92", width=5)
        return
    pen.polygon([(0, 560), (300, 590), (760, 572), (1200, 600), (1200, 800), (0, 800)], fill="#8f8468")
    for n in range(14):
        x, y = (n * 173) % 1100, 620 + (n * 47) % 160
        pen.arc((x, y, x + 150, y + 22), 190, 350, fill="#b5ab8c", width=5)
    for x, y in ((200, 660), (540, 720), (900, 650)):
        pen.rounded_rectangle((x, y, x + 60, y + 26), 10, fill="#c9d3cf")


def _exit(pen: Pen, put_right: bool) -> None:
    pen.rectangle((0, 0, 1200, 800), fill="#cdbf9f")
    pen.polygon([(0, 800), (430, 480), (770, 480), (1200, 800)], fill="#a69a86")
    pen.polygon([(0, 0), (430, 160), (430, 480), (0, 800)], fill="#dccfae")
    pen.polygon([(1200, 0), (770, 160), (770, 480), (1200, 800)], fill="#c3b590")
    pen.rectangle((430, 160, 770, 480), fill="#8d8168")
    pen.rectangle((510, 210, 690, 480), fill="#dff0ea" if put_right else "#5a4a3a")
    pen.rectangle((520, 168, 680, 202), fill="#1f7a4d")
    if put_right:
        pen.polygon([(510, 210), (450, 190), (450, 520), (510, 480)], fill="#5a4a3a")
        return
    for y in (300, 340, 380):
        pen.line((510, y, 690, y + 16), fill="#c4c4bc", width=9)
    for n in range(5):
        x, y = 150 + 215 * n, 610 + 26 * (n % 2)
        pen.ellipse((x - 74, y, x - 6, y + 68), outline="#25282b", width=13)
        pen.ellipse((x + 66, y, x + 134, y + 68), outline="#25282b", width=13)
        pen.polygon(
            [(x - 50, y - 8), (x + 30, y - 20), (x + 100, y - 56), (x + 120, y + 24), (x - 20, y + 36)],
            fill=("#a33b2c", "#2f5d62", "#3c4149")[n % 3],
        )


def _tree(pen: Pen, put_right: bool) -> None:
    pen.rectangle((0, 420, 1200, 520), fill="#7fa069")
    pen.polygon([(0, 800), (480, 470), (720, 470), (1200, 800)], fill="#6c6e6c")
    for n in range(4):
        near = 1 - n / 5
        pen.rectangle(
            (596 - 6 * near, 500 + 260 * near - 60 * near, 604 + 6 * near, 500 + 260 * near), fill="#e2dfcf"
        )
    for x in (90, 1060):
        pen.ellipse((x - 90, 200, x + 130, 400), fill="#4d7350")
        pen.rectangle((x + 6, 380, x + 34, 540), fill="#5f4630")
    if put_right:
        pen.ellipse((180, 590, 290, 640), fill="#c9a878", outline="#7a5836", width=8)
        return
    pen.polygon([(160, 640), (190, 570), (980, 600), (990, 640)], fill="#6b4c30")
    for n in range(12):
        x, y = 520 + (n * 83) % 470, 520 + (n * 41) % 130
        pen.ellipse((x, y, x + 150, y + 96), fill=("#4d7350", "#5d8a55", "#3f6244")[n % 3])


SCENES: dict[str, Callable[[Pen, bool], None]] = {
    "pavement": _pavement,
    "lights": _lights,
    "rubble": _rubble,
    "flood": _flood,
    "exit": _exit,
    "tree": _tree,
}
