/* doc.h: an article as the index takes it and gives it back: its fields. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_DOC_H
#define INDEX_DOC_H

#include "base/status.h"
#include "base/str.h"

/* Slices in enum trawl_field's order; valid UTF-8, owned by somebody else. */
struct tw_doc {
	struct tw_str field[TRAWL_FIELD_COUNT];
	struct tw_str source[TRAWL_FIELD_COUNT];
	struct tw_str apart;	/* what was cut out of the text (template.h);
				   p is NULL if it takes no part in that */
	struct tw_str keys;	/* uint64_t of lines.h, without the article; of
				   an article on its way in alone */
	struct tw_str ends;	/* of the text's sentences (sentence.h), if
				   they were found on the way in */
};

/* TRAWL_EINVAL without an id, TRAWL_EFULL for one that is too long,
   TRAWL_EEMPTY without title and text. */
int tw_doc_check(const struct tw_doc *doc, trawl_error *err) TW_MUST_USE;

#endif
