/* fuzz_query.c: any bytes as a query, which has to read as itself again. */
/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include "query/parse.h"

const char *const fuzz_seeds[] = {
	"tests/fuzz/query", "tests/data/queries.test", "corpus/markdown", NULL
};

static void
check_reads_again(const struct tw_query *query, struct tw_analyzer *analyzer)
{
	struct tw_query *again = NULL;

	if (query->read_as.n > TW_QUERY_BYTES_MAX)
		return;
	FUZZ_CHECK(tw_query_parse(query->read_as, analyzer, NULL, &again,
		NULL) == TRAWL_OK);
	FUZZ_CHECK(tw_str_equal(query->read_as, again->read_as));
	FUZZ_CHECK(query->term_count == again->term_count);
	tw_query_free(again);
}

static void
check_query(struct tw_str text, bool plain, struct tw_analyzer *analyzer)
{
	struct tw_query *query = NULL;
	int status = tw_query_parse(text, analyzer,
		&(struct tw_reading){.plain = plain}, &query, NULL);

	if (text.n > TW_QUERY_BYTES_MAX) {
		FUZZ_CHECK(status == TRAWL_EFULL);
		return;
	}
	FUZZ_CHECK(status == TRAWL_OK);
	FUZZ_CHECK(query->term_count <= TW_QUERY_TERMS_MAX);
	for (uint32_t i = 0; i < query->warning_count; i++)
		FUZZ_CHECK(query->warnings[i].offset <= query->text.n);
	if (!plain)
		check_reads_again(query, analyzer);
	tw_query_free(query);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct tw_str text = tw_str((const char *)bytes, length);
	struct tw_analyzer *analyzer = NULL;

	FUZZ_CHECK(tw_analyzer_new("en", &analyzer, NULL) == TRAWL_OK);
	check_query(text, false, analyzer);
	check_query(text, true, analyzer);
	tw_analyzer_free(analyzer);
	return 0;
}
