/* grams.c: how much of a text is said in another, by runs of its words. */
/* SPDX-License-Identifier: MIT */
#include "page/grams.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/hash.h"

#define MIX UINT64_C(0x9e3779b97f4a7c15)

void
tw_grams_done(struct tw_grams *grams)
{
	tw_free(grams->list);
	grams->list = NULL;
	grams->count = 0;
}

static uint64_t
gram(const uint64_t *words, uint32_t length)
{
	uint64_t hash = length;

	for (uint32_t i = 0; i < length; i++)
		hash = tw_hash_fold(hash ^ words[i], MIX);
	return hash;
}

static int
compare(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a;
	uint64_t y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

bool
tw_grams_set(struct tw_grams *grams, uint32_t length, const uint64_t *words,
	uint32_t count)
{
	uint32_t runs = count >= length ? count - length + 1 : 0;

	tw_grams_done(grams);
	grams->length = length;
	if (runs == 0)
		return true;
	grams->list = tw_alloc_zeroed(runs, sizeof(*grams->list));
	if (!grams->list)
		return false;
	for (uint32_t i = 0; i < runs; i++)
		grams->list[i] = gram(words + i, length);
	qsort(grams->list, runs, sizeof(*grams->list), compare);
	grams->count = runs;
	return true;
}

float
tw_grams_share(const struct tw_grams *grams, const uint64_t *words,
	uint32_t count)
{
	uint32_t found = 0;

	if (grams->count == 0 || count < grams->length)
		return 0;

	uint32_t runs = count - grams->length + 1;

	for (uint32_t i = 0; i < runs; i++) {
		uint64_t key = gram(words + i, grams->length);

		found += bsearch(&key, grams->list, grams->count, sizeof(key),
			compare) != NULL;
	}
	return (float)found / (float)runs;
}
