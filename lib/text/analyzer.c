/* analyzer.c: text to terms with positions and byte ranges. */
/* SPDX-License-Identifier: MIT */
#include "text/analyzer.h"

#include <string.h>

#include "base/alloc.h"
#include "text/beginning.h"
#include "text/cache.h"
#include "text/fold.h"
#include "text/form.h"
#include "text/language.h"
#include "text/plainwords.h"
#include "text/sentence.h"
#include "text/words.h"
#include "text/written.h"

/*
 * Words are found a batch at a time, so that the cache's memory for all of
 * them is on its way while the first are looked up: half of the time goes
 * into waiting for it otherwise.
 */
#define BATCH 64

/* Pieces from one to that whose form, or the way to it, is on its way. */
#define AHEAD_FORM 3
#define AHEAD_ENTRY 6

/*
 * What is looked up are pieces: a word, or two neighbouring characters of a
 * run of an unspaced script. What they are stands in a byte: the kind of the
 * word, and more.
 */
#define KIND 3			/* enum tw_word_kind */
#define GOES_ON 4		/* the next piece is of the same run */

_Static_assert(TW_WORD_KIND_COUNT <= KIND + 1, "kinds have their bits");

struct batch {
	size_t count;
	size_t going_on;			/* how many of them do */
	uint8_t pieces[BATCH];
	struct tw_surface surfaces[BATCH];	/* of the pieces */
};

struct tw_analyzer {
	struct tw_former former;
	struct tw_cache cache;
};

/* How far the analysis of a text has come. */
struct progress {
	struct tw_analyzer *analyzer;
	struct tw_str text;
	size_t at;
	struct tw_str run;	/* what is left of the run */
	size_t first;		/* length of the run's first character */
	struct batch *batch;
	uint32_t position;
	uint32_t word;
	struct tw_numbers *numbers;	/* or NULL */
	const struct tw_bytes *first_bytes;	/* that are looked for, or
						   NULL */
	bool knows_second;	/* what may follow them is known, too */
	bool once;		/* forms are not kept */
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
	return tw_cache_bytes(&analyzer->cache) + analyzer->cache.seen.room;
}

static void
add_pieces(struct progress *progress, const struct tw_str *texts, size_t count,
	unsigned piece)
{
	struct batch *batch = progress->batch;

	tw_surfaces_set(&progress->analyzer->cache, texts, count,
		progress->text.p + progress->text.n,
		batch->surfaces + batch->count);
	memset(batch->pieces + batch->count, (int)piece, count);
	batch->count += count;
}

/* The next two characters of the run, overlapping with those before. */
static void
add_of_run(struct progress *progress)
{
	struct tw_str run = progress->run;
	size_t first = progress->first;
	struct tw_str rest = tw_str(run.p + first, run.n - first);
	size_t second = rest.n == 0 ? 0 : tw_word_cluster(rest);
	struct tw_str both = tw_str(run.p, first + second);
	bool goes_on = second < rest.n;

	add_pieces(progress, &both, 1,
		TW_WORD_UNSPACED | (goes_on ? GOES_ON : 0));
	progress->batch->going_on += goes_on;
	progress->run = goes_on ? rest : tw_str(NULL, 0);
	progress->first = second;
}

static void
add_plain_words(struct progress *progress)
{
	struct tw_str words[BATCH];
	size_t count = tw_word_plain(progress->text, &progress->at, words,
		BATCH - progress->batch->count);

	add_pieces(progress, words, count, TW_WORD_SPACED);
}

/* Adds a word of any kind; false at the end of the text. */
static bool
add_word(struct progress *progress)
{
	struct tw_word word;

	if (!tw_word_next(progress->text, &progress->at, &word))
		return false;
	if (word.kind == TW_WORD_UNSPACED) {
		progress->run = word.text;
		progress->first = tw_word_cluster(word.text);
	} else {
		add_pieces(progress, &word.text, 1, word.kind);
	}
	return true;
}

/* Fills the batch; the last one is not full. */
static void
fill_batch(struct progress *progress)
{
	bool more = true;

	progress->batch->count = 0;
	progress->batch->going_on = 0;
	while (more && progress->batch->count < BATCH) {
		if (progress->run.n > 0) {
			add_of_run(progress);
			continue;
		}
		add_plain_words(progress);
		if (progress->batch->count < BATCH)
			more = add_word(progress);
	}
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

/* Makes the form of a piece that is not known yet. */
static int
make_form(struct progress *progress, size_t i, struct tw_form *ret,
	trawl_error *err)
{
	struct tw_analyzer *analyzer = progress->analyzer;
	const struct tw_surface *surface = &progress->batch->surfaces[i];
	struct tw_word word = {surface->text, (enum tw_word_kind)
		(progress->batch->pieces[i] & KIND)};
	int status = tw_form_make(&analyzer->former, &word, ret, err);

	if (status != TRAWL_OK || progress->once)
		return status;
	return tw_cache_add(&analyzer->cache, surface, ret) ? TRAWL_OK :
		tw_no_memory(err);
}

/* The first words of a batch of articles are looked up one after another. */
static void
look_ahead(const struct progress *progress, size_t i)
{
	const struct tw_cache *cache = &progress->analyzer->cache;
	const struct batch *batch = progress->batch;

	if (i + AHEAD_FORM < batch->count)
		tw_cache_fetch(cache, &batch->surfaces[i + AHEAD_FORM],
			TW_CACHE_FORM);
	if (i + AHEAD_ENTRY < batch->count)
		tw_cache_fetch(cache, &batch->surfaces[i + AHEAD_ENTRY],
			TW_CACHE_ENTRY);
}

/* Finds the form of the piece, or makes it; passes its tokens on, whose notes
   stay with the form in the cache. */
static int
analyze_piece(struct progress *progress, size_t i, trawl_error *err)
{
	const struct tw_cache *cache = &progress->analyzer->cache;
	const struct tw_surface *surface = &progress->batch->surfaces[i];
	struct tw_cache_slot *slot = tw_cache_find(cache, surface);
	struct tw_form form;

	look_ahead(progress, i);
	if (!slot) {
		int status = make_form(progress, i, &form, err);

		if (status != TRAWL_OK)
			return status;
		slot = tw_cache_find(cache, surface);
	}
	if (slot) {
		tw_cache_count(cache, slot);
		form = tw_cache_form(cache, slot);
	}
	int status = emit(progress, surface->text.p, &form);

	if (slot && slot->single)
		slot->note = form.tokens[0].note;
	progress->position += form.positions;
	if (!(progress->batch->pieces[i] & GOES_ON))
		progress->word += form.words;
	return status;
}

/* Gives the numbers of pieces from `first` on, as many as are known and all
   that there is of them; returns how many. */
static size_t
give_numbers(struct progress *progress, size_t first)
{
	const struct batch *batch = progress->batch;
	struct tw_numbers *numbers = progress->numbers;
	size_t room = (size_t)(numbers->end - numbers->next);
	size_t left = batch->count - first;
	size_t count = tw_cache_values(&progress->analyzer->cache,
		batch->surfaces + first, left < room ? left : room,
		numbers->owner, numbers->next, &numbers->content);

	if (count == 0)
		return 0;	/* without room, there is nothing to add to */
	for (size_t i = 0; batch->going_on > 0 && i < count; i++)
		progress->word -= (batch->pieces[first + i] & GOES_ON) > 0;
	progress->word += (uint32_t)count;
	progress->position += (uint32_t)count;
	numbers->next += count;
	return count;
}

/* Where sentences begin among the pieces [first, end), which have a position
   each, from this one on. */
static void
find_sentences(struct progress *progress, size_t first, size_t end,
	uint32_t position)
{
	struct tw_sentences *sentences = progress->numbers->sentences;
	const struct tw_surface *surfaces = progress->batch->surfaces;
	const char *text = progress->text.p;

	for (size_t i = first; i < end; i++) {
		size_t byte = (size_t)(surfaces[i].text.p - text);

		if (byte >= sentences->end)
			tw_sentences_pass(sentences, progress->text, byte,
				position + (uint32_t)(i - first));
	}
}

static bool
finds_sentences(const struct progress *progress)
{
	return progress->numbers && progress->numbers->sentences &&
		progress->numbers->sentences->end < SIZE_MAX;
}

/* Of pieces from `first` on; returns how many were as simple as that. */
static size_t
take_numbers(struct progress *progress, size_t first)
{
	uint32_t position = progress->position;

	if (!progress->numbers)
		return 0;
	size_t count = give_numbers(progress, first);

	if (finds_sentences(progress))
		find_sentences(progress, first, first + count, position);
	return count;
}

static bool
is_letter(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* The low five bits of a letter of either case, y being i. */
static inline unsigned
low_bits(char letter)
{
	unsigned bits = (uint8_t)letter & 31;

	return bits == ('y' & 31) ? 'i' & 31 : bits;
}

void
tw_bytes_add(struct tw_bytes *bytes, struct tw_str term)
{
	uint8_t first = term.n > 0 ? (uint8_t)term.p[0] : 0;
	bool has_second = term.n > 1 && is_letter(term.p[1]);

	bytes->has_second = true;
	bytes->bits[first / 64] |= UINT64_C(1) << first % 64;
	bytes->second[first & 31] |= has_second ?
		UINT32_C(1) << low_bits(term.p[1]) : UINT32_MAX;
}

/* True if a term that begins as the word does may be looked for. */
static inline bool
is_wanted(const struct progress *progress, struct tw_str word)
{
	const struct tw_bytes *first = progress->first_bytes;
	uint8_t byte = (uint8_t)(word.p[0] | 0x20);

	if (!(first->bits[byte / 64] >> byte % 64 & 1))
		return false;
	return !progress->knows_second || word.n < 2 ||
		first->second[byte & 31] >> low_bits(word.p[1]) & 1;
}

/*
 * Passes a word by whose one term, which begins as it does, is not looked
 * for. Where letters and digits meet, a word may give several.
 */
static inline bool
pass_by(struct progress *progress, size_t i)
{
	struct tw_str word = progress->batch->surfaces[i].text;
	unsigned kind = progress->batch->pieces[i] & KIND;

	if (!progress->first_bytes || kind != TW_WORD_SPACED ||
		is_wanted(progress, word))
		return false;
	for (size_t k = 0; k < word.n; k++) {
		if (!is_letter(word.p[k]))
			return false;
	}
	progress->position++;
	progress->word++;
	return true;
}

static int
analyze_batch(struct progress *progress, trawl_error *err)
{
	size_t count = progress->batch->count;
	size_t i = 0;

	while (i < count) {
		i += take_numbers(progress, i);
		if (i == count)
			break;
		if (finds_sentences(progress))
			find_sentences(progress, i, i + 1,
				progress->position);
		int status = pass_by(progress, i) ? TRAWL_OK :
			analyze_piece(progress, i, err);

		if (status != TRAWL_OK)
			return status;
		i++;
	}
	return TRAWL_OK;
}

static int
analyze(struct progress *progress, trawl_error *err)
{
	struct batch batch;	/* written before it is read */
	int status = TRAWL_OK;

	progress->analyzer->cache.article = progress->numbers ?
		progress->numbers->article : 0;

	if (progress->text.n >= UINT32_MAX)
		return tw_fail(err, TRAWL_EFULL,
			"a text of 4 GiB or more cannot be analysed");
	progress->batch = &batch;
	do {
		fill_batch(progress);
		status = analyze_batch(progress, err);
	} while (status == TRAWL_OK && batch.count == BATCH);
	progress->batch = NULL;
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

	return analyze(&progress, err);
}

int
tw_analyze_once(struct tw_analyzer *analyzer, struct tw_str text,
	tw_token_fn *fn, void *context, trawl_error *err)
{
	struct progress progress = {
		.analyzer = analyzer,
		.text = text,
		.once = true,
		.fn = fn,
		.context = context,
	};

	return analyze(&progress, err);
}

int
tw_analyze_plain(struct tw_analyzer *analyzer, struct tw_str word,
	tw_token_fn *fn, void *context, trawl_error *err)
{
	struct batch batch;	/* written before it is read */
	struct progress progress = {
		.analyzer = analyzer,
		.text = word,
		.batch = &batch,
		.fn = fn,
		.context = context,
	};

	batch.count = 0;
	analyzer->cache.article = 0;
	add_pieces(&progress, &word, 1, TW_WORD_SPACED);
	return analyze_piece(&progress, 0, err);
}

int
tw_analyze_some(struct tw_analyzer *analyzer, struct tw_str text,
	const struct tw_bytes *first, tw_token_fn *fn, void *context,
	trawl_error *err)
{
	const struct tw_language *language = analyzer->former.language;
	unsigned keeps = language ? language->keeps : 0;
	struct progress progress = {
		.analyzer = analyzer,
		.text = text,
		.first_bytes = keeps > 0 ? first : NULL,
		.knows_second = keeps > 1 && first->has_second,
		.fn = fn,
		.context = context,
	};

	return analyze(&progress, err);
}

int
tw_analyze_numbers(struct tw_analyzer *analyzer, struct tw_str text,
	struct tw_numbers *numbers, tw_token_fn *fn, void *context,
	trawl_error *err)
{
	struct progress progress = {
		.analyzer = analyzer,
		.text = text,
		.numbers = numbers,
		.fn = fn,
		.context = context,
	};

	if (numbers->sentences)
		tw_sentences_begin(numbers->sentences, text);
	return analyze(&progress, err);
}

int
tw_analyze_beginning(struct tw_analyzer *analyzer, struct tw_str text,
	tw_token_fn *fn, void *context, trawl_error *err)
{
	return tw_form_beginning(&analyzer->former, text, fn, context, err);
}

void
tw_analyzer_fold(const struct tw_analyzer *analyzer, struct tw_str text,
	struct tw_buf *out)
{
	const struct tw_language *language = analyzer->former.language;
	struct tw_buf folded = {0};

	tw_fold(text, language && language->turkic, &folded);
	tw_fold_accents(tw_buf_str(&folded), out);
	if (tw_buf_failed(&folded))
		out->failed = folded.failed;
	tw_buf_done(&folded);
}

struct telling {
	bool turkic;
	struct tw_buf buf[2];
	tw_written_fn *fn;
	void *context;
};

/* A tw_seen_fn. */
static int
tell_surface(void *context, struct tw_str surface, uint32_t articles,
	trawl_error *err)
{
	struct telling *telling = context;

	return tw_written_each(surface, telling->turkic, articles,
		telling->buf, telling->fn, telling->context, err);
}

int
tw_analyzer_seen(struct tw_analyzer *analyzer, tw_written_fn *fn,
	void *context, trawl_error *err)
{
	const struct tw_language *language = analyzer->former.language;
	struct telling telling = {
		.turkic = language && language->turkic,
		.fn = fn,
		.context = context,
	};
	int status = tw_cache_seen(&analyzer->cache, tell_surface, &telling,
		err);

	tw_buf_done(&telling.buf[0]);
	tw_buf_done(&telling.buf[1]);
	return status;
}
