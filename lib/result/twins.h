/* twins.h: the groups of articles that read alike, of a whole index. */
/* SPDX-License-Identifier: MIT */
#ifndef RESULT_TWINS_H
#define RESULT_TWINS_H

#include "index/reader.h"
#include "result/alike.h"

/* Which article of a group stands for it; of equal ones the other rule, then
   the lowest id decides. */
enum tw_stand {
	TW_STAND_NEWEST,
	TW_STAND_LONGEST
};

struct tw_twin {
	struct tw_str id;
	uint32_t group;		/* from 0 on */
	uint32_t date;
	uint32_t words;
};

/* Valid when zeroed. */
struct tw_twins {
	struct tw_twin *list;	/* group by group, who stands for it first */
	uint32_t count;
	uint32_t groups;
	struct tw_arena arena;	/* of the ids */
};

/*
 * Finds all articles that are alike (alike.h) to another, and puts those
 * together that a chain of likeness leads to: so groups do not depend on the
 * order in which articles came, and neither does the order of the groups, by
 * the id of who stands for them. Those are compared that share a phrase
 * (sharing.h). Reads all texts: some 50 microseconds each, and 64 MiB of memory
 * and 300 bytes an article.
 */
int tw_twins_find(struct tw_reader *reader, enum tw_stand stand,
	struct tw_twins *ret, trawl_error *err) TW_MUST_USE;
void tw_twins_done(struct tw_twins *twins);

#endif
