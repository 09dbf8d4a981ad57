/* learn.h: which lines are of their sites' templates, and who has them. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_LEARN_H
#define INDEX_LEARN_H

#include "index/change.h"

/*
 * A line (template.h) is learned if as many living articles of its site have
 * it as tw_template_least says, and of the eight of them that come first by
 * the hashes of their ids, four or more are stories of their own (story.h). So
 * it is a function of the living articles, whatever the order they came in and
 * however commits were cut. It is found out for the lines of the articles that
 * a commit adds or removes, as that of others does not change by it, and for
 * all where a commit is large or doubles or halves a site; articles that were
 * written when it was otherwise are to be written again.
 */
struct tw_learned {
	struct tw_change *change;
	uint32_t count;		/* of segments */
	uint8_t **again;	/* of each: a bit an article; NULL: none */
	struct tw_buf on;	/* keys found to be learned, ascending */
	struct tw_buf off;	/* and not any more */

	/* Of the article being written again. */
	struct tw_buf whole;
	struct tw_buf lines;
	struct tw_buf keys;
	struct tw_buf text;
	struct tw_buf apart;
};

/*
 * Learns from what is hidden and who died since the last commit. Opens the
 * view if any of these takes part in a template, and then that stays open.
 */
int tw_learn(struct tw_change *change, struct tw_learned *ret,
	trawl_error *err) TW_MUST_USE;
void tw_learned_done(struct tw_learned *learned);

/*
 * Adds all articles that are to be written again; where `add` says TRAWL_END,
 * what was added is written first, and at the end, by `empty`, which may add
 * segments.
 */
typedef int tw_learned_add_fn(void *context, const struct tw_doc *doc,
	trawl_error *err);
typedef int tw_learned_empty_fn(void *context, trawl_error *err);
int tw_learned_write(struct tw_learned *learned, tw_learned_add_fn *add,
	tw_learned_empty_fn *empty, void *context, trawl_error *err)
	TW_MUST_USE;

#endif
