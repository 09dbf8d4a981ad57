/* sentence.c: where sentences end. */
/* SPDX-License-Identifier: MIT */
#include "text/sentence.h"

#include <string.h>
#include <utf8proc.h>

#include "base/bytes.h"
#include "text/utf8.h"

#if defined(__SSE2__) && !defined(TW_NO_SIMD)
#include <emmintrin.h>
#endif

/* A character and the offset behind it; c is 0 at the end of the text. */
struct look {
	uint32_t c;
	size_t next;
};

static inline bool
is_ascii(uint32_t c)
{
	return c < 0x80;
}

static inline struct look
look_at(struct tw_str text, size_t i)
{
	struct look look = {0, i};

	if (i < text.n && text.p[i] > 0 && is_ascii((uint8_t)text.p[i]))
		look = (struct look){(uint8_t)text.p[i], i + 1};
	else if (i < text.n)
		look.next = (size_t)(tw_utf8_next(text.p + i, text.p + text.n,
			&look.c) - text.p);
	return look;
}

static utf8proc_category_t
category(uint32_t c)
{
	return utf8proc_category((utf8proc_int32_t)c);
}

static bool
is_newline(uint32_t c)
{
	return (c >= '\n' && c <= '\r') || c == 0x85 || c == 0x2028 ||
		c == 0x2029;
}

static bool
is_space(uint32_t c)
{
	return c == ' ' || c == '\t' || is_newline(c) ||
		(!is_ascii(c) && category(c) == UTF8PROC_CATEGORY_ZS);
}

/* Ends a sentence only before white space. */
static bool
is_stop(uint32_t c)
{
	switch (c) {
	case '.':
	case '!':
	case '?':
	case 0x589:		/* Armenian */
	case 0x61F:		/* Arabic question mark */
	case 0x6D4:		/* Urdu */
	case 0x964:		/* danda */
	case 0x965:
	case 0x104B:		/* Myanmar */
	case 0x1362:		/* Ethiopic */
	case 0x17D4:		/* Khmer */
	case 0x2026:		/* ellipsis */
	case 0x203C:
	case 0x203D:
	case 0x2047:
	case 0x2048:
	case 0x2049:
		return true;
	default:
		return false;
	}
}

/* Ends a sentence whatever follows: scripts without spaces. */
static bool
is_full_stop(uint32_t c)
{
	return c == 0x3002 || c == 0xFF01 || c == 0xFF0E || c == 0xFF1F ||
		c == 0xFF61;
}

static bool
is_closing(uint32_t c)
{
	if (is_ascii(c))
		return c == '"' || c == '\'' || c == ')' || c == ']' ||
			c == '}';
	switch (category(c)) {
	case UTF8PROC_CATEGORY_PE:
	case UTF8PROC_CATEGORY_PI:	/* German and Danish close with them */
	case UTF8PROC_CATEGORY_PF:
		return true;
	default:
		return false;
	}
}

static bool
is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

static bool
is_small(uint32_t c)
{
	if (is_ascii(c))
		return c >= 'a' && c <= 'z';
	return category(c) == UTF8PROC_CATEGORY_LL;
}

/* Not in the middle of one: no small letter, no comma. */
static bool
can_begin(uint32_t c)
{
	return c != ',' && c != ';' && c != ':' && !is_small(c);
}

/*
 * Abbreviations after which a sentence goes on: before anything, and before
 * a number. Each stands between spaces.
 */
static const char titles[] = " Mr Mrs Ms Messrs Dr Drs Prof St Sr Rev Hon Gen "
	"Col Capt Cpt Lt Sgt Maj Adm Gov Sen Rep Pres Supt Insp Mt Ft vs cf "
	"viz ca approx Mme Mlle Mgr Hr Fr bzw usw Sra Srta Dra Ud Uds Dott Sig "
	"Ing Avv ";
static const char numbered[] = " No Nos no nos Nr Vol vol Fig Figs fig figs "
	"p pp ch Ch art Art sec Sec para Jan Feb Mar Apr Jun Jul Aug Sep Sept "
	"Oct Nov Dec ";

#define LISTED_MOST 6		/* bytes of the longest of them */

static bool
is_listed(struct tw_str word, const char *list, size_t length)
{
	const char *end = list + length - word.n;
	const char *p = list;

	if (word.n > LISTED_MOST)
		return false;
	while (p && ++p < end) {
		p = memchr(p, word.p[0], (size_t)(end - p));
		if (p && p[-1] == ' ' && p[word.n] == ' ' &&
			memcmp(p, word.p, word.n) == 0)
			return true;
	}
	return false;
}

static bool
is_before_word(char c)
{
	return c == ' ' || c == '(' || c == '"' || (c >= '\t' && c <= '\r');
}

/* The word that ends at `end`: back to a space or an opening sign. */
static struct tw_str
word_before(struct tw_str text, size_t start, size_t end)
{
	size_t i = end;

	while (i > start && end - i < 16 && !is_before_word(text.p[i - 1]))
		i--;
	return tw_str(text.p + i, end - i);
}

static bool
is_am_or_pm(struct tw_str word)
{
	return word.n == 3 && (word.p[0] == 'a' || word.p[0] == 'p') &&
		word.p[1] == '.' && word.p[2] == 'm';
}

/* True if the full stop behind the word only shortens it. */
static bool
is_abbreviated(struct tw_str word, uint32_t behind)
{
	uint32_t c;

	if (word.n == 0)
		return false;
	bool single = tw_utf8_next(word.p, word.p + word.n, &c) ==
		word.p + word.n;

	if (single)
		return category(c) == UTF8PROC_CATEGORY_LU && c != 'I';
	if (memchr(word.p, '.', word.n))
		return word.n < 16 && !is_am_or_pm(word) &&
			word.p[word.n - 1] != '.' &&
			word.p[word.n - 2] == '.';
	return is_listed(word, titles, sizeof(titles) - 1) ||
		(is_digit(behind) &&
			is_listed(word, numbered, sizeof(numbered) - 1));
}

/* Passes more stops and closing signs behind a stop; French sets a no-break
   space before them. */
static size_t
pass_closing(struct tw_str text, size_t i)
{
	for (;;) {
		struct look look = look_at(text, i);

		if (look.c == 0xA0 || look.c == 0x202F)
			look = look_at(text, look.next);
		if (look.next == i || !(is_stop(look.c) ||
			is_full_stop(look.c) || is_closing(look.c)))
			return i;
		i = look.next;
	}
}

static size_t
pass_spaces(struct tw_str text, size_t i, bool *ret_newline)
{
	struct look look = look_at(text, i);

	*ret_newline = false;
	while (look.next > i && is_space(look.c)) {
		*ret_newline = *ret_newline || is_newline(look.c);
		i = look.next;
		look = look_at(text, i);
	}
	return i;
}

/* True if the sentence from `start` ends with the stop at i; `end` is behind
   what closes it. */
static bool
ends_at(struct tw_str text, size_t start, size_t i, size_t end)
{
	bool newline;
	size_t next = pass_spaces(text, end, &newline);

	if (next == text.n || newline)
		return true;
	if (next == end)
		return false;
	uint32_t behind = look_at(text, next).c;

	if (!can_begin(behind))
		return false;
	if (text.p[i] != '.')
		return true;
	struct tw_str word = word_before(text, start, i);
	bool counts = word.n > 0 && word.p == text.p + start;	/* "1. " */

	for (size_t k = 0; counts && k < word.n; k++)
		counts = is_digit((uint8_t)word.p[k]);
	return !counts && !is_abbreviated(word, behind);
}

#if defined(__SSE2__) && !defined(TW_NO_SIMD)

#define WIDTH 16

/* How many of the bytes are ASCII that cannot end a sentence, from the first
   on. As numbers with a sign, those of other characters are below 0. */
static inline size_t
count_plain(const char *p)
{
	__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)p);
	__m128i low = _mm_cmplt_epi8(bytes, _mm_set1_epi8(' '));
	__m128i stop = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('.'));
	__m128i call = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('!'));
	__m128i question = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('?'));
	__m128i found = _mm_or_si128(_mm_or_si128(low, stop),
		_mm_or_si128(call, question));

	return (size_t)__builtin_ctz((unsigned)_mm_movemask_epi8(found) |
		1u << WIDTH);
}

#else

#define WIDTH 8

/* A byte in each of eight, and their highest bits. */
#define HIGHEST TW_EACH(0x80)

/* The highest bits of bytes below `most`, which is ASCII; where there is one,
   those of higher bytes may say nothing. */
static inline uint64_t
bytes_below(uint64_t bytes, uint8_t most)
{
	return (bytes - TW_EACH(most)) & ~bytes & HIGHEST;
}

/* How many of the bytes are ASCII that cannot end a sentence, from the first
   on. */
static inline size_t
count_plain(const char *p)
{
	uint64_t bytes = tw_le64(p);
	uint64_t found = (bytes & HIGHEST) | bytes_below(bytes, ' ') |
		bytes_below(bytes ^ TW_EACH('.'), 1) |
		bytes_below(bytes ^ TW_EACH('!'), 1) |
		bytes_below(bytes ^ TW_EACH('?'), 1);

	return found ? (size_t)__builtin_ctzll(found) / 8 : WIDTH;
}

#endif

/* Behind the ASCII that is no end of a sentence: most of what is written. */
static size_t
pass_plain(struct tw_str text, size_t i)
{
	for (; text.n - i >= WIDTH; i += WIDTH) {
		size_t count = count_plain(text.p + i);

		if (count < WIDTH)
			return i + count;
	}
	while (i < text.n) {
		int8_t c = (int8_t)text.p[i];	/* below 0: not ASCII */

		if (c < ' ' || c == '.' || c == '!' || c == '?')
			break;
		i++;
	}
	return i;
}

size_t
tw_sentence_end(struct tw_str text, size_t start)
{
	bool newline;

	start = pass_spaces(text, start, &newline);
	for (size_t i = start; i < text.n;) {
		i = pass_plain(text, i);
		struct look look = look_at(text, i);

		if (is_newline(look.c))
			return i;
		if (is_full_stop(look.c))
			return pass_closing(text, look.next);
		if (!is_stop(look.c)) {
			i = look.next;
			continue;
		}
		size_t end = pass_closing(text, look.next);

		if (ends_at(text, start, i, end))
			return end;
		i = end;
	}
	return text.n;
}

/* Most words that are told begin before this byte. */
#define BYTES_MOST (TW_SENTENCES_WORDS * 7)

uint32_t
tw_sentences_find(struct tw_str text, char ret[4 * TW_SENTENCES_FOUND])
{
	uint32_t count = 0;
	size_t end = 0;

	while (count < TW_SENTENCES_FOUND && end < BYTES_MOST &&
		end < text.n) {
		end = tw_sentence_end(text, end);
		tw_put_le32(ret + 4 * count++, (uint32_t)end);
	}
	return count;
}

/* To the sentence that begins at `start`. */
static void
go_to(struct tw_sentences *sentences, struct tw_str text, size_t start)
{
	struct tw_str *ends = &sentences->ends;

	if (ends->n == 0) {
		sentences->end = tw_sentence_end(text, start);
		return;
	}
	sentences->end = tw_le32(ends->p);
	*ends = tw_str(ends->p + 4, ends->n - 4);
}

void
tw_sentences_begin(struct tw_sentences *sentences, struct tw_str text)
{
	sentences->count = 0;
	go_to(sentences, text, 0);
}

void
tw_sentences_pass(struct tw_sentences *sentences, struct tw_str text,
	size_t byte, uint32_t position)
{
	uint32_t count = sentences->count;
	uint32_t last = count > 0 ? sentences->starts[count - 1] : 0;

	if (position >= TW_SENTENCES_WORDS) {
		sentences->end = SIZE_MAX;
		return;
	}
	while (sentences->end <= byte)
		go_to(sentences, text, sentences->end);
	if (position - last >= TW_SENTENCE_LEAST)
		sentences->starts[sentences->count++] = position;
}
