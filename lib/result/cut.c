/* cut.c: where a text may be cut. */
/* SPDX-License-Identifier: MIT */
#include "result/cut.h"

#include "query/lex.h"
#include "text/utf8.h"
#include "text/words.h"

/* A character's cluster is found again from so far before it. */
#define LOOK_BACK 128
#define LOOK_AHEAD 256

static size_t
behind_char(struct tw_str text, size_t at, uint32_t *ret)
{
	const char *next = tw_utf8_next(text.p + at, text.p + text.n, ret);

	return (size_t)(next - text.p);
}

static bool
is_space_at(struct tw_str text, size_t at, size_t *ret_next)
{
	uint32_t c = (uint8_t)text.p[at];

	if (c < 0x7F) {		/* the most */
		*ret_next = at + 1;
		return c <= ' ';
	}
	*ret_next = behind_char(text, at, &c);
	return tw_is_space(c);
}

static size_t
char_before(struct tw_str text, size_t at)
{
	return tw_utf8_floor(text, at - 1);
}

size_t
tw_skip_space(struct tw_str text, size_t at)
{
	size_t next;

	while (at < text.n && is_space_at(text, at, &next))
		at = next;
	return at;
}

size_t
tw_trim_space(struct tw_str text, size_t start, size_t end)
{
	size_t next;

	while (end > start && is_space_at(text, char_before(text, end), &next))
		end = char_before(text, end);
	return end;
}

size_t
tw_single_spaced(struct tw_str text, size_t start, size_t end, size_t most)
{
	size_t length = 0;

	while (start < end && length <= most) {
		size_t left = most - length;
		size_t next = tw_skip_plain_words(text, start,
			left < end - start ? start + left + 1 : end);

		if (next > start) {
			length += next - start;
		} else if (is_space_at(text, start, &next)) {
			next = tw_skip_space(text, next);
			length++;
		} else {
			length += next - start;
		}
		start = next;
	}
	return length;
}

/* The last cluster border that is not behind `at`, the first not before. */
struct borders {
	size_t before;
	size_t behind;
};

static struct borders
borders_at(struct tw_str text, size_t at)
{
	size_t p = at > LOOK_BACK ? tw_utf8_floor(text, at - LOOK_BACK) : 0;
	struct borders borders = {p, p};

	while (borders.behind < at) {
		p = borders.behind;
		size_t end = tw_utf8_floor(text, p + LOOK_AHEAD);

		borders.before = p;
		borders.behind = p + tw_word_cluster(
			tw_str(text.p + p, end - p));
	}
	if (borders.behind == at)
		borders.before = at;
	return borders;
}

size_t
tw_cut_before(struct tw_str text, size_t at, size_t last)
{
	size_t p = at > 0 ? char_before(text, at) : 0;
	size_t next;

	for (; p < last; p = next)
		if (is_space_at(text, p, &next))
			return tw_skip_space(text, next);
	size_t border = borders_at(text, at).behind;

	return border < last ? border : last;
}

size_t
tw_cut_behind(struct tw_str text, size_t first, size_t at)
{
	size_t next;
	size_t p = tw_utf8_floor(text, at);

	if (p == text.n || is_space_at(text, p, &next))
		return tw_trim_space(text, first, p);
	for (; p > first; p = char_before(text, p))
		if (is_space_at(text, char_before(text, p), &next))
			return tw_trim_space(text, first, p);
	size_t border = borders_at(text, at).before;

	return border > first ? border : first;
}
