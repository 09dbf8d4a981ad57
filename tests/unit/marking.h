/* marking.h: marked texts as lines, for tests. */
/* SPDX-License-Identifier: MIT */
#ifndef TESTS_MARKING_H
#define TESTS_MARKING_H

#include "parsing.h"
#include "result/snippet.h"

/* Longer terms are rarer; "king" is rarest. */
static inline float
idf_by_length(void *context, enum tw_query_field field, struct tw_str term)
{
	(void)context;
	(void)field;
	if (tw_str_equal(term, TW_STR("king")))
		return 20;
	return (float)term.n;
}

static inline struct tw_marker *
new_marker(const struct tw_query *query)
{
	struct tw_marker *marker = NULL;

	assert_int_equal(tw_marker_new(query, analyzer, idf_by_length, NULL,
		NULL, &marker, NULL), TRAWL_OK);
	return marker;
}

/* The first passage alone. */
static inline int
snippet(struct tw_marker *marker, struct tw_str text, uint32_t bytes,
	struct tw_arena *arena, struct tw_marked *ret, trawl_error *err)
{
	uint32_t count;

	return tw_passages(marker, text, bytes, 1, arena, ret, &count, err);
}

/* The text with its marks in [ ]; NUL-terminated. */
static inline const char *
with_marks(const struct tw_marked *marked, struct tw_buf *out)
{
	size_t at = 0;

	tw_buf_reset(out);
	for (uint32_t i = 0; i < marked->mark_count; i++) {
		struct trawl_range mark = marked->marks[i];

		assert_true(at <= mark.start && mark.start < mark.end &&
			mark.end <= marked->text.n);
		tw_buf_add(out, marked->text.p + at, mark.start - at);
		tw_buf_addf(out, "[%.*s]", (int)(mark.end - mark.start),
			marked->text.p + mark.start);
		at = mark.end;
	}
	tw_buf_add(out, marked->text.p + at, marked->text.n - at);
	tw_buf_add_byte(out, 0);
	return out->p;
}

#endif
