/* print.h: a query tree to the text that reads as the same tree. */
/* SPDX-License-Identifier: MIT */
#ifndef QUERY_PRINT_H
#define QUERY_PRINT_H

#include "base/buf.h"
#include "query/tree.h"

/*
 * Appends the canonical text of the root: words, phrases and groups side by
 * side, with + and - before them; AND and NOT are told by these, OR too but
 * beside filters, NEAR by the distance behind a phrase.
 */
void tw_query_print(const struct tw_node *root, struct tw_buf *out);

#endif
