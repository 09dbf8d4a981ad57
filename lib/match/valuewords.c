/* valuewords.c: the words of authors and categories. */
/* SPDX-License-Identifier: MIT */
#include "match/valuewords.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/map.h"
#include "text/written.h"

struct gathering {
	struct tw_map map;		/* from words to their places */
	struct tw_arena *arena;
	struct tw_buf words;		/* struct tw_value_word */
	struct tw_buf folded;		/* of a value; reused, */
	struct tw_buf scratch[2];	/* as these are */
};

/* A tw_written_fn. */
static int
add_word(void *context, const struct tw_written *written, trawl_error *err)
{
	struct gathering *gathering = context;
	uint32_t count = (uint32_t)(gathering->words.n /
		sizeof(struct tw_value_word));
	uint32_t *place = NULL;
	bool is_new = false;

	if (!tw_map_insert(&gathering->map, written->word, count, &place,
		NULL, &is_new))
		return tw_no_memory(err);
	if (!is_new) {
		struct tw_value_word *words = (void *)gathering->words.p;

		words[*place].count++;
		return TRAWL_OK;
	}
	struct tw_value_word word = {
		.word.p = tw_arena_copy(gathering->arena, written->word.p,
			written->word.n),
		.word.n = written->word.n,
		.count = 1,
	};

	if (!word.word.p)
		return tw_no_memory(err);
	tw_buf_add(&gathering->words, &word, sizeof(word));
	return tw_buf_status(&gathering->words, err);
}

static int
add_segment(struct gathering *gathering, struct tw_analyzer *analyzer,
	struct tw_segment *segment, enum tw_value_kind kind, trawl_error *err)
{
	const struct tw_values *values;
	int status = tw_values_get(segment, kind, &values, err);

	if (status != TRAWL_OK)
		return status;
	for (uint32_t i = 0; i < values->count && status == TRAWL_OK; i++) {
		gathering->folded.n = 0;
		tw_analyzer_fold(analyzer, values->texts[i],
			&gathering->folded);
		status = tw_buf_status(&gathering->folded, err);
		if (status == TRAWL_OK)
			status = tw_written_each(
				tw_buf_str(&gathering->folded), false, 1,
				gathering->scratch, add_word, gathering, err);
	}
	return status;
}

static int
by_word(const void *left, const void *right)
{
	const struct tw_value_word *a = left;
	const struct tw_value_word *b = right;

	return tw_str_compare(a->word, b->word);
}

/* Puts the words in order, in the arena. */
static int
finish(struct gathering *gathering, struct tw_value_words *ret,
	trawl_error *err)
{
	struct tw_buf *words = &gathering->words;
	size_t count = words->n / sizeof(struct tw_value_word);
	void *copy = tw_arena_alloc(gathering->arena,
		words->n + sizeof(struct tw_value_word));

	if (!copy)
		return tw_no_memory(err);
	if (count > 0) {
		memcpy(copy, words->p, words->n);
		qsort(copy, count, sizeof(struct tw_value_word), by_word);
	}
	*ret = (struct tw_value_words){copy, (uint32_t)count};
	return TRAWL_OK;
}

int
tw_value_words(struct tw_reader *reader, struct tw_analyzer *analyzer,
	enum tw_value_kind kind, struct tw_arena *arena,
	struct tw_value_words *ret, trawl_error *err)
{
	struct gathering gathering = {.arena = arena};
	int status = TRAWL_OK;

	for (uint32_t i = 0; i < reader->root.count && status == TRAWL_OK; i++)
		status = add_segment(&gathering, analyzer,
			&reader->segments[i], kind, err);
	if (status == TRAWL_OK)
		status = finish(&gathering, ret, err);
	tw_map_done(&gathering.map);
	tw_buf_done(&gathering.words);
	tw_buf_done(&gathering.folded);
	tw_buf_done(&gathering.scratch[0]);
	tw_buf_done(&gathering.scratch[1]);
	return status;
}
