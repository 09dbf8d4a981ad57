/* queue.c: copies of articles that wait for being taken into a batch. */
/* SPDX-License-Identifier: MIT */
#include "index/queue.h"

#include <assert.h>
#include <string.h>

#include "base/alloc.h"
#include "text/sentence.h"

/* Of the room, for what tells where an article's fields are. */
#define TOLD_PART 4

int
tw_queue_init(struct tw_queue *queue, size_t room, trawl_error *err)
{
	size_t told = room / TOLD_PART;
	struct tw_queue made = {
		.room = room - told,
		.most = (uint32_t)(told / sizeof(struct tw_doc)),
	};

	made.bytes = tw_alloc(made.room);
	made.docs = tw_alloc(made.most * sizeof(*made.docs));
	if (!made.bytes || !made.docs) {
		tw_queue_done(&made);
		return tw_no_memory(err);
	}
	*queue = made;
	return TRAWL_OK;
}

void
tw_queue_done(struct tw_queue *queue)
{
	tw_free(queue->bytes);
	tw_free(queue->docs);
	*queue = (struct tw_queue){0};
}

/* A sentence has a byte. */
static size_t
ends_most(const struct tw_doc *doc)
{
	size_t n = doc->field[TRAWL_TEXT].n;

	return n < TW_SENTENCES_FOUND ? n : TW_SENTENCES_FOUND;
}

size_t
tw_queue_size(const struct tw_doc *doc)
{
	size_t n = doc->apart.n + doc->keys.n + 4 * ends_most(doc);

	for (int i = 0; i < TRAWL_FIELD_COUNT; i++)
		n += doc->field[i].n + doc->source[i].n;
	return n;
}

/* What there is of the bytes goes to *to; no bytes stay no bytes. */
static void
copy(struct tw_str *str, char **to)
{
	if (str->n == 0)
		return;
	memcpy(*to, str->p, str->n);
	str->p = *to;
	*to += str->n;
}

/* Who takes the article has more to do than who gives it. */
static struct tw_str
find_ends(struct tw_str text, char *to)
{
	char ends[4 * TW_SENTENCES_FOUND];
	size_t n = 4 * (size_t)tw_sentences_find(text, ends);

	memcpy(to, ends, n);
	return tw_str(to, n);
}

bool
tw_queue_add(struct tw_queue *queue, const struct tw_doc *doc)
{
	size_t size = tw_queue_size(doc);

	if (queue->count == queue->most || size > queue->room - queue->used)
		return false;
	struct tw_doc *kept = &queue->docs[queue->count++];
	char *to = queue->bytes + queue->used;

	*kept = *doc;
	for (int i = 0; i < TRAWL_FIELD_COUNT; i++) {
		copy(&kept->field[i], &to);
		copy(&kept->source[i], &to);
	}
	copy(&kept->apart, &to);
	copy(&kept->keys, &to);
	kept->ends = find_ends(kept->field[TRAWL_TEXT], to);
	if (kept->apart.p && kept->apart.n == 0)
		kept->apart = TW_STR("");
	queue->used += size;
	return true;
}

const struct tw_doc *
tw_queue_first(const struct tw_queue *queue)
{
	return queue->taken < queue->count ? &queue->docs[queue->taken] :
		NULL;
}

void
tw_queue_take(struct tw_queue *queue)
{
	assert(queue->taken < queue->count);
	queue->taken++;
}

void
tw_queue_reset(struct tw_queue *queue)
{
	queue->used = 0;
	queue->count = 0;
	queue->taken = 0;
}
