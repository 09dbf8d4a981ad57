/* lexwrite.h: writes the words of a segment, word by word. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_LEXWRITE_H
#define INDEX_LEXWRITE_H

#include "base/buf.h"
#include "index/format.h"
#include "store/stream.h"
#include "text/written.h"

struct tw_lexicon_writer {
	struct tw_stream_writer groups;
	struct tw_stream_writer index;
	struct tw_buf group;		/* the present one, but its head */
	uint32_t in_group;
	char first[TW_WORD_MAX];	/* of its words */
	size_t first_size;
	char last[TW_WORD_MAX];
	size_t last_size;
};

int tw_lexicon_writer_init(struct tw_lexicon_writer *lexicon,
	struct tw_sink *sink, uint32_t segment, trawl_error *err) TW_MUST_USE;
void tw_lexicon_writer_done(struct tw_lexicon_writer *lexicon);

/* In the order of their bytes: 1 to TW_WORD_MAX of them, count at least 1. */
int tw_lexicon_writer_add(struct tw_lexicon_writer *lexicon,
	struct tw_str word, uint32_t count, enum tw_word_form form,
	trawl_error *err) TW_MUST_USE;

int tw_lexicon_writer_finish(struct tw_lexicon_writer *lexicon,
	trawl_error *err) TW_MUST_USE;

#endif
