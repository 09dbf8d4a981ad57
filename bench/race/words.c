/* words.c: a hash set of words. */
/* SPDX-License-Identifier: MIT */
#include "words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *
checked(void *memory)
{
	if (memory == NULL) {
		fputs("corpus: out of memory\n", stderr);
		exit(2);
	}
	return memory;
}

void *
grown(void *memory, size_t count, size_t size)
{
	return checked(reallocarray(memory, count, size));
}

void *
zeroed(size_t count, size_t size)
{
	return checked(calloc(count, size));
}

/* FNV-1a, its high bits mixed in. */
static uint64_t
hash(const char *text, size_t length)
{
	uint64_t h = 0xcbf29ce484222325;

	for (size_t i = 0; i < length; i++)
		h = (h ^ (unsigned char)text[i]) * 0x100000001b3;
	return h ^ h >> 29;
}

/* The slot that holds the word or would. */
static uint32_t *
slot(const struct words *words, const char *text, size_t length)
{
	size_t mask = words->slot_count - 1;
	size_t i = (size_t)hash(text, length) & mask;

	while (words->slots[i] != 0) {
		const char *other = words->text[words->slots[i]];
		if (strncmp(other, text, length) == 0 && other[length] == '\0')
			break;
		i = (i + 1) & mask;
	}
	return &words->slots[i];
}

static void
make_room(struct words *words)
{
	free(words->slots);
	words->slot_count = words->slot_count == 0 ? 1 << 16 :
		2 * words->slot_count;
	words->slots = zeroed(words->slot_count, sizeof(*words->slots));
	for (size_t i = 1; i < words->count; i++) {
		const char *text = words->text[i];
		*slot(words, text, strlen(text)) = (uint32_t)i;
	}
}

uint32_t
words_number(struct words *words, const char *text, size_t length)
{
	if (words->count == 0)
		words->count = 1;
	if (2 * words->count >= words->slot_count)
		make_room(words);
	uint32_t *found = slot(words, text, length);
	if (*found != 0)
		return *found;

	if (words->count >= words->capacity) {
		words->capacity = 2 * words->count + 1024;
		words->text = grown(words->text, words->capacity,
			sizeof(*words->text));
	}
	words->text[words->count] = checked(strndup(text, length));
	*found = (uint32_t)words->count++;
	return *found;
}
