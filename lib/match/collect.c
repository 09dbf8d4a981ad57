/* collect.c: counts the articles of a cursor, keeps the best. */
/* SPDX-License-Identifier: MIT */
#include "match/collect.h"

#include <string.h>

#include "base/bytes.h"
#include "base/numbers.h"

static bool
is_by_date(const struct tw_collector *collector)
{
	return collector->dated.order != TW_BY_SCORE &&
		collector->dated.order != TW_UNORDERED;
}

bool
tw_collector_asks_any(const struct tw_collector *collector, uint32_t first,
	uint32_t last)
{
	const uint64_t *only = collector->only;
	uint64_t bits = 0;

	if (!only)
		return true;
	if (first > last || last >= collector->segment->info.docs)
		return true;	/* damage, for who reads the articles */
	if (first / 64 == last / 64)
		return only[first / 64] >> first % 64 << first % 64 <<
			(63 - last % 64);
	bits = only[first / 64] >> first % 64 |
		only[last / 64] << (63 - last % 64);
	for (uint32_t i = first / 64 + 1; i < last / 64 && !bits; i++)
		bits |= only[i];
	return bits;
}

int
tw_collector_admits(struct tw_collector *collector, uint32_t doc, bool *ret,
	trawl_error *err)
{
	struct tw_segment *segment = collector->segment;
	bool dead = false;
	uint32_t date = 0;
	int status = TRAWL_OK;

	if (!tw_collector_asks(collector, doc)) {
		*ret = false;
		return TRAWL_OK;
	}
	if (segment->info.dead > 0)
		status = tw_segment_is_dead(segment, doc, &dead, err);
	if (status == TRAWL_OK && !dead && collector->dated.filters)
		status = tw_segment_date(segment, doc, &date, err);
	if (status == TRAWL_OK)
		*ret = !dead && tw_dated_has(&collector->dated, date);
	return status;
}

static int
keep_by_date(struct tw_collector *collector, uint32_t doc, trawl_error *err)
{
	uint32_t date;
	int status = tw_segment_date(collector->segment, doc, &date, err);

	if (status != TRAWL_OK)
		return status;
	return tw_collector_keep(collector, doc,
		tw_dated_key(&collector->dated, date), err);
}

/* Marks articles that were counted. */
static int
mark(struct tw_collector *collector, uint32_t first, const uint64_t *bits,
	uint32_t words, trawl_error *err)
{
	if (first > collector->segment->info.docs / 64)
		return TW_CORRUPT(err, "an article behind the last one");
	for (uint32_t i = 0; i < words; i++)
		collector->matches[first + i] |= bits[i];
	return TRAWL_OK;
}

static int
take(struct tw_collector *collector, struct tw_cursor *cursor,
	trawl_error *err)
{
	float score;
	bool admitted;
	int status = tw_collector_admits(collector, cursor->doc, &admitted,
		err);

	if (status != TRAWL_OK || !admitted)
		return status;
	collector->total++;
	if (collector->dated.order == TW_UNORDERED) {
		uint64_t bit = UINT64_C(1) << cursor->doc % 64;

		return mark(collector, cursor->doc / 64, &bit, 1, err);
	}
	if (collector->dated.order != TW_BY_SCORE)
		return keep_by_date(collector, cursor->doc, err);
	status = tw_cursor_score(cursor, &score, err);
	if (status != TRAWL_OK)
		return status;
	return tw_collector_keep(collector, cursor->doc, score, err);
}

int
tw_collect_each(struct tw_collector *collector, struct tw_cursor *cursor,
	trawl_error *err)
{
	int status;

	do {
		status = tw_cursor_next(cursor, err);
		if (collector->end > 0 && cursor->doc >= collector->end)
			break;
		if (status == TRAWL_OK)
			status = take(collector, cursor, err);
	} while (status == TRAWL_OK);
	return status == TRAWL_END ? TRAWL_OK : status;
}

int
tw_collect(struct tw_collector *collector, struct tw_cursor *cursor,
	trawl_error *err)
{
	if (cursor->ops->collect)
		return cursor->ops->collect(cursor, collector, err);
	return tw_collect_each(collector, cursor, err);
}

int
tw_collector_keep(struct tw_collector *collector, uint32_t doc, float score,
	trawl_error *err)
{
	const struct tw_dated *dated = &collector->dated;

	if (tw_recency_counts(&dated->recency) &&
		dated->order == TW_BY_SCORE) {
		uint32_t date;
		int status = tw_segment_date(collector->segment, doc, &date,
			err);

		if (status != TRAWL_OK)
			return status;
		score *= tw_recency_factor(&dated->recency, date);
	}
	return tw_topk_add(collector->topk, score, collector->number, doc,
		err);
}

/* ------------------------------------------------------------------ */

/* Clears the bits of dead articles, which stand in the file as bits, too. */
static int
bury(struct tw_segment *segment, uint32_t base,
	uint64_t matched[TW_WINDOW_WORDS], trawl_error *err)
{
	struct tw_stream *stream = &segment->stream[TW_STREAM_DEAD];
	uint8_t dead[TW_WINDOW / 8] = {0};
	size_t n = sizeof(dead);

	if (base / 8 >= stream->length)
		return TRAWL_OK;
	if (stream->length - base / 8 < n)
		n = (size_t)(stream->length - base / 8);
	int status = tw_stream_copy(stream, base / 8, dead, n, err);
	for (uint32_t i = 0; i < TW_WINDOW_WORDS; i++)
		matched[i] &= ~tw_le64(dead + 8 * i);
	return status;
}

/* Of 64 articles, those whose dates are above the worst that is kept. */
static int
keep_dated(struct tw_collector *collector, uint32_t base,
	const uint8_t *dates, uint64_t bits, struct tw_span *above,
	trawl_error *err)
{
	const struct tw_dated *dated = &collector->dated;

	bits = tw_dates_within(dates, above, bits);
	for (; bits; bits &= bits - 1) {
		uint32_t i = (uint32_t)__builtin_ctzll(bits);
		int status = tw_collector_keep(collector, base + i,
			tw_dated_key(dated, tw_le32(dates + (size_t)i * 4)),
			err);

		if (status != TRAWL_OK)
			return status;
		*above = tw_dated_above(dated,
			tw_topk_least(collector->topk, collector->number));
	}
	return TRAWL_OK;
}

/* What a window is sifted by. */
struct sieve {
	struct tw_span span;	/* asked for */
	struct tw_span above;	/* better than the worst kept; none if not
				   by date */
	struct tw_dates dates;
};

/* Of 64 articles, of which some match. */
static int
sift_group(struct tw_collector *collector, struct sieve *sieve,
	uint32_t base, uint64_t *bits, trawl_error *err)
{
	struct tw_date_group *group =
		&collector->segment->date_groups[base / 64];
	bool is_known = group->low > 0;
	const uint8_t *p;

	if (is_known && tw_span_misses(&sieve->span, *group))
		*bits = 0;
	if (!*bits || (is_known && sieve->span.all &&
		tw_span_misses(&sieve->above, *group)))
		return TRAWL_OK;
	int status = tw_dates_look(&sieve->dates, base, group, &p, err);

	if (status != TRAWL_OK)
		return status;
	*bits = tw_dates_within(p, &sieve->span, *bits);
	if (!is_by_date(collector))
		return TRAWL_OK;
	return keep_dated(collector, base, p, *bits, &sieve->above, err);
}

/*
 * Leaves, of a window's articles, those of the dates asked for, and keeps the
 * best of them if it is by date.
 */
static int
sift(struct tw_collector *collector, uint32_t base,
	uint64_t matched[TW_WINDOW_WORDS], trawl_error *err)
{
	struct sieve sieve = {.span = tw_dated_span(&collector->dated)};
	int status = tw_segment_make_date_groups(collector->segment, err);

	if (is_by_date(collector))
		sieve.above = tw_dated_above(&collector->dated, tw_topk_least(
			collector->topk, collector->number));
	tw_dates_open(&sieve.dates, collector->segment);
	for (uint32_t i = 0; i < TW_WINDOW_WORDS && status == TRAWL_OK; i++)
		if (matched[i])
			status = sift_group(collector, &sieve, base + 64 * i,
				&matched[i], err);
	return status;
}

int
tw_collector_count(struct tw_collector *collector, uint32_t base,
	uint64_t matched[TW_WINDOW_WORDS], trawl_error *err)
{
	int status = TRAWL_OK;

	tw_collector_leave_asked(collector, base, matched);
	if (collector->segment->info.dead > 0)
		status = bury(collector->segment, base, matched, err);
	if (status == TRAWL_OK &&
		(collector->dated.filters || is_by_date(collector)))
		status = sift(collector, base, matched, err);
	if (status != TRAWL_OK)
		return status;
	collector->total += tw_count_bits(matched, TW_WINDOW_WORDS);
	if (collector->dated.order != TW_UNORDERED)
		return TRAWL_OK;
	return mark(collector, base / 64, matched, TW_WINDOW_WORDS, err);
}

int
tw_collector_keep_window(struct tw_collector *collector, uint32_t base,
	const struct tw_window *window, trawl_error *err)
{
	float least = tw_collector_least(collector);

	for (uint32_t word = 0; word < TW_WINDOW_WORDS; word++) {
		uint64_t bits = window->matched[word];

		if (bits)
			bits &= tw_scores_above(window->scores + 64 * word,
				least);
		for (; bits; bits &= bits - 1) {
			uint32_t i = 64 * word +
				(uint32_t)__builtin_ctzll(bits);
			int status = tw_collector_keep(collector, base + i,
				window->scores[i], err);

			if (status != TRAWL_OK)
				return status;
			least = tw_collector_least(collector);
		}
	}
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */

/* Clears the bits of articles from `end` on. */
static void
cut_off(struct tw_window *window, uint32_t base, uint32_t end)
{
	for (uint32_t i = 0; i < TW_WINDOW_WORDS; i++) {
		uint32_t first = base + 64 * i;

		if (first >= end)
			window->matched[i] = 0;
		else if (end - first < 64)
			window->matched[i] &=
				(UINT64_C(1) << (end - first)) - 1;
	}
}

static int
collect_windows(struct tw_collector *collector, struct tw_cursor *cursor,
	struct tw_window *window, trawl_error *err)
{
	int status;
	uint32_t base = 0;

	do {
		memset(window, 0, sizeof(*window));
		status = tw_cursor_window(cursor, base, window, err);
		if (status != TRAWL_OK)
			break;
		cut_off(window, base, collector->end);
		status = tw_collector_count(collector, base, window->matched,
			err);
		if (status == TRAWL_OK)
			status = tw_collector_keep_window(collector, base,
				window, err);
		base = cursor->doc - cursor->doc % TW_WINDOW;
	} while (status == TRAWL_OK && cursor->doc < collector->end);
	return status;
}

int
tw_collect_to_end(struct tw_collector *collector, struct tw_cursor *cursor,
	struct tw_arena *arena, trawl_error *err)
{
	if (cursor->ops->collects_to_end)
		return tw_collect(collector, cursor, err);
	if (cursor->ops->window == tw_window_by_score)
		return tw_collect_each(collector, cursor, err);
	struct tw_window *window = tw_cursor_alloc(arena, sizeof(*window));

	return window ? collect_windows(collector, cursor, window, err)
		: tw_no_memory(err);
}
