/* merge.c: several segments made into one, without their dead. */
/* SPDX-License-Identifier: MIT */
#include "index/merge.h"

#include "base/alloc.h"
#include "index/gaps.h"
#include "index/keysort.h"
#include "index/lexicon.h"
#include "index/lines.h"
#include "index/postings.h"
#include "index/segwrite.h"

/*
 * Articles are copied segment by segment. Then the dictionaries are walked
 * side by side: the input whose term comes first is on top of a heap, and of
 * equal terms that of the first segment, so that the postings of a term are
 * copied in the order of articles. An article's new number is its old one
 * plus what came before its segment, less the dead before it.
 */
#define RANK_SHIFT 6

/* Memory for a book of articles that are worth one, and a block of these. */
#define PACKING_LEAST ((size_t)4 << 20)

/* Segments with less text are packed anew by each merge: else what has come
   in small pieces would have as many books. */
#define REPACKED_LESS (4 * (uint64_t)TW_CODED_LEAST)

struct input {
	struct tw_segment *segment;
	const struct tw_deaths *deaths;
	uint32_t base;		/* new number of its first live article */
	uint32_t *ranks;	/* dead before each 64th; NULL: none is dead */
	struct tw_terms terms;
	uint64_t key;		/* tw_text_key of the present one */
	struct tw_postings postings;
	uint64_t line;		/* place of its entry of a line */
	struct tw_lines_entry entry;
};

struct merge {
	struct input *inputs;
	uint32_t count;
	struct input **heap;
	uint32_t heap_count;
	struct tw_segment_writer *writer;
	struct tw_packing packing;
	bool in_term;		/* a term has begun: somebody living has it */
	struct tw_buf term;	/* and its bytes */
};

static bool
is_dead(const struct input *input, uint32_t doc)
{
	const uint8_t *bits = input->deaths->bits;

	return bits && (bits[doc / 8] >> doc % 8 & 1);
}

static bool
count_ranks(struct input *input)
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
		dead += is_dead(input, doc);
	}
	return true;
}

/* The new number of a live article. */
static uint32_t
new_number(const struct input *input, uint32_t doc)
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
/* Articles.                                                            */

/* Those that live; counts them. */
static int
copy_living(struct merge *merge, const struct input *input,
	uint32_t *ret_count, trawl_error *err)
{
	struct tw_values_copier copier;
	uint32_t docs = input->segment->info.docs;
	uint32_t count = 0;
	int status = tw_values_copier_init(&copier, input->segment, err);

	for (uint32_t d = 0; d < docs && status == TRAWL_OK; d++) {
		if (is_dead(input, d))
			continue;
		status = tw_segment_copy_doc(merge->writer, &copier, d, err);
		count++;
	}
	tw_values_copier_done(&copier);
	*ret_count = count;
	return status;
}

/*
 * Whether its articles are packed anew: their blocks have dead ones in them,
 * or they are so few that it is time for a book, or one with others'.
 */
static bool
is_repacked(const struct input *input)
{
	return input->deaths->bits ||
		input->segment->info.text_bytes < REPACKED_LESS;
}

/* Bytes of text of the first of such inputs that begin at `i`, and all that
   follow. */
static uint64_t
repacked_text(const struct merge *merge, uint32_t i)
{
	uint64_t text = 0;

	for (; i < merge->count && is_repacked(&merge->inputs[i]); i++)
		text += merge->inputs[i].segment->info.text_bytes;
	return text;
}

/* Begins or ends packing anew before the input. */
static int
turn(struct merge *merge, uint32_t i, bool *is_repacking, trawl_error *err)
{
	size_t memory = merge->packing.memory;

	if (is_repacked(&merge->inputs[i]) == *is_repacking)
		return TRAWL_OK;
	if (*is_repacking) {
		*is_repacking = false;
		return tw_segment_end_repack(merge->writer, err);
	}
	if (memory < PACKING_LEAST ||
			repacked_text(merge, i) < TW_CODED_LEAST)
		return TRAWL_OK;
	*is_repacking = true;
	return tw_segment_begin_repack(merge->writer, memory, err);
}

static void
expect_text(struct merge *merge)
{
	uint64_t text = 0;

	for (uint32_t i = 0; i < merge->count; i++)
		text += merge->inputs[i].segment->info.text_bytes;
	tw_segment_set_beside(merge->writer, merge->packing.beside);
	(void)tw_segment_expect(merge->writer, text);
}

static int
copy_articles(struct merge *merge, trawl_error *err)
{
	bool is_repacking = false;
	uint32_t copied = 0;

	expect_text(merge);
	for (uint32_t i = 0; i < merge->count; i++) {
		struct input *input = &merge->inputs[i];
		uint32_t count = input->segment->info.docs;
		int status = turn(merge, i, &is_repacking, err);

		input->base = copied;
		if (status == TRAWL_OK && input->deaths->bits)
			status = copy_living(merge, input, &count, err);
		else if (status == TRAWL_OK)
			status = tw_segment_add_docs(merge->writer,
				input->segment, err);
		if (status != TRAWL_OK)
			return status;
		copied += count;
	}
	return tw_segment_end_repack(merge->writer, err);
}

/* ------------------------------------------------------------------ */
/* The heap of dictionaries.                                            */

/* Order of the inputs' present terms, then of the inputs. */
static bool
is_before(const struct input *a, const struct input *b)
{
	if (a->key != b->key)
		return a->key < b->key;
	int order = tw_str_compare(tw_buf_str(&a->terms.key),
		tw_buf_str(&b->terms.key));

	return order != 0 ? order < 0 : a < b;
}

/* Moves to the input's next term; TRAWL_END. */
static int
next_term(struct input *input, trawl_error *err)
{
	int status = tw_terms_next(&input->terms, err);

	if (status == TRAWL_OK)
		input->key = tw_text_key(tw_buf_str(&input->terms.key));
	return status;
}

/* Puts the input where it belongs, from `place` down. */
static void
sink_down(struct merge *merge, struct input *input, uint32_t place)
{
	struct input **heap = merge->heap;
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
open_dictionaries(struct merge *merge, trawl_error *err)
{
	for (uint32_t i = 0; i < merge->count; i++) {
		struct input *input = &merge->inputs[i];
		int status = tw_terms_open(&input->terms, input->segment,
			TW_FIELD_ALL, tw_str("", 0), err);

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
step(struct merge *merge, trawl_error *err)
{
	struct input *top = merge->heap[0];
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
begin_term(struct merge *merge, const struct input *input, trawl_error *err)
{
	if (merge->in_term)
		return TRAWL_OK;
	merge->in_term = true;
	return tw_segment_begin_term(merge->writer, input->terms.entry.field,
		input->terms.term, err);
}

static int
copy_posting(struct merge *merge, struct input *input, trawl_error *err)
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
		new_number(input, postings->doc), freq, in_title, positions,
		err);
}

static int
copy_postings(struct merge *merge, struct input *input, trawl_error *err)
{
	struct tw_postings *postings = &input->postings;
	int status = tw_postings_next(postings, err);

	while (status == TRAWL_OK) {
		if (!is_dead(input, postings->doc))
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
renumber(const struct input *input, struct tw_block *block)
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
copy_block(struct merge *merge, struct input *input, struct tw_gaps *gaps,
	trawl_error *err)
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
copy_blocks(struct merge *merge, struct input *input, trawl_error *err)
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
copy_list(struct merge *merge, struct input *input, trawl_error *err)
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
is_present(const struct merge *merge, enum tw_index_field field)
{
	const struct input *top = merge->heap[0];

	return merge->heap_count > 0 && top->terms.entry.field == field &&
		tw_str_equal(top->terms.term, tw_buf_str(&merge->term));
}

/* Copies the term on top from all inputs that have it. */
static int
copy_term(struct merge *merge, trawl_error *err)
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

/* ------------------------------------------------------------------ */
/* Lines.                                                               */

/* Reads the entry at or behind input->line of an article that lives. */
static int
find_line(struct input *input, trawl_error *err)
{
	uint64_t count = tw_lines_count(input->segment);
	int status = TRAWL_OK;

	while (input->line < count && status == TRAWL_OK) {
		status = tw_lines_get(input->segment, input->line,
			&input->entry, err);
		if (status != TRAWL_OK || !is_dead(input, input->entry.doc))
			break;
		input->line++;
	}
	return status;
}

/* The input whose entry comes first, of equal ones the first; NULL: none. */
static struct input *
first_line(const struct merge *merge)
{
	struct input *first = NULL;

	for (uint32_t i = 0; i < merge->count; i++) {
		struct input *input = &merge->inputs[i];

		if (input->line < tw_lines_count(input->segment) &&
			(!first || input->entry.key < first->entry.key))
			first = input;
	}
	return first;
}

static int
copy_lines(struct merge *merge, trawl_error *err)
{
	int status = TRAWL_OK;

	for (uint32_t i = 0; i < merge->count && status == TRAWL_OK; i++)
		status = find_line(&merge->inputs[i], err);
	while (status == TRAWL_OK) {
		struct input *input = first_line(merge);

		if (!input)
			break;
		status = tw_segment_add_line(merge->writer, input->entry.key,
			new_number(input, input->entry.doc), err);
		input->line++;
		if (status == TRAWL_OK)
			status = find_line(input, err);
	}
	return status;
}

/* ------------------------------------------------------------------ */
/* Words.                                                               */

static int
copy_words(struct merge *merge, trawl_error *err)
{
	struct tw_words words;
	int status = tw_words_open_segments(&words, merge->inputs[0].segment,
		merge->count, tw_str("", 0), err);

	if (status != TRAWL_OK)
		return status;
	while (status == TRAWL_OK) {
		status = tw_words_next(&words, err);
		if (status == TRAWL_OK)
			status = tw_segment_add_word(merge->writer, words.word,
				words.count < UINT32_MAX ?
				(uint32_t)words.count : UINT32_MAX,
				words.form, err);
	}
	tw_words_close(&words);
	return status == TRAWL_END ? TRAWL_OK : status;
}

static int
copy_all(struct merge *merge, struct tw_segment_info *ret, trawl_error *err)
{
	int status = copy_articles(merge, err);

	if (status == TRAWL_OK)
		status = open_dictionaries(merge, err);
	while (status == TRAWL_OK && merge->heap_count > 0)
		status = copy_term(merge, err);
	if (status == TRAWL_OK && merge->count > 0)
		status = copy_words(merge, err);
	if (status == TRAWL_OK)
		status = copy_lines(merge, err);
	if (status != TRAWL_OK)
		return status;
	return tw_segment_finish(merge->writer, ret, err);
}

static int
merge_init(struct merge *merge, struct tw_segment *segments,
	struct tw_deaths *deaths, uint32_t count, trawl_error *err)
{
	*merge = (struct merge){
		.inputs = tw_alloc_zeroed(count, sizeof(*merge->inputs)),
		.heap = tw_alloc(count * sizeof(struct input *)),
	};
	if (!merge->inputs || !merge->heap)
		return tw_no_memory(err);
	for (uint32_t i = 0; i < count; i++) {
		struct input *input = &merge->inputs[i];
		int status = tw_deaths_load(&deaths[i], &segments[i], err);

		if (status != TRAWL_OK)
			return status;
		input->segment = &segments[i];
		input->deaths = &deaths[i];
		merge->count++;
		if (!count_ranks(input))
			return tw_no_memory(err);
	}
	return TRAWL_OK;
}

static void
merge_done(struct merge *merge)
{
	for (uint32_t i = 0; i < merge->count; i++) {
		tw_terms_close(&merge->inputs[i].terms);
		tw_free(merge->inputs[i].ranks);
	}
	tw_free(merge->inputs);
	tw_free(merge->heap);
	tw_segment_writer_free(merge->writer);
	tw_buf_done(&merge->term);
}

int
tw_merge(struct tw_segment *segments, struct tw_deaths *deaths,
	uint32_t count, const struct tw_ranking *ranking,
	const struct tw_packing *packing, struct tw_sink *sink, uint32_t number,
	struct tw_segment_info *ret, trawl_error *err)
{
	struct merge merge;
	int status = merge_init(&merge, segments, deaths, count, err);

	if (status == TRAWL_OK)
		status = tw_segment_writer_new(sink, number, &merge.writer,
			err);
	if (status == TRAWL_OK) {
		tw_segment_set_ranking(merge.writer, ranking);
		merge.packing = *packing;
		status = copy_all(&merge, ret, err);
	}
	merge_done(&merge);
	return status;
}
