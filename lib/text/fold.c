/* fold.c: spellings made one: case, compatibility, typography, accents. */
/* SPDX-License-Identifier: MIT */
#include "text/fold.h"

#include <string.h>
#include <utf8proc.h>

#include "base/bytes.h"
#include "text/chars.h"
#include "text/utf8.h"

/* Marks that one letter keeps: UAX #15, Stream-Safe Text Format. It bounds the
   sorting of marks. */
#define MARKS_MAX 30

/* No character decomposes into more (the longest gives 18). */
#define DECOMPOSED_MAX 32

bool
tw_fold_is_ascii(struct tw_str text)
{
	size_t i = 0;

	for (; i + 8 <= text.n; i += 8) {
		if (tw_le64(text.p + i) & 0x8080808080808080)
			return false;
	}
	for (; i < text.n; i++) {
		if ((uint8_t)text.p[i] >= 0x80)
			return false;
	}
	return true;
}

static void
fold_ascii(struct tw_str text, struct tw_buf *out)
{
	if (!tw_buf_reserve(out, text.n))
		return;
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		out->p[out->n + i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
	}
	out->n += text.n;
}

/* Whether it has the letter that Turkic languages make a dotless one. */
static bool
has_capital_i(struct tw_str text)
{
	return text.n > 0 && memchr(text.p, 'I', text.n);
}

static int
combining_class(int32_t c)
{
	return utf8proc_get_property(c)->combining_class;
}

/* Characters being put together, as utf8proc wants them. */
struct characters {
	struct tw_buf buf;
	size_t marks;		/* non-starters at the end */
};

static int32_t *
last_of(const struct characters *all)
{
	return (int32_t *)(void *)all->buf.p + all->buf.n / sizeof(int32_t) - 1;
}

/* Appends one decomposed character in canonical order. */
static void
append(struct characters *all, int32_t c)
{
	int class = combining_class(c);

	if (class != 0 && all->marks == MARKS_MAX)
		return;
	tw_buf_add(&all->buf, &c, sizeof(c));
	if (tw_buf_failed(&all->buf))
		return;
	if (class == 0) {
		all->marks = 0;
		return;
	}
	int32_t *at = last_of(all);

	for (size_t i = 0; i < all->marks; i++, at--) {
		if (combining_class(at[-1]) <= class)
			break;
		at[0] = at[-1];
	}
	*at = c;
	all->marks++;
}

/* What typography makes of the character; 0 if it vanishes. */
static uint32_t
plain(uint32_t c, bool turkic)
{
	c = tw_char_plain(c);
	if (c == 0xB7 || c == 0x640)
		return 0;
	if (turkic && c == 'I')
		return 0x131;
	if (turkic && c == 0x130)
		return 'i';
	return c;
}

static void
decompose(struct tw_str text, bool turkic, struct characters *all)
{
	const char *end = text.p + text.n;
	const char *p = text.p;

	while (p < end) {
		int32_t parts[DECOMPOSED_MAX];
		uint32_t c;
		int boundary = 0;

		p = tw_utf8_next(p, end, &c);
		c = plain(c, turkic);
		if (c == 0)
			continue;
		ptrdiff_t n = utf8proc_decompose_char((int32_t)c, parts,
			DECOMPOSED_MAX, UTF8PROC_STABLE | UTF8PROC_COMPAT |
			UTF8PROC_CASEFOLD | UTF8PROC_IGNORE |
			UTF8PROC_DECOMPOSE, &boundary);

		for (ptrdiff_t i = 0; i < n && i < DECOMPOSED_MAX; i++) {
			c = plain((uint32_t)parts[i], turkic);
			if (c != 0)
				append(all, (int32_t)c);
		}
	}
}

static void
fold_any(struct tw_str text, bool turkic, struct tw_buf *out)
{
	struct characters all = {.marks = 0};

	decompose(text, turkic, &all);
	if (tw_buf_failed(&all.buf)) {
		out->failed = all.buf.failed;
	} else if (all.buf.n > 0) {
		int32_t *c = (int32_t *)(void *)all.buf.p;
		ptrdiff_t n = utf8proc_normalize_utf32(c,
			(ptrdiff_t)(all.buf.n / sizeof(*c)),
			UTF8PROC_STABLE | UTF8PROC_COMPOSE);

		for (ptrdiff_t i = 0; i < n; i++)
			tw_utf8_add(out, (uint32_t)c[i]);
	}
	tw_buf_done(&all.buf);
}

void
tw_fold(struct tw_str text, bool turkic, struct tw_buf *out)
{
	if (tw_fold_is_ascii(text) && !(turkic && has_capital_i(text)))
		fold_ascii(text, out);
	else
		fold_any(text, turkic, out);
}

/* Letters that no decomposition takes apart. */
static const struct {
	uint16_t from;
	char to[3];
} unstroked[] = {
	{0xE6, "ae"}, {0xF0, "d"}, {0xF8, "o"}, {0xFE, "th"},
	{0x111, "d"}, {0x127, "h"}, {0x131, "i"}, {0x142, "l"},
	{0x153, "oe"}, {0x167, "t"},
};

static bool
add_unstroked(uint32_t c, struct tw_buf *out)
{
	for (size_t i = 0; i < sizeof(unstroked) / sizeof(unstroked[0]); i++) {
		if (unstroked[i].from == c) {
			tw_buf_add(out, unstroked[i].to,
				strlen(unstroked[i].to));
			return true;
		}
	}
	return false;
}

static bool
between(uint32_t c, uint32_t first, uint32_t last)
{
	return c >= first && c <= last;
}

/* Latin, Greek and Cyrillic letters that may carry accents. */
static bool
is_accentable(uint32_t c)
{
	return between(c, 0xC0, 0x24F) || between(c, 0x370, 0x52F) ||
		between(c, 0x1E00, 0x1FFF);
}

/* Cyrillic letters that only look like others with an accent. */
static bool
is_own_letter(uint32_t c)
{
	return c == 0x439 || c == 0x453 || c == 0x457 || c == 0x45C ||
		c == 0x45E;
}

/* Marks and signs that may go without making another letter. */
static bool
is_accent(uint32_t c)
{
	return between(c, 0x300, 0x36F) ||	/* general */
		between(c, 0x483, 0x489) ||	/* old Cyrillic */
		between(c, 0x591, 0x5BD) || c == 0x5BF ||	/* niqqud */
		between(c, 0x5C1, 0x5C2) || between(c, 0x5C4, 0x5C5) ||
		c == 0x5C7 ||
		between(c, 0x610, 0x61A) ||	/* harakat */
		between(c, 0x64B, 0x652) || between(c, 0x656, 0x65F) ||
		c == 0x670 || between(c, 0x6D6, 0x6DC) ||
		between(c, 0x1AB0, 0x1AFF) || between(c, 0x1DC0, 0x1DFF) ||
		between(c, 0x20D0, 0x20FF) ||
		between(c, 0xFE20, 0xFE2F) ||
		between(c, 0x1F3FB, 0x1F3FF);	/* skin tones */
}

static void
add_without_accents(uint32_t c, struct tw_buf *out)
{
	int32_t parts[DECOMPOSED_MAX];
	int boundary = 0;

	if (add_unstroked(c, out) || is_accent(c))
		return;
	if (!is_accentable(c) || is_own_letter(c)) {
		tw_utf8_add(out, c);
		return;
	}
	ptrdiff_t n = utf8proc_decompose_char((int32_t)c, parts,
		DECOMPOSED_MAX, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE,
		&boundary);

	for (ptrdiff_t i = 0; i < n && i < DECOMPOSED_MAX; i++) {
		uint32_t part = (uint32_t)parts[i];

		if (!is_accent(part) && !add_unstroked(part, out))
			tw_utf8_add(out, part);
	}
}

void
tw_fold_accents(struct tw_str folded, struct tw_buf *out)
{
	if (tw_fold_is_ascii(folded)) {
		tw_buf_add_str(out, folded);
		return;
	}
	const char *end = folded.p + folded.n;
	const char *p = folded.p;

	while (p < end) {
		uint32_t c;

		p = tw_utf8_next(p, end, &c);
		add_without_accents(c, out);
	}
}
