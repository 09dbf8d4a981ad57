/* fuzz_snippet.c: a query, a newline, and any bytes as its text. */
/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include "../unit/reparse.h"
#include "query/parse.h"
#include "result/markup.h"
#include "result/snippet.h"
#include "text/utf8.h"

const char *const fuzz_seeds[] = {
	"tests/fuzz/snippet", NULL
};

#define BYTES 100
#define PASSAGES 3

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

/* As HTML it is a valid page, of these characters and marks alone. */
static void
check_html(const struct tw_marked *marked)
{
	struct tw_buf html = {0};
	struct tw_buf shown = {0};

	tw_markup(marked->text, marked->marks, marked->mark_count, &html);
	FUZZ_CHECK(reparse(tw_buf_str(&html), false, &shown));
	size_t marks = 0;

	for (size_t i = 0; i < shown.n; i++)
		marks += shown.p[i] == 1;
	FUZZ_CHECK(marks == marked->mark_count);
	tw_buf_done(&html);
	tw_buf_done(&shown);
}

/* What is shown is of the text, in order, and no byte of it twice. */
static void
check_parts(const struct tw_marked *marked, struct tw_str text,
	uint8_t *is_shown)
{
	uint32_t at = 0;

	for (uint32_t i = 0; i < marked->part_count; i++) {
		struct trawl_range part = marked->parts[i];

		FUZZ_CHECK(at <= part.start && part.start < part.end);
		FUZZ_CHECK(part.end <= text.n);
		for (at = part.start; at < part.end; at++)
			FUZZ_CHECK(!is_shown[at]);
		memset(is_shown + part.start, 1, part.end - part.start);
	}
	for (uint32_t i = 0; i < marked->mark_count; i++)
		FUZZ_CHECK(is_shown[marked->places[i].start] &&
			is_shown[marked->places[i].end - 1]);
}

static void
check_passages(struct tw_marker *marker, struct tw_str text)
{
	struct tw_arena arena = {0};
	struct tw_marked marked[PASSAGES];
	uint8_t *is_shown = tw_arena_zeroed(&arena, text.n + 1, 1);
	uint32_t count = 0;

	FUZZ_CHECK(is_shown != NULL);
	FUZZ_CHECK(tw_passages(marker, text, BYTES, PASSAGES, &arena, marked,
		&count, NULL) == TRAWL_OK);
	FUZZ_CHECK(count >= 1 && count <= PASSAGES);
	for (uint32_t i = 0; i < count; i++) {
		check_marks(&marked[i]);
		check_html(&marked[i]);
		check_parts(&marked[i], text, is_shown);
		FUZZ_CHECK(i == 0 || marked[i].mark_count > 0);
	}
	tw_arena_done(&arena);
}

static void
check_text(struct tw_marker *marker, struct tw_str text)
{
	struct tw_arena arena = {0};
	struct tw_marked marked;
	uint32_t count;

	FUZZ_CHECK(tw_passages(marker, text, BYTES, 1, &arena, &marked, &count,
		NULL) == TRAWL_OK);
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
	check_passages(marker, tw_buf_str(&text));
	tw_buf_done(&text);
	tw_marker_free(marker);
	tw_query_free(query);
	tw_analyzer_free(analyzer);
	return 0;
}
