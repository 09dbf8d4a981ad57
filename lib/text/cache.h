/* cache.h: surface forms that were met before, with the tokens they gave. */
/* SPDX-License-Identifier: MIT */
#ifndef TEXT_CACHE_H
#define TEXT_CACHE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "text/form.h"

/*
 * Bounded: when the forms take more memory than `maximum`, all are forgotten,
 * and those in use soon come back. Valid when zeroed.
 */
#define TW_CACHE_BYTES_MAX (8u << 20)	/* if maximum is 0 */
#define TW_CACHE_SURFACE_MAX 64

/* A surface as it is looked up. */
struct tw_surface {
	struct tw_str text;
	uint64_t key[2];	/* the text itself, if it is so short */
	uint32_t hash;
};

/* What is found first of a form, two in a cache line. */
struct tw_cache_slot {
	uint64_t key[2];
	struct tw_note note;	/* of its only token, once known */
	uint16_t article;	/* that had it last */
	uint16_t articles;	/* that had it; as many as there is room for */
	uint8_t n;		/* bytes of the surface; 0: a free slot */
	bool single;		/* one MAIN token, and nothing else, */
	bool stop;		/* which is a stop word */
};

/* Slots that are looked through together for counts. */
#define TW_CACHE_GROUP 8

struct tw_cache {
	void *memory;
	struct tw_cache_slot *slots;
	struct tw_cache_entry **entries;	/* of the slots */
	uint8_t *counted;	/* of each TW_CACHE_GROUP slots: 1 if any has
				   counted an article */
	uint32_t room;
	uint32_t count;
	size_t maximum;
	struct tw_arena arena;
	uint16_t article;	/* whose words are counted; 0: none are */
	struct tw_buf seen;	/* counts of forms that were forgotten */
};

void tw_cache_done(struct tw_cache *cache);

/* The memory it holds. */
size_t tw_cache_bytes(const struct tw_cache *cache);

/*
 * Words of a text that ends at `end`, as surfaces: bytes up to there may be
 * read. The cache learns that they will be looked up.
 */
void tw_surfaces_set(const struct tw_cache *cache, const struct tw_str *words,
	size_t count, const char *end, struct tw_surface *surfaces);

/* The slot of a surface, until the next tw_cache_add; NULL if it is unknown. */
struct tw_cache_slot *tw_cache_find(const struct tw_cache *cache,
	const struct tw_surface *surface);

/*
 * Has the form of a surface that may be known brought to the processor, in two
 * steps: for the second one, what the first one asked for should be there.
 */
enum tw_cache_step {
	TW_CACHE_ENTRY,
	TW_CACHE_FORM
};
void tw_cache_fetch(const struct tw_cache *cache,
	const struct tw_surface *surface, enum tw_cache_step step);

/*
 * The values of the notes of surfaces, up to the first without a note of the
 * owner; returns how many. *content is raised for each that is no stop word.
 * Quicker for many at once, as their memory comes side by side.
 */
size_t tw_cache_values(const struct tw_cache *cache,
	const struct tw_surface *surfaces, size_t count, uint32_t owner,
	uint32_t *values, uint32_t *content);

/* Counts the article, once, for a slot that was found or made. */
static inline void
tw_cache_count(const struct tw_cache *cache, struct tw_cache_slot *slot)
{
	if (slot->article == cache->article || cache->article == 0)
		return;
	slot->article = cache->article;
	if (slot->articles == 0)
		cache->counted[(size_t)(slot - cache->slots) /
			TW_CACHE_GROUP] = 1;
	if (slot->articles < UINT16_MAX)
		slot->articles++;
}

/*
 * Calls fn for the surfaces that were counted since the last call, in no
 * order, some of them twice, with the number of articles; all begin at 0
 * again. If fn returns anything but TRAWL_OK it is not called any more.
 */
typedef int tw_seen_fn(void *context, struct tw_str surface,
	uint32_t articles, trawl_error *err);
int tw_cache_seen(struct tw_cache *cache, tw_seen_fn *fn, void *context,
	trawl_error *err) TW_MUST_USE;

/* The form that belongs to the slot, borrowed as long as that. */
struct tw_form tw_cache_form(const struct tw_cache *cache,
	const struct tw_cache_slot *slot);

/*
 * Copies a form that is not in the cache yet; surfaces longer than
 * TW_CACHE_SURFACE_MAX are let pass by. False without memory.
 */
bool tw_cache_add(struct tw_cache *cache, const struct tw_surface *surface,
	const struct tw_form *form) TW_MUST_USE;

#endif
