/* offer.c: the words of the lexicon that one may be meant for. */
/* SPDX-License-Identifier: MIT */
#include "result/offer.h"

#include "index/lexicon.h"
#include "text/utf8.h"

#define ALPHABET 32		/* letters around one of another script */

/* The words of a segment with this beginning; all, if it is empty. */
static int
go_through_segment(struct tw_segment *segment, struct tw_str beginning,
	struct tw_spell *spell, trawl_error *err)
{
	struct tw_segment_words words;
	int status = tw_segment_words_open(&words, segment, beginning, err);

	if (status == TRAWL_OK)
		status = tw_segment_words_next(&words, err);
	bool begins = status == TRAWL_OK && tw_str_begins(words.word,
		beginning);

	while (begins && status == TRAWL_OK) {
		tw_spell_offer(spell, words.word, words.shared, words.count);
		size_t dead = tw_spell_dead(spell);
		status = dead > 0 ? tw_segment_words_pass(&words, dead, err)
				  : tw_segment_words_next(&words, err);
		begins = words.shared >= beginning.n ||
			tw_str_begins(words.word, beginning);
	}
	return status == TRAWL_END ? TRAWL_OK : status;
}

/* What is offered, by the letters that the typed word begins with. */
struct offering {
	struct tw_reader *reader;
	struct tw_spell *spell;
	uint32_t first;
	struct tw_str a;	/* the first again, and those behind it; c is */
	struct tw_str b;	/* empty if there are but two */
	struct tw_str c;
	struct tw_buf beginning;
	struct tw_buf other;
};

static struct tw_str
take_letter(struct tw_str *rest, uint32_t *ret)
{
	const char *p = rest->p;

	if (rest->n == 0)
		return *rest;
	size_t n = (size_t)(tw_utf8_next(p, p + rest->n, ret) - p);

	*rest = tw_str(p + n, rest->n - n);
	return tw_str(p, n);
}

/* The words that begin with these letters. */
static int
go_through(struct offering *offering, struct tw_str x, struct tw_str y,
	struct tw_str z, trawl_error *err)
{
	struct tw_reader *reader = offering->reader;
	struct tw_buf *beginning = &offering->beginning;

	beginning->n = 0;
	tw_buf_add_str(beginning, x);
	tw_buf_add_str(beginning, y);
	tw_buf_add_str(beginning, z);
	int status = tw_buf_status(beginning, err);

	for (uint32_t i = 0; i < reader->root.count && status == TRAWL_OK; i++)
		status = go_through_segment(&reader->segments[i],
			tw_buf_str(beginning), offering->spell, err);
	return status;
}

/* Those that begin with the second letter, where the first one is but swapped
   with it, or too much. */
static int
go_through_second(struct offering *offering, trawl_error *err)
{
	struct tw_str a = offering->a;
	struct tw_str b = offering->b;
	struct tw_str c = offering->c;
	int status = TRAWL_OK;

	if (tw_str_equal(a, b))
		return TRAWL_OK;
	status = go_through(offering, b, a, TW_STR(""), err);
	if (status == TRAWL_OK && c.n > 0 && !tw_str_equal(a, c))
		status = go_through(offering, b, c, TW_STR(""), err);
	return status;
}

/* Those that begin with x, where it was left out, or the first letter may have
   been typed for it, and the next two are right. No word comes twice. */
static int
go_through_other(struct offering *offering, struct tw_str x, bool slips,
	trawl_error *err)
{
	struct tw_str a = offering->a;
	struct tw_str b = offering->b;
	struct tw_str c = offering->c;
	bool is_second = tw_str_equal(x, b);
	bool is_double = tw_str_equal(a, b);
	int status = TRAWL_OK;

	if (tw_str_equal(x, a))
		return TRAWL_OK;
	if (!is_second)
		status = go_through(offering, x, a, b, err);
	if (status != TRAWL_OK || !slips || (is_second && tw_str_equal(b, c)) ||
		(is_double && (c.n == 0 || tw_str_equal(b, c))))
		return status;
	return go_through(offering, x, b, c, err);
}

static int
go_through_others(struct offering *offering, trawl_error *err)
{
	uint32_t first = offering->first;
	uint32_t from = first < 128 ? 'a' : first - ALPHABET;
	uint32_t to = first < 128 ? 'z' : first + ALPHABET;
	struct tw_buf *other = &offering->other;
	int status = TRAWL_OK;

	for (uint32_t x = from; x <= to && status == TRAWL_OK; x++) {
		other->n = 0;
		tw_utf8_add(other, x);
		status = tw_buf_status(other, err);
		if (status == TRAWL_OK)
			status = go_through_other(offering, tw_buf_str(other),
				first >= 128 || tw_spelling_slips(first, x),
				err);
	}
	return status;
}

int
tw_offer_lexicon(struct tw_reader *reader, struct tw_str typed,
	struct tw_spell *spell, trawl_error *err)
{
	struct offering offering = {.reader = reader, .spell = spell};
	uint32_t letter;

	offering.a = take_letter(&typed, &offering.first);
	offering.b = take_letter(&typed, &letter);
	offering.c = take_letter(&typed, &letter);
	int status = go_through(&offering, offering.a, TW_STR(""), TW_STR(""),
		err);

	if (status == TRAWL_OK)
		status = go_through_second(&offering, err);
	if (status == TRAWL_OK)
		status = go_through_others(&offering, err);
	tw_buf_done(&offering.beginning);
	tw_buf_done(&offering.other);
	return status;
}
