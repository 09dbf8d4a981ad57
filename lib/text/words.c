/* words.c: where words begin and end in a text. */
/* SPDX-License-Identifier: MIT */
#include "text/words.h"

#include <utf8proc.h>

#include "base/bytes.h"
#include "text/chars.h"
#include "text/plainwords.h"
#include "text/utf8.h"

/* A character of the text and what it is; OTHER at the end of the text. */
struct look {
	enum tw_char kind;
	uint32_t c;		/* its plain form */
	size_t next;		/* offset behind it */
};

static struct look
look_at(struct tw_str text, size_t i)
{
	struct look look = {TW_CHAR_OTHER, 0, i};

	if (i >= text.n)
		return look;
	uint32_t c;
	const char *next = tw_utf8_next(text.p + i, text.p + text.n, &c);

	look.next = (size_t)(next - text.p);
	look.c = tw_char_plain(c);
	look.kind = tw_char_kind(c);
	return look;
}

/* The same, for the first character that does not vanish. */
static struct look
look_past_ignored(struct tw_str text, size_t i)
{
	struct look look = look_at(text, i);

	while (look.kind == TW_CHAR_IGNORED)
		look = look_at(text, look.next);
	return look;
}

/* Where a word that starts at `start` is ended at the latest, if that is not
   within a character. */
static size_t
limit_of(struct tw_str text, size_t start)
{
	return text.n - start > TW_WORD_BYTES_MAX ? start + TW_WORD_BYTES_MAX :
		text.n;
}

static bool
is_word_kind(enum tw_char kind)
{
	return kind == TW_CHAR_LETTER || kind == TW_CHAR_DIGIT ||
		kind == TW_CHAR_NUMBER;
}

/* The highest bits of bytes that are ASCII letters or digits, whatever the
   others are. */
static uint64_t
word_bytes(uint64_t x)
{
	uint64_t ascii = x & TW_EACH(0x7F);

	return (tw_bytes_between(ascii | TW_EACH(0x20), 'a', 'z') |
		tw_bytes_between(ascii, '0', '9')) & ~x;
}

/* The first byte from i on that is no ASCII letter or digit, or limit. */
static size_t
past_word_bytes(struct tw_str text, size_t i, size_t limit)
{
	for (; limit - i >= 8; i += 8) {
		uint64_t others = ~word_bytes(tw_le64(text.p + i)) &
			TW_EACH(0x80);

		if (others != 0)
			return i + (size_t)__builtin_ctzll(others) / 8;
	}
	while (i < limit && is_word_kind(tw_char_bytes[(uint8_t)text.p[i]]))
		i++;
	return i;
}

/* The first byte from i on that is one or not ASCII, or the end. */
static size_t
past_other_bytes(struct tw_str text, size_t i)
{
	for (; text.n - i >= 8; i += 8) {
		uint64_t x = tw_le64(text.p + i);
		uint64_t found = (word_bytes(x) | x) & TW_EACH(0x80);

		if (found != 0)
			return i + (size_t)__builtin_ctzll(found) / 8;
	}
	while (i < text.n) {
		uint8_t kind = tw_char_bytes[(uint8_t)text.p[i]];

		if (kind == TW_CHAR_COUNT || is_word_kind(kind))
			break;
		i++;
	}
	return i;
}

static bool
is_digit_at(struct tw_str text, size_t i)
{
	return i < text.n && tw_char_bytes[(uint8_t)text.p[i]] == TW_CHAR_DIGIT;
}

/* ASCII digits from i on, counted up to four. */
static size_t
digits_from(struct tw_str text, size_t i)
{
	size_t n = 0;

	while (n < 4 && is_digit_at(text, i + n))
		n++;
	return n;
}

/*
 * True if the comma at i groups thousands (1,000,000) or is a decimal one
 * (3,5): not the comma of a list (1,2,3), whether before or behind.
 */
static bool
is_number_comma(struct tw_str text, size_t start, size_t i)
{
	size_t before = i;
	size_t behind = digits_from(text, i + 1);

	if (behind == 0)
		return false;
	while (before > start && i - before < 4 &&
		is_digit_at(text, before - 1))
		before--;
	bool listed = before > 1 && text.p[before - 1] == ',' &&
		is_digit_at(text, before - 2);

	if (behind == 3)
		return i - before <= 3 && (!listed || before > start);
	size_t end = i + 1 + behind;

	while (is_digit_at(text, end))
		end++;
	return !listed && !(end < text.n && text.p[end] == ',' &&
		is_digit_at(text, end + 1));
}

/* True if the sign at i joins what is before to what is behind it. */
static bool
joins(struct tw_str text, size_t start, size_t i, uint32_t sign,
	enum tw_char before, enum tw_char behind)
{
	switch (sign) {
	case '-':
	case '_':
	case '.':
	case '@':
		return is_word_kind(before) && is_word_kind(behind);
	case '\'':
		return is_word_kind(before) && behind == TW_CHAR_LETTER;
	case '&':
	case 0xB7:
		return before == TW_CHAR_LETTER && behind == TW_CHAR_LETTER;
	case ':':
		return before == TW_CHAR_DIGIT && behind == TW_CHAR_DIGIT;
	case ',':
		return text.p[i] == ',' && before == TW_CHAR_DIGIT &&
			is_number_comma(text, start, i);
	default:
		return false;
	}
}

/* The word as far as it is known. */
struct scan {
	struct tw_str text;
	size_t start;
	size_t end;		/* behind the last character that counts */
	enum tw_char last;	/* that character */
	uint32_t signs;
};

/* True if the sign at i ends the word as a part of it: C++, C#. */
static bool
take_suffix(struct scan *scan, size_t i, uint32_t sign)
{
	struct tw_str text = scan->text;

	if (scan->last != TW_CHAR_LETTER || i != scan->end)
		return false;
	if (sign == '+' && i + 1 < text.n && text.p[i + 1] == '+') {
		scan->end = i + 2;
		scan->last = TW_CHAR_SIGN;
		return true;
	}
	if (sign == '#' && scan->end == scan->start + 1 &&
		!is_word_kind(look_at(text, i + 1).kind)) {
		scan->end = i + 1;
		scan->last = TW_CHAR_SIGN;
		return true;
	}
	return false;
}

/* Goes past the character at i if it belongs to the word: *ret_next. */
static bool
take(struct scan *scan, size_t i, size_t *ret_next)
{
	struct look look = look_at(scan->text, i);

	*ret_next = look.next;
	switch (look.kind) {
	case TW_CHAR_NUMBER:
		scan->signs += 2;	/* a part of its own */
		/* fall through */
	case TW_CHAR_LETTER:
	case TW_CHAR_DIGIT:
		scan->last = look.kind;
		/* fall through */
	case TW_CHAR_MARK:
		scan->end = look.next;
		return true;
	case TW_CHAR_IGNORED:
		return true;
	case TW_CHAR_SIGN:
		break;
	default:
		return false;
	}
	if (take_suffix(scan, i, look.c)) {
		*ret_next = scan->end;
		return true;
	}
	scan->signs++;
	return joins(scan->text, scan->start, i, look.c, scan->last,
		look_past_ignored(scan->text, look.next).kind);
}

/* The end of the word of letters and digits that starts at `start`. */
static size_t
spaced_end(struct tw_str text, size_t start)
{
	struct scan scan = {text, start, start, TW_CHAR_OTHER, 0};
	size_t limit = limit_of(text, start);
	size_t i = start;

	while (i < limit && scan.signs < TW_WORD_SIGNS_MAX) {
		size_t first = i;

		i = past_word_bytes(text, i, limit);
		if (i > first) {
			scan.end = i;
			scan.last = tw_char_bytes[(uint8_t)text.p[i - 1]];
		}
		if (i < limit && (tw_word_ends_at(text, i) ||
			!take(&scan, i, &i)))
			break;
	}
	return scan.end;
}

/*
 * The start of the word at i with a sign directly before it. The sign belongs
 * to the word if nothing that could be joined to it is before: floor is the
 * end of the word before.
 */
static size_t
with_sign(struct tw_str text, size_t floor, size_t i)
{
	if (i <= floor)
		return i;
	char sign = text.p[i - 1];

	if (!tw_word_is_prefix(sign) || (sign == '.' && is_digit_at(text, i)))
		return i;
	if (i == 1)
		return 0;
	return i - 1 == floor || tw_word_is_prefix(text.p[i - 2]) ? i : i - 1;
}

/* The end of the run of unspaced script that starts at `start`. */
static size_t
unspaced_end(struct tw_str text, size_t start)
{
	size_t end = start;
	size_t limit = limit_of(text, start);

	for (size_t i = start; i < limit;) {
		struct look look = look_at(text, i);

		if (look.kind == TW_CHAR_UNSPACED ||
			look.kind == TW_CHAR_MARK)
			end = look.next;
		else if (look.kind != TW_CHAR_IGNORED)
			break;
		i = look.next;
	}
	return end;
}

size_t
tw_word_cluster(struct tw_str text)
{
	const char *end = text.p + text.n;
	int32_t state = 0;
	uint32_t c;
	const char *p = tw_utf8_next(text.p, end, &c);

	while (p < end) {
		uint32_t behind;
		const char *next = tw_utf8_next(p, end, &behind);

		if (utf8proc_grapheme_break_stateful((int32_t)c,
			(int32_t)behind, &state))
			break;
		p = next;
		c = behind;
	}
	return (size_t)(p - text.p);
}

static size_t
emoji_end(struct tw_str text, size_t start)
{
	size_t limit = tw_utf8_floor(text, start + TW_WORD_BYTES_MAX);

	return start + tw_word_cluster(tw_str(text.p + start, limit - start));
}

static bool
begins_word(enum tw_char kind)
{
	return is_word_kind(kind) || kind == TW_CHAR_UNSPACED ||
		kind == TW_CHAR_EMOJI;
}

/* Skips what is no word: the start of the next one, or text.n. */
static size_t
skip(struct tw_str text, size_t i, enum tw_char *ret_kind)
{
	for (;;) {
		i = past_other_bytes(text, i);
		if (i == text.n)
			return i;
		*ret_kind = (enum tw_char)tw_char_bytes[(uint8_t)text.p[i]];
		if (is_word_kind(*ret_kind))
			return i;
		struct look look = look_at(text, i);

		*ret_kind = look.kind;
		if (begins_word(look.kind))
			return i;
		i = look.next;
	}
}

bool
tw_word_next(struct tw_str text, size_t *at, struct tw_word *ret)
{
	enum tw_char kind = TW_CHAR_OTHER;
	size_t floor = *at;
	size_t start = skip(text, floor, &kind);
	size_t end;

	if (start == text.n) {
		*at = start;
		return false;
	}
	if (kind == TW_CHAR_UNSPACED) {
		ret->kind = TW_WORD_UNSPACED;
		end = unspaced_end(text, start);
	} else if (kind == TW_CHAR_EMOJI) {
		ret->kind = TW_WORD_EMOJI;
		end = emoji_end(text, start);
	} else {
		ret->kind = TW_WORD_SPACED;
		end = spaced_end(text, start);
		start = with_sign(text, floor, start);
	}
	ret->text = tw_str(text.p + start, end - start);
	*at = end;
	return true;
}
