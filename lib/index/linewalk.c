/* linewalk.c: the articles that have a line, over all segments. */
/* SPDX-License-Identifier: MIT */
#include "index/linewalk.h"

#include <string.h>

#include "base/alloc.h"

int
tw_linewalk_init(struct tw_linewalk *walk, struct tw_segment *segments,
	const struct tw_deaths *deaths, uint32_t count, trawl_error *err)
{
	*walk = (struct tw_linewalk){
		.segments = segments,
		.deaths = deaths,
		.count = count,
		.place = tw_alloc_zeroed(count + (size_t)1,
			sizeof(*walk->place)),
		.run = tw_alloc_zeroed(2 * (size_t)count + 1,
			sizeof(*walk->run)),
	};
	return walk->place && walk->run ? TRAWL_OK : tw_no_memory(err);
}

void
tw_linewalk_done(struct tw_linewalk *walk)
{
	tw_free(walk->place);
	tw_free(walk->run);
}

void
tw_linewalk_back(struct tw_linewalk *walk)
{
	memset(walk->place, 0, walk->count * sizeof(*walk->place));
}

static void
add_run(struct tw_linewalk *walk, uint32_t segment, bool learned, uint64_t from,
	uint64_t end)
{
	if (from < end)
		walk->run[walk->run_count++] = (struct tw_linerun){
			.segment = segment,
			.learned = learned,
			.from = from,
			.end = end,
		};
}

int
tw_linewalk_find(struct tw_linewalk *walk, uint64_t key, trawl_error *err)
{
	walk->run_count = 0;
	walk->key = key;
	for (uint32_t i = 0; i < walk->count; i++) {
		struct tw_segment *segment = &walk->segments[i];
		uint64_t *place = &walk->place[i];

		if (tw_lines_count(segment) == 0)
			continue;
		int status = tw_lines_leap(segment, key, place, err);
		uint64_t from = *place;

		if (status == TRAWL_OK)
			status = tw_lines_leap(segment,
				key | TW_LINES_LEARNED, place, err);
		uint64_t learned = *place;

		if (status == TRAWL_OK && (key | TW_LINES_BELOW) + 1 == 0)
			*place = tw_lines_count(segment);
		else if (status == TRAWL_OK)
			status = tw_lines_leap(segment,
				(key | TW_LINES_BELOW) + 1, place, err);
		if (status != TRAWL_OK)
			return status;
		add_run(walk, i, false, from, learned);
		add_run(walk, i, true, learned, *place);
	}
	return TRAWL_OK;
}

int
tw_linewalk_next(struct tw_linewalk *walk, trawl_error *err)
{
	uint64_t key = UINT64_MAX;

	for (uint32_t i = 0; i < walk->count; i++) {
		struct tw_segment *segment = &walk->segments[i];
		struct tw_lines_entry entry;

		if (walk->place[i] >= tw_lines_count(segment))
			continue;
		int status = tw_lines_get(segment, walk->place[i], &entry,
			err);

		if (status != TRAWL_OK)
			return status;
		if (entry.key < key)
			key = entry.key;
	}
	if (key == UINT64_MAX)
		return TRAWL_END;
	return tw_linewalk_find(walk, key & ~TW_LINES_BELOW, err);
}

uint64_t
tw_linewalk_entries(const struct tw_linewalk *walk)
{
	uint64_t n = 0;

	for (uint32_t i = 0; i < walk->run_count; i++)
		n += walk->run[i].end - walk->run[i].from;
	return n;
}

static int
is_dead(const struct tw_linewalk *walk, uint32_t segment, uint32_t doc,
	bool *ret, trawl_error *err)
{
	struct tw_segment *of = &walk->segments[segment];

	if (walk->deaths)
		return tw_deaths_has(&walk->deaths[segment], of, doc, ret,
			err);
	*ret = false;
	return of->info.dead > 0 ? tw_segment_is_dead(of, doc, ret, err) :
		TRAWL_OK;
}

/* The first living article at or behind run->at. */
static int
settle(struct tw_linewalk *walk, struct tw_linerun *run, trawl_error *err)
{
	for (; run->at < run->end; run->at++) {
		bool dead = false;
		int status = tw_lines_get(&walk->segments[run->segment],
			run->at, &run->entry, err);

		if (status == TRAWL_OK)
			status = is_dead(walk, run->segment, run->entry.doc,
				&dead, err);
		if (status != TRAWL_OK || !dead)
			return status;
	}
	return TRAWL_OK;
}

int
tw_linewalk_begin(struct tw_linewalk *walk, trawl_error *err)
{
	int status = TRAWL_OK;

	for (uint32_t i = 0; i < walk->run_count && status == TRAWL_OK; i++) {
		walk->run[i].at = walk->run[i].from;
		status = settle(walk, &walk->run[i], err);
	}
	return status;
}

int
tw_linewalk_step(struct tw_linewalk *walk, struct tw_linerun *run,
	trawl_error *err)
{
	run->at++;
	return settle(walk, run, err);
}

struct tw_linerun *
tw_linewalk_first(const struct tw_linewalk *walk)
{
	const uint64_t article = TW_LINES_LEARNED - 1;
	struct tw_linerun *first = NULL;

	for (uint32_t i = 0; i < walk->run_count; i++) {
		struct tw_linerun *run = &walk->run[i];

		if (run->at < run->end && (!first ||
			(run->entry.key & article) <
			(first->entry.key & article)))
			first = run;
	}
	return first;
}

int
tw_linewalk_living(struct tw_linewalk *walk, uint64_t *ret, trawl_error *err)
{
	uint64_t n = 0;
	int status = TRAWL_OK;

	for (uint32_t i = 0; i < walk->run_count && status == TRAWL_OK; i++) {
		struct tw_linerun *run = &walk->run[i];
		const struct tw_deaths *deaths = walk->deaths ?
			&walk->deaths[run->segment] : NULL;

		if (walk->segments[run->segment].info.dead == 0 &&
			(!deaths || deaths->died == 0)) {
			n += run->end - run->from;
			continue;
		}
		run->at = run->from;
		status = settle(walk, run, err);
		while (status == TRAWL_OK && run->at < run->end) {
			n++;
			status = tw_linewalk_step(walk, run, err);
		}
	}
	if (status == TRAWL_OK)
		*ret = n;
	return status;
}
