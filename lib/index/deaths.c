/* deaths.c: who died in a segment since the last commit, and what goes. */
/* SPDX-License-Identifier: MIT */
#include "index/deaths.h"

#include <assert.h>

#include "base/alloc.h"
#include "base/bytes.h"
#include "index/dead.h"

void
tw_deaths_done(struct tw_deaths *deaths)
{
	tw_free(deaths->bits);
	tw_free(deaths->fresh);
	tw_free(deaths->terms);
	*deaths = (struct tw_deaths){0};
}

static size_t
bits_size(const struct tw_segment *segment)
{
	return (segment->info.docs + (size_t)7) / 8;
}

/* ------------------------------------------------------------------ */
/* Killing.                                                             */

static int
load_bits(struct tw_deaths *deaths, struct tw_segment *segment,
	trawl_error *err)
{
	size_t size = bits_size(segment);
	uint8_t *bits = tw_alloc_zeroed(size, 1);
	int status = TRAWL_OK;

	if (!bits)
		return tw_no_memory(err);
	if (segment->info.dead > 0)
		status = tw_stream_copy(&segment->stream[TW_STREAM_DEAD], 0,
			bits, size, err);
	if (status) {
		tw_free(bits);
		return status;
	}
	deaths->bits = bits;
	return TRAWL_OK;
}

int
tw_deaths_load(struct tw_deaths *deaths, struct tw_segment *segment,
	trawl_error *err)
{
	if (deaths->bits || segment->info.dead == 0)
		return TRAWL_OK;
	return load_bits(deaths, segment, err);
}

int
tw_deaths_has(const struct tw_deaths *deaths, struct tw_segment *segment,
	uint32_t doc, bool *ret, trawl_error *err)
{
	if (!deaths->bits && segment->info.dead > 0)
		return tw_segment_is_dead(segment, doc, ret, err);
	assert(doc < segment->info.docs);
	*ret = deaths->bits && (deaths->bits[doc / 8] >> doc % 8 & 1);
	return TRAWL_OK;
}

int
tw_deaths_kill(struct tw_deaths *deaths, struct tw_segment *segment,
	uint32_t doc, trawl_error *err)
{
	uint8_t bit = (uint8_t)(1u << doc % 8);

	if (!deaths->bits) {
		int status = load_bits(deaths, segment, err);

		if (status != TRAWL_OK)
			return status;
	}
	if (!deaths->fresh)
		deaths->fresh = tw_alloc_zeroed(bits_size(segment), 1);
	if (!deaths->fresh)
		return tw_no_memory(err);
	assert(doc < segment->info.docs);
	if (deaths->bits[doc / 8] & bit)
		return TRAWL_OK;
	deaths->bits[doc / 8] |= bit;
	deaths->fresh[doc / 8] |= bit;
	deaths->fresh_count++;
	deaths->died++;
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */
/* Writing.                                                             */

uint32_t
tw_dead_terms_add(const struct tw_dead_term *a, uint32_t a_count,
	const struct tw_dead_term *b, uint32_t b_count,
	struct tw_dead_term *to)
{
	uint32_t n = 0;
	uint32_t i = 0;
	uint32_t k = 0;

	while (i < a_count || k < b_count) {
		if (k >= b_count || (i < a_count && a[i].term < b[k].term)) {
			to[n++] = a[i++];
		} else if (i >= a_count || b[k].term < a[i].term) {
			to[n++] = b[k++];
		} else {
			to[n] = a[i++];
			to[n++].count += b[k++].count;
		}
	}
	return n;
}

static int
write_bits(const struct tw_deaths *deaths, const struct tw_segment *segment,
	struct tw_pending *pending, trawl_error *err)
{
	size_t size = bits_size(segment);
	struct tw_record_key key = {
		.segment = segment->info.segment,
		.stream = TW_STREAM_DEAD,
	};
	int status = TRAWL_OK;

	for (size_t at = 0; at < size && status == TRAWL_OK;
		at += TW_RECORD_PAYLOAD) {
		size_t left = size - at;

		status = tw_pending_add(pending, key, deaths->bits + at,
			left < TW_RECORD_PAYLOAD ? left : TW_RECORD_PAYLOAD,
			err);
		key.number++;
	}
	return status;
}

/* The terms that were dead at the last commit, owned by the caller. */
static int
read_terms(struct tw_segment *segment, struct tw_dead_term **ret,
	uint32_t *ret_count, trawl_error *err)
{
	uint64_t bytes = segment->info.length[TW_STREAM_DEAD_TERMS];
	uint32_t count = (uint32_t)(bytes / TW_DEAD_TERM);

	if (bytes % TW_DEAD_TERM != 0 || count > segment->info.terms)
		return TW_CORRUPT(err, "segment %u: %llu bytes of dead terms",
			segment->info.segment, (unsigned long long)bytes);
	struct tw_dead_term *terms = tw_alloc(count * sizeof(*terms));
	int status = TRAWL_OK;

	if (!terms)
		return tw_no_memory(err);
	for (uint32_t i = 0; i < count && status == TRAWL_OK; i++) {
		uint8_t p[TW_DEAD_TERM];

		status = tw_stream_copy(&segment->stream[TW_STREAM_DEAD_TERMS],
			(uint64_t)i * TW_DEAD_TERM, p, sizeof(p), err);
		if (status == TRAWL_OK)
			terms[i] = (struct tw_dead_term){
				.term = tw_le32(p),
				.count = tw_le32(p + 4),
			};
	}
	if (status) {
		tw_free(terms);
		return status;
	}
	*ret = terms;
	*ret_count = count;
	return TRAWL_OK;
}

static int
write_terms(const struct tw_dead_term *terms, uint32_t count,
	uint32_t segment, struct tw_pending *pending, trawl_error *err)
{
	struct tw_stream_writer stream;
	int status = tw_stream_init(&stream, &pending->adder, segment,
		TW_STREAM_DEAD_TERMS, err);

	if (status != TRAWL_OK)
		return status;
	for (uint32_t i = 0; i < count && status == TRAWL_OK; i++) {
		uint8_t p[TW_DEAD_TERM];

		tw_put_le32(p, terms[i].term);
		tw_put_le32(p + 4, terms[i].count);
		status = tw_stream_add(&stream, p, sizeof(p), err);
	}
	if (status == TRAWL_OK)
		status = tw_stream_finish(&stream, err);
	tw_stream_done(&stream);
	return status;
}

/* The terms of all dead articles: owned by the caller. */
static int
all_terms(const struct tw_deaths *deaths, struct tw_segment *segment,
	struct tw_dead_term **ret, uint32_t *ret_count, trawl_error *err)
{
	struct tw_dead_term *before = NULL;
	uint32_t count = 0;
	int status = read_terms(segment, &before, &count, err);

	if (status != TRAWL_OK)
		return status;
	struct tw_dead_term *terms = tw_alloc(
		((size_t)count + deaths->term_count) * sizeof(*terms));

	if (terms) {
		*ret_count = tw_dead_terms_add(before, count, deaths->terms,
			deaths->term_count, terms);
		*ret = terms;
	}
	tw_free(before);
	return terms ? TRAWL_OK : tw_no_memory(err);
}

static int
update_info(const struct tw_deaths *deaths, uint32_t term_count,
	struct tw_segment_info *info, trawl_error *err)
{
	bool fits = deaths->text_bytes <= info->text_bytes;

	for (int i = 0; i < TW_FIELD_RANKED; i++)
		fits = fits && deaths->gone[i].docs <= info->live[i].docs &&
			deaths->gone[i].length <= info->live[i].length;
	if (!fits)
		return TW_CORRUPT(err, "segment %u: dead articles have more "
			"text than the root counts", info->segment);
	info->dead += deaths->died;
	info->text_bytes -= deaths->text_bytes;
	for (int i = 0; i < TW_FIELD_RANKED; i++) {
		info->live[i].docs -= deaths->gone[i].docs;
		info->live[i].length -= deaths->gone[i].length;
	}
	info->length[TW_STREAM_DEAD] = (info->docs + UINT64_C(7)) / 8;
	info->length[TW_STREAM_DEAD_TERMS] = (uint64_t)term_count
		* TW_DEAD_TERM;
	return TRAWL_OK;
}

int
tw_deaths_write(const struct tw_deaths *deaths, struct tw_segment *segment,
	struct tw_pending *pending, struct tw_segment_info *info,
	trawl_error *err)
{
	struct tw_dead_term *terms = NULL;
	uint32_t count = 0;

	assert(deaths->died > 0 && deaths->fresh_count == 0);
	int status = write_bits(deaths, segment, pending, err);

	if (status != TRAWL_OK)
		return status;
	status = all_terms(deaths, segment, &terms, &count, err);
	if (status != TRAWL_OK)
		return status;
	status = write_terms(terms, count, info->segment, pending, err);
	tw_free(terms);
	if (status != TRAWL_OK)
		return status;
	return update_info(deaths, count, info, err);
}
