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
#define TRIED (16 << 20)		/* bytes for what was asked once, */
#define WANTED (48 << 20)	/* and for what was asked again */
#define BODY_MAX (64 << 10)
#define KEY_MAX (16 << 10)
#define PRIME UINT64_C(0x100000001b3)

static_assert(ATOMIC_LLONG_LOCK_FREE == 2, "processes share it");

/* Where the record of a key is; what is there may be another by now. */
struct slot {
	_Atomic uint64_t hash;
	_Atomic uint64_t at;	/* its place; 0: nowhere */
};

enum ring_name {
	RING_TRIED,
	RING_WANTED,
	RING_COUNT
};

/* Records, one behind the other, round and round, in these of all bytes. */
static const struct ring {
	size_t size;
	size_t start;
} rings[RING_COUNT] = {
	[RING_TRIED] = {TRIED, 0},
	[RING_WANTED] = {WANTED, TRIED},
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
 * Most searches are never asked again: they must not drive out the others. So
 * what is new goes to a ring of its own, and to the other once it is wanted;
 * at once, if its slot still tells that it was there before. (This is near to
 * Yang et al., FIFO queues are all you need for cache eviction.)
 *
 * A place is a number of bytes in its ring, and the name of that. Who writes a
 * record first takes the bytes, by `next`, and names the record in a slot at
 * last: who dies in between has named nothing. Who reads one copies it, and
 * then looks whether somebody has taken its bytes meanwhile. Nothing in here is
 * believed: a process that was made to could write anything.
 */
struct kept {
	_Atomic uint64_t next[RING_COUNT];	/* bytes written; counts on */
	struct slot slots[SLOTS];
	char bytes[TRIED + WANTED];
};

struct kept *
kept_new(void)
{
	void *p = mmap(NULL, sizeof(struct kept), PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		return NULL;
	struct kept *kept = p;

	/* No place is 0. */
	for (int i = 0; i < RING_COUNT; i++)
		kept->next[i] = sizeof(struct record);
	return kept;
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

static enum ring_name
ring_of(uint64_t place)
{
	return (enum ring_name)(place & 1);
}

/* How far behind the last of its ring it is. */
static uint64_t
age_of(struct kept *kept, uint64_t place)
{
	return atomic_load(&kept->next[ring_of(place)]) - (place >> 1);
}

static bool
is_taken(struct kept *kept, uint64_t place)
{
	return age_of(kept, place) > rings[ring_of(place)].size;
}

static char *
bytes_at(struct kept *kept, uint64_t place)
{
	const struct ring *ring = &rings[ring_of(place)];

	return kept->bytes + ring->start + (place >> 1) % ring->size;
}

static size_t
room_at(uint64_t place)
{
	const struct ring *ring = &rings[ring_of(place)];

	return ring->size - (place >> 1) % ring->size;
}

/* The head of the record at the place, if it is that of the key. */
static bool
find_record(struct kept *kept, uint64_t place, uint64_t hash, const char *key,
	struct record *ret)
{
	const char *p = bytes_at(kept, place);
	size_t room = room_at(place);

	if (room < sizeof(*ret))
		return false;
	memcpy(ret, p, sizeof(*ret));
	return ret->place == place && ret->hash == hash &&
		ret->key_length == strlen(key) && ret->length <= BODY_MAX &&
		size_of(ret) <= room &&
		memcmp(p + sizeof(*ret), key, ret->key_length) == 0;
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
	memcpy(body, bytes_at(kept, record->place) + sizeof(*record) +
		record->key_length, record->length);
	body[record->length] = '\0';
	atomic_thread_fence(memory_order_acquire);
	if (!is_taken(kept, record->place) &&
		sum_of(record, key, body) == record->sum)
		return body;
	free(body);
	return NULL;
}

static void put(struct kept *kept, enum ring_name name, uint64_t hash,
	const char *key, const char *body, size_t length, uint64_t found);

char *
kept_get(struct kept *kept, uint64_t hash, const char *key,
	size_t *ret_length, uint64_t *ret_found)
{
	struct slot *slot = kept ? slots_of(kept, hash) : NULL;

	for (int i = 0; slot && i < WAYS; i++, slot++) {
		uint64_t place = atomic_load(&slot->at);
		struct record record;

		if (place == 0 || atomic_load(&slot->hash) != hash ||
			is_taken(kept, place) ||
			!find_record(kept, place, hash, key, &record))
			continue;
		char *body = copy_body(kept, &record, key);

		if (!body)
			return NULL;
		if (ring_of(place) == RING_TRIED ||
			age_of(kept, place) > WANTED / 2)
			put(kept, RING_WANTED, hash, key, body,
				record.length, record.found);
		*ret_length = record.length;
		*ret_found = record.found;
		return body;
	}
	return NULL;
}

/* ------------------------------------------------------------------ */

/* A slot for the key: its own, a free one, or that of a record that was made
   long ago, as far as that can be told of two rings. */
static struct slot *
choose_slot(struct kept *kept, uint64_t hash)
{
	struct slot *first = slots_of(kept, hash);
	struct slot *oldest = first;
	uint64_t most = 0;

	for (struct slot *slot = first; slot < first + WAYS; slot++) {
		uint64_t place = atomic_load(&slot->at);

		if (place == 0 || atomic_load(&slot->hash) == hash)
			return slot;
		if (age_of(kept, place) > most) {
			most = age_of(kept, place);
			oldest = slot;
		}
	}
	return oldest;
}

/* A place of so many bytes, not behind the ring's end. */
static uint64_t
take(struct kept *kept, enum ring_name name, size_t size)
{
	const size_t ring = rings[name].size;
	uint64_t at;

	do
		at = atomic_fetch_add(&kept->next[name], size);
	while (at % ring + size > ring);
	atomic_thread_fence(memory_order_release);
	return at << 1 | (uint64_t)name;
}

static void
put(struct kept *kept, enum ring_name name, uint64_t hash, const char *key,
	const char *body, size_t length, uint64_t found)
{
	size_t key_length = strlen(key);
	struct record record = {
		.hash = hash,
		.found = found,
		.key_length = (uint32_t)key_length,
		.length = (uint32_t)length,
	};

	record.place = take(kept, name, size_of(&record));
	record.sum = sum_of(&record, key, body);
	char *p = bytes_at(kept, record.place);

	memcpy(p, &record, sizeof(record));
	memcpy(p + sizeof(record), key, key_length);
	memcpy(p + sizeof(record) + key_length, body, length);
	struct slot *slot = choose_slot(kept, hash);

	atomic_store(&slot->hash, hash);
	atomic_store(&slot->at, record.place);
}

/* Whether a slot names the key, whose record is gone. */
static bool
was_there(struct kept *kept, uint64_t hash)
{
	struct slot *first = slots_of(kept, hash);

	for (struct slot *slot = first; slot < first + WAYS; slot++)
		if (atomic_load(&slot->at) != 0 &&
			atomic_load(&slot->hash) == hash)
			return true;
	return false;
}

void
kept_put(struct kept *kept, uint64_t hash, const char *key,
	const char *body, size_t length, uint64_t found)
{
	if (kept && length <= BODY_MAX && strlen(key) <= KEY_MAX)
		put(kept, was_there(kept, hash) ? RING_WANTED : RING_TRIED,
			hash, key, body, length, found);
}
