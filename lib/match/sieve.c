/* sieve.c: the best articles of an or of terms, by bounds of small groups. */
/* SPDX-License-Identifier: MIT */
#include "match/sieve.h"

#include <string.h>

#include "match/groupsums.h"
#include "match/sifted.h"

/*
 * Every group of 16 articles has a bound: the sum, over the lists, of what a
 * posting there scores at most. Adding them up costs a byte a group and list,
 * 32 at a time (as in Mallia, Suel and Tonellotto, "Faster learned sparse
 * retrieval with block-max pruning", 2024, though with smaller blocks). A few
 * groups with the highest bounds come first, so that the worst hit kept is a
 * good one; then all others whose bound reaches it, window by window. In a
 * group the lists that have an article bound it, then what they give it, one
 * after the other, the best first. What is left is summed up from all lists
 * in their order, so that sums are the same as ever.
 *
 *   bounds of groups     12 . 31 4 . . 27 18 ...       worst hit kept: 26
 *                              |        |
 *   bounds of articles   . 9 28 . 12    . . 22 .
 *   scores                   27.3
 *
 * Bounds are counted in units, so that all together are a byte.
 */
#define UNITS 254
#define SLACK 1e-4f		/* for what is rounded, of any sum */
#define FIRST_GROUPS 192	/* looked at first, and two a hit */
#define FIRST_ARTICLES 14	/* of them, and one a hit */
#define FIRST_BATCH 16
#define DEEP 200		/* hits, worth it of many postings alone */
#define TERMS_MAX 64		/* units a term: enough to tell bounds apart */

/* Articles to be scored. */
struct batch {
	struct tw_sifted_batch articles;
	float sums[TW_SIFTED_BATCH];	/* what they score at most */
};

/* Articles that may do, and what they may, in units. */
struct candidates {
	uint32_t count;
	uint32_t room;
	uint32_t *docs;
	uint8_t *sums;		/* 64 more may be read */
};

struct sieve {
	struct tw_collector *collector;
	struct tw_sifted *lists;	/* in the order of the sum */
	struct tw_levels_list *narrowing;	/* the long ones */
	uint32_t *longs;	/* their numbers, by `most`, descending */
	uint32_t count;
	uint32_t long_count;
	uint32_t windows;
	float unit;
	float least;		/* of the collector */
	uint8_t *sums;		/* of all groups of all windows */
	uint8_t *most;		/* of each window */
	uint32_t reach;		/* least_units */
	struct candidates first;
	struct tw_levels_found *found;	/* of a window */
	struct batch batch;
	float (*scores)[TW_SIFTED_BATCH];	/* of each list */
	uint8_t extra[TW_WINDOW];
};

static void
look_at_least(struct sieve *sieve)
{
	sieve->least = tw_topk_least_anywhere(sieve->collector->topk,
		sieve->collector->number);
	if (sieve->least < sieve->collector->floor)
		sieve->least = sieve->collector->floor;
}

/* Bounds that reach the least; above UINT8_MAX: none does. */
static uint32_t
least_units(const struct sieve *sieve)
{
	float units = sieve->least / (sieve->unit * (1 + SLACK));

	if (units <= 1)
		return 1;
	if (units > UINT8_MAX)
		return UINT8_MAX + 1;
	uint32_t whole = (uint32_t)units;

	return whole + ((float)whole < units);
}

/* ------------------------------------------------------------------ */
/* Articles.                                                            */

static bool
may_do(const struct sieve *sieve, float sum)
{
	return sum * (1 + SLACK) >= sieve->least;
}

/* What the lists give the articles at most. */
static void
add_up(struct sieve *sieve)
{
	struct batch *batch = &sieve->batch;

	for (uint32_t i = 0; i < batch->articles.count; i++)
		batch->sums[i] = 0;
	for (uint32_t n = 0; n < sieve->count; n++) {
		tw_sifted_bounds(&sieve->lists[n], &batch->articles,
			sieve->scores[n]);
		for (uint32_t i = 0; i < batch->articles.count; i++)
			batch->sums[i] += sieve->scores[n][i];
	}
}

/* What a list gives those of the articles that may do and that it has. */
static int
look_up(struct sieve *sieve, uint32_t n, trawl_error *err)
{
	struct batch *batch = &sieve->batch;
	struct tw_sifted_batch some;
	uint8_t slots[TW_SIFTED_BATCH];
	float found[TW_SIFTED_BATCH];
	float *scores = sieve->scores[n];

	some.count = 0;
	for (uint32_t i = 0; i < batch->articles.count; i++) {
		slots[some.count] = (uint8_t)i;
		some.docs[some.count] = batch->articles.docs[i];
		some.count += scores[i] > 0 && may_do(sieve, batch->sums[i]);
	}
	if (some.count == 0)
		return TRAWL_OK;
	int status = tw_sifted_scores(&sieve->lists[n], &some, found, err);
	for (uint32_t i = 0; i < some.count && status == TRAWL_OK; i++) {
		batch->sums[slots[i]] += found[i] - scores[slots[i]];
		scores[slots[i]] = found[i];
	}
	return status;
}

static int
keep(struct sieve *sieve, uint32_t i, trawl_error *err)
{
	uint32_t doc = sieve->batch.articles.docs[i];
	bool admitted = false;
	float sum = 0;
	int status = tw_collector_admits(sieve->collector, doc, &admitted,
		err);

	if (status != TRAWL_OK || !admitted)
		return status;
	for (uint32_t n = 0; n < sieve->count; n++)
		sum += sieve->scores[n][i];
	status = tw_collector_keep(sieve->collector, doc, sum, err);
	look_at_least(sieve);
	return status;
}

static int
score(struct sieve *sieve, trawl_error *err)
{
	struct batch *batch = &sieve->batch;
	int status = TRAWL_OK;

	if (batch->articles.count == 0)
		return TRAWL_OK;
	add_up(sieve);
	for (uint32_t n = 0; n < sieve->long_count && status == TRAWL_OK; n++)
		status = look_up(sieve, sieve->longs[n], err);
	for (uint32_t i = 0;
		i < batch->articles.count && status == TRAWL_OK; i++)
		if (may_do(sieve, batch->sums[i]))
			status = keep(sieve, i, err);
	batch->articles.count = 0;
	return status;
}

/* Small batches until the least is known. */
static int
add(struct sieve *sieve, uint32_t doc, trawl_error *err)
{
	struct tw_sifted_batch *articles = &sieve->batch.articles;

	articles->docs[articles->count++] = doc;
	if (articles->count < (sieve->least > 0 ? TW_SIFTED_BATCH
						: FIRST_BATCH))
		return TRAWL_OK;
	int status = score(sieve, err);
	sieve->reach = least_units(sieve);
	return status;
}

/* Those of 64 candidates with sums in [from, below), as bits. */
static uint64_t
pick(const struct candidates *first, uint32_t at, uint32_t from, uint32_t below)
{
	const uint8_t *sums = first->sums + at;
	uint64_t bits = tw_groupsums_above(sums, (uint8_t)from);

	if (first->count - at < 64)
		bits &= (UINT64_C(1) << (first->count - at)) - 1;
	if (bits && below <= UINT8_MAX)
		bits &= ~tw_groupsums_above(sums, (uint8_t)below);
	return bits;
}

/* Those of the candidates with such sums that reach the least. */
static int
score_first(struct sieve *sieve, uint32_t from, uint32_t below,
	trawl_error *err)
{
	const struct candidates *first = &sieve->first;
	int status = TRAWL_OK;

	for (uint32_t at = 0; at < first->count && status == TRAWL_OK;
		at += 64) {
		uint64_t bits = pick(first, at, from, below);

		for (; bits && status == TRAWL_OK; bits &= bits - 1) {
			uint32_t i = at + (uint32_t)__builtin_ctzll(bits);

			if (first->sums[i] >= sieve->reach)
				status = add(sieve, first->docs[i], err);
		}
	}
	if (status == TRAWL_OK)
		status = score(sieve, err);
	sieve->reach = least_units(sieve);
	return status;
}

/* The highest sum that so many candidates reach. */
static uint32_t
choose_articles(const uint32_t counts[UINT8_MAX + 1], uint32_t wanted)
{
	uint32_t sum = UINT8_MAX;

	for (uint32_t n = counts[sum]; n < wanted && sum > 1; n += counts[sum])
		sum--;
	return sum;
}

/* The best of the candidates, then more and more. */
static int
flush_first(struct sieve *sieve, trawl_error *err)
{
	struct candidates *first = &sieve->first;
	uint32_t wanted = FIRST_ARTICLES + sieve->collector->topk->depth;
	uint32_t counts[UINT8_MAX + 1] = {0};
	uint32_t below = UINT8_MAX + 1;
	int status = TRAWL_OK;

	for (uint32_t i = 0; i < first->count; i++)
		counts[first->sums[i]]++;
	while (below > sieve->reach && status == TRAWL_OK) {
		uint32_t from = choose_articles(counts, wanted);

		from = from < below ? from : below - 1;
		status = score_first(sieve, from, below, err);
		below = from;
		wanted *= 2;
	}
	first->count = 0;
	return status;
}

/* ------------------------------------------------------------------ */
/* Windows.                                                             */

/* The groups of a window with bounds in [least, below); how many. */
static uint32_t
groups_of(const uint8_t *sums, uint32_t least, uint32_t below,
	uint64_t ret[TW_LEVELS_WINDOW / 64])
{
	uint64_t others[TW_LEVELS_WINDOW / 64];
	uint32_t count = tw_levels_above(sums, (uint8_t)least, ret);

	if (below > UINT8_MAX)
		return count;
	count -= tw_levels_above(sums, (uint8_t)below, others);
	for (uint32_t i = 0; i < TW_LEVELS_WINDOW / 64; i++)
		ret[i] &= ~others[i];
	return count;
}

/* Those that were found in a window and are asked for: moved down. */
static uint32_t
leave_found(struct tw_levels_found *found, uint32_t count,
	const uint64_t *only)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < count; i++) {
		uint16_t at = found->at[i];

		found->at[kept] = at;
		found->sums[kept] = found->sums[i];
		kept += (uint32_t)(only[at / 64] >> at % 64) & 1;
	}
	return kept;
}

/* The articles of the groups that reach the least. */
static int
look_into(struct sieve *sieve, const struct tw_sifted_window *window,
	uint32_t *ret, trawl_error *err)
{
	struct tw_levels_window narrowing = {
		.groups = window->groups,
		.lists = sieve->narrowing,
		.count = sieve->long_count,
		.extra = sieve->extra,
		.least = (uint8_t)sieve->reach,
	};
	int status = TRAWL_OK;

	for (uint32_t i = 0; i < sieve->count && status == TRAWL_OK; i++)
		status = tw_sifted_enter(&sieve->lists[i], window,
			sieve->extra, err);
	for (uint32_t i = 0; i < sieve->long_count; i++)
		sieve->narrowing[i] = sieve->lists[sieve->longs[i]].window;
	*ret = status == TRAWL_OK
		? tw_levels_narrow(&narrowing, sieve->found) : 0;
	if (sieve->collector->only)
		*ret = leave_found(sieve->found, *ret,
			sieve->collector->only + window->base / 64);
	for (uint32_t i = 0; i < sieve->count; i++)
		tw_sifted_leave(&sieve->lists[i], window, sieve->extra);
	return status;
}

static int
gather(struct sieve *sieve, uint32_t base, uint32_t count, trawl_error *err)
{
	struct candidates *first = &sieve->first;

	if (count > first->room - first->count) {
		int status = flush_first(sieve, err);

		if (status != TRAWL_OK)
			return status;
	}
	for (uint32_t i = 0; i < count; i++)
		first->docs[first->count + i] = base + sieve->found->at[i];
	memcpy(first->sums + first->count, sieve->found->sums, count);
	first->count += count;
	return TRAWL_OK;
}

static int
score_found(struct sieve *sieve, uint32_t base, uint32_t count,
	trawl_error *err)
{
	const struct tw_levels_found *found = sieve->found;
	int status = TRAWL_OK;

	for (uint32_t i = 0; i < count && status == TRAWL_OK; i++)
		if (found->sums[i] >= sieve->reach)
			status = add(sieve, base + found->at[i], err);
	return status;
}

/*
 * All groups with bounds in [from, below) that reach the least: their articles
 * are gathered, or scored.
 */
static int
pass(struct sieve *sieve, uint32_t from, uint32_t below, bool gathering,
	trawl_error *err)
{
	int status = TRAWL_OK;

	for (uint32_t i = 0; i < sieve->count && status == TRAWL_OK; i++)
		status = tw_sifted_rewind(&sieve->lists[i], err);
	for (uint32_t i = 0; i < sieve->windows && status == TRAWL_OK; i++) {
		uint32_t least = sieve->reach > from ? sieve->reach : from;
		struct tw_sifted_window window = {.base = i * TW_WINDOW};
		uint32_t count;

		if (least >= below)
			return TRAWL_OK;
		if (sieve->most[i] < least)
			continue;
		window.count = groups_of(sieve->sums +
			(size_t)i * TW_LEVELS_WINDOW, least, below,
			window.groups);
		if (window.count == 0)
			continue;
		status = look_into(sieve, &window, &count, err);
		if (status == TRAWL_OK)
			status = gathering
				? gather(sieve, window.base, count, err)
				: score_found(sieve, window.base, count, err);
	}
	return status;
}

static int
run(struct sieve *sieve, uint32_t first, trawl_error *err)
{
	int status = pass(sieve, first, UINT8_MAX + 1, true, err);

	if (status == TRAWL_OK)
		status = flush_first(sieve, err);
	if (status == TRAWL_OK)
		status = pass(sieve, 1, first, false, err);
	return status == TRAWL_OK ? score(sieve, err) : status;
}

static uint32_t
first_groups(const struct tw_collector *collector)
{
	return FIRST_GROUPS + 2 * collector->topk->depth;
}

/* Whether so many groups reach a bound. */
static bool
are_enough(const struct sieve *sieve, uint32_t bound, uint32_t wanted)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < sieve->windows && count < wanted; i++) {
		uint64_t groups[TW_LEVELS_WINDOW / 64];

		if (sieve->most[i] < bound)
			continue;
		count += tw_levels_above(sieve->sums +
			(size_t)i * TW_LEVELS_WINDOW, (uint8_t)bound, groups);
	}
	return count >= wanted;
}

/* The highest bound that as many groups reach as are looked at first. */
static uint32_t
choose_first(const struct sieve *sieve)
{
	uint32_t wanted = first_groups(sieve->collector);
	uint32_t low = 1;
	uint32_t high = UINT8_MAX;

	while (low < high) {
		uint32_t middle = (low + high + 1) / 2;

		if (are_enough(sieve, middle, wanted))
			low = middle;
		else
			high = middle - 1;
	}
	return low;
}

/* ------------------------------------------------------------------ */

static void
sort_longs(struct sieve *sieve)
{
	for (uint32_t i = 1; i < sieve->long_count; i++) {
		uint32_t moved = sieve->longs[i];
		uint32_t j = i;

		for (; j > 0 && sieve->lists[sieve->longs[j - 1]].most <
			sieve->lists[moved].most; j--)
			sieve->longs[j] = sieve->longs[j - 1];
		sieve->longs[j] = moved;
	}
}

/* Groups without an article that is asked for have none that may do. */
static void
leave_out(struct sieve *sieve, const uint64_t *only)
{
	for (size_t i = 0; i < sieve->windows * (size_t)TW_WINDOW / 64; i++) {
		uint8_t *sums = sieve->sums + 4 * i;

		for (uint32_t k = 0; k < 4; k++)
			if (!(only[i] >> TW_LEVELS_GROUP * k & 0xffff))
				sums[k] = 0;
	}
}

static void
add_bounds(struct sieve *sieve)
{
	for (uint32_t i = 0; i < sieve->count; i++)
		tw_sifted_add(&sieve->lists[i], (double)sieve->unit,
			sieve->sums);
	if (sieve->collector->only)
		leave_out(sieve, sieve->collector->only);
	for (uint32_t i = 0; i < sieve->windows; i++)
		sieve->most[i] = tw_levels_most(sieve->sums +
			(size_t)i * TW_LEVELS_WINDOW);
}

static int
open_lists(struct sieve *sieve, struct tw_arena *arena,
	struct tw_cursors terms, trawl_error *err)
{
	float most = 0;

	for (; sieve->count < terms.count; sieve->count++) {
		struct tw_sifted *list = &sieve->lists[sieve->count];
		int status = tw_sifted_open(list,
			tw_term_of(terms.cursor[sieve->count]), arena, err);

		if (status != TRAWL_OK)
			return status;
		most += list->most;
		if (list->is_short)
			continue;
		sieve->longs[sieve->long_count++] = sieve->count;
	}
	sieve->unit = most > 0 ? most / (float)(UNITS - terms.count) : 1;
	sort_longs(sieve);
	return TRAWL_OK;
}

static struct sieve *
new_sieve(struct tw_arena *arena, struct tw_cursors terms,
	struct tw_collector *collector)
{
	struct sieve *sieve = tw_cursor_alloc(arena, sizeof(*sieve));

	if (!sieve)
		return NULL;
	memset(sieve, 0, sizeof(*sieve));
	sieve->collector = collector;
	sieve->windows = (collector->segment->info.docs - 1) / TW_WINDOW + 1;
	sieve->sums = tw_arena_zeroed(arena, sieve->windows,
		TW_LEVELS_WINDOW);
	sieve->most = tw_arena_alloc(arena, sieve->windows);
	sieve->lists = tw_cursor_alloc(arena,
		terms.count * sizeof(*sieve->lists));
	sieve->longs = tw_arena_alloc(arena,
		terms.count * sizeof(*sieve->longs));
	sieve->narrowing = tw_arena_alloc(arena,
		terms.count * sizeof(*sieve->narrowing));
	sieve->scores = tw_arena_alloc(arena,
		terms.count * sizeof(*sieve->scores));
	sieve->found = tw_arena_alloc(arena, sizeof(*sieve->found));
	sieve->first.room = TW_LEVELS_GROUP * first_groups(collector) +
		TW_WINDOW;
	sieve->first.docs = tw_arena_alloc(arena, sieve->first.room *
		sizeof(*sieve->first.docs));
	sieve->first.sums = tw_arena_alloc(arena, sieve->first.room + 64);
	return sieve->found && sieve->first.docs && sieve->first.sums &&
		sieve->sums && sieve->most && sieve->lists &&
		sieve->longs && sieve->narrowing && sieve->scores
		? sieve : NULL;
}

int
tw_sieve_collect(struct tw_cursors terms, struct tw_collector *collector,
	struct tw_arena *arena, trawl_error *err)
{
	struct sieve *sieve = new_sieve(arena, terms, collector);

	if (!sieve)
		return tw_no_memory(err);
	int status = open_lists(sieve, arena, terms, err);

	if (status == TRAWL_OK) {
		add_bounds(sieve);
		look_at_least(sieve);
		sieve->reach = least_units(sieve);
		status = run(sieve, choose_first(sieve), err);
	}
	for (uint32_t i = 0; i < sieve->count; i++)
		tw_sifted_close(&sieve->lists[i]);
	return status;
}

bool
tw_sieve_pays(struct tw_cursors terms, const struct tw_collector *collector)
{
	uint64_t postings = 0;

	if (terms.count > TERMS_MAX ||
		collector->dated.order != TW_BY_SCORE ||
		collector->topk->depth == 0)
		return false;
	for (uint32_t i = 0; i < terms.count; i++)
		postings += terms.cursor[i]->cost;
	return collector->topk->depth < postings /
		(collector->topk->depth < DEEP ? 4 : 100);
}
