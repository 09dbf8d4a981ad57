/* begun.c: phrases that end in a beginning: "plain lang*". */
/* SPDX-License-Identifier: MIT */
#include "query/begun.h"

#include <string.h>

bool
tw_is_begun(struct tw_str text, size_t *ret_last)
{
	return text.n > 1 &&
		memchr(text.p, '*', text.n) == text.p + text.n - 1 &&
		tw_leaves_last_word(tw_str(text.p, text.n - 1), ret_last);
}

int
tw_begun_add(struct tw_leaves *leaves, struct tw_warnings *warnings,
	struct tw_str text, size_t last, enum tw_query_field field,
	struct tw_clauses *clauses, trawl_error *err)
{
	size_t at = (size_t)(text.p - leaves->query->text.p) + text.n - 1;
	struct tw_clauses both = {0};
	struct tw_node *node = NULL;
	bool is_short = false;
	bool is_deep = false;

	tw_warn(warnings, TW_WARN_QUOTED, at, "the * at %zu is in quotes: "
		"what begins so may stand anywhere", at);
	int status = tw_leaves_phrase(leaves, tw_str(text.p, last), field,
		&both, err);

	if (status == TRAWL_OK)
		status = tw_leaves_prefix(leaves, tw_str(text.p + last,
			text.n - 1 - last), field, &both, &is_short, err);
	for (struct tw_node *n = both.first; n; n = n->next)
		n->occur = TW_MUST;
	if (status == TRAWL_OK)
		status = tw_clauses_node(&both, &leaves->query->arena, &node,
			&is_deep, err);
	if (status == TRAWL_OK && node)
		tw_clauses_add(clauses, node);
	return status;
}
