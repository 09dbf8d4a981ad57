/* kept.c: answers given already, for the next who asks the same. */
/* SPDX-License-Identifier: MIT */
#include "site/kept.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define SLOTS 16384
#define WAYS 4			/* slots that a key may be in */
#define BYTES_MAX (32 << 20)
#define BODY_MAX (64 << 10)

struct body {
	char *key;
	char *bytes;
	size_t length;
	uint64_t found;
	bool is_wanted;		/* since the hand was here */
};

/* What has to go is chosen by the hand of a clock, which goes round and takes
   what nobody wanted since it came by. */
struct kept {
	struct body bodies[SLOTS];
	size_t bytes;
	size_t hand;
};

struct kept *
kept_new(void)
{
	return calloc(1, sizeof(struct kept));
}

static void
forget(struct kept *kept, struct body *body)
{
	if (body->key)
		kept->bytes -= strlen(body->key) + body->length;
	free(body->key);
	free(body->bytes);
	*body = (struct body){0};
}

void
kept_free(struct kept *kept)
{
	for (size_t i = 0; kept && i < SLOTS; i++)
		forget(kept, &kept->bodies[i]);
	free(kept);
}

/* The first slot of a key, by FNV-1a, 64 bits, whose last bytes have to be
   spread. Who makes keys of the same slots has won that they take each other's
   place. */
static size_t
slot_of(const char *key)
{
	uint64_t sum = UINT64_C(0xcbf29ce484222325);

	for (; *key; key++)
		sum = (sum ^ (unsigned char)*key) * UINT64_C(0x100000001b3);
	sum = (sum ^ sum >> 29) * UINT64_C(0xbf58476d1ce4e5b9);
	return (size_t)(sum >> 32) % (SLOTS / WAYS) * WAYS;
}

const char *
kept_get(struct kept *kept, const char *key, size_t *ret_length,
	uint64_t *ret_found)
{
	struct body *body = kept ? &kept->bodies[slot_of(key)] : NULL;

	for (int i = 0; body && i < WAYS; i++, body++) {
		if (!body->key || strcmp(body->key, key) != 0)
			continue;
		body->is_wanted = true;
		*ret_length = body->length;
		*ret_found = body->found;
		return body->bytes;
	}
	return NULL;
}

/* A slot for the key: a free one, or one that is wanted least. */
static struct body *
choose_slot(struct kept *kept, const char *key)
{
	struct body *first = &kept->bodies[slot_of(key)];
	struct body *least = first;

	for (struct body *body = first; body < first + WAYS; body++) {
		if (!body->key)
			return body;
		if (!body->is_wanted)
			least = body;
	}
	return least;
}

static void
make_room(struct kept *kept, size_t bytes)
{
	while (kept->bytes > 0 && kept->bytes + bytes > BYTES_MAX) {
		struct body *body = &kept->bodies[kept->hand];

		if (!body->is_wanted)
			forget(kept, body);
		body->is_wanted = false;
		kept->hand = (kept->hand + 1) % SLOTS;
	}
}

void
kept_put(struct kept *kept, const char *key, const char *body, size_t length,
	uint64_t found)
{
	if (!kept || length > BODY_MAX)
		return;
	char *own_key = strdup(key);
	char *own_bytes = malloc(length + 1);

	if (!own_key || !own_bytes) {
		free(own_key);
		free(own_bytes);
		return;
	}
	memcpy(own_bytes, body, length);
	make_room(kept, strlen(key) + length);
	struct body *slot = choose_slot(kept, key);

	forget(kept, slot);
	*slot = (struct body){own_key, own_bytes, length, found, false};
	kept->bytes += strlen(key) + length;
}
