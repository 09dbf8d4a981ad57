/* fuzz_snippet.c: a query, a newline, and any bytes as its text. */
/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include "query/parse.h"
#include "result/snippet.h"
#include "text/utf8.h"

const char *const fuzz_seeds[] = {
	"tests/fuzz/snippet", NULL
};

#define BYTES 100

static float
idf(void *context, enum tw_query_field field, struct tw_str term)
{
	(void)context;
	(void)field;
	return (float)term.n;
}

static void
check_marks(const struct tw_marked *marked)
{
	uint32_t at = 0;

	FUZZ_CHECK(tw_utf8_valid(marked->text));
	for (uint32_t i = 0; i < marked->mark_count; i++) {
		struct trawl_range mark = marked->marks[i];

		FUZZ_CHECK(i == 0 || mark.start > at);
		FUZZ_CHECK(mark.start < mark.end);
		FUZZ_CHECK(mark.end <= marked->text.n);
		FUZZ_CHECK(tw_utf8_floor(marked->text, mark.start) ==
			mark.start);
		FUZZ_CHECK(tw_utf8_floor(marked->text, mark.end) == mark.end);
		at = mark.end;
	}
}

static void
check_text(struct tw_marker *marker, struct tw_str text)
{
	struct tw_arena arena = {0};
	struct tw_marked marked;

	FUZZ_CHECK(tw_snippet(marker, text, BYTES, &arena, &marked, NULL) ==
		TRAWL_OK);
	check_marks(&marked);
	FUZZ_CHECK(marked.text.n <= BYTES + 13 * 5);
	FUZZ_CHECK(tw_mark_all(marker, text, true, &arena, &marked, NULL) ==
		TRAWL_OK);
	check_marks(&marked);
	FUZZ_CHECK(tw_str_equal(marked.text, text));
	tw_arena_done(&arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	const char *p = (const char *)bytes;
	const char *line = length > 0 ? memchr(p, '\n', length) : NULL;
	size_t n = line ? (size_t)(line - p) : length;
	struct tw_analyzer *analyzer = NULL;
	struct tw_query *query = NULL;
	struct tw_marker *marker = NULL;
	struct tw_buf text = {0};

	if (n > TW_QUERY_BYTES_MAX)
		return 0;
	FUZZ_CHECK(tw_analyzer_new("en", &analyzer, NULL) == TRAWL_OK);
	FUZZ_CHECK(tw_query_parse(tw_str(p, n), analyzer, NULL, &query,
		NULL) == TRAWL_OK);
	FUZZ_CHECK(tw_marker_new(query, analyzer, idf, NULL, NULL, &marker,
		NULL) == TRAWL_OK);
	(void)tw_utf8_clean(tw_str(p + n, length - n), &text);
	check_text(marker, tw_buf_str(&text));
	tw_buf_done(&text);
	tw_marker_free(marker);
	tw_query_free(query);
	tw_analyzer_free(analyzer);
	return 0;
}
