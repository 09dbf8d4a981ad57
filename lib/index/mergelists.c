/* mergelists.c: posting lists of several segments become one segment's. */
/* SPDX-License-Identifier: MIT */
#include "index/merging.h"

#include "base/alloc.h"
#include "index/gaps.h"
#include "index/keysort.h"

/*
 * The dictionaries are walked side by side: the input whose term comes first
 * is on top of a heap, and of equal terms that of the first segment, so that
 * the postings of a term are copied in the order of articles. An article's new
 * number is its old one plus what came before its segment, less the dead
 * before it.
 */
#define RANK_SHIFT 6

bool
tw_merge_count_ranks(struct tw_merge_input *input)
{
	uint32_t docs = input->segment->info.docs;
	uint32_t dead = 0;

	if (!input->deaths->bits)
		return true;
	input->ranks = tw_alloc(((docs >> RANK_SHIFT) + (size_t)1) *
		sizeof(*input->ranks));
	if (!input->ranks)
		return false;
	for (uint32_t doc = 0; doc < docs; doc++) {
		if (doc % (1u << RANK_SHIFT) == 0)
			input->ranks[doc >> RANK_SHIFT] = dead;
		dead += tw_merge_is_dead(input, doc);
	}
	return true;
}

uint32_t
tw_merge_number(const struct tw_merge_input *input, uint32_t doc)
{
	if (!input->ranks)
		return input->base + doc;
	const uint8_t *bits = input->deaths->bits;
	uint32_t dead = input->ranks[doc >> RANK_SHIFT];

	for (uint32_t i = doc >> RANK_SHIFT << RANK_SHIFT >> 3; i < doc / 8;
		i++)
		dead += (uint32_t)__builtin_popcount(bits[i]);
	dead += (uint32_t)__builtin_popcount(bits[doc / 8] &
		((1u << doc % 8) - 1));
	return input->base + doc - dead;
}

/* ------------------------------------------------------------------ */
/* The heap of dictionaries.                                            */

/* Order of the inputs' present terms, then of the inputs. */
static bool
is_before(const struct tw_merge_input *a, const struct tw_merge_input *b)
{
	if (a->key != b->key)
		return a->key < b->key;
	int order = tw_str_compare(tw_buf_str(&a->terms.key),
		tw_buf_str(&b->terms.key));

	return order != 0 ? order < 0 : a < b;
}

/* Moves to the input's next term; TRAWL_END. */
static int
next_term(struct tw_merge_input *input, trawl_error *err)
{
	int status = tw_terms_next(&input->terms, err);

	if (status == TRAWL_OK)
		input->key = tw_text_key(tw_buf_str(&input->terms.key));
	return status;
}

/* Puts the input where it belongs, from `place` down. */
static void
sink_down(struct tw_merging *merge, struct tw_merge_input *input,
	uint32_t place)
{
	struct tw_merge_input **heap = merge->heap;
	uint32_t child = 2 * place + 1;

	while (child < merge->heap_count) {
		if (child + 1 < merge->heap_count &&
			is_before(heap[child + 1], heap[child]))
			child++;
		if (!is_before(heap[child], input))
			break;
		heap[place] = heap[child];
		place = child;
		child = 2 * place + 1;
	}
	heap[place] = input;
}

static int
open_dictionaries(struct tw_merging *merge, struct tw_str from,
	trawl_error *err)
{
	enum tw_index_field field = from.n > 0 ?
		(enum tw_index_field)from.p[0] : TW_FIELD_ALL;
	struct tw_str term = from.n > 0 ? tw_str(from.p + 1, from.n - 1) :
		from;

	merge->heap_count = 0;
	for (uint32_t i = 0; i < merge->count; i++) {
		struct tw_merge_input *input = &merge->inputs[i];

		tw_terms_close(&input->terms);
		int status = tw_terms_open(&input->terms, input->segment,
			field, term, err);

		if (status == TRAWL_OK)
			status = next_term(input, err);
		if (status < 0)
			return status;
		if (status == TRAWL_OK)
			merge->heap[merge->heap_count++] = input;
	}
	for (uint32_t i = merge->heap_count / 2; i-- > 0;)
		sink_down(merge, merge->heap[i], i);
	return TRAWL_OK;
}

/* Moves the input on top to its next term. */
static int
step(struct tw_merging *merge, trawl_error *err)
{
	struct tw_merge_input *top = merge->heap[0];
	int status = next_term(top, err);

	if (status < 0)
		return status;
	if (status == TRAWL_END)
		top = merge->heap[--merge->heap_count];
	if (merge->heap_count > 0)
		sink_down(merge, top, 0);
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */
/* Postings.                                                            */

/* The term begins with the first living article that has it. */
static int
begin_term(struct tw_merging *merge, const struct tw_merge_input *input,
	trawl_error *err)
{
	if (merge->in_term)
		return TRAWL_OK;
	merge->in_term = true;
	return tw_segment_begin_term(merge->writer, input->terms.entry.field,
		input->terms.term, err);
}

static int
copy_posting(struct tw_merging *merge, struct tw_merge_input *input,
	trawl_error *err)
{
	const uint32_t *positions;
	uint32_t count;
	uint32_t in_title;
	struct tw_postings *postings = &input->postings;
	int status = begin_term(merge, input, err);

	if (status == TRAWL_OK)
		status = tw_postings_positions(postings, &positions, &count,
			&in_title, err);
	if (status != TRAWL_OK)
		return status;
	uint32_t freq = tw_postings_freq(postings);

	if (count == 0 || freq >> TW_FREQ_BITS != 0)
		return TW_CORRUPT(err, "segment %u: term %u: impossible "
			"frequency", input->segment->info.segment,
			input->terms.entry.ordinal);
	return tw_segment_add_posting(merge->writer,
		tw_merge_number(input, postings->doc), freq, in_title,
		positions, err);
}

static int
copy_postings(struct tw_merging *merge, struct tw_merge_input *input,
	trawl_error *err)
{
	struct tw_postings *postings = &input->postings;
	int status = tw_postings_next(postings, err);

	while (status == TRAWL_OK) {
		if (!tw_merge_is_dead(input, postings->doc))
			status = copy_posting(merge, input, err);
		if (status == TRAWL_OK)
			status = tw_postings_next(postings, err);
	}
	return status == TRAWL_END ? TRAWL_OK : status;
}

/*
 * Nobody died: blocks of postings, and the gaps of their positions, are copied
 * as they are but for the articles' numbers.
 */
static bool
renumber(const struct tw_merge_input *input, struct tw_block *block)
{
	bool is_all = input->terms.entry.field == TW_FIELD_ALL;
	uint32_t weight = tw_title_weight(&input->segment->info);
	bool good = true;

	for (uint32_t i = 0; i < block->count; i++) {
		uint32_t freq = block->freqs[i];

		good = good && freq > 0 && freq >> TW_FREQ_BITS == 0 &&
			(!is_all || block->in_title[i] <=
				freq / weight);
		block->docs[i] += input->base;
	}
	return good;
}

static int
copy_block(struct tw_merging *merge, struct tw_merge_input *input,
	struct tw_gaps *gaps, trawl_error *err)
{
	struct tw_postings *postings = &input->postings;
	struct tw_block *block = &postings->block;
	bool is_first = postings->number == 0;
	int status = TRAWL_OK;

	if (!postings->has_freqs)
		tw_postings_unpack_freqs(postings);
	if (postings->packed)
		tw_block_get_in_title(postings->packed, block->in_title);
	if (!renumber(input, block))
		return TW_CORRUPT(err, "segment %u: term %u: impossible "
			"frequency", input->segment->info.segment,
			input->terms.entry.ordinal);
	if (is_first)
		status = tw_gaps_start(gaps, postings, tw_segment_gaps(block,
			postings->term.field,
			tw_title_weight(&input->segment->info), 0,
			block->count), err);
	if (status != TRAWL_OK)
		return status;
	return tw_segment_add_postings(merge->writer, block, tw_gaps_next,
		gaps, err);
}

static int
copy_blocks(struct tw_merging *merge, struct tw_merge_input *input,
	trawl_error *err)
{
	struct tw_gaps gaps;
	int status = begin_term(merge, input, err);

	while (status == TRAWL_OK) {
		status = tw_postings_next_block(&input->postings, err);
		if (status == TRAWL_OK)
			status = copy_block(merge, input, &gaps, err);
	}
	return status == TRAWL_END ? TRAWL_OK : status;
}

static int
copy_list(struct tw_merging *merge, struct tw_merge_input *input,
	trawl_error *err)
{
	int status = tw_postings_open(&input->postings, input->segment,
		&input->terms.entry, err);

	if (status != TRAWL_OK)
		return status;
	status = input->deaths->bits ? copy_postings(merge, input, err) :
		copy_blocks(merge, input, err);
	tw_postings_close(&input->postings);
	return status;
}

static bool
is_present(const struct tw_merging *merge, enum tw_index_field field)
{
	const struct tw_merge_input *top = merge->heap[0];

	return merge->heap_count > 0 && top->terms.entry.field == field &&
		tw_str_equal(top->terms.term, tw_buf_str(&merge->term));
}

/* Copies the term on top from all inputs that have it. */
static int
copy_term(struct tw_merging *merge, trawl_error *err)
{
	enum tw_index_field field = merge->heap[0]->terms.entry.field;

	tw_buf_reset(&merge->term);
	tw_buf_add_str(&merge->term, merge->heap[0]->terms.term);
	int status = tw_buf_status(&merge->term, err);

	merge->in_term = false;
	while (status == TRAWL_OK && is_present(merge, field)) {
		status = copy_list(merge, merge->heap[0], err);
		if (status == TRAWL_OK)
			status = step(merge, err);
	}
	if (status != TRAWL_OK || !merge->in_term)
		return status;
	return tw_segment_end_term(merge->writer, err);
}

void
tw_merging_done(struct tw_merging *merge)
{
	for (uint32_t i = 0; i < merge->count; i++)
		tw_terms_close(&merge->inputs[i].terms);
	tw_free(merge->inputs);
	tw_free(merge->heap);
	tw_buf_done(&merge->term);
}

/* Whether there is a term left before the key. */
static bool
has_more(const struct tw_merging *merge, struct tw_str end)
{
	if (merge->heap_count == 0)
		return false;
	return end.n == 0 || tw_str_compare(
		tw_buf_str(&merge->heap[0]->terms.key), end) < 0;
}

int
tw_merge_lists(struct tw_merging *merge, struct tw_str from,
	struct tw_str end, trawl_error *err)
{
	int status = open_dictionaries(merge, from, err);

	while (status == TRAWL_OK && has_more(merge, end))
		status = copy_term(merge, err);
	return status;
}
