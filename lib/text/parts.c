/* parts.c: the parts of a word: co-operate, sfjuk.com, l'eau. */
/* SPDX-License-Identifier: MIT */
#include "text/parts.h"

#include <stddef.h>

#include "text/chars.h"
#include "text/utf8.h"

/* A character of the word. */
struct look {
	const char *p;
	const char *next;
	uint32_t c;		/* its plain form */
	enum tw_char kind;
};

struct split {
	const char *end;	/* of the word */
	const char *elisions;
	enum tw_char before;	/* kind of the character before, 0 at first */
	struct tw_parts *parts;
};

static struct look
look_at(const char *p, const char *end)
{
	struct look look = {.p = p};
	uint32_t c;

	look.next = tw_utf8_next(p, end, &c);
	look.c = tw_char_plain(c);
	look.kind = tw_char_kind(c);
	return look;
}

static struct tw_part *
last_part(struct split *split)
{
	return &split->parts->part[split->parts->count - 1];
}

/* Begins the next part at p; false if there is no room for it. */
static bool
begin(struct split *split, const char *p, char before)
{
	if (split->parts->count == TW_PARTS_MAX)
		return false;
	split->parts->part[split->parts->count++] = (struct tw_part){
		.text = tw_str(p, 0),
		.before = before,
	};
	return true;
}

static void
end_at(struct split *split, const char *p)
{
	struct tw_part *part = last_part(split);

	part->text.n = (size_t)(p - part->text.p);
}

/* True if the text, in any case, is among the space-separated words. */
static bool
is_listed(struct tw_str text, const char *words)
{
	size_t matched = 0;
	bool same = true;

	for (const char *p = words;; p++) {
		if (*p == ' ' || *p == '\0') {
			if (same && matched == text.n)
				return true;
			if (*p == '\0')
				return false;
			matched = 0;
			same = true;
		} else {
			same = same && matched < text.n &&
				(text.p[matched] | 0x20) == *p;
			matched++;
		}
	}
}

/* Signs that stand between two parts; inside numbers a dot does not. */
static bool
is_between_parts(const struct split *split, struct look look)
{
	switch (look.c) {
	case '-':
	case '_':
	case '@':
	case '&':
		return true;
	case '.':
		return split->before != TW_CHAR_DIGIT || look.next == split->end
			|| look_at(look.next, split->end).kind != TW_CHAR_DIGIT;
	default:
		return false;
	}
}

/* True if a part begins at this character without a sign before it. */
static bool
is_seam(const struct split *split, struct look look)
{
	if (split->before == TW_CHAR_OTHER || look.kind == TW_CHAR_MARK ||
		look.kind == TW_CHAR_SIGN || look.kind == TW_CHAR_IGNORED)
		return false;
	return split->before == TW_CHAR_SIGN ||		/* c++11 */
		(split->before == TW_CHAR_NUMBER) !=
			(look.kind == TW_CHAR_NUMBER);
}

static void
pass_apostrophe(struct split *split, struct look look)
{
	struct tw_part *part = last_part(split);
	struct tw_str text =
		tw_str(part->text.p, (size_t)(look.p - part->text.p));

	if (!split->elisions || !is_listed(text, split->elisions) ||
		look.next == split->end || !begin(split, look.next, 0))
		return;
	part->elided = true;
	part->text.n = (size_t)(look.next - part->text.p);
	split->before = TW_CHAR_OTHER;
}

static void
pass(struct split *split, struct look look)
{
	enum tw_char before = look.kind;

	if (is_between_parts(split, look)) {
		end_at(split, look.p);
		begin(split, look.next, (char)look.c);
		before = TW_CHAR_OTHER;
	} else if (is_seam(split, look)) {
		end_at(split, look.p);
		begin(split, look.p, 0);
	} else if (look.kind == TW_CHAR_MARK || look.kind == TW_CHAR_IGNORED) {
		return;
	} else if (look.c == '\'') {
		split->before = TW_CHAR_LETTER;
		pass_apostrophe(split, look);
		return;
	} else if (look.kind == TW_CHAR_SIGN && look.c != '+') {
		return;			/* within a number, or C# */
	}
	split->before = before;
}

static bool
is_single_letter(struct tw_str text)
{
	if (text.n == 0)
		return false;
	struct look look = look_at(text.p, text.p + text.n);

	return look.kind == TW_CHAR_LETTER && look.next == text.p + text.n;
}

/* Single letters and dots only: an abbreviation. */
static bool
is_dotted(const struct tw_parts *parts)
{
	for (uint32_t i = 0; i < parts->count; i++) {
		const struct tw_part *part = &parts->part[i];

		if ((i > 0 && part->before != '.') ||
			!is_single_letter(part->text))
			return false;
	}
	return parts->count > 1;
}

void
tw_parts_split(struct tw_str word, const char *elisions, struct tw_parts *ret)
{
	const char *p = word.p;
	struct split split = {p + word.n, elisions, TW_CHAR_OTHER, ret};

	ret->sign = 0;
	ret->count = 0;
	if (word.n > 1 && (*p == '@' || *p == '#' || *p == '.'))
		ret->sign = *p++;
	begin(&split, p, 0);
	while (p < split.end) {
		struct look look = look_at(p, split.end);

		pass(&split, look);
		p = look.next;
	}
	end_at(&split, split.end);
	ret->dotted = ret->sign == 0 && is_dotted(ret);
}
