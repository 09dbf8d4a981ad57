/* sample.c: some of the articles that have some words, evenly spread. */
/* SPDX-License-Identifier: MIT */
#include "result/sample.h"

#include "base/buf.h"
#include "index/bitmap.h"
#include "index/postings.h"
#include "match/cursor.h"

/* ------------------------------------------------------------------ */
/* Lists of a word.                                                     */

struct looking {
	struct tw_reader *reader;
	enum tw_index_field field;
	struct tw_arena *arena;
	struct tw_lists lists;
	trawl_error *err;
};

/* Keeps the rarest term. */
static int
take_token(void *context, const struct tw_token *token)
{
	struct looking *looking = context;
	struct tw_reader *reader = looking->reader;
	uint64_t articles;

	if (token->kind != TW_TOKEN_MAIN)
		return TRAWL_OK;
	struct tw_term *entries = tw_arena_alloc(looking->arena,
		reader->root.count * sizeof(*entries) + 1);

	if (!entries)
		return tw_no_memory(looking->err);
	int status = tw_reader_find_term(reader, looking->field,
		tw_str(token->term, token->term_length), entries, &articles,
		looking->err);

	if (status == TRAWL_OK && (!looking->lists.entries ||
		articles < looking->lists.articles))
		looking->lists = (struct tw_lists){entries, articles, false};
	looking->lists.stop = token->stop;
	return status;
}

int
tw_lists_of(struct tw_reader *reader, struct tw_analyzer *analyzer,
	enum tw_index_field field, struct tw_str word, struct tw_arena *arena,
	struct tw_lists *ret, trawl_error *err)
{
	struct looking looking = {
		.reader = reader,
		.field = field,
		.arena = arena,
		.err = err,
	};
	int status = tw_analyze(analyzer, word, take_token, &looking, err);

	if (status == TRAWL_OK)
		*ret = looking.lists;
	return status;
}

/* One of them, to be asked for articles that ascend. */
struct list {
	struct tw_postings postings;
	struct tw_bitmap bitmap;
	bool has_bitmap;
};

static int
open_list(struct list *list, struct tw_segment *segment,
	const struct tw_term *term, trawl_error *err)
{
	list->has_bitmap = tw_term_has_bitmap(term);
	if (list->has_bitmap) {
		int status = tw_bitmap_open(&list->bitmap, segment, term, err);

		if (status != TRAWL_OK)
			return status;
	}
	return tw_postings_open(&list->postings, segment, term, err);
}

static inline int
has(struct list *list, uint32_t doc, bool *ret, trawl_error *err)
{
	if (list->has_bitmap) {
		*ret = tw_bitmap_has(&list->bitmap, doc);
		return TRAWL_OK;
	}
	int status = tw_postings_seek(&list->postings, doc, err);

	*ret = list->postings.doc == doc;
	return status == TRAWL_END ? TRAWL_OK : status;
}

/* ------------------------------------------------------------------ */
/* Taking a sample.                                                     */

struct taking {
	struct tw_reader *reader;
	const struct tw_lists *words;
	uint32_t count;
	uint32_t rarest;
	const struct tw_recency *recency;
	struct list **lists;	/* of a segment, one a word, */
	uint32_t open;		/* so many of them */
	uint32_t number;	/* of the segment */
	uint64_t seen;		/* articles of the rarest word that were
				   looked at, living or dead, */
	uint64_t all;		/* of so many */
	struct tw_buf hits;
};

static int
weigh(struct taking *taking, uint32_t doc, float *ret, trawl_error *err)
{
	uint32_t date = 0;

	*ret = 1;
	if (!tw_recency_counts(taking->recency))
		return TRAWL_OK;
	int status = tw_segment_date(&taking->reader->segments[taking->number],
		doc, &date, err);

	if (status == TRAWL_OK)
		*ret = tw_recency_factor(taking->recency, date);
	return status;
}

/* An article of the rarest word: taken if it has the others and lives. */
static int
look_at(struct taking *taking, uint32_t doc, trawl_error *err)
{
	struct tw_segment *segment = &taking->reader->segments[taking->number];
	bool is_dead = false;
	bool found = true;
	int status = TRAWL_OK;

	taking->seen++;
	for (uint32_t i = 0; i < taking->count && found; i++) {
		if (i != taking->rarest)
			status = has(taking->lists[i], doc, &found, err);
		if (status != TRAWL_OK)
			return status;
	}
	if (found && segment->info.dead > 0)
		status = tw_segment_is_dead(segment, doc, &is_dead, err);
	if (!found || is_dead || status != TRAWL_OK)
		return status;
	struct tw_hit hit = {.segment = taking->number, .doc = doc};

	status = weigh(taking, doc, &hit.score, err);
	tw_buf_add(&taking->hits, &hit, sizeof(hit));
	return status == TRAWL_OK ? tw_buf_status(&taking->hits, err) : status;
}

/* Looks at so many blocks of the rarest word's list from one on. */
static int
look_at_blocks(struct taking *taking, uint32_t first, uint32_t count,
	trawl_error *err)
{
	struct tw_postings *postings =
		&taking->lists[taking->rarest]->postings;

	for (uint32_t n = first; n < first + count; n++) {
		int status = tw_postings_go_to_block(postings, n, err);

		if (status == TRAWL_END)
			break;
		for (uint32_t i = 0;
			i < postings->block.count && status == TRAWL_OK; i++)
			status = look_at(taking, postings->block.docs[i], err);
		if (status != TRAWL_OK)
			return status;
	}
	return TRAWL_OK;
}

/* All blocks of a list, or runs of them where that are too many. */
static int
look_at_list(struct taking *taking, uint32_t most, trawl_error *err)
{
	const struct tw_postings *postings =
		&taking->lists[taking->rarest]->postings;
	uint32_t blocks = postings->block_count;
	uint32_t wanted = most / TW_BLOCK + 1;
	uint32_t runs = wanted < TW_SAMPLED_RUNS ? wanted : TW_SAMPLED_RUNS;
	int status = TRAWL_OK;

	if (blocks <= wanted)
		return look_at_blocks(taking, 0, blocks, err);
	for (uint32_t i = 0; i < runs && status == TRAWL_OK; i++)
		status = look_at_blocks(taking,
			(uint32_t)((uint64_t)blocks * i / runs),
			wanted / runs, err);
	return status;
}

/* Opens the lists of a segment; *ret is false if a word has none there. */
static int
open_lists(struct taking *taking, bool *ret, trawl_error *err)
{
	*ret = true;
	for (uint32_t i = 0; i < taking->count && *ret; i++)
		*ret = taking->words[i].entries[taking->number].df > 0;
	taking->open = 0;
	while (*ret && taking->open < taking->count) {
		uint32_t i = taking->open;
		int status = open_list(taking->lists[i],
			&taking->reader->segments[taking->number],
			&taking->words[i].entries[taking->number], err);

		if (status != TRAWL_OK)
			return status;
		taking->open++;
	}
	return TRAWL_OK;
}

static int
take_segment(struct taking *taking, uint32_t most, trawl_error *err)
{
	const struct tw_term *rarest =
		&taking->words[taking->rarest].entries[taking->number];
	bool all;
	int status = open_lists(taking, &all, err);

	if (status == TRAWL_OK && all)
		status = look_at_list(taking, (uint32_t)((double)most *
			(double)rarest->df / (double)taking->all), err);
	else
		taking->seen += rarest->df;	/* none of them has all */
	while (taking->open > 0)
		tw_postings_close(&taking->lists[--taking->open]->postings);
	return status;
}

static int
make_lists(struct taking *taking, struct tw_arena *arena, trawl_error *err)
{
	taking->lists = tw_arena_alloc(arena,
		taking->count * sizeof(*taking->lists));
	if (!taking->lists)
		return tw_no_memory(err);
	for (uint32_t i = 0; i < taking->count; i++) {
		taking->lists[i] = tw_cursor_alloc(arena,
			sizeof(**taking->lists));
		if (!taking->lists[i])
			return tw_no_memory(err);
		if (taking->words[i].articles <
			taking->words[taking->rarest].articles)
			taking->rarest = i;
	}
	return TRAWL_OK;
}

static int
take(struct taking *taking, uint32_t most, trawl_error *err)
{
	const struct tw_term *entries =
		taking->words[taking->rarest].entries;
	uint32_t segments = taking->reader->root.count;
	int status = TRAWL_OK;

	for (uint32_t i = 0; i < segments; i++)
		taking->all += entries[i].df;
	for (; taking->number < segments && status == TRAWL_OK;
		taking->number++)
		if (entries[taking->number].df > 0)
			status = take_segment(taking, most, err);
	return status;
}

int
tw_sample(struct tw_reader *reader, const struct tw_lists *words,
	uint32_t count, uint32_t most, const struct tw_recency *recency,
	struct tw_arena *arena, struct tw_sample *ret, trawl_error *err)
{
	struct taking taking = {
		.reader = reader,
		.words = words,
		.count = count,
		.recency = recency,
	};
	int status = make_lists(&taking, arena, err);

	if (status == TRAWL_OK)
		status = take(&taking, most, err);
	size_t size = taking.hits.n;
	struct tw_hit *hits = tw_arena_alloc(arena, size + 1);

	if (status == TRAWL_OK && !hits)
		status = tw_no_memory(err);
	if (status == TRAWL_OK && size > 0)
		memcpy(hits, taking.hits.p, size);
	tw_buf_done(&taking.hits);
	if (status != TRAWL_OK)
		return status;
	*ret = (struct tw_sample){
		.hits = hits,
		.count = (uint32_t)(size / sizeof(*hits)),
		.each = taking.seen == 0 ? 1 :
			(double)taking.all / (double)taking.seen,
	};
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */
/* What it says.                                                        */

static struct tw_sampled
sum_up(const struct tw_sample *sample, uint32_t count, double weights)
{
	if (count == 0)
		return (struct tw_sampled){0, 1};
	return (struct tw_sampled){
		.articles = (uint64_t)((double)count * sample->each + 0.5),
		.weight = (float)(weights / count),
	};
}

struct tw_sampled
tw_sample_all(const struct tw_sample *sample)
{
	double weights = 0;

	for (uint32_t i = 0; i < sample->count; i++)
		weights += (double)sample->hits[i].score;
	return sum_up(sample, sample->count, weights);
}

/* The lists of one or two words in a segment, and those that have been seen to
   fit. */
struct fitting {
	struct list *lists[2];
	uint32_t count;
	uint32_t with;
	double weights;
};

/* Whether the second word stands behind the first in the present article. */
static int
follows(struct fitting *fitting, bool *ret, trawl_error *err)
{
	const uint32_t *first;
	const uint32_t *second;
	uint32_t counts[2];
	uint32_t in_title;
	int status = tw_postings_positions(&fitting->lists[0]->postings,
		&first, &counts[0], &in_title, err);

	if (status == TRAWL_OK)
		status = tw_postings_positions(&fitting->lists[1]->postings,
			&second, &counts[1], &in_title, err);
	if (status != TRAWL_OK)
		return status;
	*ret = false;
	for (uint32_t i = 0, j = 0; i < counts[0] && j < counts[1] && !*ret;) {
		*ret = second[j] == first[i] + 1;
		if (second[j] <= first[i])
			j++;
		else
			i++;
	}
	return TRAWL_OK;
}

static int
fits(struct fitting *fitting, uint32_t doc, bool *ret, trawl_error *err)
{
	*ret = true;
	for (uint32_t i = 0; i < fitting->count && *ret; i++) {
		int status = has(fitting->lists[i], doc, ret, err);

		if (status != TRAWL_OK)
			return status;
	}
	return *ret && fitting->count == 2 ? follows(fitting, ret, err)
					   : TRAWL_OK;
}

/* The articles of a segment. */
static int
look_through(struct fitting *fitting, const struct tw_hit *hits,
	uint32_t count, trawl_error *err)
{
	int status = TRAWL_OK;

	for (uint32_t i = 0; i < count && status == TRAWL_OK; i++) {
		bool found = false;

		status = fits(fitting, hits[i].doc, &found, err);
		if (status == TRAWL_OK && found) {
			fitting->with++;
			fitting->weights += (double)hits[i].score;
		}
	}
	return status;
}

static int
look_in_segment(struct fitting *fitting, struct tw_segment *segment,
	const struct tw_term *terms[2], const struct tw_hit *hits,
	uint32_t count, trawl_error *err)
{
	uint32_t open = 0;
	int status = TRAWL_OK;

	while (open < fitting->count && status == TRAWL_OK) {
		struct list *list = fitting->lists[open];

		status = open_list(list, segment, terms[open], err);
		/* Only its blocks know the positions. */
		if (fitting->count == 2)
			list->has_bitmap = false;
		open += status == TRAWL_OK;
	}
	if (status == TRAWL_OK)
		status = look_through(fitting, hits, count, err);
	while (open-- > 0)
		tw_postings_close(&fitting->lists[open]->postings);
	return status;
}

static uint32_t
count_of_segment(const struct tw_sample *sample, uint32_t from)
{
	uint32_t i = from;

	while (i < sample->count &&
		sample->hits[i].segment == sample->hits[from].segment)
		i++;
	return i - from;
}

static int
look(struct tw_reader *reader, const struct tw_sample *sample,
	const struct tw_lists *words, uint32_t count, struct tw_arena *arena,
	struct tw_sampled *ret, trawl_error *err)
{
	struct fitting fitting = {.count = count};
	uint32_t n;
	int status = TRAWL_OK;

	for (uint32_t i = 0; i < count; i++) {
		fitting.lists[i] = tw_cursor_alloc(arena, sizeof(struct list));
		if (!fitting.lists[i])
			return tw_no_memory(err);
	}
	for (uint32_t i = 0; i < sample->count && status == TRAWL_OK; i += n) {
		uint32_t number = sample->hits[i].segment;
		const struct tw_term *terms[2] = {&words[0].entries[number],
			&words[count - 1].entries[number]};

		n = count_of_segment(sample, i);
		if (terms[0]->df > 0 && terms[1]->df > 0)
			status = look_in_segment(&fitting,
				&reader->segments[number], terms,
				sample->hits + i, n, err);
	}
	if (status == TRAWL_OK)
		*ret = sum_up(sample, fitting.with, fitting.weights);
	return status;
}

int
tw_sample_with(struct tw_reader *reader, const struct tw_sample *sample,
	const struct tw_lists *word, struct tw_arena *arena,
	struct tw_sampled *ret, trawl_error *err)
{
	return look(reader, sample, word, 1, arena, ret, err);
}

int
tw_sample_phrase(struct tw_reader *reader, const struct tw_sample *sample,
	const struct tw_lists words[2], struct tw_arena *arena,
	struct tw_sampled *ret, trawl_error *err)
{
	return look(reader, sample, words, 2, arena, ret, err);
}
