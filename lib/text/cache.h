/* cache.h: surface forms that were met before, with the tokens they gave. */
/* SPDX-License-Identifier: MIT */
#ifndef TEXT_CACHE_H
#define TEXT_CACHE_H

#include <stdint.h>

#include "base/arena.h"
#include "text/form.h"

/*
 * Bounded: when the forms take more memory than that, all are forgotten, and
 * those in use soon come back. Valid when zeroed.
 */
#define TW_CACHE_BYTES_MAX (8u << 20)
#define TW_CACHE_SURFACE_MAX 64

struct tw_cache {
	struct tw_cache_slot *slots;
	uint32_t room;
	uint32_t count;
	struct tw_arena arena;
};

void tw_cache_done(struct tw_cache *cache);

/* The form of the surface, until the next tw_cache_add; NULL if unknown. */
const struct tw_form *tw_cache_find(const struct tw_cache *cache,
	struct tw_str surface);

/*
 * Copies a form that is not in the cache yet; surfaces longer than
 * TW_CACHE_SURFACE_MAX are let pass by. Without memory the form is just not
 * kept.
 */
void tw_cache_add(struct tw_cache *cache, struct tw_str surface,
	const struct tw_form *form);

#endif
