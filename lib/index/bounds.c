/* bounds.c: what the articles of a long list score at most, by groups. */
/* SPDX-License-Identifier: MIT */
#include "index/bounds.h"

#include <string.h>

#include "base/alloc.h"
#include "base/bytes.h"
#include "index/length.h"

#define HEAD 16
#define UNIT_GROUPS (2 * TW_BOUNDS_UNIT)

_Static_assert(TW_RECORD_PAYLOAD % TW_BOUNDS_UNIT == 0,
	"units do not straddle records");

void
tw_bounds_norms(struct tw_bounds_norms *norms,
	const struct tw_ranking *ranking, uint32_t average)
{
	norms->ranking = *ranking;
	norms->average = average;
	tw_length_norms(ranking, 256, average, norms->norm);
	norms->impact[0][0] = 0;
}

static void
fill_impacts(struct tw_bounds_norms *norms)
{
	norms->impact[0][0] = 1;
	for (uint32_t freq = 1; freq < TW_BOUNDS_FREQS; freq++)
		for (unsigned length = 0; length < 256; length++)
			norms->impact[freq][length] = tw_bounds_impact(norms,
				freq, (uint8_t)length);
}

/* Divisions are slow, and most frequencies are low. */
void
tw_bounds_impacts(struct tw_bounds_norms *norms, const uint32_t *freqs,
	const uint8_t *lengths, uint32_t count, uint16_t *ret)
{
	if (norms->impact[0][0] == 0)
		fill_impacts(norms);
	for (uint32_t i = 0; i < count; i++)
		ret[i] = freqs[i] < TW_BOUNDS_FREQS ?
			norms->impact[freqs[i]][lengths[i]] :
			tw_bounds_impact(norms, freqs[i], lengths[i]);
}

/* ------------------------------------------------------------------ */
/* Writing.                                                             */

/* Small groups where the list is dense: a posting in every two or more. */
static unsigned
shift_of(uint32_t df, uint32_t docs)
{
	unsigned shift = 0;

	while (shift < TW_BOUNDS_SHIFT_MAX &&
		df < docs / (2 * TW_BOUNDS_GROUP) >> shift)
		shift++;
	return shift;
}

static uint32_t
groups_of(uint32_t docs, unsigned shift)
{
	uint32_t articles = (uint32_t)TW_BOUNDS_GROUP << shift;

	return (docs - 1) / articles + 1;
}

static uint32_t
units_of(uint32_t groups)
{
	return (groups - 1) / UNIT_GROUPS + 1;
}

/* The best impact of each group. Where one ends cannot be foretold, so nothing
   is asked. */
static void
best_of_groups(const uint32_t *list, const uint16_t *impacts, uint32_t df,
	unsigned shift, uint16_t *best)
{
	for (uint32_t i = 0; i < df; i++) {
		uint16_t *group = &best[list[i] / TW_BOUNDS_GROUP >> shift];

		*group = impacts[i] > *group ? impacts[i] : *group;
	}
}

/* What is behind the groups in the last unit is 0. */
static int
put_levels(struct tw_stream_writer *to, const uint16_t *best, uint32_t groups,
	uint16_t lowest, uint32_t step, trawl_error *err)
{
	float inverse = 1.0F / (float)(step > 0 ? step : 1);
	int status = TRAWL_OK;

	for (uint32_t i = 0; status == TRAWL_OK && i < groups;
		i += UNIT_GROUPS) {
		uint8_t unit[TW_BOUNDS_UNIT];

		TW_BEST_OF(tw_bounds)->unit(best + i, lowest, inverse, unit);
		status = tw_stream_add(to, unit, sizeof(unit), err);
	}
	return status;
}

int
tw_bounds_put(struct tw_stream_writer *to,
	const struct tw_bounds_norms *norms, const uint32_t *list,
	const uint16_t *impacts, uint32_t df, uint32_t docs, trawl_error *err)
{
	unsigned shift = shift_of(df, docs);
	uint32_t groups = groups_of(docs, shift);
	uint16_t *best = tw_alloc_zeroed(groups + (size_t)UNIT_GROUPS,
		sizeof(*best));
	uint8_t head[HEAD] = {0};

	if (!best)
		return tw_no_memory(err);
	best_of_groups(list, impacts, df, shift, best);
	struct tw_bounds_range range = TW_BEST_OF(tw_bounds)->range(best,
		units_of(groups) * UNIT_GROUPS);
	uint32_t step = ((uint32_t)(range.highest - range.lowest) +
		TW_BOUNDS_LEVELS - 3) / (TW_BOUNDS_LEVELS - 2);

	tw_put_le32(head, norms->average);
	tw_put_le16(head + 4, range.lowest);
	tw_put_le16(head + 6, (uint16_t)step);
	head[8] = (uint8_t)shift;
	int status = tw_stream_add(to, head, sizeof(head), err);
	if (status == TRAWL_OK)
		status = put_levels(to, best, groups, range.lowest, step,
			err);
	tw_free(best);
	return status;
}

/* ------------------------------------------------------------------ */
/* Reading.                                                             */

static int
damaged(struct tw_segment *segment, const struct tw_term *term,
	const char *what, trawl_error *err)
{
	return TW_CORRUPT(err, "segment %u: term %u: its bounds %s",
		segment->info.segment, term->ordinal, what);
}

int
tw_bounds_open(struct tw_bounds *bounds, struct tw_segment *segment,
	const struct tw_term *term, trawl_error *err)
{
	struct tw_stream *stream = &segment->stream[TW_STREAM_BOUNDS];
	const uint8_t *head;
	int status = tw_stream_get(stream, term->bounds, HEAD, &head, err);

	if (status != TRAWL_OK)
		return status;
	if (head[8] > TW_BOUNDS_SHIFT_MAX || segment->info.docs == 0)
		return damaged(segment, term, "are of unknown groups", err);
	struct tw_bounds found = {
		.records = (const uint8_t *const *)stream->records,
		.levels = term->bounds + HEAD,
		.groups = groups_of(segment->info.docs, head[8]),
		.shift = head[8],
		.average = tw_le32(head),
		.lowest = tw_le16(head + 4),
		.step = tw_le16(head + 6),
	};
	if (stream->length - term->bounds - HEAD < tw_bounds_size(&found))
		return damaged(segment, term, "are behind the end", err);
	status = tw_stream_touch(stream, found.levels, tw_bounds_size(&found),
		err);
	if (status == TRAWL_OK)
		*bounds = found;
	return status;
}

/*
 * The score is 1 / (1 + c) with c = k1 * ((1 - b) / freq + b / average *
 * length / freq). A greater average makes c less, though not more than it
 * grew itself; a smaller one makes c greater.
 */
void
tw_bounds_most(const struct tw_bounds *bounds, double average,
	float ret[TW_BOUNDS_LEVELS])
{
	double then = bounds->average > 0 ? bounds->average / 256.0 : 1;
	double shrink = average > then ? then / average : 1;

	ret[0] = 0;
	for (uint32_t i = 1; i < TW_BOUNDS_LEVELS; i++) {
		double most = (bounds->lowest + (i - 1.0) * bounds->step) /
			65535;

		if (most > 0 && most < 1)
			most = 1 / (1 + (1 / most - 1) * shrink);
		ret[i] = (float)(most < 1 ? most : 1);
	}
}
