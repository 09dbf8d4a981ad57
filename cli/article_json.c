/* article_json.c: an article as a line of NDJSON. */
/* SPDX-License-Identifier: MIT */
#include "article_json.h"

#include "json.h"

static const char *const names[TRAWL_FIELD_COUNT] = {"id", "url", "title",
	"author", "date", "category", "language", "text"};

static void
print_sources(struct json *json, const trawl_article *article)
{
	json_open(json, "sources", '{');
	for (int i = 0; i < TRAWL_FIELD_COUNT; i++) {
		trawl_str source = trawl_article_source(article,
			(enum trawl_field)i);

		if (source.length > 0)
			json_text(json, names[i], source);
	}
	json_close(json, '}');
}

void
print_article(FILE *out, const trawl_article *article, bool with_sources)
{
	struct json json = {.out = out};

	json_open(&json, NULL, '{');
	for (int i = 0; i < TRAWL_FIELD_COUNT; i++) {
		trawl_str value = trawl_article_get(article,
			(enum trawl_field)i);

		if (i == TRAWL_AUTHOR || i == TRAWL_CATEGORY)
			json_values(&json, names[i], value);
		else if (value.length > 0)
			json_text(&json, names[i], value);
	}
	if (with_sources)
		print_sources(&json, article);
	json_close(&json, '}');
	fputc('\n', out);
}
