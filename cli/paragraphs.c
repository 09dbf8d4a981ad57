/* paragraphs.c: how many articles have a paragraph. */
/* SPDX-License-Identifier: MIT */
#include "paragraphs.h"

#include <stdlib.h>
#include <string.h>

#define ROOM_FIRST ((uint64_t)1 << 16)

struct paragraph {
	uint64_t hash;		/* 0: none */
	uint64_t article;	/* the last one that has it */
	uint64_t count;
};

void
paragraphs_done(struct paragraphs *paragraphs)
{
	free(paragraphs->slots);
}

/* FNV-1a. */
static uint64_t
hash_line(trawl_str line)
{
	uint64_t hash = UINT64_C(14695981039346656037);

	for (size_t i = 0; i < line.length; i++)
		hash = (hash ^ (unsigned char)line.bytes[i]) *
			UINT64_C(1099511628211);
	return hash > 0 ? hash : 1;
}

/* The next line that is not empty; false at the end. */
static bool
next_line(trawl_str *text, trawl_str *ret)
{
	while (text->length > 0) {
		const char *stop = memchr(text->bytes, '\n', text->length);
		size_t n = stop ? (size_t)(stop - text->bytes) : text->length;

		*ret = (trawl_str){text->bytes, n};
		n += stop ? 1 : 0;
		text->bytes += n;
		text->length -= n;
		if (ret->length > 0)
			return true;
	}
	return false;
}

static struct paragraph *
slot_of(struct paragraph *slots, uint64_t room, uint64_t hash)
{
	uint64_t i = hash & (room - 1);

	while (slots[i].hash != 0 && slots[i].hash != hash)
		i = (i + 1) & (room - 1);
	return &slots[i];
}

static bool
grow(struct paragraphs *paragraphs)
{
	uint64_t room = paragraphs->room ? paragraphs->room * 2 : ROOM_FIRST;
	struct paragraph *slots;

	if (paragraphs->count * 2 < paragraphs->room)
		return true;
	slots = calloc(room, sizeof(*slots));
	if (!slots)
		return false;
	for (uint64_t i = 0; i < paragraphs->room; i++)
		if (paragraphs->slots[i].hash != 0)
			*slot_of(slots, room, paragraphs->slots[i].hash) =
				paragraphs->slots[i];
	free(paragraphs->slots);
	paragraphs->slots = slots;
	paragraphs->room = room;
	return true;
}

bool
paragraphs_add(struct paragraphs *paragraphs, trawl_str text)
{
	trawl_str line;

	paragraphs->article++;
	while (next_line(&text, &line)) {
		struct paragraph *slot;

		if (!grow(paragraphs))
			return false;
		slot = slot_of(paragraphs->slots, paragraphs->room,
			hash_line(line));
		paragraphs->count += slot->hash == 0;
		slot->hash = hash_line(line);
		slot->count += slot->article != paragraphs->article;
		slot->article = paragraphs->article;
	}
	return true;
}

/* Words between spaces; of what is written without, three bytes count as
   half a word. */
static uint64_t
count_words(trawl_str line)
{
	uint64_t words = 0;
	size_t start = 0;

	for (size_t i = 0; i <= line.length; i++) {
		if (i < line.length && line.bytes[i] != ' ')
			continue;
		words += i > start ? 1 + (i - start) / 36 * 5 : 0;
		start = i + 1;
	}
	return words;
}

struct words
paragraphs_words(const struct paragraphs *paragraphs, trawl_str text,
	uint64_t many)
{
	struct words words = {0, 0};
	trawl_str line;

	while (next_line(&text, &line)) {
		uint64_t n = count_words(line);

		words.all += n;
		if (paragraphs->room == 0 ||
			slot_of(paragraphs->slots, paragraphs->room,
				hash_line(line))->count < many)
			words.own += n;
	}
	return words;
}
