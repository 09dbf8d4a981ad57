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
};

#endif
