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

/*
 * Words are found a batch at a time, so that the cache's memory for all of
 * them is on its way while the first are looked up: half of the time goes
 * into waiting for it otherwise.
 */
#define BATCH 16

/* What is looked up: a word, or two neighbouring characters of a run of an
   unspaced script. */
struct piece {
	struct tw_word word;
	uint32_t hash;
	bool goes_on;		/* the next piece is of the same run */
};

/* How far the analysis of a text has come. */
struct progress {
	struct tw_analyzer *analyzer;
	struct tw_str text;
	size_t at;
	struct tw_str run;	/* what is left of the run */
	size_t first;		/* length of the run's first character */
	struct piece batch[BATCH];
	size_t count;
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
	tw_former_init(&analyzer->former, language);
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

void
tw_analyzer_limit(struct tw_analyzer *analyzer, size_t bytes)
{
	analyzer->cache.maximum = bytes;
}

size_t
tw_analyzer_bytes(const struct tw_analyzer *analyzer)
{
	return tw_cache_bytes(&analyzer->cache);
}

/* The next two characters of the run, overlapping with those before. */
static void
next_of_run(struct progress *progress, struct piece *ret)
{
	struct tw_str run = progress->run;
	size_t first = progress->first;
	struct tw_str rest = tw_str(run.p + first, run.n - first);
	size_t second = rest.n == 0 ? 0 : tw_word_cluster(rest);

	ret->word.kind = TW_WORD_UNSPACED;
	ret->word.text = tw_str(run.p, first + second);
	ret->goes_on = second < rest.n;
	progress->run = ret->goes_on ? rest : tw_str(NULL, 0);
	progress->first = second;
}

static bool
next_piece(struct progress *progress, struct piece *ret)
{
	if (progress->run.n == 0) {
		if (!tw_word_next(progress->text, &progress->at, &ret->word))
			return false;
		ret->goes_on = false;
		if (ret->word.kind != TW_WORD_UNSPACED)
			return true;
		progress->run = ret->word.text;
		progress->first = tw_word_cluster(progress->run);
	}
	next_of_run(progress, ret);
	return true;
}

static void
fill_batch(struct progress *progress)
{
	const struct tw_cache *cache = &progress->analyzer->cache;
	struct piece *piece = progress->batch;

	progress->count = 0;
	while (progress->count < BATCH && next_piece(progress, piece)) {
		piece->hash = tw_cache_hash(piece->word.text);
		tw_cache_expect(cache, piece->hash);
		progress->count++;
		piece++;
	}
	for (size_t i = 0; i < progress->count; i++)
		tw_cache_expect_form(cache, progress->batch[i].hash);
}

/* Calls fn for each token of the form of a word that begins at `start`. */
static int
emit(const struct progress *progress, const char *start,
	const struct tw_form *form)
{
	uint32_t offset = (uint32_t)(start - progress->text.p);

	for (uint32_t i = 0; i < form->token_count; i++) {
		struct tw_form_token *from = &form->tokens[i];
		struct tw_token token = {
			.term = form->terms + from->term,
			.term_length = from->term_length,
			.position = progress->position + from->position,
			.start = offset + from->start,
			.end = offset + from->end,
			.word = progress->word + from->word,
			.kind = (enum tw_token_kind)from->kind,
			.stop = from->stop,
			.note = &from->note,
		};
		int status = progress->fn(progress->context, &token);

		if (status != TRAWL_OK)
			return status;
	}
	return TRAWL_OK;
}

/* Finds the form of the piece, or makes it; passes its tokens on. */
static int
analyze_piece(struct progress *progress, const struct piece *piece,
	trawl_error *err)
{
	struct tw_analyzer *analyzer = progress->analyzer;
	struct tw_str surface = piece->word.text;
	const struct tw_form *form =
		tw_cache_find(&analyzer->cache, surface, piece->hash);
	struct tw_form made;

	if (!form) {
		int status = tw_form_make(&analyzer->former, &piece->word,
			&made, err);

		if (status != TRAWL_OK)
			return status;
		if (!tw_cache_add(&analyzer->cache, surface, piece->hash,
			&made))
			return tw_no_memory(err);
		form = &made;
	}
	int status = emit(progress, surface.p, form);

	progress->position += form->positions;
	progress->word += piece->goes_on ? 0 : form->words;
	return status;
}

int
tw_analyze(struct tw_analyzer *analyzer, struct tw_str text, tw_token_fn *fn,
	void *context, trawl_error *err)
{
	struct progress progress = {
		.analyzer = analyzer,
		.text = text,
		.fn = fn,
		.context = context,
	};

	if (text.n >= UINT32_MAX)
		return tw_fail(err, TRAWL_EFULL,
			"a text of 4 GiB or more cannot be analysed");
	do {
		fill_batch(&progress);
		for (size_t i = 0; i < progress.count; i++) {
			int status = analyze_piece(&progress,
				&progress.batch[i], err);

			if (status != TRAWL_OK)
				return status;
		}
	} while (progress.count == BATCH);
	return TRAWL_OK;
}
