/* map.c: a hash map from byte strings to 32-bit numbers. */
/* SPDX-License-Identifier: MIT */
#include "base/map.h"

#include <string.h>

#include "base/alloc.h"

/*
 * Linear probing; at most three slots of four are taken. A slot without a key
 * is free; the length of a key stands before its bytes. The hash stands in the
 * slot, so that other keys are seldom looked at and growing the map hashes
 * nothing anew.
 */
#define SMALLEST 16
#define LARGEST (UINT32_C(1) << 31)

struct tw_map_slot {
	const char *key;
	uint32_t hash;
	uint32_t value;
};

void
tw_map_done(struct tw_map *map)
{
	tw_free_table(map->slots, map->room, sizeof(*map->slots));
	tw_arena_done(&map->keys);
	map->slots = NULL;
	map->room = 0;
	map->count = 0;
}

size_t
tw_map_bytes(const struct tw_map *map)
{
	return map->room * sizeof(struct tw_map_slot) + map->keys.total;
}

static struct tw_str
key_of(const struct tw_map_slot *slot)
{
	uint32_t n;

	memcpy(&n, slot->key - sizeof(n), sizeof(n));
	return tw_str(slot->key, n);
}

static uint32_t
hash_of(struct tw_str key)
{
	return (uint32_t)(tw_hash64(key.p, key.n) >> 32);
}

/* The slot that holds the key, or the free slot where it would go. */
static struct tw_map_slot *
seek(const struct tw_map *map, struct tw_str key, uint32_t hash)
{
	uint32_t mask = map->room - 1;

	for (uint32_t i = hash & mask;; i = (i + 1) & mask) {
		struct tw_map_slot *slot = &map->slots[i];

		if (!slot->key)
			return slot;
		if (slot->hash == hash && tw_str_equal(key, key_of(slot)))
			return slot;
	}
}

static struct tw_map_slot *
seek_free(struct tw_map_slot *slots, uint32_t room, uint32_t hash)
{
	uint32_t i = hash & (room - 1);

	while (slots[i].key)
		i = (i + 1) & (room - 1);
	return &slots[i];
}

static bool
grow(struct tw_map *map)
{
	if (map->room >= LARGEST)
		return false;
	uint32_t room = map->room > 0 ? 2 * map->room : SMALLEST;
	struct tw_map_slot *slots = tw_alloc_table(room, sizeof(*slots));

	if (!slots)
		return false;
	for (uint32_t i = 0; i < map->room; i++) {
		const struct tw_map_slot *slot = &map->slots[i];

		if (slot->key)
			*seek_free(slots, room, slot->hash) = *slot;
	}
	tw_free_table(map->slots, map->room, sizeof(*slots));
	map->slots = slots;
	map->room = room;
	return true;
}

uint32_t *
tw_map_find(const struct tw_map *map, struct tw_str key)
{
	if (map->count == 0)
		return NULL;
	struct tw_map_slot *slot = seek(map, key, hash_of(key));

	return slot->key ? &slot->value : NULL;
}

/* Takes the free slot for the key. */
static bool
fill(struct tw_map *map, struct tw_map_slot *slot, struct tw_str key,
	uint32_t hash, uint32_t value)
{
	uint32_t n = (uint32_t)key.n;
	size_t size;

	if (!tw_add_size(key.n, sizeof(n), &size))
		return false;
	char *copy = tw_arena_alloc(&map->keys, size);

	if (!copy)
		return false;
	memcpy(copy, &n, sizeof(n));
	copy += sizeof(n);
	if (n > 0)
		memcpy(copy, key.p, n);
	*slot = (struct tw_map_slot){
		.key = copy,
		.hash = hash,
		.value = value,
	};
	map->count++;
	return true;
}

bool
tw_map_insert(struct tw_map *map, struct tw_str key, uint32_t value,
	uint32_t **ret_value, struct tw_str *ret_key, bool *ret_is_new)
{
	if (key.n > UINT32_MAX)
		return false;
	if (map->count >= map->room / 4 * 3 && !grow(map))
		return false;
	uint32_t hash = hash_of(key);
	struct tw_map_slot *slot = seek(map, key, hash);
	bool is_new = !slot->key;

	if (is_new && !fill(map, slot, key, hash, value))
		return false;
	if (ret_value)
		*ret_value = &slot->value;
	if (ret_key)
		*ret_key = key_of(slot);
	if (ret_is_new)
		*ret_is_new = is_new;
	return true;
}
