/* analyzer.c: text to terms with positions and byte ranges. */
/* SPDX-License-Identifier: MIT */
#include "text/analyzer.h"

#include "base/alloc.h"
#include "text/cache.h"
#include "text/form.h"
#include "text/words.h"

struct tw_analyzer {
	struct tw_former former;
	struct tw_cache cache;
};

/* How far the analysis of a text has come. */
struct progress {
	struct tw_analyzer *analyzer;
	const char *start;	/* of the text */
	uint32_t position;
	uint32_t word;
	tw_token_fn *fn;
	void *context;
};

int
tw_analyzer_new(const char *language, struct tw_analyzer **ret,
	trawl_error *err)
{
	struct tw_analyzer *analyzer = tw_alloc_zeroed(1, sizeof(*analyzer));

	if (!analyzer)
		return tw_no_memory(err);
	int status = tw_former_init(&analyzer->former, language, err);

	if (status != TRAWL_OK) {
		tw_analyzer_free(analyzer);
		return status;
	}
	*ret = analyzer;
	return TRAWL_OK;
}

void
tw_analyzer_free(struct tw_analyzer *analyzer)
{
	if (!analyzer)
		return;
	tw_former_done(&analyzer->former);
	tw_cache_done(&analyzer->cache);
	tw_free(analyzer);
}

/* Calls fn for each token of the form of a word that begins at `start`. */
static int
emit(const struct progress *progress, const char *start,
	const struct tw_form *form)
{
	uint32_t offset = (uint32_t)(start - progress->start);

	for (uint32_t i = 0; i < form->token_count; i++) {
		const struct tw_form_token *from = &form->tokens[i];
		struct tw_token token = {
			.term = form->terms + from->term,
			.term_length = from->term_length,
			.position = progress->position + from->position,
			.start = offset + from->start,
			.end = offset + from->end,
			.word = progress->word + from->word,
			.kind = (enum tw_token_kind)from->kind,
			.stop = from->stop,
		};
		int status = progress->fn(progress->context, &token);

		if (status != TRAWL_OK)
			return status;
	}
	return TRAWL_OK;
}

/* Finds the form of the word, or makes it; passes its tokens on. */
static int
analyze_word(struct progress *progress, const struct tw_word *word,
	uint32_t *ret_words, trawl_error *err)
{
	struct tw_analyzer *analyzer = progress->analyzer;
	const struct tw_form *form =
		tw_cache_find(&analyzer->cache, word->text);
	struct tw_form made;

	if (!form) {
		int status = tw_form_make(&analyzer->former, word, &made, err);

		if (status != TRAWL_OK)
			return status;
		tw_cache_add(&analyzer->cache, word->text, &made);
		form = &made;
	}
	*ret_words = form->words;
	uint32_t positions = form->positions;
	int status = emit(progress, word->text.p, form);

	progress->position += positions;
	return status;
}

/* A run of an unspaced script: its characters two by two, overlapping. */
static int
analyze_run(struct progress *progress, struct tw_str run, trawl_error *err)
{
	struct tw_word pair = {.kind = TW_WORD_UNSPACED};
	const char *end = run.p + run.n;
	const char *p = run.p;
	size_t first = tw_word_cluster(run);
	int status = TRAWL_OK;
	uint32_t words;

	do {
		const char *next = p + first;
		size_t second = next == end ? 0 :
			tw_word_cluster(tw_str(next, (size_t)(end - next)));

		pair.text = tw_str(p, first + second);
		status = analyze_word(progress, &pair, &words, err);
		p = next;
		first = second;
	} while (status == TRAWL_OK && p + first < end);
	return status;
}

int
tw_analyze(struct tw_analyzer *analyzer, struct tw_str text, tw_token_fn *fn,
	void *context, trawl_error *err)
{
	struct progress progress = {
		.analyzer = analyzer,
		.start = text.p,
		.fn = fn,
		.context = context,
	};
	struct tw_word word;
	size_t at = 0;

	if (text.n >= UINT32_MAX)
		return tw_fail(err, TRAWL_EFULL,
			"a text of 4 GiB or more cannot be analysed");
	while (tw_word_next(text, &at, &word)) {
		uint32_t words = 1;
		int status = word.kind == TW_WORD_UNSPACED ?
			analyze_run(&progress, word.text, err) :
			analyze_word(&progress, &word, &words, err);

		if (status != TRAWL_OK)
			return status;
		progress.word += words;
	}
	return TRAWL_OK;
}
