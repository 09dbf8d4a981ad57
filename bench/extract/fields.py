# SPDX-License-Identifier: MIT
"""Asks the program bench/extract/fields."""
import subprocess


class Trawl:
    """The program bench/extract/fields, asked page by page."""

    def __init__(self, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE)

    def run(self, kind, path, url):
        self.process.stdin.write(f'{kind}\t{path}\t{url or ""}\n'.encode())
        self.process.stdin.flush()
        seconds, *sizes = self.process.stdout.readline().split()
        title, author, date, text = (
            self.process.stdout.read(int(size)).decode() for size in sizes)
        return {'title': title, 'date': date, 'text': text,
                'author': author.split('\n') if author else []}, float(seconds)

    def close(self):
        self.process.stdin.close()
        self.process.wait()
