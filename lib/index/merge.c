/* merge.c: several segments made into one, without their dead. */
/* SPDX-License-Identifier: MIT */
#include "index/merge.h"

#include "base/alloc.h"
#include "index/lexicon.h"
#include "index/merging.h"

/*
 * Articles are copied segment by segment, then lists term by term
 * (mergelists.c), lines and words.
 */

/* Memory for a book of articles that are worth one, and a block of these. */
#define PACKING_LEAST ((size_t)4 << 20)

/* Segments with less text are packed anew by each merge: else what has come
   in small pieces would have as many books. */
#define REPACKED_LESS (4 * (uint64_t)TW_CODED_LEAST)

/* ------------------------------------------------------------------ */
/* Articles.                                                            */

/* Those that live; counts them. */
static int
copy_living(struct tw_merging *merge, const struct tw_merge_input *input,
	uint32_t *ret_count, trawl_error *err)
{
	struct tw_values_copier copier;
	uint32_t docs = input->segment->info.docs;
	uint32_t count = 0;
	int status = tw_values_copier_init(&copier, input->segment, err);

	for (uint32_t d = 0; d < docs && status == TRAWL_OK; d++) {
		if (tw_merge_is_dead(input, d))
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
is_repacked(const struct tw_merge_input *input)
{
	return input->deaths->bits ||
		input->segment->info.text_bytes < REPACKED_LESS;
}

/* Bytes of text of the first of such inputs that begin at `i`, and all that
   follow. */
static uint64_t
repacked_text(const struct tw_merging *merge, uint32_t i)
{
	uint64_t text = 0;

	for (; i < merge->count && is_repacked(&merge->inputs[i]); i++)
		text += merge->inputs[i].segment->info.text_bytes;
	return text;
}

/* Begins or ends packing anew before the input. */
static int
turn(struct tw_merging *merge, uint32_t i, bool *is_repacking, trawl_error *err)
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
expect_text(struct tw_merging *merge)
{
	uint64_t text = 0;

	for (uint32_t i = 0; i < merge->count; i++)
		text += merge->inputs[i].segment->info.text_bytes;
	tw_segment_set_beside(merge->writer, merge->packing.beside);
	(void)tw_segment_expect(merge->writer, text);
}

static int
copy_articles(struct tw_merging *merge, trawl_error *err)
{
	bool is_repacking = false;
	uint32_t copied = 0;

	expect_text(merge);
	for (uint32_t i = 0; i < merge->count; i++) {
		struct tw_merge_input *input = &merge->inputs[i];
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
/* Lines.                                                               */

/* Reads the entry at or behind input->line of an article that lives. */
static int
find_line(struct tw_merge_input *input, trawl_error *err)
{
	uint64_t count = tw_lines_count(input->segment);
	int status = TRAWL_OK;

	while (input->line < count && status == TRAWL_OK) {
		status = tw_lines_get(input->segment, input->line,
			&input->entry, err);
		if (status != TRAWL_OK ||
			!tw_merge_is_dead(input, input->entry.doc))
			break;
		input->line++;
	}
	return status;
}

/* The input whose entry comes first, of equal ones the first; NULL: none. */
static struct tw_merge_input *
first_line(const struct tw_merging *merge)
{
	struct tw_merge_input *first = NULL;

	for (uint32_t i = 0; i < merge->count; i++) {
		struct tw_merge_input *input = &merge->inputs[i];

		if (input->line < tw_lines_count(input->segment) &&
			(!first || input->entry.key < first->entry.key))
			first = input;
	}
	return first;
}

static int
copy_lines(struct tw_merging *merge, trawl_error *err)
{
	int status = TRAWL_OK;

	for (uint32_t i = 0; i < merge->count && status == TRAWL_OK; i++)
		status = find_line(&merge->inputs[i], err);
	while (status == TRAWL_OK) {
		struct tw_merge_input *input = first_line(merge);

		if (!input)
			break;
		status = tw_segment_add_line(merge->writer, input->entry.key,
			tw_merge_number(input, input->entry.doc), err);
		input->line++;
		if (status == TRAWL_OK)
			status = find_line(input, err);
	}
	return status;
}

/* ------------------------------------------------------------------ */
/* Words.                                                               */

static int
copy_words(struct tw_merging *merge, trawl_error *err)
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
copy_all(struct tw_merging *merge, const struct tw_merge_help *help,
	struct tw_segment_info *ret, trawl_error *err)
{
	struct tw_merge_shares shares = {0};

	if (help)
		tw_merge_shares_plan(&shares, help, merge->count);
	int status = copy_articles(merge, err);

	if (status == TRAWL_OK)
		status = help ? tw_merge_lists_with(merge, &shares, err) :
			tw_merge_lists(merge, tw_str("", 0), tw_str("", 0),
				err);
	tw_merge_shares_done(&shares);
	if (status == TRAWL_OK && merge->count > 0)
		status = copy_words(merge, err);
	if (status == TRAWL_OK)
		status = copy_lines(merge, err);
	if (status != TRAWL_OK)
		return status;
	return tw_segment_finish(merge->writer, ret, err);
}

static int
merge_init(struct tw_merging *merge, struct tw_segment *segments,
	struct tw_deaths *deaths, uint32_t count, trawl_error *err)
{
	*merge = (struct tw_merging){
		.inputs = tw_alloc_zeroed(count, sizeof(*merge->inputs)),
		.heap = tw_alloc(count * sizeof(*merge->heap)),
	};
	if (!merge->inputs || !merge->heap)
		return tw_no_memory(err);
	for (uint32_t i = 0; i < count; i++) {
		struct tw_merge_input *input = &merge->inputs[i];
		int status = tw_deaths_load(&deaths[i], &segments[i], err);

		if (status != TRAWL_OK)
			return status;
		input->segment = &segments[i];
		input->deaths = &deaths[i];
		merge->count++;
		if (!tw_merge_count_ranks(input))
			return tw_no_memory(err);
	}
	return TRAWL_OK;
}

static void
merge_done(struct tw_merging *merge)
{
	for (uint32_t i = 0; i < merge->count; i++)
		tw_free(merge->inputs[i].ranks);
	tw_merging_done(merge);
	tw_segment_writer_free(merge->writer);
}

int
tw_merge(struct tw_segment *segments, struct tw_deaths *deaths,
	uint32_t count, const struct tw_ranking *ranking,
	const struct tw_packing *packing, const struct tw_merge_help *help,
	struct tw_sink *sink, uint32_t number, struct tw_segment_info *ret,
	trawl_error *err)
{
	struct tw_merging merge;
	int status = merge_init(&merge, segments, deaths, count, err);

	if (status == TRAWL_OK)
		status = tw_segment_writer_new(sink, number, &merge.writer,
			err);
	if (status == TRAWL_OK) {
		tw_segment_set_ranking(merge.writer, ranking);
		merge.packing = *packing;
		status = copy_all(&merge, help, ret, err);
	}
	merge_done(&merge);
	return status;
}
