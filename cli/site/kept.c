/* kept.c: answers given already, for the next who asks the same. */
/* SPDX-License-Identifier: MIT */
#include "site/kept.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define SLOTS 16384
#define WAYS 4			/* slots that a key may be in */
#define RING (32 << 20)
#define BODY_MAX (64 << 10)
#define KEY_MAX (16 << 10)
#define PRIME UINT64_C(0x100000001b3)

static_assert(ATOMIC_LLONG_LOCK_FREE == 2, "processes share it");

/* Where the record of a key is; what is there may be another by now. */
struct slot {
	_Atomic uint64_t hash;
	_Atomic uint64_t at;	/* 1 + its place, 0: nowhere */
};

/* Behind it are the key and the body. */
struct record {
	uint64_t place;
	uint64_t hash;
	uint64_t sum;		/* of key and body: and more */
	uint64_t found;
	uint32_t key_length;
	uint32_t length;
};

/*
 * Records are written one behind the other, round and round; places count on.
 * Who writes one first takes the bytes, by `next`, and names the record in a
 * slot at last: who dies in between has named nothing. Who reads one copies
 * it, and then looks whether somebody has taken its bytes meanwhile.
 */
struct kept {
	_Atomic uint64_t next;
	struct slot slots[SLOTS];
	char ring[RING];
};

struct kept *
kept_new(void)
{
	void *p = mmap(NULL, sizeof(struct kept), PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	return p == MAP_FAILED ? NULL : p;
}

void
kept_free(struct kept *kept)
{
	if (kept)
		munmap(kept, sizeof(*kept));
}

/* FNV-1a, 64 bits. */
uint64_t
kept_hash(uint64_t sum, const char *key)
{
	for (; *key; key++)
		sum = (sum ^ (unsigned char)*key) * PRIME;
	return sum * PRIME;
}

/* The first slot of a hash, whose last bytes have to be spread. Who makes keys
   of the same slots has won that they take each other's place. */
static struct slot *
slots_of(struct kept *kept, uint64_t hash)
{
	hash = (hash ^ hash >> 29) * UINT64_C(0xbf58476d1ce4e5b9);
	return &kept->slots[(size_t)(hash >> 32) % (SLOTS / WAYS) * WAYS];
}

/* A sum of eight bytes at a time. */
static uint64_t
add_up(uint64_t sum, const char *bytes, size_t length)
{
	while (length > 0) {
		uint64_t some = 0;
		size_t n = length < sizeof(some) ? length : sizeof(some);

		memcpy(&some, bytes, n);
		sum = (sum ^ some) * UINT64_C(0x9e3779b97f4a7c15);
		sum ^= sum >> 32;
		bytes += n;
		length -= n;
	}
	return sum;
}

static uint64_t
sum_of(const struct record *record, const char *key, const char *body)
{
	uint64_t sum = add_up(record->place, key, record->key_length);

	return add_up(sum ^ record->found, body, record->length);
}

static size_t
size_of(const struct record *record)
{
	size_t size = sizeof(*record) + record->key_length + record->length;

	return (size + 7) & ~(size_t)7;
}

/* ------------------------------------------------------------------ */

static bool
is_taken(struct kept *kept, uint64_t place)
{
	return atomic_load(&kept->next) - place > RING;
}

/* The head of the record at the place, if it is that of the key. */
static bool
find_record(const struct kept *kept, uint64_t place, uint64_t hash,
	const char *key, struct record *ret)
{
	size_t at = place % RING;

	if (at + sizeof(*ret) > RING)
		return false;
	memcpy(ret, kept->ring + at, sizeof(*ret));
	return ret->place == place && ret->hash == hash &&
		ret->key_length == strlen(key) && ret->length <= BODY_MAX &&
		at + size_of(ret) <= RING &&
		memcmp(kept->ring + at + sizeof(*ret), key,
			ret->key_length) == 0;
}

/*
 * Copies the body. What was taken while it was copied is nothing; nor what one
 * who slept for so long that all others went round once wrote into it.
 */
static char *
copy_body(struct kept *kept, const struct record *record, const char *key)
{
	char *body = malloc((size_t)record->length + 1);

	if (!body)
		return NULL;
	memcpy(body, kept->ring + record->place % RING + sizeof(*record) +
		record->key_length, record->length);
	body[record->length] = '\0';
	atomic_thread_fence(memory_order_acquire);
	if (!is_taken(kept, record->place) &&
		sum_of(record, key, body) == record->sum)
		return body;
	free(body);
	return NULL;
}

char *
kept_get(struct kept *kept, uint64_t hash, const char *key,
	size_t *ret_length, uint64_t *ret_found)
{
	struct slot *slot = kept ? slots_of(kept, hash) : NULL;

	for (int i = 0; slot && i < WAYS; i++, slot++) {
		uint64_t at = atomic_load(&slot->at);
		struct record record;

		if (at == 0 || atomic_load(&slot->hash) != hash ||
			is_taken(kept, at - 1) ||
			!find_record(kept, at - 1, hash, key, &record))
			continue;
		char *body = copy_body(kept, &record, key);

		if (!body)
			return NULL;
		/* What is wanted stays in front of what is not. */
		if (atomic_load(&kept->next) - record.place > RING / 2)
			kept_put(kept, hash, key, body, record.length,
				record.found);
		*ret_length = record.length;
		*ret_found = record.found;
		return body;
	}
	return NULL;
}

/* ------------------------------------------------------------------ */

/* A slot for the key: its own, a free one, or that of the oldest record. */
static struct slot *
choose_slot(struct kept *kept, uint64_t hash)
{
	struct slot *first = slots_of(kept, hash);
	struct slot *oldest = first;

	for (struct slot *slot = first; slot < first + WAYS; slot++) {
		if (atomic_load(&slot->hash) == hash)
			return slot;
		if (atomic_load(&slot->at) < atomic_load(&oldest->at))
			oldest = slot;
	}
	return oldest;
}

/* Bytes of the ring that are not behind its end. */
static uint64_t
take(struct kept *kept, size_t size)
{
	uint64_t place;

	do
		place = atomic_fetch_add(&kept->next, size);
	while (place % RING + size > RING);
	atomic_thread_fence(memory_order_release);
	return place;
}

void
kept_put(struct kept *kept, uint64_t hash, const char *key,
	const char *body, size_t length, uint64_t found)
{
	size_t key_length = strlen(key);

	if (!kept || length > BODY_MAX || key_length > KEY_MAX)
		return;
	struct record record = {
		.hash = hash,
		.found = found,
		.key_length = (uint32_t)key_length,
		.length = (uint32_t)length,
	};

	record.place = take(kept, size_of(&record));
	record.sum = sum_of(&record, key, body);
	char *p = kept->ring + record.place % RING;

	memcpy(p, &record, sizeof(record));
	memcpy(p + sizeof(record), key, key_length);
	memcpy(p + sizeof(record) + key_length, body, length);
	struct slot *slot = choose_slot(kept, hash);

	atomic_store(&slot->hash, hash);
	atomic_store(&slot->at, record.place + 1);
}
