/* titlekey.c: the order of titles. */
/* SPDX-License-Identifier: MIT */
#include "text/titlekey.h"

#include <stdbool.h>
#include <string.h>

#include "base/bytes.h"
#include "text/chars.h"
#include "text/fold.h"
#include "text/utf8.h"

#define BEGINNING 64		/* bytes of a title that make its key */
#define KEY_BYTES 8

/* Whether the character stands in the order; those that vanish leave no gap
   where they stood. */
static bool
counts(uint32_t c, bool *vanishes)
{
	*vanishes = false;
	switch (tw_char_kind(c)) {
	case TW_CHAR_LETTER:
	case TW_CHAR_DIGIT:
	case TW_CHAR_NUMBER:
	case TW_CHAR_MARK:
	case TW_CHAR_UNSPACED:
	case TW_CHAR_EMOJI:
		return true;
	case TW_CHAR_IGNORED:
		*vanishes = true;
		return false;
	default:
		*vanishes = tw_char_plain(c) == '\'';
		return false;
	}
}

/* Appends the words of a folded title, a space between them. */
static void
add_words(struct tw_str folded, struct tw_buf *out)
{
	const char *end = folded.p + folded.n;
	const char *p = folded.p;
	size_t first = out->n;
	bool gap = false;

	while (p < end) {
		const char *from = p;
		bool vanishes;
		uint32_t c;

		p = tw_utf8_next(p, end, &c);
		if (counts(c, &vanishes)) {
			if (gap && out->n > first)
				tw_buf_add_byte(out, ' ');
			tw_buf_add(out, from, (size_t)(p - from));
			gap = false;
		} else if (!vanishes) {
			gap = true;
		}
	}
}

void
tw_title_plain(struct tw_str title, struct tw_buf *out)
{
	struct tw_buf folded = {0};
	struct tw_buf bare = {0};

	tw_fold(title, false, &folded);
	tw_fold_accents(tw_buf_str(&folded), &bare);
	add_words(tw_buf_str(&bare), out);
	if (tw_buf_failed(&folded) || tw_buf_failed(&bare))
		out->failed = TRAWL_ENOMEM;
	tw_buf_done(&folded);
	tw_buf_done(&bare);
}

/* The key of what is ASCII up to where it is complete; false if it is not. */
static bool
key_of_ascii(struct tw_str title, uint8_t key[KEY_BYTES])
{
	size_t n = 0;
	bool gap = false;

	for (size_t i = 0; i < title.n && n < KEY_BYTES; i++) {
		uint8_t c = (uint8_t)title.p[i];
		enum tw_char kind = tw_char_bytes[c];

		if (kind == TW_CHAR_COUNT)
			return false;
		if (kind == TW_CHAR_LETTER || kind == TW_CHAR_DIGIT) {
			if (gap && n > 0)
				key[n++] = ' ';
			if (n < KEY_BYTES)
				key[n++] = c >= 'A' && c <= 'Z' ? c + 32 : c;
			gap = false;
		} else if (c != '\'' && kind != TW_CHAR_IGNORED) {
			gap = true;
		}
	}
	return true;
}

int
tw_title_key(struct tw_str title, uint64_t *ret, trawl_error *err)
{
	struct tw_str beginning = tw_str(title.p,
		tw_utf8_floor(title, BEGINNING));
	uint8_t key[KEY_BYTES] = {0};
	struct tw_buf plain = {0};
	int status = TRAWL_OK;

	if (!key_of_ascii(beginning, key)) {
		memset(key, 0, sizeof(key));
		tw_title_plain(beginning, &plain);
		status = tw_buf_status(&plain, err);
		if (status == TRAWL_OK && plain.n > 0)
			memcpy(key, plain.p, plain.n < KEY_BYTES ? plain.n :
				KEY_BYTES);
	}
	tw_buf_done(&plain);
	if (status == TRAWL_OK)
		*ret = key[0] > 0 ? tw_be64(key) : TW_TITLE_KEY_NONE;
	return status;
}
