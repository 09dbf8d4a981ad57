/* queue.h: copies of articles that wait for being taken into a batch. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_QUEUE_H
#define INDEX_QUEUE_H

#include <stdbool.h>

#include "index/doc.h"

/* Of bounded size, all of it taken at once. Valid when zeroed, without room. */
struct tw_queue {
	char *bytes;		/* of the articles' fields */
	size_t room;
	size_t used;
	struct tw_doc *docs;
	uint32_t most;
	uint32_t count;
	uint32_t taken;		/* of these */
};

/* With `room` bytes in all. */
int tw_queue_init(struct tw_queue *queue, size_t room, trawl_error *err)
	TW_MUST_USE;
void tw_queue_done(struct tw_queue *queue);

/* Copies an article; false if there is no room for it. */
bool tw_queue_add(struct tw_queue *queue, const struct tw_doc *doc)
	TW_MUST_USE;

/* The bytes that an article takes there. */
size_t tw_queue_size(const struct tw_doc *doc);

/* The first article that was not taken, until the reset; NULL: there is none.
   tw_queue_take takes it. */
const struct tw_doc *tw_queue_first(const struct tw_queue *queue);
void tw_queue_take(struct tw_queue *queue);

void tw_queue_reset(struct tw_queue *queue);

#endif
