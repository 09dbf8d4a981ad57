#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""growth.py RESULTS.json... > GROWTH.svg: how time and space grow with the
number of articles, out of the figures of several races; both axes are
logarithmic."""
import json
import math
import sys
from xml.sax.saxutils import escape

from engines import ENGINES
from picture import COLOURS, STYLE, time_name
from report import KINDS

PANEL_WIDTH, PANEL_HEIGHT = 300, 230
LEFT, TOP, GAP_X, GAP_Y = 70, 96, 76, 66
COLUMNS = 3


class Axis:
    """Powers of ten about some values, on a line from `start` to `end`."""

    def __init__(self, values, start, end):
        self.low = math.floor(math.log10(min(values)) + 1e-9)
        self.high = max(math.ceil(math.log10(max(values)) - 1e-9),
                        self.low + 1)
        self.start, self.end = start, end

    def __call__(self, value):
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    def powers(self):
        return [10.0 ** power for power in range(self.low, self.high + 1)]


def articles_name(count):
    return f'{count / 1e6:g} M' if count >= 1e6 else f'{count:,.0f}'


def bytes_name(count):
    return f'{count:g} B' if count < 1000 else f'{count / 1000:g} kB'


def panels(races):
    """(title, name of a value, {engine: [(articles, value), ...]})."""
    for kind, title in KINDS.items():
        lines = {}
        for race in races:
            for row in race['search']:
                if (row['mode'], row['kind']) != ('top10', kind):
                    continue
                for engine, time in row['mean_us'].items():
                    lines.setdefault(engine, []).append(
                        (race['race']['articles'], time))
        yield title, time_name, lines
    lines = {}
    for race in races:
        count = race['race']['articles']
        for row in race['rest']:
            if row['what'] != 'index, bytes a byte of text':
                continue
            for engine, share in row['values'].items():
                size = share * race['race']['text_bytes'] / count
                lines.setdefault(engine, []).append((count, size))
    yield 'index, bytes an article', bytes_name, lines


def panel(title, value_name, lines, left, top):
    """One pair of axes with a line an engine."""
    points = [point for line in lines.values() for point in line]
    x = Axis([count for count, _ in points], left, left + PANEL_WIDTH)
    y = Axis([value for _, value in points], top + PANEL_HEIGHT, top)
    yield (f'<text x="{left}" y="{top - 12}" font-weight="bold">'
           f'{escape(title)}</text>')
    for power in x.powers():
        yield (f'<line x1="{x(power):.1f}" y1="{top}" x2="{x(power):.1f}" '
               f'y2="{top + PANEL_HEIGHT}" stroke="#ddd"/><text '
               f'class="small" x="{x(power):.1f}" y="{top + PANEL_HEIGHT + 16}"'
               f' text-anchor="middle">{articles_name(power)}</text>')
    for power in y.powers():
        yield (f'<line x1="{left}" y1="{y(power):.1f}" '
               f'x2="{left + PANEL_WIDTH}" y2="{y(power):.1f}" stroke="#ddd"/>'
               f'<text class="small" x="{left - 6}" y="{y(power) + 4:.1f}" '
               f'text-anchor="end">{value_name(power)}</text>')
    for engine, line in lines.items():
        places = ' '.join(f'{x(count):.1f},{y(value):.1f}'
                          for count, value in sorted(line))
        width = 3 if engine == 'trawl' else 1.5
        yield (f'<polyline points="{places}" fill="none" '
               f'stroke="{COLOURS[engine]}" stroke-width="{width}"/>')
        for place in places.split():
            cx, cy = place.split(',')
            yield (f'<circle cx="{cx}" cy="{cy}" r="{width + 1}" '
                   f'fill="{COLOURS[engine]}"/>')


def growth(races):
    shown = [found for found in panels(races) if found[2]]
    rows = -(-len(shown) // COLUMNS)
    width = LEFT + COLUMNS * (PANEL_WIDTH + GAP_X)
    height = TOP + rows * (PANEL_HEIGHT + GAP_Y)
    there = {engine for _, _, lines in shown for engine in lines}
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" '
             f'height="{height}" viewBox="0 0 {width} {height}" role="img">',
             f'<style>{STYLE}</style>',
             f'<rect width="{width}" height="{height}" fill="#fff"/>',
             '<text class="title" x="14" y="26">Best 10, mean CPU time of a '
             'query, by the number of articles</text>']
    x = LEFT
    for engine in ENGINES:
        if engine in there:
            parts.append(f'<circle cx="{x}" cy="50" r="6" '
                         f'fill="{COLOURS[engine]}"/>'
                         f'<text x="{x + 11}" y="54">{engine}</text>')
            x += 34 + 7.5 * len(engine)
    for i, found in enumerate(shown):
        parts += panel(*found, LEFT + i % COLUMNS * (PANEL_WIDTH + GAP_X),
                       TOP + i // COLUMNS * (PANEL_HEIGHT + GAP_Y))
    return '\n'.join(parts) + '\n</svg>\n'


def main():
    races = []
    for path in sys.argv[1:]:
        with open(path, encoding='utf-8') as file:
            races.append(json.load(file))
    sys.stdout.write(growth(races))


main()
