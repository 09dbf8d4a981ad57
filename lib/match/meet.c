/* meet.c: the best articles of an and of terms, without scoring them all. */
/* SPDX-License-Identifier: MIT */
#include "match/meet.h"

#include <math.h>
#include <string.h>

#include "match/meeting.h"

/*
 * The rarest required list leads. Where it is sparse, each of its blocks is a
 * batch of articles, which the other lists filter one by one. Where it is
 * dense, so are all required lists, and their bitmaps are met word by word.
 * Either way, articles in groups whose bounds together do not reach the worst
 * hit are not scored, nor even found, unless all are counted.
 */

static bool
are_terms(struct tw_cursors cursors)
{
	for (uint32_t i = 0; i < cursors.count; i++)
		if (!tw_term_of(cursors.cursor[i]))
			return false;
	return true;
}

bool
tw_meet_can(const struct tw_and_parts *parts)
{
	return are_terms(parts->required) && are_terms(parts->excluded) &&
		are_terms(parts->scored);
}

/* ------------------------------------------------------------------ */
/* A sparse lead.                                                       */

/* The lead's block, whose first article is not before `first`. */
static int
go_to_block(struct tw_meeting *meeting, uint32_t number, uint32_t first,
	trawl_error *err)
{
	struct tw_postings *lead = &meeting->lists[0].term->postings;
	int status = tw_postings_go_to_block(lead, number, err);

	if (status == TRAWL_OK && lead->doc < first)
		return TW_CORRUPT(err, "segment %u: term %u: block %u goes "
			"back", meeting->segment->info.segment,
			lead->term.ordinal, number);
	return status;
}

/* The articles of the lead's block that the mask has, if they are asked for. */
static void
take(struct tw_meeting *meeting, const uint64_t mask[TW_MASK_WORDS])
{
	const struct tw_block *block = &meeting->lists[0].term->postings.block;
	struct tw_batch *batch = &meeting->batch;

	batch->count = 0;
	for (uint32_t word = 0; word < TW_MASK_WORDS; word++)
		for (uint64_t bits = mask[word]; bits; bits &= bits - 1) {
			uint32_t i = 64 * word +
				(uint32_t)__builtin_ctzll(bits);

			batch->docs[batch->count] = block->docs[i];
			batch->slots[batch->count] = (uint8_t)i;
			batch->count += tw_collector_asks(meeting->collector,
				block->docs[i]);
		}
}

/* What the dense lists let pass of it, and, if `picking`, the groups' sums. */
static void
take_block(struct tw_meeting *meeting, bool picking)
{
	const struct tw_block *block = &meeting->lists[0].term->postings.block;
	uint64_t mask[TW_MASK_WORDS];
	uint64_t one[TW_MASK_WORDS];

	for (uint32_t i = 0; i < TW_MASK_WORDS; i++)
		mask[i] = block->count >= 64 * (i + 1) ? ~UINT64_C(0)
			: block->count <= 64 * i ? 0
			: (UINT64_C(1) << block->count % 64) - 1;
	if (picking && meeting->reach > 0)
		tw_mask_sums(block->docs, block->count, meeting->sums,
			meeting->reach, mask);
	for (uint32_t i = 1; i < meeting->excluded; i++) {
		uint64_t turned = i < meeting->required ? 0 : ~UINT64_C(0);

		if (!meeting->lists[i].dense || (mask[0] | mask[1]) == 0)
			continue;
		tw_lookup_mask(&meeting->lists[i], block->docs, block->count,
			one);
		for (uint32_t k = 0; k < TW_MASK_WORDS; k++)
			mask[k] &= one[k] ^ turned;
	}
	take(meeting, mask);
}

static int
filter(struct tw_meeting *meeting, uint32_t i, bool finding, trawl_error *err)
{
	return tw_lookup_filter(&meeting->lists[i], &meeting->batch,
		(struct tw_filter){i < meeting->required, finding}, err);
}

/* By all other lists that are not dense. */
static int
filter_by_all(struct tw_meeting *meeting, bool finding, trawl_error *err)
{
	int status = TRAWL_OK;

	for (uint32_t i = 1; i < meeting->excluded && status == TRAWL_OK; i++)
		if (!meeting->lists[i].dense)
			status = filter(meeting, i, finding, err);
	return status;
}

/* Articles by date are kept as they are counted. */
static int
count_by_date(struct tw_meeting *meeting, trawl_error *err)
{
	const struct tw_batch *batch = &meeting->batch;
	uint64_t matched[TW_WINDOW_WORDS];

	for (uint32_t i = 0; i < batch->count;) {
		uint32_t base = batch->docs[i] - batch->docs[i] % TW_WINDOW;

		memset(matched, 0, sizeof(matched));
		for (; i < batch->count && batch->docs[i] - base < TW_WINDOW;
			i++) {
			uint32_t at = batch->docs[i] - base;

			matched[at / 64] |= UINT64_C(1) << at % 64;
		}
		int status = tw_collector_count(meeting->collector, base,
			matched, err);
		if (status != TRAWL_OK)
			return status;
	}
	return TRAWL_OK;
}

static int
count(struct tw_meeting *meeting, trawl_error *err)
{
	struct tw_collector *collector = meeting->collector;

	if (collector->dated.order != TW_BY_SCORE)
		return count_by_date(meeting, err);
	int status = tw_meeting_admit(meeting, err);
	collector->total += meeting->batch.count;
	return status;
}

/* Many at once cost little more than a few do one by one. */
#define FEW 16

/* What the lead has in the articles of its block. */
static void
find_lead(struct tw_meeting *meeting)
{
	struct tw_lookup *lead = &meeting->lists[0];
	struct tw_postings *postings = &lead->term->postings;
	const struct tw_batch *batch = &meeting->batch;

	if (batch->count > FEW && !postings->has_freqs)
		tw_postings_unpack_freqs(postings);
	for (uint32_t i = 0; i < batch->count; i++) {
		uint8_t slot = batch->slots[i];

		lead->found[slot] = postings->has_freqs
			? postings->block.freqs[slot]
			: tw_block_get_freq(postings->packed, slot);
	}
}

/* The sparse lists filter what the lists before have left. */
static int
score_and_filter(struct tw_meeting *meeting, trawl_error *err)
{
	int status = TRAWL_OK;

	tw_meeting_bound(meeting);
	find_lead(meeting);
	for (uint32_t i = 0; i < meeting->count && status == TRAWL_OK; i++) {
		if (meeting->batch.count == 0)
			return TRAWL_OK;
		if (i > 0 && i < meeting->excluded && !meeting->lists[i].dense)
			status = filter(meeting, i, true, err);
		if (status == TRAWL_OK)
			status = tw_meeting_score(meeting, i, err);
	}
	if (status == TRAWL_OK)
		status = tw_meeting_admit(meeting, err);
	return status == TRAWL_OK ? tw_meeting_keep(meeting, err) : status;
}

/* The lead's block as a batch, and what comes of it. */
static int
do_batch(struct tw_meeting *meeting, bool hopeful, trawl_error *err)
{
	bool counting = meeting->collector->counting;
	bool filtering = counting || meeting->least == -INFINITY;
	int status = TRAWL_OK;

	take_block(meeting, !counting);
	if (filtering)
		status = filter_by_all(meeting, hopeful, err);
	if (counting && status == TRAWL_OK)
		status = count(meeting, err);
	if (status != TRAWL_OK || !hopeful)
		return status;
	if (counting)
		tw_meeting_pick(meeting);
	if (!filtering)
		return score_and_filter(meeting, err);
	find_lead(meeting);
	return tw_meeting_score_all(meeting, counting, err);
}

static bool
is_hopeful(struct tw_meeting *meeting, uint32_t block, uint32_t first,
	uint32_t last)
{
	struct tw_lookup *lead = &meeting->lists[0];
	float sum = meeting->slack;

	if (isinf(meeting->least))
		return meeting->least < 0;
	lead->bound = tw_lookup_block_bound(lead, block);
	for (uint32_t i = 0; i < meeting->count; i++)
		sum += (float)meeting->lists[i].times *
			meeting->lists[i].bound;
	return sum >= meeting->least &&
		tw_meeting_is_hopeful(meeting, first, last);
}

static int
by_blocks(struct tw_meeting *meeting, trawl_error *err)
{
	const struct tw_lookup *lead = &meeting->lists[0];
	uint32_t first = 0;

	for (uint32_t n = 0; n < lead->block_count; n++) {
		uint32_t last = tw_lookup_last(lead, n);
		int status = tw_meeting_look_up(meeting, err);
		bool hopeful = is_hopeful(meeting, n, first, last);

		if (status == TRAWL_OK &&
			(hopeful || meeting->collector->counting) &&
			tw_collector_asks_any(meeting->collector, first,
				last)) {
			status = go_to_block(meeting, n, first, err);
			if (status == TRAWL_OK)
				status = do_batch(meeting, hopeful, err);
		}
		if (status != TRAWL_OK)
			return status;
		first = last + 1;
	}
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */
/* A dense lead.                                                        */

/* Clears the bits of the list's articles. */
static int
clear(struct tw_lookup *list, uint32_t base, uint64_t bits[TW_WINDOW_WORDS],
	trawl_error *err)
{
	struct tw_postings *postings = &list->term->postings;
	int status = tw_postings_seek(postings, base, err);

	while (status == TRAWL_OK && postings->doc - base < TW_WINDOW) {
		uint32_t at = postings->doc - base;

		bits[at / 64] &= ~(UINT64_C(1) << at % 64);
		status = tw_postings_next(postings, err);
	}
	return status == TRAWL_END ? TRAWL_OK : status;
}

/* The articles of a window that all lists let pass. */
static int
match(struct tw_meeting *meeting, uint32_t base,
	uint64_t matched[TW_WINDOW_WORDS], trawl_error *err)
{
	uint64_t bits[TW_WINDOW_WORDS];

	tw_bitmap_copy(&meeting->lists[0].bitmap, base / 64, TW_WINDOW_WORDS,
		matched);
	tw_collector_leave_asked(meeting->collector, base, matched);
	for (uint32_t i = 1; i < meeting->excluded; i++) {
		struct tw_lookup *list = &meeting->lists[i];
		uint64_t turned = i < meeting->required ? 0 : ~UINT64_C(0);

		if (list->dense) {
			tw_bitmap_copy(&list->bitmap, base / 64,
				TW_WINDOW_WORDS, bits);
			for (uint32_t k = 0; k < TW_WINDOW_WORDS; k++)
				matched[k] &= bits[k] ^ turned;
			continue;
		}
		int status = clear(list, base, matched, err);

		if (status != TRAWL_OK)
			return status;
	}
	return TRAWL_OK;
}

/* Four groups' bits become those of their 64 articles. */
static inline uint64_t
widen(uint64_t groups)
{
	return 0xffff * ((groups & 1) | (groups & 2) << 15 |
		(groups & 4) << 30 | (groups & 8) << 45);
}

/* The matched articles of a window that are in these groups. */
static int
score_window(struct tw_meeting *meeting, uint32_t base,
	const uint64_t groups[TW_MEETING_SUMS / 64],
	const uint64_t matched[TW_WINDOW_WORDS], trawl_error *err)
{
	struct tw_batch *batch = &meeting->batch;
	bool counting = meeting->collector->counting;
	int status = TRAWL_OK;

	batch->count = 0;
	for (uint32_t word = 0; word < TW_WINDOW_WORDS; word++) {
		uint64_t bits = matched[word];

		if (bits)
			bits &= widen(groups[word / 16] >> word % 16 * 4);
		if (batch->count > TW_BLOCK - 64) {
			status = tw_meeting_score_all(meeting, counting, err);
			batch->count = 0;
			if (status == TRAWL_OK)
				status = tw_meeting_look_up(meeting, err);
		}
		if (status != TRAWL_OK)
			return status;
		for (; bits; bits &= bits - 1) {
			batch->slots[batch->count] = (uint8_t)batch->count;
			batch->docs[batch->count++] = base + 64 * word +
				(uint32_t)__builtin_ctzll(bits);
		}
	}
	return tw_meeting_score_all(meeting, counting, err);
}

static int
do_window(struct tw_meeting *meeting, uint32_t base, trawl_error *err)
{
	bool counting = meeting->collector->counting;
	uint64_t groups[TW_MEETING_SUMS / 64];
	uint64_t matched[TW_WINDOW_WORDS];
	int status = tw_meeting_look_up(meeting, err);

	if (status != TRAWL_OK)
		return status;
	bool hopeful = meeting->least < INFINITY &&
		tw_meeting_mask(meeting, base, groups);
	if (!hopeful && !counting)
		return TRAWL_OK;
	status = match(meeting, base, matched, err);
	if (counting && status == TRAWL_OK)
		status = tw_collector_count(meeting->collector, base, matched,
			err);
	if (status != TRAWL_OK || !hopeful)
		return status;
	return score_window(meeting, base, groups, matched, err);
}

static int
by_windows(struct tw_meeting *meeting, trawl_error *err)
{
	uint64_t docs = meeting->segment->info.docs;
	int status = TRAWL_OK;

	for (uint64_t base = 0; base < docs && status == TRAWL_OK;
		base += TW_WINDOW)
		status = do_window(meeting, (uint32_t)base, err);
	return status;
}

/* ------------------------------------------------------------------ */

static bool
all_are_dense(const struct tw_meeting *meeting)
{
	for (uint32_t i = 0; i < meeting->required; i++)
		if (!meeting->lists[i].dense)
			return false;
	return true;
}

int
tw_meet_collect(const struct tw_and_parts *parts,
	struct tw_collector *collector, trawl_error *err)
{
	struct tw_arena arena = {0};
	struct tw_meeting meeting;
	int status = tw_meeting_open(&meeting, parts, collector, &arena, err);

	if (!collector->counting)
		tw_collector_skip(collector);
	if (status == TRAWL_OK)
		status = all_are_dense(&meeting) ? by_windows(&meeting, err)
						 : by_blocks(&meeting, err);
	tw_arena_done(&arena);
	return status;
}
