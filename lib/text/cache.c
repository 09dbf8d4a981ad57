/* cache.c: surface forms that were met before, with the tokens they gave. */
/* SPDX-License-Identifier: MIT */
#include "text/cache.h"

#include <string.h>

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/hash.h"

/*
 * Open addressing, linear probing over a power of two, of which at most three
 * quarters are taken: two slots lie side by side, and memory that is touched
 * for the first time costs more than a step. A surface of up to 16 bytes is
 * its own key; that of a longer one are a hash and the first bytes, and the
 * surface in the entry decides.
 */
#define SMALLEST 16
#define LINE 64			/* of the processor's cache */
#define SHORT 16

/* Digits of the golden ratio and of pi, made odd. */
#define SECRET_0 UINT64_C(0x9e3779b97f4a7c15)
#define SECRET_1 UINT64_C(0x243f6a8885a308d3)

_Static_assert(sizeof(struct tw_cache_slot) == 32, "two in a cache line");
_Static_assert(SMALLEST % TW_CACHE_GROUP == 0, "groups are whole");

/* A form's tokens, its terms, and a surface that is too long for a key follow
   it: most entries are those of words that come once. */
struct tw_cache_entry {
	uint32_t terms_length;
	uint16_t token_count;
	uint16_t positions;
	uint16_t words;
};

_Static_assert(sizeof(struct tw_cache_entry) %
	_Alignof(struct tw_form_token) == 0, "tokens are aligned");

/* Slots begin with a cache line; entries and marks follow them. */
static size_t
table_size(size_t room)
{
	return LINE + room * (sizeof(struct tw_cache_slot) +
		sizeof(struct tw_cache_entry *)) + room / TW_CACHE_GROUP;
}

void
tw_cache_done(struct tw_cache *cache)
{
	tw_free_table(cache->memory, 1, table_size(cache->room));
	tw_arena_done(&cache->arena);
	tw_buf_done(&cache->seen);
	*cache = (struct tw_cache){.maximum = cache->maximum};
}

/* ------------------------------------------------------------------ */
/* Keys.                                                                */

/* What stays of 16 bytes when the first n are kept. */
#define ALL UINT64_MAX
static const uint64_t masks[SHORT + 1][2] = {
	{0, 0}, {0xFF, 0}, {0xFFFF, 0}, {0xFFFFFF, 0}, {0xFFFFFFFF, 0},
	{0xFFFFFFFFFF, 0}, {0xFFFFFFFFFFFF, 0}, {0xFFFFFFFFFFFFFF, 0},
	{ALL, 0}, {ALL, 0xFF}, {ALL, 0xFFFF}, {ALL, 0xFFFFFF},
	{ALL, 0xFFFFFFFF}, {ALL, 0xFFFFFFFFFF}, {ALL, 0xFFFFFFFFFFFF},
	{ALL, 0xFFFFFFFFFFFFFF}, {ALL, ALL},
};

static inline uint32_t
hash_of(const uint64_t key[2])
{
	return (uint32_t)tw_hash_fold(key[0] ^ SECRET_0, key[1] ^ SECRET_1);
}

/* The key of the n bytes at p, behind which others may be read. */
static inline void
set_key(struct tw_surface *surface, const char *p, size_t n)
{
	if (n > SHORT) {
		surface->key[0] = tw_hash64(p, n);
		surface->key[1] = tw_le64(p);
	} else {
		surface->key[0] = tw_le64(p) & masks[n][0];
		surface->key[1] = tw_le64(p + 8) & masks[n][1];
	}
	surface->hash = hash_of(surface->key);
}

/* ------------------------------------------------------------------ */
/* Finding.                                                             */

static inline struct tw_cache_slot *
first_slot(const struct tw_cache *cache, uint32_t hash)
{
	return &cache->slots[hash & (cache->room - 1)];
}

void
tw_surfaces_set(const struct tw_cache *cache, const struct tw_str *words,
	size_t count, const char *end, struct tw_surface *surfaces)
{
	const struct tw_cache known = *cache;

	for (size_t i = 0; i < count; i++) {
		const char *p = words[i].p;
		size_t n = words[i].n;
		char copy[SHORT];

		if (end - p < SHORT) {
			memset(copy, 0, sizeof(copy));
			p = memcpy(copy, p, n);
		}
		surfaces[i].text = words[i];
		set_key(&surfaces[i], p, n);
		if (known.count > 0)
			__builtin_prefetch(first_slot(&known,
				surfaces[i].hash));
	}
}

struct tw_form
tw_cache_form(const struct tw_cache *cache, const struct tw_cache_slot *slot)
{
	struct tw_cache_entry *entry = cache->entries[slot - cache->slots];
	struct tw_form_token *tokens = (struct tw_form_token *)(entry + 1);

	return (struct tw_form){
		.terms = (const char *)(tokens + entry->token_count),
		.tokens = tokens,
		.terms_length = entry->terms_length,
		.token_count = entry->token_count,
		.positions = entry->positions,
		.words = entry->words,
	};
}

/* Of one that is longer than SHORT. */
static const char *
long_surface(const struct tw_cache *cache, const struct tw_cache_slot *slot)
{
	struct tw_form form = tw_cache_form(cache, slot);

	return form.terms + form.terms_length;
}

static inline bool
is_of(const struct tw_cache *cache, const struct tw_cache_slot *slot,
	const struct tw_surface *surface)
{
	if (slot->key[0] != surface->key[0] ||
		slot->key[1] != surface->key[1] || slot->n != surface->text.n)
		return false;
	return slot->n <= SHORT || memcmp(long_surface(cache, slot),
		surface->text.p, slot->n) == 0;
}

static inline struct tw_cache_slot *
find(const struct tw_cache *cache, const struct tw_surface *surface)
{
	struct tw_cache_slot *slot = first_slot(cache, surface->hash);

	while (!is_of(cache, slot, surface)) {
		if (slot->n == 0)
			return NULL;
		if (++slot == cache->slots + cache->room)
			slot = cache->slots;
	}
	return slot;
}

struct tw_cache_slot *
tw_cache_find(const struct tw_cache *cache, const struct tw_surface *surface)
{
	return cache->count > 0 ? find(cache, surface) : NULL;
}

void
tw_cache_fetch(const struct tw_cache *cache, const struct tw_surface *surface,
	enum tw_cache_step step)
{
	const struct tw_cache_slot *slot = tw_cache_find(cache, surface);

	if (!slot)
		return;
	struct tw_cache_entry **entry = &cache->entries[slot - cache->slots];

	__builtin_prefetch(step == TW_CACHE_ENTRY ? (const void *)entry :
		*entry);
}

size_t
tw_cache_values(const struct tw_cache *cache,
	const struct tw_surface *surfaces, size_t count, uint32_t owner,
	uint32_t *values, uint32_t *content)
{
	const struct tw_cache known = *cache;
	uint32_t others = 0;
	size_t i = 0;

	if (known.count == 0)
		return 0;
	for (; i < count; i++) {
		struct tw_cache_slot *slot = find(&known, &surfaces[i]);

		if (!slot || slot->note.owner != owner)
			break;
		tw_cache_count(&known, slot);
		values[i] = slot->note.value;
		others += !slot->stop;
	}
	*content += others;
	return i;
}

/* ------------------------------------------------------------------ */
/* Adding.                                                              */

/* Copies the slot into the first free place for it. */
static void
put(struct tw_cache *cache, const struct tw_cache_slot *slot,
	struct tw_cache_entry *entry)
{
	uint32_t mask = cache->room - 1;
	uint32_t i = hash_of(slot->key) & mask;

	while (cache->slots[i].n > 0)
		i = (i + 1) & mask;
	cache->slots[i] = *slot;
	cache->entries[i] = entry;
	if (slot->articles > 0)
		cache->counted[i / TW_CACHE_GROUP] = 1;
}

static bool
grow(struct tw_cache *cache)
{
	struct tw_cache old = *cache;
	uint32_t room = old.room > 0 ? 2 * old.room : SMALLEST;
	char *memory = tw_alloc_table(1, table_size(room));

	if (!memory)
		return false;
	cache->memory = memory;
	cache->slots = (void *)(memory + LINE - (uintptr_t)memory % LINE);
	cache->entries = (void *)(cache->slots + room);
	cache->counted = (void *)(cache->entries + room);
	cache->room = room;
	for (uint32_t i = 0; i < old.room; i++) {
		if (old.slots[i].n > 0)
			put(cache, &old.slots[i], old.entries[i]);
	}
	tw_free_table(old.memory, 1, table_size(old.room));
	return true;
}

size_t
tw_cache_bytes(const struct tw_cache *cache)
{
	size_t table = cache->room > 0 ? table_size(cache->room) : 0;

	return cache->arena.total + table;
}

static bool
is_crowded(const struct tw_cache *cache)
{
	return cache->count >= cache->room / 4 * 3;
}

static size_t
maximum_of(const struct tw_cache *cache)
{
	return cache->maximum > 0 ? cache->maximum : TW_CACHE_BYTES_MAX;
}

/* A table that has to grow counts as the one that it would become. */
static bool
is_full(const struct tw_cache *cache)
{
	size_t room = is_crowded(cache) ? 2 * (size_t)cache->room :
		cache->room;

	return cache->count > 0 &&
		cache->arena.total + table_size(room) > maximum_of(cache);
}

/* ------------------------------------------------------------------ */
/* Counts.                                                              */

#define SEEN_HEAD 3		/* le16 articles, byte length */

/* A tw_seen_fn that keeps what is seen. */
static int
keep_seen(void *context, struct tw_str surface, uint32_t articles,
	trawl_error *err)
{
	struct tw_buf *seen = context;
	uint8_t head[SEEN_HEAD];

	(void)err;
	tw_put_le16(head, (uint16_t)articles);
	head[2] = (uint8_t)surface.n;
	tw_buf_add(seen, head, sizeof(head));
	tw_buf_add_str(seen, surface);
	return TRAWL_OK;
}

/* The surface of a slot; `room` is for a short one, whose entry would have to
   be fetched from memory for it. */
static struct tw_str
surface_of(const struct tw_cache *cache, const struct tw_cache_slot *slot,
	char room[SHORT])
{
	if (slot->n > SHORT)
		return tw_str(long_surface(cache, slot), slot->n);
	tw_put_le64(room, slot->key[0]);
	tw_put_le64(room + 8, slot->key[1]);
	return tw_str(room, slot->n);
}

/* Tells a group of slots, if status is TRAWL_OK, and begins again at 0. */
static int
tell_group(struct tw_cache *cache, uint32_t group, int status, tw_seen_fn *fn,
	void *context, trawl_error *err)
{
	uint32_t first = group * TW_CACHE_GROUP;

	for (uint32_t i = first; i < first + TW_CACHE_GROUP; i++) {
		struct tw_cache_slot *slot = &cache->slots[i];
		char room[SHORT];

		if (slot->articles == 0)
			continue;
		if (status == TRAWL_OK)
			status = fn(context, surface_of(cache, slot, room),
				slot->articles, err);
		slot->articles = 0;
		slot->article = 0;
	}
	cache->counted[group] = 0;
	return status;
}

/* A small batch has counted in a few groups of a large table. */
static int
tell_slots(struct tw_cache *cache, tw_seen_fn *fn, void *context,
	trawl_error *err)
{
	uint32_t groups = cache->room / TW_CACHE_GROUP;
	int status = TRAWL_OK;

	for (uint32_t group = 0; group < groups; group++) {
		const uint8_t *next = memchr(cache->counted + group, 1,
			groups - group);

		if (!next)
			break;
		group = (uint32_t)(next - cache->counted);
		status = tell_group(cache, group, status, fn, context, err);
	}
	return status;
}

int
tw_cache_seen(struct tw_cache *cache, tw_seen_fn *fn, void *context,
	trawl_error *err)
{
	struct tw_buf *seen = &cache->seen;
	int status = tw_buf_status(seen, err);
	size_t at = 0;

	while (status == TRAWL_OK && at < seen->n) {
		const char *p = seen->p + at;
		struct tw_str surface = tw_str(p + SEEN_HEAD, (uint8_t)p[2]);

		status = fn(context, surface, tw_le16(p), err);
		at += SEEN_HEAD + surface.n;
	}
	tw_buf_done(seen);
	int told = tell_slots(cache, fn, context, err);

	return status == TRAWL_OK ? told : status;
}

/* As the maximum may have been lowered, what is kept may have to go, too: if
   it were too large by itself, the cache would be emptied for each surface. */
static void
forget_all(struct tw_cache *cache)
{
	size_t maximum = maximum_of(cache);

	/* A failure stays in the buffer. */
	if (tell_slots(cache, keep_seen, &cache->seen, NULL) != TRAWL_OK)
		cache->seen.failed = TRAWL_ENOMEM;
	cache->count = 0;
	tw_arena_reset(&cache->arena);
	if (tw_cache_bytes(cache) <= maximum - maximum / 4) {
		memset(cache->slots, 0, cache->room * sizeof(*cache->slots));
		return;
	}
	tw_arena_done(&cache->arena);
	tw_free_table(cache->memory, 1, table_size(cache->room));
	cache->memory = NULL;
	cache->slots = NULL;
	cache->entries = NULL;
	cache->counted = NULL;
	cache->room = 0;
}

/* A copy of the form and of a long surface; NULL without memory. */
static struct tw_cache_entry *
copy(struct tw_arena *arena, struct tw_str surface, const struct tw_form *form)
{
	size_t tokens = form->token_count * sizeof(*form->tokens);
	size_t beside = surface.n > SHORT ? surface.n : 0;
	struct tw_cache_entry *entry = tw_arena_alloc(arena, sizeof(*entry) +
		tokens + form->terms_length + beside);

	if (!entry)
		return NULL;
	*entry = (struct tw_cache_entry){
		.terms_length = form->terms_length,
		.token_count = form->token_count,
		.positions = form->positions,
		.words = form->words,
	};
	char *p = (char *)(entry + 1);

	if (tokens > 0)
		memcpy(p, form->tokens, tokens);
	if (form->terms_length > 0)
		memcpy(p + tokens, form->terms, form->terms_length);
	if (beside > 0)
		memcpy(p + tokens + form->terms_length, surface.p, beside);
	return entry;
}

static bool
is_single(const struct tw_form *form)
{
	return form->token_count == 1 && form->positions == 1 &&
		form->words == 1 && form->tokens[0].kind == TW_TOKEN_MAIN;
}

bool
tw_cache_add(struct tw_cache *cache, const struct tw_surface *surface,
	const struct tw_form *form)
{
	if (surface->text.n > TW_CACHE_SURFACE_MAX)
		return true;
	if (is_full(cache))
		forget_all(cache);
	if (is_crowded(cache) && !grow(cache))
		return false;
	struct tw_cache_entry *entry = copy(&cache->arena, surface->text,
		form);
	struct tw_cache_slot slot = {
		.key = {surface->key[0], surface->key[1]},
		.n = (uint8_t)surface->text.n,
		.single = is_single(form),
	};

	if (!entry)
		return false;
	slot.stop = slot.single && form->tokens[0].stop;
	put(cache, &slot, entry);
	cache->count++;
	return true;
}
