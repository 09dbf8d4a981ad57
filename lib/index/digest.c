/* digest.c: a fingerprint of the articles and of what they are ranked by. */
/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>

#include "base/hash.h"
#include "index/reader.h"
#include "index/stored.h"

/*
 * Sums do not depend on order, nor on how articles lie in segments: one of
 * hashes of the live articles, one of hashes of terms times the live articles
 * that have them. Each of four lanes mixes the hashes in its own way.
 */
#define LANES 4

struct sums {
	uint64_t articles[LANES];
	uint64_t terms[LANES];
};

/* A permutation of all numbers (the finish of splitmix64). */
static uint64_t
mix(uint64_t z)
{
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static uint64_t
chain(uint64_t hash, uint64_t next)
{
	return mix(hash * UINT64_C(0x9e3779b97f4a7c15) + next);
}

static void
add(uint64_t sums[LANES], uint64_t hash, uint64_t times)
{
	for (uint64_t lane = 0; lane < LANES; lane++)
		sums[lane] += chain(lane, hash) * times;
}

static int
add_article(struct sums *sums, struct tw_segment *segment, uint32_t doc,
	trawl_error *err)
{
	struct tw_doc fields;
	uint64_t hash = 0;
	int status = tw_stored_get(segment, doc, &fields, err);

	if (status != TRAWL_OK)
		return status;
	for (int i = 0; i < TRAWL_FIELD_COUNT; i++)
		hash = chain(hash, tw_hash64(fields.field[i].p,
			fields.field[i].n));
	add(sums->articles, hash, 1);
	return TRAWL_OK;
}

static int
add_articles(struct sums *sums, struct tw_segment *segment, trawl_error *err)
{
	int status = TRAWL_OK;

	for (uint32_t doc = 0; doc < segment->info.docs; doc++) {
		bool is_dead = false;

		if (segment->info.dead > 0)
			status = tw_segment_is_dead(segment, doc, &is_dead,
				err);
		if (status == TRAWL_OK && !is_dead)
			status = add_article(sums, segment, doc, err);
		if (status != TRAWL_OK)
			break;
	}
	return status;
}

static int
add_terms(struct sums *sums, struct tw_segment *segment, trawl_error *err)
{
	struct tw_terms terms;
	int status = tw_terms_open(&terms, segment, TW_FIELD_ALL, TW_STR(""),
		err);

	if (status != TRAWL_OK)
		return status;
	status = tw_terms_next(&terms, err);
	while (status == TRAWL_OK) {
		const struct tw_term *entry = &terms.entry;

		add(sums->terms, chain(entry->field,
			tw_hash64(terms.term.p, terms.term.n)),
			entry->df - entry->dead);
		status = tw_terms_next(&terms, err);
	}
	tw_terms_close(&terms);
	return status == TRAWL_END ? TRAWL_OK : status;
}

static uint64_t
finish(const struct tw_reader *reader, const struct sums *sums, int lane)
{
	uint64_t hash = chain((uint64_t)lane, reader->docs);

	for (int i = 0; i < TW_FIELD_RANKED; i++) {
		hash = chain(hash, reader->live[i].docs);
		hash = chain(hash, reader->live[i].length);
	}
	hash = chain(hash, sums->articles[lane]);
	return chain(hash, sums->terms[lane]);
}

int
tw_reader_digest(struct tw_reader *reader, char ret_digest[65],
	trawl_error *err)
{
	struct sums sums = {{0}, {0}};

	for (uint32_t i = 0; i < reader->root.count; i++) {
		int status = add_articles(&sums, &reader->segments[i], err);

		if (status == TRAWL_OK)
			status = add_terms(&sums, &reader->segments[i], err);
		if (status != TRAWL_OK)
			return status;
	}
	for (int lane = 0; lane < LANES; lane++)
		snprintf(ret_digest + 16 * lane, 17, "%016" PRIx64,
			finish(reader, &sums, lane));
	return TRAWL_OK;
}
