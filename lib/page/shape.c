/* shape.c: what the text of a block looks like, in numbers. */
/* SPDX-License-Identifier: MIT */
#include "page/shape.h"

#include "base/alloc.h"
#include "base/hash.h"
#include "page/measure.h"
#include "page/plain.h"
#include "text/stop.h"
#include "text/utf8.h"

void
tw_shaper_done(struct tw_shaper *shaper)
{
	tw_buf_done(&shaper->plain);
	tw_free(shaper->words);
	tw_free(shaper->lengths);
	shaper->words = NULL;
	shaper->lengths = NULL;
}

static bool
is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

/* Bytes of the word the text begins with: letters and digits, or one
   character of an unspaced script. */
static size_t
word_bytes(struct tw_str text)
{
	size_t n = 0;

	while (n < text.n) {
		uint32_t c;
		size_t next = (size_t)(tw_utf8_next(text.p + n,
			text.p + text.n, &c) - text.p);

		if (tw_plain_is_unspaced(c))
			return n > 0 ? n : next;
		if (!is_digit(c) && !tw_plain_is_letter(c))
			break;
		n = next;
	}
	return n;
}

bool
tw_shaper_read(struct tw_shaper *shaper, struct tw_str text)
{
	if (!shaper->words)
		shaper->words = tw_alloc_zeroed(TW_SHAPE_WORDS_MAX,
			sizeof(*shaper->words));
	if (!shaper->lengths)
		shaper->lengths = tw_alloc_zeroed(TW_SHAPE_WORDS_MAX, 1);
	tw_buf_reset(&shaper->plain);
	tw_plain_add(&shaper->plain, text);
	shaper->count = 0;
	if (!shaper->words || !shaper->lengths
		|| tw_buf_failed(&shaper->plain))
		return false;

	struct tw_str rest = tw_buf_str(&shaper->plain);

	while (rest.n > 0 && shaper->count < TW_SHAPE_WORDS_MAX) {
		size_t n = word_bytes(rest);

		if (n > 0) {
			shaper->lengths[shaper->count] = n < UINT8_MAX
				? (uint8_t)n : UINT8_MAX;
			shaper->words[shaper->count++] = tw_hash64(rest.p, n);
		} else {
			n = 1;
		}
		rest = tw_str(rest.p + n, rest.n - n);
	}
	return true;
}

/* What is counted in the plain text, word by word. */
struct counts {
	uint32_t words;
	uint32_t common;
	uint32_t characters;
	bool year;
};

static bool
is_year(struct tw_str word)
{
	if (word.n != 4 || !is_digit((uint8_t)word.p[3]))
		return false;
	return memcmp(word.p, "199", 3) == 0
		|| (memcmp(word.p, "20", 2) == 0 && word.p[2] >= '0'
			&& word.p[2] <= '3');
}

static struct counts
count_words(const struct tw_shaper *shaper)
{
	struct tw_str rest = tw_buf_str(&shaper->plain);
	struct counts counts = {0};

	while (rest.n > 0) {
		size_t n = word_bytes(rest);
		struct tw_str word = tw_str(rest.p, n);

		if (n > 0) {
			counts.words++;
			counts.common += tw_stop_has(shaper->stop_words, word);
			counts.year = counts.year || is_year(word);
			for (size_t i = 0; i < n; i++)
				counts.characters += ((uint8_t)word.p[i]
					& 0xc0) != 0x80;
		} else {
			n = 1;
		}
		rest = tw_str(rest.p + n, rest.n - n);
	}
	return counts;
}

struct marks {
	uint32_t commas;
	uint32_t ends;
	uint32_t last;		/* character, but closing quotes */
	bool small;		/* a small letter is there */
	bool bar, quotes, at;
};

static bool
is_end(uint32_t c)
{
	return c == '.' || c == '!' || c == '?' || c == 0x3002 || c == 0xff01
		|| c == 0xff1f || c == 0x0964 || c == 0x061f || c == 0x06d4;
}

static bool
is_quote(uint32_t c)
{
	return c == '"' || c == 0x201c || c == 0x201d || c == 0x201e
		|| c == 0xab || c == 0xbb || c == 0x300c || c == 0x300d;
}

static void
count_mark(struct marks *marks, uint32_t c, uint32_t before)
{
	if (c == ',' || c == 0x3001 || c == 0xff0c || c == 0x060c)
		marks->commas++;
	else if (c == '|' || c == 0xb7 || c == 0x2022)
		marks->bar = true;
	else if (is_quote(c))
		marks->quotes = true;
	else if (c == '@')
		marks->at = true;
	/* A full stop ends a sentence before a space; the ideographic one
	   anywhere. */
	if (is_end(before) && (tw_plain_is_space(c) || before == 0x3002))
		marks->ends++;
	if (c >= 'a' && c <= 'z')
		marks->small = true;
}

static struct marks
count_marks(struct tw_str text)
{
	const char *p = text.n ? text.p : "";
	const char *end = p + text.n;
	struct marks marks = {0};
	uint32_t before = 0;

	while (p < end) {
		uint32_t c;

		p = tw_utf8_next(p, end, &c);
		count_mark(&marks, c, before);
		if (!is_quote(c) && c != '\'' && c != 0x2019 && c != ')')
			marks.last = c;
		before = c;
	}
	marks.ends += is_end(marks.last);
	if (text.n >= 3 && memcmp(text.p + text.n - 3, "...", 3) == 0)
		marks.last = 0x2026;
	return marks;
}

static bool
begins_sentence(struct tw_str text)
{
	uint32_t c;

	tw_utf8_next(text.p, text.p + text.n, &c);
	return tw_plain_is_upper(c) || is_quote(c) || c == 0x2018 || c == '\''
		|| tw_plain_is_unspaced(c);
}

/* The shape of a text is that of its beginning. */
#define LOOKED_AT ((size_t)64 << 10)

static struct tw_str
beginning(struct tw_str text)
{
	if (text.n <= LOOKED_AT)
		return text;
	text.n = LOOKED_AT;
	while ((text.p[text.n] & 0xc0) == 0x80)
		text.n--;
	return text;
}

bool
tw_shape(struct tw_shaper *shaper, const struct tw_block *block,
	float values[TW_SHAPE_COUNT])
{
	struct tw_str text = beginning(block->text);
	struct tw_measure measure;

	if (!tw_shaper_read(shaper, text))
		return false;
	tw_measure(text, &measure);

	struct counts counts = count_words(shaper);
	struct marks marks = count_marks(text);
	float words = (float)measure.words;
	float plain_words = counts.words ? (float)counts.words : 1;

	values[TW_SHAPE_WORDS] = words;
	values[TW_SHAPE_WORD_LENGTH] = (float)counts.characters / plain_words;
	values[TW_SHAPE_LINKED] = (float)block->link_words / words;
	values[TW_SHAPE_COMMON] = shaper->stop_words.n > 0
		? (float)counts.common / plain_words : -1;
	values[TW_SHAPE_CAPITALS] = (float)measure.capital / words;
	values[TW_SHAPE_NUMBERS] = (float)measure.numbers / words;
	values[TW_SHAPE_COMMAS] = (float)marks.commas / words;
	values[TW_SHAPE_SENTENCES] = (float)marks.ends;
	values[TW_SHAPE_END] = measure.sentence && marks.last != ':';
	values[TW_SHAPE_COLON] = marks.last == ':' || marks.last == 0xff1a;
	values[TW_SHAPE_QUESTION] = marks.last == '?' || marks.last == 0xff1f;
	values[TW_SHAPE_ELLIPSIS] = marks.last == 0x2026;
	values[TW_SHAPE_BEGINS] = begins_sentence(text);
	values[TW_SHAPE_BAR] = marks.bar;
	values[TW_SHAPE_QUOTES] = marks.quotes;
	values[TW_SHAPE_AT] = marks.at;
	values[TW_SHAPE_ADDRESS] = memmem(text.p, text.n, "http", 4)
		|| memmem(text.p, text.n, "www.", 4);
	values[TW_SHAPE_UPPER] = !marks.small && measure.small == 0;
	values[TW_SHAPE_YEAR] = counts.year;
	values[TW_SHAPE_PROSE] = (float)block->prose;
	return true;
}
