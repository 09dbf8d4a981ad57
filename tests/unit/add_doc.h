/* add_doc.h: adds articles to a segment one by one, packed as they come. */
/* SPDX-License-Identifier: MIT */
#ifndef TESTS_UNIT_ADD_DOC_H
#define TESTS_UNIT_ADD_DOC_H

#include "index/segwriting.h"

/* An article with its sets of values; NULL: with the empty ones. */
static inline int
segment_add_doc(struct tw_segment_writer *writer, const struct tw_doc *doc,
	struct tw_lengths lengths, const uint32_t sets[TW_VALUES_COUNT],
	trawl_error *err)
{
	struct tw_columns columns = tw_columns_of(doc, lengths);
	int status = tw_stored_writer_add(&writer->stored, doc, err);

	return status == TRAWL_OK ? tw_segment_add_columns(writer, &columns,
		sets, err) : status;
}

#endif
