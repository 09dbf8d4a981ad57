/* tally.c: counts what is asked for, and forgets what few ask for. */
/* SPDX-License-Identifier: MIT */
#include "serve/tally.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define SLOTS 65536		/* a power of two */
#define FULL (SLOTS / 4 * 3)

struct slot {
	uint64_t hash;		/* of kind, place and text; 0: free */
	uint64_t found;		/* by the last asking */
	char *text;		/* from the third asking on, or NULL */
	uint32_t count;
	uint32_t place;
	enum tally_kind kind;
};

struct tally {
	struct slot *slots;
	size_t used;
	uint8_t key[SIPHASH_KEY];
};

struct tally *
tally_new(void)
{
	struct tally *tally = calloc(1, sizeof(*tally));

	if (!tally)
		return NULL;
	tally->slots = calloc(SLOTS, sizeof(*tally->slots));
	if (tally->slots)
		return tally;
	free(tally);
	return NULL;
}

static void
forget_texts(struct tally *tally)
{
	for (size_t i = 0; i < SLOTS; i++)
		free(tally->slots[i].text);
}

void
tally_free(struct tally *tally)
{
	if (!tally)
		return;
	tally_begin(tally, (const uint8_t[SIPHASH_KEY]){0});
	free(tally->slots);
	free(tally);
}

void
tally_begin(struct tally *tally, const uint8_t key[SIPHASH_KEY])
{
	forget_texts(tally);
	memset(tally->slots, 0, SLOTS * sizeof(*tally->slots));
	tally->used = 0;
	memcpy(tally->key, key, SIPHASH_KEY);
}

/* ------------------------------------------------------------------ */

/* The slot of a hash, or the free one where it would be. */
static struct slot *
find(struct slot *slots, uint64_t hash)
{
	size_t i = hash & (SLOTS - 1);

	while (slots[i].hash != 0 && slots[i].hash != hash)
		i = (i + 1) & (SLOTS - 1);
	return &slots[i];
}

static uint64_t
hash_of(const struct tally *tally, const struct asking *asking)
{
	uint8_t bytes[8 + TALLY_TEXT_MAX] = {0};

	bytes[0] = (uint8_t)asking->kind;
	memcpy(bytes + 4, &asking->place, 4);
	memcpy(bytes + 8, asking->text, asking->length);
	uint64_t hash = siphash(tally->key, bytes, 8 + asking->length);

	return hash != 0 ? hash : 1;
}

/* Leaves those that were asked so often. Without memory, none. */
static void
keep(struct tally *tally, uint32_t least, uint32_t most)
{
	struct slot *slots = calloc(SLOTS, sizeof(*slots));
	size_t used = 0;

	for (size_t i = 0; i < SLOTS; i++) {
		struct slot *slot = &tally->slots[i];

		if (slots && slot->hash != 0 && slot->count >= least &&
			slot->count <= most) {
			*find(slots, slot->hash) = *slot;
			used++;
		} else {
			free(slot->text);
		}
	}
	if (slots) {
		free(tally->slots);
		tally->slots = slots;
	} else {
		memset(tally->slots, 0, SLOTS * sizeof(*tally->slots));
	}
	tally->used = used;
}

static void
make_room(struct tally *tally)
{
	for (uint32_t least = 2; tally->used >= FULL && least <= TALLY_LEAST;
		least++)
		keep(tally, least, UINT32_MAX);
}

/* The text without what could do anything but be read. */
static char *
copy_clean(const struct asking *asking)
{
	char *text = malloc(asking->length + 1);

	for (size_t i = 0; text && i < asking->length; i++) {
		unsigned char c = (unsigned char)asking->text[i];

		text[i] = c < 0x20 || c == 0x7f ? ' ' : (char)c;
	}
	if (text)
		text[asking->length] = '\0';
	return text;
}

void
tally_add(struct tally *tally, const struct asking *asking)
{
	if (asking->length == 0 || asking->length > TALLY_TEXT_MAX)
		return;
	if (tally->used >= FULL)
		make_room(tally);
	uint64_t hash = hash_of(tally, asking);
	struct slot *slot = find(tally->slots, hash);

	if (slot->hash == 0) {
		if (tally->used >= FULL)
			return;
		tally->used++;
		*slot = (struct slot){
			.hash = hash,
			.kind = asking->kind,
			.place = asking->place,
		};
	}
	slot->count += slot->count < UINT32_MAX;
	slot->found = asking->found;
	if (slot->count >= TALLY_LEAST && !slot->text)
		slot->text = copy_clean(asking);
}

/* ------------------------------------------------------------------ */

static int
most_first(const void *a, const void *b)
{
	const struct slot *x = *(const struct slot *const *)a;
	const struct slot *y = *(const struct slot *const *)b;

	if (x->count != y->count)
		return x->count < y->count ? 1 : -1;
	return strcmp(x->text, y->text);
}

static void
print_slot(FILE *out, const struct slot *slot, const char *when,
	const char *place)
{
	fprintf(out, "%s\t%s\t%s\t%" PRIu32 "\t%" PRIu64 "\t%s\n", when,
		place, slot->kind == TALLY_CLICK ? "clicked" : "asked",
		slot->count, slot->found, slot->text);
}

void
tally_tell(struct tally *tally, FILE *out, const char *when,
	const char *const *places, size_t most)
{
	const struct slot **told = calloc(tally->used + 1, sizeof(*told));
	size_t count = 0;

	for (size_t i = 0; told && i < SLOTS; i++)
		if (tally->slots[i].text)
			told[count++] = &tally->slots[i];
	if (told)
		qsort(told, count, sizeof(const struct slot *), most_first);
	for (size_t i = 0; i < count && i < most; i++)
		print_slot(out, told[i], when, places[told[i]->place]);
	free(told);
	keep(tally, 1, TALLY_LEAST - 1);
}
