/* replace.h: the articles that a batch takes the place of. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_REPLACE_H
#define INDEX_REPLACE_H

#include "index/deaths.h"
#include "index/inverter.h"

/*
 * Kills the live articles of the segments that have the id of an article of
 * the batch, which is settled. deaths[i] belongs to segments[i]. O(batch log
 * batch), and a walk over the segments' ids where the batch is not small
 * beside them.
 */
int tw_replace(const struct tw_inverter *batch, struct tw_segment *segments,
	struct tw_deaths *deaths, uint32_t count, trawl_error *err)
	TW_MUST_USE;

/* Kills the live article with this id; TRAWL_END if there is none. */
int tw_replace_one(struct tw_str id, struct tw_segment *segments,
	struct tw_deaths *deaths, uint32_t count, trawl_error *err)
	TW_MUST_USE;

#endif
