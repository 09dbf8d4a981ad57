/* map.h: a hash map from byte strings to 32-bit numbers. */
/* SPDX-License-Identifier: MIT */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/str.h"

/*
 * Open addressing over a power of two; keys are copied into the map's arena.
 * Valid when zeroed. Look-up and insertion O(key length).
 */
struct tw_map {
	struct tw_map_slot *slots;
	uint32_t room;
	uint32_t count;
	struct tw_arena keys;
};

void tw_map_done(struct tw_map *map);

/* Bytes held. */
size_t tw_map_bytes(const struct tw_map *map);

/* NULL if the key is not there; the value may be changed in place. */
uint32_t *tw_map_find(const struct tw_map *map, struct tw_str key);

/*
 * Finds the key or inserts it with `value`. *ret_value points to the value in
 * the map until the next insertion, *ret_key to the map's copy of the key,
 * which stays until the map is reset or done. Each ret_ may be NULL. False
 * without memory, or for a key of 4 GiB; the map is then as it was.
 */
bool tw_map_insert(struct tw_map *map, struct tw_str key, uint32_t value,
	uint32_t **ret_value, struct tw_str *ret_key, bool *ret_is_new);

#endif
