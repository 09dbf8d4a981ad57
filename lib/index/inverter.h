/* inverter.h: a batch of articles in memory, turned into posting lists. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_INVERTER_H
#define INDEX_INVERTER_H

#include <stdbool.h>

#include "index/analyzers.h"
#include "index/doc.h"
#include "index/format.h"
#include "index/segwrite.h"

/*
 * Articles go in one by one, each as the numbers of its terms in a row: four
 * bytes a token. Taken out, terms come in order, each with its articles.
 */
struct tw_inverter;

enum tw_inverter_flags {
	TW_INVERTER_ASIDE = 1	/* put blocks of articles aside */
};

/* `memory` bounds the bytes that the batch, its flush and the analyzers, which
   are borrowed, need together. */
int tw_inverter_new(struct tw_analyzers *analyzers, uint32_t title_weight,
	unsigned flags, size_t memory, struct tw_inverter **ret,
	trawl_error *err) TW_MUST_USE;
void tw_inverter_free(struct tw_inverter *inverter);

/*
 * Adds an article, in place of the one with the same id. TRAWL_END, and
 * nothing is changed, if it does not fit into the memory left: flush, reset
 * and add it again. TRAWL_EFULL if it does not even fit into an empty batch.
 */
int tw_inverter_add(struct tw_inverter *inverter, const struct tw_doc *doc,
	trawl_error *err) TW_MUST_USE;

/* Whether the article was there; it is not any more. */
bool tw_inverter_remove(struct tw_inverter *inverter, struct tw_str id);

/* Articles in the batch; those replaced or removed are not counted. */
uint32_t tw_inverter_count(const struct tw_inverter *inverter);

/* Bytes held now and needed by a flush. */
size_t tw_inverter_bytes(const struct tw_inverter *inverter);

/* Forgets all articles and gives their memory back. */
void tw_inverter_reset(struct tw_inverter *inverter);

/*
 * Takes the words that articles are written with from the analyzers, unless it
 * has, so that a flush writes them; before another batch uses these.
 */
int tw_inverter_gather(struct tw_inverter *inverter, trawl_error *err)
	TW_MUST_USE;

/*
 * No more articles are added or removed until the reset: numbers them as
 * they will stand in the segment, in order of arrival.
 */
void tw_inverter_settle(struct tw_inverter *inverter);

/*
 * If articles are put aside: whether there are blocks of them to pack, and so
 * many that it should come before adding others; lays hold of these, packs
 * them, while another thread may add articles; and, if it was started, packs
 * the rest and keeps what they became, before it is started again. A flush
 * does that, too, and packs what nobody has started to.
 */
bool tw_inverter_can_pack(const struct tw_inverter *inverter);
bool tw_inverter_should_pack(const struct tw_inverter *inverter);
void tw_inverter_start_packing(struct tw_inverter *inverter);
int tw_inverter_pack(struct tw_inverter *inverter, trawl_error *err)
	TW_MUST_USE;
/* The next few of them; TRAWL_END when all are packed. */
int tw_inverter_pack_some(struct tw_inverter *inverter, trawl_error *err)
	TW_MUST_USE;
int tw_inverter_end_packing(struct tw_inverter *inverter, trawl_error *err)
	TW_MUST_USE;

/* The id of a settled article, borrowed until the reset. */
struct tw_str tw_inverter_id(const struct tw_inverter *inverter,
	uint32_t doc);

/* Settles, and writes articles and terms: all but the segment's finish. */
int tw_inverter_flush(struct tw_inverter *inverter,
	struct tw_segment_writer *segment, trawl_error *err) TW_MUST_USE;

/*
 * Gathers, and does the same by two threads: the worker has no job; and
 * whether there is so much to do that it pays.
 */
struct tw_worker;
int tw_inverter_flush_with(struct tw_inverter *inverter,
	struct tw_segment_writer *segment, struct tw_worker *worker,
	trawl_error *err) TW_MUST_USE;
bool tw_inverter_may_share(const struct tw_inverter *inverter);

/* Whether there is memory for lists while articles are still there. */
bool tw_inverter_has_room(const struct tw_inverter *inverter);

/* Whether it leaves nearly all of its memory, with the flush to come. */
bool tw_inverter_is_small(const struct tw_inverter *inverter);

#endif
