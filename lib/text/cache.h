/* cache.h: surface forms that were met before, with the tokens they gave. */
/* SPDX-License-Identifier: MIT */
#ifndef TEXT_CACHE_H
#define TEXT_CACHE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "text/form.h"

/*
 * Bounded: when the forms take more memory than `maximum`, all are forgotten,
 * and those in use soon come back. Valid when zeroed.
 */
#define TW_CACHE_BYTES_MAX (8u << 20)	/* if maximum is 0 */
#define TW_CACHE_SURFACE_MAX 64

struct tw_cache {
	struct tw_cache_slot *slots;
	uint32_t room;
	uint32_t count;
	size_t maximum;
	struct tw_arena arena;
};

void tw_cache_done(struct tw_cache *cache);

/* The memory it holds. */
size_t tw_cache_bytes(const struct tw_cache *cache);

/* The hash of a surface, for the functions below. */
uint32_t tw_cache_hash(struct tw_str surface);

/*
 * Hints that tw_cache_find will be called with the hash: first for what it
 * reads first, then, when that has had time to come, for what it reads next.
 */
void tw_cache_expect(const struct tw_cache *cache, uint32_t hash);
void tw_cache_expect_form(const struct tw_cache *cache, uint32_t hash);

/* The form of the surface, until the next tw_cache_add; NULL if unknown. */
const struct tw_form *tw_cache_find(const struct tw_cache *cache,
	struct tw_str surface, uint32_t hash);

/*
 * Copies a form that is not in the cache yet; surfaces longer than
 * TW_CACHE_SURFACE_MAX are let pass by. False without memory.
 */
bool tw_cache_add(struct tw_cache *cache, struct tw_str surface, uint32_t hash,
	const struct tw_form *form) TW_MUST_USE;

#endif
