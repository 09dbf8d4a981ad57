/* written.c: words as they are written, for the lexicon. */
/* SPDX-License-Identifier: MIT */
#include "text/written.h"

#include <string.h>

#include <utf8proc.h>

#include "text/chars.h"
#include "text/fold.h"
#include "text/utf8.h"

static bool
is_capital(uint32_t c)
{
	if (c < 0x80)
		return c >= 'A' && c <= 'Z';
	return utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_LU;
}

static bool
is_letter(uint32_t c)
{
	enum tw_char kind = tw_char_kind(c);

	return kind == TW_CHAR_LETTER || kind == TW_CHAR_MARK;
}

/* `first`: the first of the letters is a capital. */
static enum tw_word_form
form_by(size_t letters, size_t capitals, bool first)
{
	if (letters > 1 && capitals == letters)
		return TW_FORM_CAPITALS;
	return first && capitals == 1 ? TW_FORM_CAPITAL : TW_FORM_SMALL;
}

static enum tw_word_form
form_of(struct tw_str surface)
{
	size_t letters = 0;
	size_t capitals = 0;
	bool first = false;

	const char *p = surface.p;
	const char *stop = surface.p + surface.n;

	while (p < stop) {
		uint32_t c;

		p = tw_utf8_next(p, stop, &c);
		bool capital = is_capital(c);

		if (!is_letter(c))
			continue;
		first |= letters == 0 && capital;
		letters++;
		capitals += capital;
	}
	return form_by(letters, capitals, first);
}

/* Folds ASCII, as tw_fold does it. */
static void
fold_ascii(struct tw_str surface, struct tw_buf *out)
{
	if (!tw_buf_reserve(out, surface.n))
		return;
	for (size_t i = 0; i < surface.n; i++) {
		char c = surface.p[i];

		out->p[out->n++] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
	}
}

static void
fold(struct tw_str surface, bool turkic, struct tw_buf buf[2])
{
	tw_buf_reset(&buf[0]);
	tw_buf_reset(&buf[1]);
	if (!turkic && tw_fold_is_ascii(surface)) {
		fold_ascii(surface, &buf[1]);
		return;
	}
	tw_fold(surface, turkic, &buf[0]);
	tw_fold_accents(tw_buf_str(&buf[0]), &buf[1]);
	if (tw_buf_failed(&buf[0]))
		buf[1].failed = buf[0].failed;
}

/* The next word of the folded text from *at on; false if there is none. */
static bool
next_word(struct tw_str text, size_t *at, struct tw_str *ret)
{
	size_t start = *at;
	size_t end = *at;
	bool letters = false;

	while (*at < text.n) {
		size_t before = *at;
		uint32_t c;

		*at = (size_t)(tw_utf8_next(text.p + before,
			text.p + text.n, &c) - text.p);
		bool letter = is_letter(c);

		if (letter || tw_char_kind(c) == TW_CHAR_DIGIT) {
			letters |= letter;
			end = *at;
		} else if (c != '\'' || end == start || end != before) {
			if (letters)
				break;
			start = *at;
			end = *at;
		}
	}
	*ret = tw_str(text.p + start, end - start);
	return letters;
}

static struct tw_str
without_s(struct tw_str word)
{
	if (word.n > 3 && memcmp(word.p + word.n - 2, "'s", 2) == 0)
		word.n -= 2;
	return word;
}

static bool
is_ascii_letter(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static bool
is_small(struct tw_str surface)
{
	size_t i = 0;

	while (i < surface.n && surface.p[i] >= 'a' && surface.p[i] <= 'z')
		i++;
	return i == surface.n;
}

/*
 * Folds a surface of ASCII letters and digits alone, as most are: it is one
 * word, or none where there is no letter. False: it has others.
 */
static bool
write_plain(struct tw_str surface, struct tw_buf *out,
	struct tw_written *ret)
{
	size_t letters = 0;
	size_t capitals = 0;
	bool first = false;

	if (is_small(surface)) {
		ret->form = TW_FORM_SMALL;
		ret->word = surface;
		return true;
	}
	tw_buf_reset(out);
	if (!tw_buf_reserve(out, surface.n))
		return false;
	for (size_t i = 0; i < surface.n; i++) {
		char c = surface.p[i];
		bool is_letter = is_ascii_letter(c);

		if (!is_letter && (c < '0' || c > '9'))
			return false;
		bool capital = is_letter && c < 'a';

		first |= letters == 0 && capital;
		letters += is_letter;
		capitals += capital;
		out->p[i] = is_letter ? (char)(c | 0x20) : c;
	}
	ret->form = form_by(letters, capitals, first);
	ret->word = tw_str(out->p, letters > 0 ? surface.n : 0);
	return true;
}

int
tw_written_each(struct tw_str surface, bool turkic, uint32_t articles,
	struct tw_buf buf[2], tw_written_fn *fn, void *context,
	trawl_error *err)
{
	struct tw_written written = {.articles = articles};
	size_t at = 0;

	if (!turkic && write_plain(surface, &buf[1], &written))
		return written.word.n > 0 && written.word.n <= TW_WORD_MAX ?
			fn(context, &written, err) : TRAWL_OK;
	written.form = form_of(surface);
	fold(surface, turkic, buf);
	int status = tw_buf_status(&buf[1], err);

	while (status == TRAWL_OK && next_word(tw_buf_str(&buf[1]), &at,
		&written.word)) {
		written.word = without_s(written.word);
		if (written.word.n <= TW_WORD_MAX)
			status = fn(context, &written, err);
	}
	return status;
}
