/* resolve.h: what a text directive leads to, as its standard finds it. */
/* SPDX-License-Identifier: MIT */
#ifndef TESTS_RESOLVE_H
#define TESTS_RESOLVE_H

#include <stdbool.h>

#include "base/arena.h"
#include "query/lex.h"
#include "text/chars.h"
#include "text/fold.h"
#include "text/utf8.h"

/*
 * "Find a range from a text directive" of URL Fragment Text Directives, over
 * a page whose blocks are lines. The standard leaves to a browser how loosely
 * characters are compared and how it finds words: here are four ways.
 */
struct resolving {
	bool is_loose;		/* without case and accents; else ASCII case */
	bool any_place;		/* words may begin and end anywhere */
};

/* A character of the page or of a term, white space being one. */
struct resolve_char {
	struct tw_str folded;	/* of a line end: empty */
	enum tw_char kind;
	bool is_space;
	uint32_t start;		/* bytes of the page */
	uint32_t end;
};

struct resolve_text {
	struct resolve_char *chars;
	size_t count;
};

static inline struct tw_str
resolve_fold(struct tw_str c, bool is_loose, struct tw_arena *arena)
{
	struct tw_buf folded = {0};
	struct tw_buf bare = {0};

	if (is_loose) {
		tw_fold(c, false, &folded);
		tw_fold_accents(tw_buf_str(&folded), &bare);
	} else {
		for (size_t i = 0; i < c.n; i++)
			tw_buf_add_byte(&bare, (uint8_t)(c.p[i] >= 'A' &&
				c.p[i] <= 'Z' ? c.p[i] + 32 : c.p[i]));
	}
	struct tw_str ret = tw_str(tw_arena_copy(arena, bare.p, bare.n),
		bare.n);

	tw_buf_done(&folded);
	tw_buf_done(&bare);
	return ret;
}

static inline struct resolve_text
resolve_read(struct tw_str text, bool is_loose, struct tw_arena *arena)
{
	struct resolve_text ret = {tw_arena_zeroed(arena, text.n + 1,
		sizeof(*ret.chars)), 0};
	const char *p = text.p;
	const char *end = p + text.n;

	while (p < end) {
		uint32_t c;
		const char *next = tw_utf8_next(p, end, &c);
		struct resolve_char *last = &ret.chars[ret.count];
		struct resolve_char here = {
			.folded = tw_is_space(c) ? TW_STR(" ") : resolve_fold(
				tw_str(p, (size_t)(next - p)), is_loose,
				arena),
			.kind = tw_char_kind(c),
			.is_space = tw_is_space(c) && c != '\n',
			.start = (uint32_t)(p - text.p),
			.end = (uint32_t)(next - text.p),
		};

		p = next;
		if (c == '\n')
			here.folded.n = 0;
		else if (here.folded.n == 0 && ret.count > 0 &&
			last[-1].end == here.start)
			last[-1].end = here.end;
		if (c != '\n' && (here.folded.n == 0 || (here.is_space &&
			ret.count > 0 && last[-1].is_space)))
			continue;
		*last = here;
		ret.count++;
	}
	return ret;
}

static inline bool
resolve_in_word(const struct resolve_char *c)
{
	return c->kind == TW_CHAR_LETTER || c->kind == TW_CHAR_DIGIT ||
		c->kind == TW_CHAR_NUMBER || c->kind == TW_CHAR_MARK ||
		c->kind == TW_CHAR_UNSPACED;
}

static inline bool
resolve_is_border(const struct resolve_text *page, size_t at)
{
	return at == 0 || at == page->count ||
		!resolve_in_word(&page->chars[at - 1]) ||
		!resolve_in_word(&page->chars[at]);
}

/* "Find a string in range": its first place from `at` on, and its end. */
static inline bool
resolve_find(const struct resolve_text *page, size_t at,
	const struct resolve_text *term, struct resolving how,
	size_t *ret_start, size_t *ret_end)
{
	for (; at + term->count <= page->count; at++) {
		size_t n = 0;

		while (n < term->count && tw_str_equal(term->chars[n].folded,
			page->chars[at + n].folded))
			n++;
		if (n < term->count)
			continue;
		if (!how.any_place && (!resolve_is_border(page, at) ||
			!resolve_is_border(page, at + n)))
			continue;
		*ret_start = at;
		*ret_end = at + n;
		return true;
	}
	return false;
}

static inline size_t
resolve_skip_space(const struct resolve_text *page, size_t at)
{
	while (at < page->count && (page->chars[at].folded.n == 0 ||
		page->chars[at].is_space))
		at++;
	return at;
}

/* A directive's terms; those that are not there are empty. */
struct resolve_terms {
	struct resolve_text prefix;
	struct resolve_text start;
	struct resolve_text end;
	struct resolve_text suffix;
};

static inline uint8_t
resolve_digit(char c)
{
	return (uint8_t)(c <= '9' ? c - '0' : c - 'A' + 10);
}

static inline struct resolve_text
resolve_term(struct tw_str encoded, bool is_loose, struct tw_arena *arena)
{
	struct tw_buf plain = {0};

	for (size_t i = 0; i < encoded.n; i++) {
		if (encoded.p[i] == '%' && i + 2 < encoded.n) {
			tw_buf_add_byte(&plain, (uint8_t)(16 *
				resolve_digit(encoded.p[i + 1]) +
				resolve_digit(encoded.p[i + 2])));
			i += 2;
		} else {
			tw_buf_add_byte(&plain, (uint8_t)encoded.p[i]);
		}
	}
	const char *copy = tw_arena_copy(arena, plain.p, plain.n);
	struct resolve_text ret = resolve_read(tw_str(copy, plain.n),
		is_loose, arena);

	tw_buf_done(&plain);
	return ret;
}

/* "Parse a text directive"; false if it is none. */
static inline bool
resolve_parse(struct tw_str directive, bool is_loose, struct tw_arena *arena,
	struct resolve_terms *ret)
{
	struct tw_str mark = TW_STR(":~:text=");
	struct tw_str terms[4];
	size_t count = 0;
	size_t first = 0;

	if (directive.n <= mark.n || memcmp(directive.p, mark.p, mark.n) != 0)
		return false;
	const char *p = directive.p + mark.n;
	const char *end = directive.p + directive.n;

	for (;;) {
		const char *comma = memchr(p, ',', (size_t)(end - p));
		const char *behind = comma ? comma : end;

		if (count == 4)
			return false;
		terms[count++] = tw_str(p, (size_t)(behind - p));
		if (behind == p || !comma)
			break;
		p = comma + 1;
	}
	memset(ret, 0, sizeof(*ret));
	if (terms[0].n > 1 && terms[0].p[terms[0].n - 1] == '-') {
		terms[0].n--;
		ret->prefix = resolve_term(terms[0], is_loose, arena);
		first++;
	}
	if (count > first && terms[count - 1].n > 1 &&
		terms[count - 1].p[0] == '-') {
		count--;
		ret->suffix = resolve_term(tw_str(terms[count].p + 1,
			terms[count].n - 1), is_loose, arena);
	}
	if (count <= first || count - first > 2)
		return false;
	ret->start = resolve_term(terms[first], is_loose, arena);
	if (count - first == 2)
		ret->end = resolve_term(terms[first + 1], is_loose, arena);
	return ret->start.count > 0;
}

/* "Find a range from a text directive", in bytes of the page. */
static inline bool
resolve(struct tw_str directive, struct tw_str page_text,
	struct resolving how, struct tw_arena *arena, struct trawl_range *ret)
{
	struct resolve_terms terms;
	struct resolve_text page = resolve_read(page_text, how.is_loose,
		arena);
	size_t from = 0;

	if (!resolve_parse(directive, how.is_loose, arena, &terms))
		return false;
	while (from < page.count) {
		size_t at = from;
		size_t start;
		size_t end;
		size_t other;

		if (terms.prefix.count > 0) {
			if (!resolve_find(&page, from, &terms.prefix, how,
				&start, &end))
				return false;
			from = start + 1;
			at = resolve_skip_space(&page, end);
			if (!resolve_find(&page, at, &terms.start, how,
				&start, &end))
				return false;
			if (start != at)
				continue;
		} else {
			if (!resolve_find(&page, from, &terms.start, how,
				&start, &end))
				return false;
			from = start + 1;
		}
		if (terms.end.count > 0 && !resolve_find(&page, end,
			&terms.end, how, &other, &end))
			return false;
		*ret = (struct trawl_range){page.chars[start].start,
			page.chars[end - 1].end};
		if (terms.suffix.count == 0)
			return true;
		at = resolve_skip_space(&page, end);
		if (!resolve_find(&page, at, &terms.suffix, how, &start,
			&end))
			return false;
		if (start == at)
			return true;
	}
	return false;
}

#endif
