/* relax.h: the small changes of a query that can make it find more. */
/* SPDX-License-Identifier: MIT */
#ifndef QUERY_RELAX_H
#define QUERY_RELAX_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"
#include "query/tree.h"

/* In order of how much they change. */
enum tw_change_kind {
	TW_CHANGE_AUTHOR,	/* words as those of an author, or */
	TW_CHANGE_CATEGORY,	/* of a category: of a phrase, of a word that
				   must be there, or of all that should be */
	TW_CHANGE_SPELLING,	/* another word in the place of one, or other
				   words in that of a phrase's */
	TW_CHANGE_ALIKE,	/* words that are spelt like one of an author
				   or a category, too */
	TW_CHANGE_NEAR,		/* a phrase's words near each other */
	TW_CHANGE_WORDS,	/* those of a phrase or NEAR anywhere, all */
	TW_CHANGE_FIELD,	/* words of a field, anywhere */
	TW_CHANGE_LEAVE,	/* a clause left out */
	TW_CHANGE_LEAVE_CHOICE,	/* all SHOULD clauses of a group left out, of
				   which one would have to be there */
	TW_CHANGE_KIND_COUNT
};

/* One change; borrowed from the query whose tree the node is of. */
struct tw_change {
	enum tw_change_kind kind;
	const struct tw_node *node;	/* the clause, or the group */
	struct tw_str instead;	/* of a SPELLING, AUTHOR or CATEGORY: the word,
				   or words between spaces, set by who knows */
	bool is_near;		/* of the last two: the words are near each
				   other; else they follow each other */
};

/*
 * The changes of single clauses that can let the query find more articles, but
 * those of spelling and to names, in order of kind, then of place; at most
 * `room`. What stands behind a NOT is left out as a whole or not at all. A +
 * that is dropped is none: if a query finds nothing, it finds without the +
 * what it finds without the clause. *ret_cut says that there are more.
 * O(clauses).
 */
uint32_t tw_changes_of(const struct tw_query *query, struct tw_change *ret,
	uint32_t room, bool *ret_cut);

/* The words and phrases, of titles and texts, whose spelling may be changed: at
   most `room` SPELLING changes, in order of place. O(clauses). */
uint32_t tw_changes_of_spelling(const struct tw_query *query,
	struct tw_change *ret, uint32_t room);

/* Words and phrases that may be those of an author, then of a category: at most
   `room` changes of these kinds. O(clauses). */
uint32_t tw_changes_to_names(const struct tw_query *query,
	struct tw_change *ret, uint32_t room);

/* True of the clauses of a group that a change to a name takes together. */
bool tw_change_takes_word(const struct tw_node *clause);

/* The clause that a change to a name makes, to be printed. */
struct tw_node tw_change_name(const struct tw_change *change);

/*
 * Appends the query's text with one or two changes made (b may be NULL), which
 * is to be parsed again to be canonical. *ret_made is false, and what was
 * appended is to be forgotten, if they cannot be made together, or if one of
 * the groups they touch has then no clause but NOTs: everything is no answer.
 */
int tw_change_print(const struct tw_query *query, const struct tw_change *a,
	const struct tw_change *b, struct tw_buf *out, bool *ret_made,
	trawl_error *err) TW_MUST_USE;

/* Appends in words what the change is: "without author:smith". */
int tw_change_say(const struct tw_change *change, struct tw_buf *out,
	trawl_error *err) TW_MUST_USE;

#endif
