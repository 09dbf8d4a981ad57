/* replace.c: the articles that a batch takes the place of. */
/* SPDX-License-Identifier: MIT */
#include "index/replace.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "index/ids.h"
#include "index/keysort.h"

/*
 * Ids of the batch and of a segment are both in order of their hashes, so
 * that one walk finds the equal ones, by leaps where the batch is small. What
 * is found is then looked at in the order of articles, as ids are read in
 * groups.
 */
struct walk {
	const struct tw_inverter *batch;
	const struct tw_keyed *hashes;	/* of the batch; a: its article */
	uint32_t count;
	struct tw_keyed *found;		/* key: article; a: place in hashes */
	uint32_t found_count;
	uint32_t found_room;		/* half of the allocation: the other
					   half is for sorting */
};

static bool
add_found(struct walk *walk, uint32_t doc, uint32_t place)
{
	if (walk->found_count == walk->found_room) {
		uint32_t room = walk->found_room > 0 ? 2 * walk->found_room :
			16;
		struct tw_keyed *found = tw_realloc(walk->found,
			2 * (size_t)room * sizeof(*found));

		if (!found)
			return false;
		walk->found = found;
		walk->found_room = room;
	}
	walk->found[walk->found_count++] = (struct tw_keyed){
		.key = doc,
		.a = place,
	};
	return true;
}

/* Takes the live articles at and behind `at` that have the hash. */
static int
take_equal(struct walk *walk, struct tw_segment *segment,
	const struct tw_deaths *deaths, uint32_t place, uint64_t at,
	trawl_error *err)
{
	for (; at < segment->info.docs; at++) {
		uint32_t hash = 0;
		uint32_t doc = 0;
		bool is_dead = false;
		int status = tw_ids_read(segment, at, &hash, &doc, err);

		if (status != TRAWL_OK)
			return status;
		if (hash != walk->hashes[place].key)
			break;
		status = tw_deaths_has(deaths, segment, doc, &is_dead, err);
		if (status != TRAWL_OK)
			return status;
		if (!is_dead && !add_found(walk, doc, place))
			return tw_no_memory(err);
	}
	return TRAWL_OK;
}

/* Whether an article of the batch, from `place` on, has this id. */
static bool
is_in_batch(const struct walk *walk, uint32_t place, struct tw_str id)
{
	uint64_t hash = walk->hashes[place].key;

	for (; place < walk->count && walk->hashes[place].key == hash; place++)
		if (tw_str_equal(id, tw_inverter_id(walk->batch,
			walk->hashes[place].a)))
			return true;
	return false;
}

/* Kills those found whose ids are equal. */
static int
kill_found(struct walk *walk, struct tw_segment *segment,
	struct tw_deaths *deaths, trawl_error *err)
{
	const struct tw_keyed *found = tw_keysort(walk->found,
		walk->found + walk->found_room, walk->found_count, NULL, NULL);
	int status = TRAWL_OK;

	for (uint32_t i = 0; i < walk->found_count; i++) {
		uint32_t doc = (uint32_t)found[i].key;
		struct tw_str id;

		status = tw_segment_id(segment, doc, &id, err);
		if (status == TRAWL_OK && is_in_batch(walk, found[i].a, id))
			status = tw_deaths_kill(deaths, segment, doc, err);
		if (status != TRAWL_OK)
			break;
	}
	return status;
}

static int
replace_in(struct walk *walk, struct tw_segment *segment,
	struct tw_deaths *deaths, trawl_error *err)
{
	struct tw_id_place place = {0};

	walk->found_count = 0;
	for (uint32_t i = 0; i < walk->count; i++) {
		if (i > 0 && walk->hashes[i].key == walk->hashes[i - 1].key)
			continue;
		int status = tw_ids_seek(segment,
			(uint32_t)walk->hashes[i].key, &place, err);

		if (status == TRAWL_OK)
			status = take_equal(walk, segment, deaths, i, place.at,
				err);
		if (status != TRAWL_OK)
			return status;
	}
	if (walk->found_count == 0)
		return TRAWL_OK;
	return kill_found(walk, segment, deaths, err);
}

int
tw_replace(const struct tw_inverter *batch, struct tw_segment *segments,
	struct tw_deaths *deaths, uint32_t count, trawl_error *err)
{
	uint32_t n = tw_inverter_count(batch);
	struct tw_keyed *memory = tw_alloc(2 * (size_t)n * sizeof(*memory));
	int status = TRAWL_OK;

	if (!memory)
		return tw_no_memory(err);
	for (uint32_t i = 0; i < n; i++) {
		struct tw_str id = tw_inverter_id(batch, i);

		memory[i] = (struct tw_keyed){
			.key = tw_id_hash(id),
			.a = i,
		};
	}
	struct walk walk = {
		.batch = batch,
		.hashes = tw_keysort(memory, memory + n, n, NULL, NULL),
		.count = n,
	};

	for (uint32_t i = 0; i < count && status == TRAWL_OK; i++)
		status = replace_in(&walk, &segments[i], &deaths[i], err);
	tw_free(walk.found);
	tw_free(memory);
	return status;
}

int
tw_replace_one(struct tw_str id, struct tw_segment *segments,
	struct tw_deaths *deaths, uint32_t count, trawl_error *err)
{
	for (uint32_t i = count; i-- > 0;) {
		uint32_t doc = 0;
		bool is_dead = false;
		int status = tw_segment_find_id(&segments[i], id, &doc, err);

		if (status == TRAWL_OK)
			status = tw_deaths_has(&deaths[i], &segments[i], doc,
				&is_dead, err);
		if (status == TRAWL_OK && !is_dead)
			return tw_deaths_kill(&deaths[i], &segments[i], doc,
				err);
		if (status < 0)
			return status;
	}
	return TRAWL_END;
}
