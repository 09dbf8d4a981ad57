# SPDX-License-Identifier: MIT
"""Pages in letters that nobody knows: what tells an article there is neither
English nor a capital letter. The words of a page, of its title and description
and of its JSON-LD are written anew, and so is its truth; tags, names and
addresses stay. For train.py."""
import html
import json
import re
import unicodedata
import zlib

# Written without spaces between words: each character is counted.
UNSPACED = ('\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff'
            '\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff')
WORD = re.compile(f'[{UNSPACED}]|[^\\W{UNSPACED}]+')

GEORGIAN = dict(zip('etaoinshrdlcumwfgypbvkjxqz',
                    'აბგდევზთიკლმნოპჟრსტუფქღყშჩ'))
HAN = '[\u4e00-\u9fff]'
HAN_SIZE = 2.6                  # Latin letters that one character stands for
HAN_FIRST = 0x4e00
HAN_COUNT = 6000                # characters in use

# What has text, what has none, and comments.
MARKUP = re.compile(
    r'(<!--.*?-->|<![^>]*>|<\?[^>]*>|<script\b.*?</script\s*>'
    r'|<style\b.*?</style\s*>|</?[a-z][^>"\']*(?:"[^"]*"[^>"\']*'
    r'|\'[^\']*\'[^>"\']*)*>)', re.S | re.I)
JSON_LD = re.compile(r'(<script[^>]*ld\+json[^>]*>)(.*)(</script\s*>)$',
                     re.S | re.I)
TITLED = re.compile(r'(?:name|property|itemprop)\s*=\s*["\']?[^"\'\s>]*'
                    r'(?:title|description)', re.I)
CONTENT = re.compile(r'(\bcontent\s*=\s*)("[^"]*"|\'[^\']*\')', re.I | re.S)
CHARSET = re.compile(r'(charset\s*=\s*["\']?)[\w-]+', re.I)
NO_TEXT = re.compile(r'^@|url|date|image|logo|id$|type|sameas', re.I)


def in_georgian(text):
    """Letter by letter: no capitals, spaces as they are."""
    return ''.join(
        GEORGIAN.get(unicodedata.normalize('NFD', letter)[0].lower(), letter)
        if letter.isalpha() else letter for letter in text)


def in_han(text):
    """Two or three letters a character: no capitals, no spaces, and marks of
    their own."""
    def characters(found):
        word = found.group().lower()
        count = max(1, round(len(word) / HAN_SIZE))
        cuts = [i * len(word) // count for i in range(count + 1)]
        return ''.join(
            chr(HAN_FIRST + zlib.crc32(word[start:end].encode()) % HAN_COUNT)
            for start, end in zip(cuts, cuts[1:]))
    text = re.sub(r'[^\W\d_]+', characters, text)
    text = re.sub(f"({HAN})['\u2019](?={HAN})", r'\1', text)
    before = f'((?:{HAN}|[0-9"\u201d\u2019)]))'
    text = re.sub(before + r'\s*\.(?=\s|$|["\u201d\u2019)])', '\\1\u3002',
                  text)
    text = re.sub(before + r',(?=\s|$|["\u201d])', '\\1\uff0c', text)
    for mark, wide in (';\uff1b', '?\uff1f', '!\uff01'):
        text = re.sub(f'({HAN}){re.escape(mark)}', r'\1' + wide, text)
    inner = f'(?:{HAN}|[0-9"\u201c\u201d])'
    text = re.sub(f'(?:(?<={HAN})|(?<=[0-9"\u201c\u201d]))[ \t]+(?={inner})',
                  '', text)
    return re.sub('(?<=[\u3002\uff0c\uff1b\uff1f\uff01])\\s+(?=\\S)', '',
                  text)


CIPHERS = {'Georgian': in_georgian, 'Han': in_han}


def decode(data):
    """The page's characters, by what it says of them."""
    data = data.removeprefix(b'\xef\xbb\xbf')
    told = re.search(rb'charset\s*=\s*["\']?([\w-]+)', data[:4096], re.I)
    for name in ('utf-8', told.group(1).decode() if told else 'cp1252'):
        name = 'cp1252' if name.lower() == 'iso-8859-1' else name
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            pass
    return data.decode('latin1')


def write_text(text, cipher):
    text = html.unescape(text)
    inner = text.strip()
    start = text.find(inner)
    return html.escape(text[:start] + cipher(inner)
                       + text[start + len(inner):], False)


def write_values(value, cipher, key=''):
    """The same JSON with its texts in cipher."""
    if isinstance(value, dict):
        return {k: write_values(v, cipher, k) for k, v in value.items()}
    if isinstance(value, list):
        return [write_values(v, cipher, key) for v in value]
    if not isinstance(value, str) or NO_TEXT.search(key) \
            or value.startswith('http'):
        return value
    return cipher(value)


def write_markup(tag, cipher):
    data = JSON_LD.match(tag)
    if data:
        try:
            values = write_values(json.loads(data.group(2)), cipher)
        except ValueError:
            return tag
        return data.group(1) + json.dumps(values, ensure_ascii=False) \
            + data.group(3)
    if not tag[:5].lower() == '<meta':
        return tag
    tag = CHARSET.sub(r'\1utf-8', tag)
    if not TITLED.search(tag):
        return tag
    return CONTENT.sub(lambda found: '%s"%s"' % (
        found.group(1), html.escape(cipher(html.unescape(
            found.group(2)[1:-1])))), tag)


def write_page(data, cipher):
    """The bytes of a page in cipher, in UTF-8 with its mark."""
    parts = MARKUP.split(decode(data))
    return ('\ufeff' + ''.join(
        write_markup(part, cipher) if i % 2 else write_text(part, cipher)
        for i, part in enumerate(parts))).encode('utf-8', 'replace')


def write_body(body, cipher):
    return '\n'.join(cipher(line) for line in body.split('\n'))
