/* query.c: the public functions of queries. */
/* SPDX-License-Identifier: MIT */
#include "api/handles.h"
#include "base/alloc.h"
#include "base/dates.h"

static int
publish_warnings(trawl_query *query, trawl_error *err)
{
	uint32_t count = query->query->warning_count;

	if (count == 0)
		return TRAWL_OK;
	query->warnings = tw_alloc_zeroed(count, sizeof(*query->warnings));
	if (!query->warnings)
		return tw_no_memory(err);
	for (uint32_t i = 0; i < count; i++) {
		struct tw_query_warning *warning = &query->query->warnings[i];
		char *text = tw_arena_copy(&query->query->arena,
			warning->text.p, warning->text.n);

		if (!text)
			return tw_no_memory(err);
		query->warnings[i].offset = warning->offset;
		query->warnings[i].text = text;
	}
	return TRAWL_OK;
}

static int
parse(trawl_query *query, struct tw_str text,
	const struct trawl_query_options *options, trawl_error *err)
{
	const char *language = "en";
	struct tw_reading how = {
		.plain = (options->flags & TRAWL_PLAIN) != 0,
		.strict = (options->flags & TRAWL_STRICT) != 0,
		.reach = {options->expansions, options->letters},
	};
	int status = tw_read_today(options->now, &how.today, err);

	if (status == TRAWL_OK)
		status = tw_read_language(options->language, &language, err);
	if (status == TRAWL_OK)
		status = tw_analyzer_new(language, &query->analyzer, err);
	if (status == TRAWL_OK)
		status = tw_query_parse(text, query->analyzer, &how,
			&query->query, err);
	if (status != TRAWL_OK)
		return status;
	query->plain = how.plain;
	query->language = language;
	query->query->alike = (options->flags & TRAWL_PREFIX_CONSTANT) != 0;
	return publish_warnings(query, err);
}

int
trawl_query_parse(const char *text, size_t length,
	const struct trawl_query_options *options, trawl_query **ret_query,
	trawl_error *err)
{
	struct trawl_query_options all;
	trawl_query *query = tw_alloc_zeroed(1, sizeof(*query));

	if (!query)
		return tw_no_memory(err);
	tw_options(&all, sizeof(all), options);
	int status = parse(query, tw_str(text, length), &all, err);
	if (status != TRAWL_OK) {
		trawl_query_free(query);
		return status;
	}
	*ret_query = query;
	return TRAWL_OK;
}

void
trawl_query_free(trawl_query *query)
{
	if (!query)
		return;
	if (query->query)
		tw_query_free(query->query);
	tw_analyzer_free(query->analyzer);
	tw_free(query->warnings);
	tw_free(query);
}

int
trawl_query_is_empty(const trawl_query *query)
{
	return query->query->root == NULL;
}

const char *
trawl_query_read_as(const trawl_query *query)
{
	return query->query->read_as.p ? query->query->read_as.p : "";
}

size_t
trawl_query_warnings(const trawl_query *query,
	const struct trawl_warning **ret_warnings)
{
	*ret_warnings = query->warnings;
	return query->query->warning_count;
}
