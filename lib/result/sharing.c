/* sharing.c: which of many texts have a phrase in common. */
/* SPDX-License-Identifier: MIT */
#include "result/sharing.h"

#include <string.h>

#include "base/alloc.h"
#include "index/keysort.h"

#define NEIGHBOURS 8
#define SLICE_MOST ((size_t)1 << 20)	/* phrases that are sorted at once */
#define PAIRS_LEAST ((size_t)1 << 12)
#define PAIRS_MOST ((size_t)1 << 20)	/* that are kept */

/* Entries, and room for as many to sort them. */
struct sorter {
	struct tw_keyed *entries;
	struct tw_keyed *spare;
	size_t count;
	size_t room;
};

struct sharing {
	struct sorter phrases;	/* of a slice: by hash, of the a-th text */
	struct sorter pairs;	/* keys: of one above that of the other */
	tw_sharing_fn *fn;
	void *context;
	trawl_error *err;
};

/* The last steps of MurmurHash3; never 0. */
static uint32_t
hash_of(uint32_t first, uint32_t second)
{
	uint64_t x = (uint64_t)first << 32 | second;

	x = (x ^ x >> 33) * UINT64_C(0xff51afd7ed558ccd);
	x = (x ^ x >> 33) * UINT64_C(0xc4ceb9fe1a85ec53);
	x >>= 32;
	return x > 0 ? (uint32_t)x : 1;
}

/* Puts the hash among the lowest, once. */
static uint32_t
insert(uint32_t *lowest, uint32_t count, uint32_t hash)
{
	uint32_t at = count;

	while (at > 0 && lowest[at - 1] > hash)
		at--;
	if (at == TW_PHRASES || (at > 0 && lowest[at - 1] == hash))
		return count;
	count += count < TW_PHRASES;
	memmove(lowest + at + 1, lowest + at,
		(count - at - 1) * sizeof(*lowest));
	lowest[at] = hash;
	return count;
}

void
tw_phrases_of(const struct tw_story *story, struct tw_phrases *ret)
{
	const uint32_t *order = story->order;
	uint32_t n = 0;

	memset(ret, 0, sizeof(*ret));
	for (uint32_t i = 0; i < story->order_count; i++) {
		uint32_t hash = hash_of(i < 2 ? 0 : order[i - 2], order[i]);

		if (n < TW_PHRASES || hash < ret->hash[TW_PHRASES - 1])
			n = insert(ret->hash, n, hash);
	}
}

/* ------------------------------------------------------------------ */

static int
reserve(struct sorter *sorter, size_t room, trawl_error *err)
{
	struct tw_keyed *entries = tw_realloc(sorter->entries,
		room * sizeof(*entries));

	if (!entries)
		return tw_no_memory(err);
	sorter->entries = entries;
	tw_free(sorter->spare);
	sorter->spare = tw_alloc(room * sizeof(*sorter->spare));
	sorter->room = sorter->spare ? room : 0;
	return sorter->spare ? TRAWL_OK : tw_no_memory(err);
}

static void
sort(struct sorter *sorter)
{
	struct tw_keyed *sorted = tw_keysort(sorter->entries, sorter->spare,
		sorter->count, NULL, NULL);

	if (sorted != sorter->entries) {
		sorter->spare = sorter->entries;
		sorter->entries = sorted;
	}
}

static void
done(struct sorter *sorter)
{
	tw_free(sorter->entries);
	tw_free(sorter->spare);
}

/* Leaves each pair once. */
static void
unite_pairs(struct sorter *pairs)
{
	size_t n = 0;

	sort(pairs);
	for (size_t i = 0; i < pairs->count; i++) {
		const struct tw_keyed *pair = &pairs->entries[i];

		if (n == 0 || pair->key != pairs->entries[n - 1].key)
			pairs->entries[n++] = *pair;
	}
	pairs->count = n;
}

static int
tell_pairs(struct sharing *sharing)
{
	struct sorter *pairs = &sharing->pairs;
	int status = TRAWL_OK;

	unite_pairs(pairs);
	for (size_t i = 0; i < pairs->count && status == TRAWL_OK; i++)
		status = sharing->fn(sharing->context, pairs->entries[i].a,
			pairs->entries[i].b);
	pairs->count = 0;
	return status;
}

static int
make_room(struct sharing *sharing)
{
	struct sorter *pairs = &sharing->pairs;

	if (pairs->room < PAIRS_MOST)
		return reserve(pairs, pairs->room > 0 ? 2 * pairs->room
			: PAIRS_LEAST, sharing->err);
	unite_pairs(pairs);
	return 2 * pairs->count > pairs->room ? tell_pairs(sharing) : TRAWL_OK;
}

static int
add_pair(struct sharing *sharing, uint32_t a, uint32_t b)
{
	struct sorter *pairs = &sharing->pairs;
	int status = pairs->count < pairs->room ? TRAWL_OK
		: make_room(sharing);

	if (status == TRAWL_OK)
		pairs->entries[pairs->count++] = (struct tw_keyed){
			.key = (uint64_t)a << 32 | b, .a = a, .b = b};
	return status;
}

/* Pairs those that have one phrase, which ascend. */
static int
pair_all(struct sharing *sharing, const struct tw_keyed *run, size_t count)
{
	int status = TRAWL_OK;

	for (size_t i = 1; i < count; i++) {
		size_t from = i > NEIGHBOURS ? i - NEIGHBOURS : 0;

		for (size_t j = from; j < i && status == TRAWL_OK; j++)
			status = add_pair(sharing, run[j].a, run[i].a);
	}
	return status;
}

/* Pairs those that share phrases of a slice. */
static int
pair_slice(struct sharing *sharing)
{
	struct sorter *phrases = &sharing->phrases;
	size_t end;
	int status = TRAWL_OK;

	sort(phrases);
	for (size_t i = 0; i < phrases->count && status == TRAWL_OK; i = end) {
		uint64_t key = phrases->entries[i].key;

		end = i + 1;
		while (end < phrases->count && phrases->entries[end].key == key)
			end++;
		status = pair_all(sharing, phrases->entries + i, end - i);
	}
	return status;
}

/* Takes the phrases whose hashes leave `slice` when divided by `slices`. */
static int
take_slice(struct sharing *sharing, const struct tw_phrases *texts,
	uint32_t count, uint32_t slice, uint32_t slices)
{
	struct sorter *phrases = &sharing->phrases;
	int status = TRAWL_OK;

	phrases->count = 0;
	for (uint32_t i = 0; i < count && status == TRAWL_OK; i++) {
		if (phrases->room - phrases->count < TW_PHRASES)
			status = reserve(phrases, 2 * phrases->room +
				PAIRS_LEAST, sharing->err);
		if (status != TRAWL_OK)
			break;
		for (size_t k = 0; k < TW_PHRASES; k++) {
			uint32_t hash = texts[i].hash[k];

			if (hash != 0 && hash % slices == slice)
				phrases->entries[phrases->count++] =
					(struct tw_keyed){.key = hash, .a = i};
		}
	}
	return status;
}

int
tw_sharing_each(const struct tw_phrases *texts, uint32_t count,
	tw_sharing_fn *fn, void *context, trawl_error *err)
{
	struct sharing sharing = {.fn = fn, .context = context, .err = err};
	uint32_t slices = 1 + (uint32_t)((size_t)count * TW_PHRASES /
		SLICE_MOST);
	int status = TRAWL_OK;

	for (uint32_t i = 0; i < slices && status == TRAWL_OK; i++) {
		status = take_slice(&sharing, texts, count, i, slices);
		if (status == TRAWL_OK)
			status = pair_slice(&sharing);
	}
	if (status == TRAWL_OK)
		status = tell_pairs(&sharing);
	done(&sharing.phrases);
	done(&sharing.pairs);
	return status;
}
