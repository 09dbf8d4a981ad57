/* similar.c: the query for articles about what one is about. */
/* SPDX-License-Identifier: MIT */
#include "result/similar.h"

#include "api/handles.h"

#define DEFAULT_WORDS 25
#define WORDS_MAX 200

static int
write_query(trawl_reader *reader, struct tw_analyzer *analyzer,
	const struct tw_doc *doc, const struct trawl_similar_options *options,
	struct tw_buf *text, trawl_error *err)
{
	uint32_t words = options->words > 0 ? options->words : DEFAULT_WORDS;
	int status = tw_similar_words(reader->reader, analyzer, doc,
		words < WORDS_MAX ? words : WORDS_MAX, text, err);

	if (status == TRAWL_OK && text->n == 0)
		return tw_fail(err, TRAWL_EEMPTY,
			"the article has no word that others have");
	if (status == TRAWL_OK && options->filter)
		tw_buf_addf(text, " %s", options->filter);
	if (status != TRAWL_OK)
		return status;
	return tw_similar_others(reader->reader, analyzer, doc, text, err);
}

int
trawl_similar(trawl_reader *reader, const trawl_article *article,
	const struct trawl_similar_options *options, trawl_query **ret_query,
	trawl_error *err)
{
	struct trawl_similar_options all;
	struct trawl_query_options reading = {.size = sizeof(reading)};
	struct tw_analyzer *analyzer;
	struct tw_buf text = {0};
	struct tw_doc doc;

	tw_options(&all, sizeof(all), options);
	for (int i = 0; i < TRAWL_FIELD_COUNT; i++) {
		doc.field[i] = tw_article_get(article, (enum trawl_field)i);
		doc.source[i] = tw_str("", 0);
	}
	reading.language = trawl_reader_language(reader);
	int status = tw_analyzer_new(reading.language, &analyzer, err);

	if (status != TRAWL_OK)
		return status;
	status = write_query(reader, analyzer, &doc, &all, &text, err);
	if (status == TRAWL_OK)
		status = trawl_query_parse(text.p, text.n, &reading, ret_query,
			err);
	tw_analyzer_free(analyzer);
	tw_buf_done(&text);
	return status;
}
