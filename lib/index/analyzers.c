/* analyzers.c: an analyzer for each language that articles are written in. */
/* SPDX-License-Identifier: MIT */
#include "index/analyzers.h"

#include <string.h>

#include "base/alloc.h"
#include "text/analyzer.h"

/* ISO 639-2 for a language that is not known. */
static const char unknown[] = "und";

struct kept {
	const char *language;	/* lives for ever; NULL: a free place */
	struct tw_analyzer *analyzer;
};

struct tw_analyzers {
	const char *language;	/* of the index */
	size_t bytes;		/* for all together; 0: no bound */
	unsigned count;
	uint32_t owners;
	struct kept kept[TW_ANALYZERS_KEPT];
	unsigned next;		/* the place that is filled or emptied next */
};

static const char *
known(struct tw_str name)
{
	const char *code = tw_language_find(name);

	return code ? code : unknown;
}

int
tw_analyzers_new(const char *language, size_t bytes,
	struct tw_analyzers **ret, trawl_error *err)
{
	struct tw_analyzers *analyzers = tw_alloc_zeroed(1,
		sizeof(*analyzers));

	if (!analyzers)
		return tw_no_memory(err);
	analyzers->language = known(tw_str_of(language));
	analyzers->bytes = bytes;
	*ret = analyzers;
	return TRAWL_OK;
}

void
tw_analyzers_free(struct tw_analyzers *analyzers)
{
	if (!analyzers)
		return;
	for (unsigned i = 0; i < TW_ANALYZERS_KEPT; i++)
		tw_analyzer_free(analyzers->kept[i].analyzer);
	tw_free(analyzers);
}

size_t
tw_analyzers_bytes(const struct tw_analyzers *analyzers)
{
	size_t bytes = 0;

	for (unsigned i = 0; i < analyzers->count; i++)
		bytes += tw_analyzer_bytes(analyzers->kept[i].analyzer);
	return bytes;
}

uint32_t
tw_analyzers_owner(struct tw_analyzers *analyzers)
{
	return ++analyzers->owners;
}

static void
share(struct tw_analyzers *analyzers)
{
	for (unsigned i = 0; analyzers->bytes > 0 && i < analyzers->count; i++)
		tw_analyzer_limit(analyzers->kept[i].analyzer,
			analyzers->bytes / analyzers->count);
}

int
tw_analyzers_get(struct tw_analyzers *analyzers, struct tw_str language,
	struct tw_analyzer **ret, trawl_error *err)
{
	const char *code = analyzers->language;

	if (language.n > 0)
		code = known(language);
	for (unsigned i = 0; i < TW_ANALYZERS_KEPT; i++) {
		const struct kept *kept = &analyzers->kept[i];

		if (kept->language && strcmp(kept->language, code) == 0) {
			*ret = kept->analyzer;
			return TRAWL_OK;
		}
	}
	struct tw_analyzer *analyzer;
	int status = tw_analyzer_new(code, &analyzer, err);

	if (status != TRAWL_OK)
		return status;
	struct kept *place = &analyzers->kept[analyzers->next];

	if (!place->language)
		analyzers->count++;
	tw_analyzer_free(place->analyzer);
	*place = (struct kept){code, analyzer};
	analyzers->next = (analyzers->next + 1) % TW_ANALYZERS_KEPT;
	share(analyzers);
	*ret = analyzer;
	return TRAWL_OK;
}
