/* analyzers.c: an analyzer for each language that articles are written in. */
/* SPDX-License-Identifier: MIT */
#include "index/analyzers.h"

#include <string.h>

#include "base/alloc.h"
#include "index/wordset.h"
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
	uint16_t article;
	struct tw_wordset seen;	/* of analyzers that were given up */
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
	tw_wordset_done(&analyzers->seen);
	tw_free(analyzers);
}

size_t
tw_analyzers_bytes(const struct tw_analyzers *analyzers)
{
	size_t bytes = tw_wordset_bytes(&analyzers->seen);

	for (unsigned i = 0; i < analyzers->count; i++)
		bytes += tw_analyzer_bytes(analyzers->kept[i].analyzer);
	return bytes;
}

uint32_t
tw_analyzers_owner(struct tw_analyzers *analyzers)
{
	return ++analyzers->owners;
}

uint16_t
tw_analyzers_article(struct tw_analyzers *analyzers)
{
	if (++analyzers->article == 0)
		analyzers->article = 1;
	return analyzers->article;
}

/* A tw_written_fn. */
static int
add_written(void *context, const struct tw_written *written, trawl_error *err)
{
	return tw_wordset_add(context, written, err);
}

int
tw_analyzers_seen(struct tw_analyzers *analyzers, uint32_t expected,
	struct tw_wordset *ret, trawl_error *err)
{
	int status = tw_wordset_expect(&analyzers->seen, expected, err);

	for (unsigned i = 0; i < analyzers->count && status == TRAWL_OK; i++)
		status = tw_analyzer_seen(analyzers->kept[i].analyzer,
			add_written, &analyzers->seen, err);
	if (status != TRAWL_OK)
		return status;
	*ret = analyzers->seen;
	analyzers->seen = (struct tw_wordset){0};
	return TRAWL_OK;
}

static void
share(struct tw_analyzers *analyzers)
{
	for (unsigned i = 0; analyzers->bytes > 0 && i < analyzers->count; i++)
		tw_analyzer_limit(analyzers->kept[i].analyzer,
			analyzers->bytes / analyzers->count);
}

struct tw_str
tw_analyzers_code(const struct tw_analyzers *analyzers,
	struct tw_str language)
{
	const char *code = analyzers->language;

	if (language.n > 0)
		code = tw_language_find(language);
	return code ? tw_str_of(code) : language;
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
	else
		status = tw_analyzer_seen(place->analyzer, add_written,
			&analyzers->seen, err);
	if (status != TRAWL_OK) {
		tw_analyzer_free(analyzer);
		return status;
	}
	tw_analyzer_free(place->analyzer);
	*place = (struct kept){code, analyzer};
	analyzers->next = (analyzers->next + 1) % TW_ANALYZERS_KEPT;
	share(analyzers);
	*ret = analyzer;
	return TRAWL_OK;
}
