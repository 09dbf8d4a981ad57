/* cache.c: surface forms that were met before, with the tokens they gave. */
/* SPDX-License-Identifier: MIT */
#include "text/cache.h"

#include <string.h>

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/hash.h"

/* Open addressing, linear probing over a power of two, at most half full. */
#define SMALLEST 32

struct tw_cache_slot {
	const struct entry *entry;
	uint32_t hash;
};

struct entry {
	struct tw_form form;
	uint32_t n;
	char surface[];
};

void
tw_cache_done(struct tw_cache *cache)
{
	tw_free(cache->slots);
	tw_arena_done(&cache->arena);
	cache->slots = NULL;
	cache->room = 0;
	cache->count = 0;
}

uint32_t
tw_cache_hash(struct tw_str surface)
{
	return (uint32_t)(tw_hash64(surface.p, surface.n) >> 32);
}

static struct tw_cache_slot *
first_slot(const struct tw_cache *cache, uint32_t hash)
{
	return &cache->slots[hash & (cache->room - 1)];
}

void
tw_cache_expect(const struct tw_cache *cache, uint32_t hash)
{
	if (cache->count > 0)
		__builtin_prefetch(first_slot(cache, hash));
}

void
tw_cache_expect_form(const struct tw_cache *cache, uint32_t hash)
{
	if (cache->count > 0)
		__builtin_prefetch(first_slot(cache, hash)->entry);
}

const struct tw_form *
tw_cache_find(const struct tw_cache *cache, struct tw_str surface,
	uint32_t hash)
{
	if (cache->count == 0)
		return NULL;
	uint32_t mask = cache->room - 1;

	for (uint32_t i = hash & mask;; i = (i + 1) & mask) {
		const struct tw_cache_slot *slot = &cache->slots[i];

		if (!slot->entry)
			return NULL;
		if (slot->hash == hash && slot->entry->n == surface.n &&
			memcmp(slot->entry->surface, surface.p,
				surface.n) == 0)
			return &slot->entry->form;
	}
}

static void
put(struct tw_cache_slot *slots, uint32_t room, struct tw_cache_slot slot)
{
	uint32_t i = slot.hash & (room - 1);

	while (slots[i].entry)
		i = (i + 1) & (room - 1);
	slots[i] = slot;
}

static bool
grow(struct tw_cache *cache)
{
	uint32_t room = cache->room > 0 ? 2 * cache->room : SMALLEST;
	struct tw_cache_slot *slots = tw_alloc_zeroed(room, sizeof(*slots));

	if (!slots)
		return false;
	for (uint32_t i = 0; i < cache->room; i++) {
		if (cache->slots[i].entry)
			put(slots, room, cache->slots[i]);
	}
	tw_free(cache->slots);
	cache->slots = slots;
	cache->room = room;
	return true;
}

size_t
tw_cache_bytes(const struct tw_cache *cache)
{
	return cache->arena.total + cache->room * sizeof(*cache->slots);
}

static bool
is_full(const struct tw_cache *cache)
{
	size_t maximum = cache->maximum > 0 ? cache->maximum :
		TW_CACHE_BYTES_MAX;

	return cache->count > 0 && tw_cache_bytes(cache) > maximum;
}

static void
forget_all(struct tw_cache *cache)
{
	memset(cache->slots, 0, cache->room * sizeof(*cache->slots));
	cache->count = 0;
	tw_arena_reset(&cache->arena);
}

/* A copy of the form and its surface; NULL without memory. */
static const struct entry *
copy(struct tw_arena *arena, struct tw_str surface, const struct tw_form *form)
{
	size_t tokens = form->token_count * sizeof(*form->tokens);
	size_t surfaces = (sizeof(struct entry) + surface.n + 3) & ~(size_t)3;
	char *p = tw_arena_alloc(arena, surfaces + tokens + form->terms_length);

	if (!p)
		return NULL;
	struct entry *entry = (struct entry *)(void *)p;

	entry->form = *form;
	entry->n = (uint32_t)surface.n;
	memcpy(entry->surface, surface.p, surface.n);
	entry->form.tokens = (struct tw_form_token *)(void *)(p + surfaces);
	entry->form.terms = p + surfaces + tokens;
	if (tokens > 0)
		memcpy(p + surfaces, form->tokens, tokens);
	if (form->terms_length > 0)
		memcpy(p + surfaces + tokens, form->terms, form->terms_length);
	return entry;
}

bool
tw_cache_add(struct tw_cache *cache, struct tw_str surface, uint32_t hash,
	const struct tw_form *form)
{
	if (surface.n > TW_CACHE_SURFACE_MAX)
		return true;
	if (is_full(cache))
		forget_all(cache);
	if (2 * cache->count >= cache->room && !grow(cache))
		return false;
	const struct entry *entry = copy(&cache->arena, surface, form);

	if (!entry)
		return false;
	put(cache->slots, cache->room, (struct tw_cache_slot){
		.entry = entry,
		.hash = hash,
	});
	cache->count++;
	return true;
}
