# SPDX-License-Identifier: MIT
"""picture.py: times of engines as dots on a line a kind of work, the scale
being logarithmic; SVG."""
import math
from xml.sax.saxutils import escape

COLOURS = {'trawl': '#d62828', 'tantivy': '#1d6fb8', 'lucene': '#2a9d4a',
           'pisa': '#8a5fbf', 'pisa-maxscore': '#b79ae0', 'bm25s': '#c77d0a',
           'xapian': '#4d4d4d', 'fts5': '#9a9a9a'}
WIDTH, LEFT, RIGHT = 860, 190, 90
TOP, ROW = 92, 46
STYLE = ('text{font-family:sans-serif;font-size:13px;fill:#222}'
         '.title{font-size:16px;font-weight:bold}.small{font-size:11px;'
         'fill:#555}.ours{font-weight:bold;fill:#d62828}')


def time_name(us):
    if us < 1000:
        return f'{us:g} µs'
    return f'{us / 1000:g} ms' if us < 1e6 else f'{us / 1e6:g} s'


class Scale:
    """Microseconds to a place on the line."""

    def __init__(self, values):
        self.low = math.floor(math.log10(min(values)))
        self.high = math.ceil(math.log10(max(values)))
        if self.high == self.low:
            self.high += 1

    def x(self, us):
        share = (math.log10(us) - self.low) / (self.high - self.low)
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def lines(self, bottom):
        for power in range(self.low, self.high + 1):
            x = self.x(10.0 ** power)
            yield (f'<line x1="{x:.1f}" y1="{TOP - 18}" x2="{x:.1f}" '
                   f'y2="{bottom}" stroke="#ddd"/>')
            yield (f'<text class="small" x="{x:.1f}" y="{bottom + 16}" '
                   f'text-anchor="middle">{time_name(10.0 ** power)}</text>')


def legend(engines):
    x = 24
    for name in engines:
        yield (f'<circle cx="{x}" cy="50" r="6" fill="{COLOURS[name]}"/>'
               f'<text x="{x + 11}" y="54">{name}</text>')
        x += 30 + 7.5 * len(name)


def row(name, times, ratio, scale, y):
    """One kind of work: its name, a dot an engine, the ratio at the end."""
    yield f'<text x="{LEFT - 14}" y="{y + 4}" text-anchor="end">'
    yield f'{escape(name)}</text>'
    yield (f'<line x1="{LEFT}" y1="{y}" x2="{WIDTH - RIGHT}" y2="{y}" '
           'stroke="#eee" stroke-width="8"/>')
    for engine, time in sorted(times.items(),
                               key=lambda item: item[0] == 'trawl'):
        radius = 8 if engine == 'trawl' else 6
        yield (f'<circle cx="{scale.x(time):.1f}" cy="{y}" r="{radius}" '
               f'fill="{COLOURS[engine]}" fill-opacity="0.85">'
               f'<title>{engine}: {time:.1f} µs</title></circle>')
    if 'trawl' in times:
        yield (f'<text class="small" x="{scale.x(times["trawl"]):.1f}" '
               f'y="{y + 21}" text-anchor="middle">'
               f'{times["trawl"]:.3g} µs</text>')
    if ratio is not None:
        yield (f'<text class="ours" x="{WIDTH - RIGHT + 16}" y="{y + 4}">'
               f'{ratio:.2g} ×</text>')


def picture(title, rows, engines):
    """Rows of (name, {engine: µs}, ratio or None), to the text of an SVG
    file."""
    values = [time for _, times, _ in rows for time in times.values()]
    scale = Scale(values or [1])
    bottom = TOP + ROW * len(rows) - 12
    height = bottom + 32
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" '
        f'height="{height}" viewBox="0 0 {WIDTH} {height}" role="img">',
        f'<title>{escape(title)}</title><style>{STYLE}</style>',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        f'<text class="title" x="14" y="26">{escape(title)}</text>',
        *legend(engines), *scale.lines(bottom),
        f'<text class="small" x="{WIDTH - RIGHT + 16}" y="{TOP - 24}">'
        'best peer /</text>',
        f'<text class="small" x="{WIDTH - RIGHT + 16}" y="{TOP - 10}">'
        'trawl</text>']
    for i, (name, times, ratio) in enumerate(rows):
        parts += row(name, times, ratio, scale, TOP + 14 + ROW * i)
    return '\n'.join(parts) + '\n</svg>\n'
