/* fragment.c: the part of a link that leads to a passage of its page. */
/* SPDX-License-Identifier: MIT */
#include "result/fragment.h"

#include <string.h>

#include "query/lex.h"
#include "result/cut.h"
#include "text/chars.h"
#include "text/fold.h"
#include "text/utf8.h"

#define CONTEXT_BYTES 200	/* of a prefix or suffix, at most */
#define SHORT_BYTES 80		/* a part up to this is written whole */
#define START_WORDS 4		/* to begin with */
#define END_WORDS 3

/* What stands between white space. */
struct word {
	size_t start;		/* bytes of the text */
	size_t end;
	size_t key;		/* bytes of the key */
	size_t key_end;
	uint32_t line;		/* of the page, from the first word on */
};

/*
 * The key is the title and the text as they are compared. Words are those of
 * the part, first..behind, and what may be its prefix and suffix.
 */
struct maker {
	struct tw_str text;
	struct tw_buf key;
	struct tw_buf folded;
	struct tw_buf bare;
	struct tw_buf words;
	uint32_t line;
	size_t count;
	size_t first;
	size_t behind;
	struct tw_buf *out;
};

/* Ranges of words: those of the terms of a directive, perhaps empty. */
struct terms {
	size_t prefix;		/* to the first word */
	size_t start_end;	/* from the first word */
	size_t end;		/* to the last word; the same: no end */
	size_t suffix_end;	/* from the last word */
};

static const struct word *
word_at(const struct maker *maker, size_t i)
{
	return (const struct word *)(const void *)maker->words.p + i;
}

/* ------------------------------------------------------------------ */
/* The key.                                                             */

static void
add_other_key(struct maker *maker, struct tw_str run)
{
	tw_buf_reset(&maker->folded);
	tw_buf_reset(&maker->bare);
	tw_fold(run, false, &maker->folded);
	tw_fold_accents(tw_buf_str(&maker->folded), &maker->bare);
	if (tw_buf_failed(&maker->folded) || tw_buf_failed(&maker->bare)) {
		maker->key.failed = TRAWL_ENOMEM;
		return;
	}
	struct tw_str bare = tw_buf_str(&maker->bare);
	const char *p = bare.p;
	const char *end = p + bare.n;

	while (p < end) {
		uint32_t c;

		p = tw_utf8_next(p, end, &c);
		if (c >= 0x30A1 && c <= 0x30F6)	/* as Hiragana */
			c -= 0x60;
		switch (tw_char_kind(c)) {
		case TW_CHAR_OTHER:
		case TW_CHAR_MARK:
		case TW_CHAR_IGNORED:
		case TW_CHAR_SIGN:
			break;
		default:
			tw_utf8_add(&maker->key, c);
		}
	}
}

static bool
is_alnum(uint8_t c)
{
	return (uint8_t)(c - '0') < 10 || (uint8_t)((c | 0x20) - 'a') < 26;
}

/* Appends that of ASCII characters; returns the end of their run. */
static size_t
add_ascii_key(struct maker *maker, struct tw_str text, size_t i)
{
	if (!tw_buf_reserve(&maker->key, text.n - i))
		return text.n;
	char *out = maker->key.p + maker->key.n;

	for (; i < text.n && (uint8_t)text.p[i] < 0x80; i++) {
		uint8_t c = (uint8_t)(text.p[i] | 0x20);

		*out = (char)c;		/* digits have that bit */
		out += is_alnum((uint8_t)text.p[i]);
	}
	maker->key.n = (size_t)(out - maker->key.p);
	return i;
}

/* Appends the key of a text to that of what is before it. */
static void
add_key(struct maker *maker, struct tw_str text)
{
	size_t i = 0;

	while (i < text.n) {
		size_t start;

		i = add_ascii_key(maker, text, i);
		start = i;
		while (i < text.n && (uint8_t)text.p[i] >= 0x80)
			i++;
		if (i > start)
			add_other_key(maker, tw_str(text.p + start,
				i - start));
	}
}

/* ------------------------------------------------------------------ */
/* Words.                                                               */

static uint32_t
char_at(struct tw_str text, size_t at)
{
	uint32_t c;

	(void)tw_utf8_next(text.p + at, text.p + text.n, &c);
	return c;
}

static size_t
next_char(struct tw_str text, size_t at)
{
	uint32_t c;

	return (size_t)(tw_utf8_next(text.p + at, text.p + text.n, &c) -
		text.p);
}

/* Characters that every way of finding words breaks before and behind. */
static bool
is_breaker(uint32_t c)
{
	return tw_is_space(c) || c == '!' || c == '?' || c == '(' ||
		c == ')' || c == '[' || c == ']' || c == 0x201C ||
		c == 0x201D || c == 0x3001 || c == 0x3002 ||
		(c >= 0x3008 && c <= 0x3011) || c == 0xFF01 || c == 0xFF1F;
}

/* True if words end here for certain. */
static bool
is_border(struct tw_str text, size_t at)
{
	if (at == text.n)
		return true;
	if (at > 0 && tw_is_plain(text.p[at]) && text.p[at - 1] == ' ')
		return true;
	uint32_t c = char_at(text, at);
	enum tw_char kind = tw_char_kind(c);

	if (kind == TW_CHAR_MARK || kind == TW_CHAR_IGNORED)
		return false;
	return at == 0 || is_breaker(c) || is_breaker(char_at(text,
		tw_utf8_floor(text, at - 1)));
}

/* The first white space in at..end, or the end. */
static size_t
word_end(struct tw_str text, size_t at, size_t end)
{
	at = tw_skip_plain(text, at, end);
	while (at < end && tw_skip_space(text, at) == at)
		at = tw_skip_plain(text, next_char(text, at), end);
	return at;
}

/* Adds the words of start..end, which are borders. */
static void
add_words(struct maker *maker, size_t start, size_t end)
{
	struct tw_str text = maker->text;

	while (start < end) {
		struct word word = {.start = start, .key = maker->key.n};
		size_t at = start;
		size_t next;
		bool ends_line;

		do {
			at = word_end(text, at, end);
			word.end = at;
			next = tw_skip_space(text, at);
			ends_line = next > at && memchr(text.p + at, '\n',
				next - at);
			at = next;
		} while (next < end && !ends_line && !is_border(text, next));
		add_key(maker, tw_str(text.p + start, word.end - start));
		word.key_end = maker->key.n;
		word.line = maker->line;
		tw_buf_add(&maker->words, &word, sizeof(word));
		maker->count++;
		maker->line += ends_line;
		start = next;
	}
}

/* Where the words before `at` begin that can be its prefix. */
static size_t
prefix_start(struct tw_str text, size_t at)
{
	size_t end = tw_trim_space(text, 0, at);
	size_t start = end;

	while (start > 0 && end - start < CONTEXT_BYTES &&
		text.p[start - 1] != '\n')
		start--;
	if (start > 0 && text.p[start - 1] != '\n') {
		while (start < end && text.p[start] != ' ')
			start++;
	}
	start = tw_skip_space(text, start);
	return start < end && is_border(text, start) ? start : at;
}

/* And where those behind it end. */
static size_t
suffix_end(struct tw_str text, size_t at)
{
	size_t start = tw_skip_space(text, at);
	size_t end = start;

	while (end < text.n && end - start < CONTEXT_BYTES &&
		text.p[end] != '\n')
		end++;
	if (end < text.n && text.p[end] != '\n') {
		while (end > start && text.p[end] != ' ')
			end--;
	}
	end = tw_trim_space(text, start, end);
	return end > start && is_border(text, end) ? end : at;
}

/* Makes the key, and the words of the part, with what may be its prefix and
   suffix or without. */
static void
split(struct maker *maker, struct tw_str title, struct trawl_range part,
	bool with_context)
{
	struct tw_str text = maker->text;
	size_t start = with_context ? prefix_start(text, part.start) :
		part.start;
	size_t end = with_context ? suffix_end(text, part.end) : part.end;

	tw_buf_reset(&maker->key);
	tw_buf_reset(&maker->words);
	maker->count = 0;
	maker->line = 0;
	add_key(maker, title);
	add_key(maker, tw_str(text.p, start));
	add_words(maker, start, tw_trim_space(text, start, part.start));
	maker->first = maker->count;
	if (maker->count > 0)
		maker->line++;
	add_words(maker, part.start, part.end);
	maker->behind = maker->count;
	if (end > part.end) {
		maker->line++;
		add_words(maker, tw_skip_space(text, part.end), end);
	}
	add_key(maker, tw_str(text.p + end, text.n - end));
}

/* ------------------------------------------------------------------ */
/* Terms that are found where they should be, and nowhere else.         */

static const char *
find_key(const struct maker *maker, size_t from, size_t start, size_t end)
{
	return memmem(maker->key.p + from, maker->key.n - from,
		maker->key.p + start, end - start);
}

static bool
is_unique(const struct maker *maker, size_t first, size_t behind)
{
	size_t start = word_at(maker, first)->key;
	size_t end = word_at(maker, behind - 1)->key_end;

	return end > start && find_key(maker, 0, start, end) ==
		maker->key.p + start && !find_key(maker, start + 1, start,
		end);
}

/* Takes context until the words first..behind are found once with it. */
static bool
find_context(const struct maker *maker, size_t behind, bool with_suffix,
	struct terms *terms)
{
	size_t n = 0;

	terms->suffix_end = maker->behind;
	for (;; n = n * 2 + 1) {
		size_t most = maker->first;

		terms->prefix = maker->first - (n < most ? n : most);
		if (is_unique(maker, terms->prefix, behind))
			return true;
		if (n >= most)
			break;
	}
	for (n = 1; with_suffix; n = n * 2 + 1) {
		size_t most = maker->count - behind;

		terms->suffix_end = behind + (n < most ? n : most);
		if (is_unique(maker, terms->prefix, terms->suffix_end))
			return true;
		if (n >= most)
			break;
	}
	return false;
}

/* Takes words of the last line that are not found earlier behind the start. */
static bool
find_end(const struct maker *maker, struct terms *terms)
{
	const struct word *last = word_at(maker, maker->behind - 1);
	size_t from = word_at(maker, terms->start_end - 1)->key_end;
	size_t end = maker->behind - 1;

	for (size_t n = 1;; n++, end--) {
		size_t key = word_at(maker, end)->key;
		bool is_least = end == terms->start_end ||
			word_at(maker, end - 1)->line != last->line;

		if ((n >= END_WORDS || is_least) && last->key_end > key &&
			find_key(maker, from, key, last->key_end) ==
				maker->key.p + key) {
			terms->end = end;
			return true;
		}
		if (is_least)
			return false;
	}
}

/* The part by its first and last words. */
static bool
find_range(const struct maker *maker, struct terms *terms)
{
	uint32_t line = word_at(maker, maker->first)->line;
	size_t n = maker->first + 1;
	size_t most = maker->behind - 1;

	for (; n < most && n < maker->first + START_WORDS; n++)
		if (word_at(maker, n)->line != line)
			break;
	for (; n <= most; n++) {
		bool is_last = n == most || word_at(maker, n)->line != line;

		terms->start_end = n;
		terms->prefix = maker->first;
		terms->suffix_end = maker->behind;
		if ((is_unique(maker, maker->first, n) || (is_last &&
			find_context(maker, n, false, terms))) &&
			find_end(maker, terms))
			return true;
		if (is_last)
			return false;
	}
	return false;
}

static bool
find_whole(const struct maker *maker, struct terms *terms)
{
	if (word_at(maker, maker->first)->line !=
		word_at(maker, maker->behind - 1)->line)
		return false;
	terms->start_end = maker->behind;
	terms->end = maker->behind;
	return find_context(maker, maker->behind, true, terms);
}

/* ------------------------------------------------------------------ */
/* Writing.                                                             */

/* All but letters, digits and a few signs is encoded: so a directive can stand
   in a URL, and a URL in HTML, as it is. */
static void
write_bytes(struct maker *maker, const char *p, size_t n)
{
	static const char digits[] = "0123456789ABCDEF";

	for (size_t i = 0; i < n; i++) {
		uint8_t c = (uint8_t)p[i];
		char code[] = {'%', digits[c >> 4], digits[c & 15]};

		if (is_alnum(c) || c == '.' || c == '_' || c == '~')
			tw_buf_add_byte(maker->out, c);
		else
			tw_buf_add(maker->out, code, sizeof(code));
	}
}

static void
write_words(struct maker *maker, size_t first, size_t behind)
{
	struct tw_str text = maker->text;
	size_t at = word_at(maker, first)->start;
	size_t end = word_at(maker, behind - 1)->end;

	while (at < end) {
		size_t space = tw_skip_space(text, at);

		size_t next = next_char(text, at);

		if (space <= next && (uint8_t)text.p[at] != '\t')
			write_bytes(maker, text.p + at, next - at);
		else
			write_bytes(maker, " ", 1);
		at = space > next ? space : next;
	}
}

static bool
begins_unseen(struct tw_str text, size_t start)
{
	enum tw_char kind = tw_char_kind(char_at(text, start));

	return kind == TW_CHAR_IGNORED || kind == TW_CHAR_MARK;
}

/* With a mark on white space, too: without accents that is white space. */
static bool
ends_unseen(struct tw_str text, size_t start, size_t end)
{
	while (end > start) {
		size_t at = tw_utf8_floor(text, end - 1);
		uint32_t c = char_at(text, at);
		enum tw_char kind = tw_char_kind(c);

		if (kind != TW_CHAR_MARK)
			return kind == TW_CHAR_IGNORED || tw_is_space(c);
		end = at;
	}
	return true;
}

/* False for a term that begins or ends with what is not seen, which may be
   taken for a part of the white space beside it, or not. */
static bool
is_seen(const struct maker *maker, size_t first, size_t behind)
{
	if (first == behind)
		return true;
	const struct word *last = word_at(maker, behind - 1);

	return !begins_unseen(maker->text, word_at(maker, first)->start) &&
		!ends_unseen(maker->text, last->start, last->end);
}

static bool
are_all_seen(const struct maker *maker, const struct terms *terms)
{
	return is_seen(maker, terms->prefix, maker->first) &&
		is_seen(maker, maker->first, terms->start_end) &&
		is_seen(maker, terms->end, maker->behind) &&
		is_seen(maker, maker->behind, terms->suffix_end);
}

static void
write_terms(struct maker *maker, const struct terms *terms)
{
	tw_buf_add_str(maker->out, TW_STR(":~:text="));
	if (terms->prefix < maker->first) {
		write_words(maker, terms->prefix, maker->first);
		tw_buf_add_str(maker->out, TW_STR("-,"));
	}
	write_words(maker, maker->first, terms->start_end);
	if (terms->end < maker->behind) {
		tw_buf_add_byte(maker->out, ',');
		write_words(maker, terms->end, maker->behind);
	}
	if (terms->suffix_end > maker->behind) {
		tw_buf_add_str(maker->out, TW_STR(",-"));
		write_words(maker, maker->behind, terms->suffix_end);
	}
}

struct trawl_range
tw_fragment_part(struct tw_str text, struct trawl_range part)
{
	size_t start = part.start;
	size_t end = part.end;

	while (start < end && (!is_border(text, start) ||
		tw_skip_space(text, start) > start))
		start = next_char(text, start);
	while (end > start && !is_border(text, end))
		end = tw_utf8_floor(text, end - 1);
	if (end > start)
		end = tw_trim_space(text, start, end);
	return (struct trawl_range){(uint32_t)start, (uint32_t)end};
}

/*
 * Finds terms of the part; false if there are none, or, without context, if
 * others could be better with it.
 */
static int
find_terms(struct maker *maker, struct tw_str title, struct trawl_range part,
	bool with_context, struct terms *ret, bool *ret_found,
	trawl_error *err)
{
	bool is_short = part.end - part.start <= SHORT_BYTES;

	split(maker, title, part, with_context);
	int status = tw_buf_status(&maker->key, err);

	if (status == TRAWL_OK)
		status = tw_buf_status(&maker->words, err);
	if (status != TRAWL_OK)
		return status;
	*ret = (struct terms){.suffix_end = maker->behind};
	if (!with_context)
		*ret_found = is_short ? find_whole(maker, ret) :
			find_range(maker, ret);
	else
		*ret_found = (is_short && find_whole(maker, ret)) ||
			find_range(maker, ret) || find_whole(maker, ret);
	return TRAWL_OK;
}

int
tw_fragment(struct tw_str title, struct tw_str text, struct trawl_range part,
	struct tw_buf *out, trawl_error *err)
{
	struct maker maker = {.text = text, .out = out};
	struct terms terms;
	bool found = false;

	part = tw_fragment_part(text, part);
	if (part.start >= part.end)
		return TRAWL_OK;
	int status = find_terms(&maker, title, part, false, &terms, &found,
		err);

	if (status == TRAWL_OK && !found)
		status = find_terms(&maker, title, part, true, &terms, &found,
			err);
	if (status == TRAWL_OK && found && are_all_seen(&maker, &terms))
		write_terms(&maker, &terms);
	if (status == TRAWL_OK)
		status = tw_buf_status(out, err);
	tw_buf_done(&maker.key);
	tw_buf_done(&maker.folded);
	tw_buf_done(&maker.bare);
	tw_buf_done(&maker.words);
	return status;
}
