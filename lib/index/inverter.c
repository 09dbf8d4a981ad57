/* inverter.c: takes articles into a batch in memory. */
/* SPDX-License-Identifier: MIT */
#include "index/inverter.h"

#include <assert.h>
#include <string.h>

#include "base/alloc.h"
#include "base/dates.h"
#include "index/batch.h"
#include "text/analyzer.h"
#include "text/titlekey.h"

/* The value of an id that was removed from the batch. */
#define REMOVED UINT32_MAX

/* More tokens than these do not get 32-bit places at the flush. */
#define BATCH_TOKENS_MAX (UINT64_C(1) << 31)

/*
 * What a flush needs for each term and article, and, when it has put the
 * articles' blocks, for tokens: see flush.c.
 */
#define FLUSH_TERM (2 * sizeof(struct tw_keyed) + 4)
#define FLUSH_ARTICLE 16

static size_t
flush_tokens(uint64_t n)
{
	return n * sizeof(uint32_t) + n / 16;
}

/* Of the memory, for articles that wait for being packed by another thread,
   and the most for those that are too few for a book. */
#define WAITING_PART 128
#define FEW_PART 32

/* What takes no more of the memory leaves enough for what else is done. */
#define SMALL_PART 16

/* Fewer tokens are not worth two records that are not full. */
#define SHARED_LEAST (1u << 20)

/* Analysis ends before the end of the text: with TRAWL_OK, or without. */
enum ended {
	ENDED_CUT = 100,	/* enough tokens */
	ENDED_FULL,		/* no memory left in the batch */
	ENDED_NO_MEMORY		/* none left in the machine */
};

int
tw_inverter_new(struct tw_analyzers *analyzers, uint32_t title_weight,
	unsigned flags, size_t memory, struct tw_inverter **ret,
	trawl_error *err)
{
	struct tw_inverter *inverter = tw_alloc_zeroed(1, sizeof(*inverter));

	if (!inverter)
		return tw_no_memory(err);
	inverter->analyzers = analyzers;
	inverter->title_weight = title_weight;
	inverter->packer.aside = flags & TW_INVERTER_ASIDE ?
		memory / WAITING_PART : 0;
	inverter->packer.least = memory / FEW_PART < TW_CODED_LEAST ?
		memory / FEW_PART : TW_CODED_LEAST;
	inverter->memory = memory;
	inverter->owner = tw_analyzers_owner(analyzers);
	inverter->sentence_term = TW_NO_TERM;
	*ret = inverter;
	return TRAWL_OK;
}

void
tw_inverter_free(struct tw_inverter *inverter)
{
	if (!inverter)
		return;
	tw_inverter_reset(inverter);
	tw_packer_done(&inverter->packer);
	tw_free(inverter);
}

void
tw_inverter_reset(struct tw_inverter *inverter)
{
	tw_arena_done(&inverter->arena);
	tw_termset_done(&inverter->terms);
	tw_wordset_done(&inverter->words);
	tw_filters_done(&inverter->filters);
	tw_map_done(&inverter->ids);
	tw_free(inverter->articles);
	tw_free(inverter->main.p);
	tw_free(inverter->over.p);
	tw_packer_reset(&inverter->packer);
	*inverter = (struct tw_inverter){
		.analyzers = inverter->analyzers,
		.title_weight = inverter->title_weight,
		.memory = inverter->memory,
		.packer = inverter->packer,
		.owner = tw_analyzers_owner(inverter->analyzers),
		.sentence_term = TW_NO_TERM,
	};
}

bool
tw_inverter_may_share(const struct tw_inverter *inverter)
{
	return inverter->tokens >= SHARED_LEAST;
}

bool
tw_inverter_is_small(const struct tw_inverter *inverter)
{
	return tw_inverter_bytes(inverter) <= inverter->memory / SMALL_PART;
}

uint32_t
tw_inverter_count(const struct tw_inverter *inverter)
{
	return inverter->live;
}

/* For the places of tokens, besides the packed blocks, which are put before
   there are places. */
static size_t
places_bytes(const struct tw_inverter *inverter)
{
	size_t blocks = tw_packer_block_bytes(&inverter->packer);
	size_t places = flush_tokens(inverter->tokens);

	return places > blocks ? places - blocks : 0;
}

size_t
tw_inverter_bytes(const struct tw_inverter *inverter)
{
	size_t analyzers = tw_analyzers_bytes(inverter->analyzers);

	return analyzers + inverter->arena.total +
		tw_termset_bytes(&inverter->terms) +
		tw_wordset_bytes(&inverter->words) +
		tw_filters_bytes(&inverter->filters) +
		tw_map_bytes(&inverter->ids) +
		inverter->room * sizeof(*inverter->articles) +
		inverter->main.room * sizeof(uint32_t) +
		inverter->over.room * sizeof(struct tw_overlay) +
		inverter->terms.count * FLUSH_TERM +
		inverter->count * (size_t)FLUSH_ARTICLE +
		(size_t)inverter->keys * TW_FLUSH_KEY +
		tw_packer_bytes(&inverter->packer) + places_bytes(inverter);
}

bool
tw_inverter_has_room(const struct tw_inverter *inverter)
{
	size_t bytes = tw_inverter_bytes(inverter) - places_bytes(inverter);

	return bytes + flush_tokens(inverter->tokens) <= inverter->memory;
}

static bool
fits(const struct tw_inverter *inverter, size_t more)
{
	size_t used = tw_inverter_bytes(inverter);

	return used < inverter->memory && more <= inverter->memory - used;
}

/* ------------------------------------------------------------------ */
/* One article's tokens.                                                */

/* Room for one more behind the first n; 0 or the way analysis ends. */
static int
reserve(struct tw_inverter *inverter, struct tw_run *run, size_t n,
	size_t size)
{
	if (n < run->room)
		return 0;
	size_t room = run->room > 0 ? 2 * run->room : 1024;

	if (!fits(inverter, room * size))
		return ENDED_FULL;
	void *p = tw_realloc(run->p, room * size);

	if (!p)
		return ENDED_NO_MEMORY;
	run->p = p;
	run->room = room;
	return 0;
}

/* MAIN tokens of the article so far. */
static size_t
main_count(const struct tw_inverter *inverter)
{
	return (size_t)(inverter->numbers.next -
		(uint32_t *)inverter->main.p);
}

/* Numbers go behind the first n, as far as there is room. */
static void
set_numbers(struct tw_inverter *inverter, size_t n)
{
	uint32_t *p = inverter->main.p;
	size_t left = inverter->main.room - inverter->main.n;
	size_t most = left < inverter->field_most ? left :
		inverter->field_most;

	inverter->numbers.next = p ? p + n : NULL;
	inverter->numbers.end = p ? p + inverter->main.n + most : NULL;
}

static int
take_main(struct tw_inverter *inverter, uint32_t term, bool is_content)
{
	size_t n = main_count(inverter);
	int ended = reserve(inverter, &inverter->main, n, sizeof(uint32_t));

	if (ended)
		return ended;
	set_numbers(inverter, n);
	*inverter->numbers.next++ = term;
	inverter->numbers.content += is_content;
	return 0;
}

static int
take_overlay(struct tw_inverter *inverter, uint32_t term)
{
	int ended = reserve(inverter, &inverter->over, inverter->over.n,
		sizeof(struct tw_overlay));

	if (ended)
		return ended;
	((struct tw_overlay *)inverter->over.p)[inverter->over.n++] =
		(struct tw_overlay){
			.at = (uint32_t)main_count(inverter) - 1,
			.term = term,
		};
	return 0;
}

/* Leaves the number of the token's term in its note. */
static int
look_up(struct tw_inverter *inverter, const struct tw_token *token)
{
	size_t growth = tw_termset_growth(&inverter->terms);

	if (growth > 0 && !fits(inverter, growth))
		return ENDED_FULL;
	uint32_t term = tw_termset_add(&inverter->terms,
		tw_str(token->term, token->term_length));

	if (term == TW_NO_TERM)
		return ENDED_NO_MEMORY;
	*token->note = (struct tw_note){inverter->owner, term};
	return 0;
}

static int
take_token(void *context, const struct tw_token *token)
{
	struct tw_inverter *inverter = context;
	size_t place = main_count(inverter) - inverter->main.n;
	bool is_main = token->kind == TW_TOKEN_MAIN;

	if (is_main && place >= inverter->field_most)
		return ENDED_CUT;
	/* An overlay lies over the MAIN token that came before it. */
	assert(token->position == (is_main ? place : place - 1));
	if (token->note->owner != inverter->owner) {
		int ended = look_up(inverter, token);

		if (ended)
			return ended;
	}
	return is_main ?
		take_main(inverter, token->note->value, !token->stop) :
		take_overlay(inverter, token->note->value);
}

/* Gives the term that lies over words that begin a sentence its number. */
static int
take_sentences(struct tw_inverter *inverter)
{
	struct tw_note note;
	struct tw_token token = {
		.term = TW_SENTENCE_TERM,
		.term_length = sizeof(TW_SENTENCE_TERM) - 1,
		.note = &note,
	};

	if (inverter->sentences.count == 0 ||
			inverter->sentence_term != TW_NO_TERM)
		return 0;
	int ended = look_up(inverter, &token);

	if (!ended)
		inverter->sentence_term = note.value;
	return ended;
}

static int
take_field(struct tw_inverter *inverter, struct tw_analyzer *analyzer,
	struct tw_str text, size_t most, uint32_t *ret_content,
	trawl_error *err)
{
	inverter->field_most = most;
	inverter->numbers.owner = inverter->owner;
	inverter->numbers.content = 0;
	set_numbers(inverter, inverter->main.n);
	int status = tw_analyze_numbers(analyzer, text, &inverter->numbers,
		take_token, inverter, err);

	if (status == ENDED_CUT)
		status = TRAWL_OK;
	if (status == TRAWL_OK && inverter->numbers.sentences)
		status = take_sentences(inverter);
	inverter->main.n = main_count(inverter);
	if (status == TRAWL_OK) {
		*ret_content = inverter->numbers.content;
		return TRAWL_OK;
	}
	return status == ENDED_NO_MEMORY ? tw_no_memory(err) : status;
}

/* TRAWL_OK, ENDED_FULL or an error; fills what is known of the tokens. */
static int
take_text(struct tw_inverter *inverter, const struct tw_doc *doc,
	struct tw_batch_article *article, trawl_error *err)
{
	struct tw_analyzer *analyzer;
	uint32_t title = 0;
	uint32_t text = 0;
	int status = tw_analyzers_get(inverter->analyzers,
		doc->field[TRAWL_LANGUAGE], &analyzer, err);

	inverter->main.n = 0;
	inverter->over.n = 0;
	inverter->numbers.sentences = NULL;
	inverter->numbers.article = tw_analyzers_article(inverter->analyzers);
	if (status == TRAWL_OK)
		status = take_field(inverter, analyzer,
			doc->field[TRAWL_TITLE], TW_TITLE_MAX, &title, err);
	article->title_count = (uint32_t)inverter->main.n;
	inverter->numbers.sentences = &inverter->sentences;
	inverter->sentences.ends = doc->ends;
	if (status == TRAWL_OK)
		status = take_field(inverter, analyzer,
			doc->field[TRAWL_TEXT],
			TW_TOKENS_MAX - inverter->main.n, &text, err);
	article->token_count = (uint32_t)inverter->main.n;
	article->overlay_count = (uint32_t)inverter->over.n;
	article->sentence_count = inverter->sentences.count;
	article->lengths = (struct tw_lengths){
		.all = inverter->title_weight * title + text,
		.title = title,
	};
	if (status == TRAWL_OK)
		status = tw_title_key(doc->field[TRAWL_TITLE],
			&article->title_key, err);
	return status;
}

/* ------------------------------------------------------------------ */
/* Articles.                                                            */

static size_t
bytes_of(const struct tw_doc *doc)
{
	size_t n = 0;

	for (int i = 0; i < TRAWL_FIELD_COUNT; i++)
		n += doc->field[i].n + doc->source[i].n;
	return n + doc->apart.n + doc->keys.n * (1 + TW_FLUSH_KEY / 8);
}

/* Moves the analysed article into the arena; NULL without memory. */
static struct tw_batch_article *
keep_article(struct tw_inverter *inverter,
	const struct tw_batch_article *article, struct tw_str keys)
{
	size_t overlays = inverter->over.n * sizeof(struct tw_overlay);
	uint32_t count = (uint32_t)inverter->main.n;
	uint32_t large;
	size_t tokens = tw_tokens_size(inverter->main.p, count, &large);
	struct tw_batch_article *kept = tw_arena_alloc(&inverter->arena,
		sizeof(*article) + keys.n + overlays + tokens +
		article->sentence_count);

	if (!kept)
		return NULL;
	*kept = *article;
	kept->key_count = (uint32_t)(keys.n / sizeof(uint64_t));
	kept->large_count = large;
	char *p = (char *)(kept + 1);

	if (keys.n > 0)
		memcpy(p, keys.p, keys.n);
	p += keys.n;
	if (overlays > 0)
		memcpy(p, inverter->over.p, overlays);
	p += overlays;
	tw_tokens_put(inverter->main.p, count, large, p);
	p += tokens;
	for (uint32_t i = 0; i < kept->sentence_count; i++)
		p[i] = (char)inverter->sentences.starts[i];
	return kept;
}

static bool
reserve_article(struct tw_inverter *inverter)
{
	if (inverter->count < inverter->room)
		return true;
	uint32_t room = inverter->room > 0 ? 2 * inverter->room : 64;
	struct tw_batch_article **articles = tw_realloc(inverter->articles,
		room * sizeof(*articles));

	if (!articles)
		return false;
	inverter->articles = articles;
	inverter->room = room;
	return true;
}

static void
kill(struct tw_inverter *inverter, uint32_t place)
{
	struct tw_batch_article *article = inverter->articles[place];

	inverter->articles[place] = NULL;
	tw_packer_remove(&inverter->packer, place);
	inverter->live--;
	inverter->tokens -= tw_batch_places(article);
	tw_filters_count(&inverter->filters, &article->filtered, -1);
}

/* Gives the id, which it lends, to the article that comes next. */
static bool
claim_id(struct tw_inverter *inverter, struct tw_str *id)
{
	uint32_t *place;
	bool is_new;

	if (!tw_map_insert(&inverter->ids, *id, inverter->count, &place, id,
			&is_new))
		return false;
	if (!is_new && *place != REMOVED)
		kill(inverter, *place);
	*place = inverter->count;
	return true;
}

static int
append(struct tw_inverter *inverter, struct tw_batch_article *article,
	const struct tw_doc *doc, trawl_error *err)
{
	struct tw_batch_article *kept = NULL;
	int status = tw_packer_add(&inverter->packer, doc, err);

	if (status != TRAWL_OK)
		return status;
	if (reserve_article(inverter) &&
			claim_id(inverter, &article->id))
		kept = keep_article(inverter, article, doc->keys);
	if (!kept)
		return tw_no_memory(err);
	inverter->articles[inverter->count++] = kept;
	inverter->live++;
	inverter->tokens += tw_batch_places(kept);
	inverter->keys += kept->key_count;
	tw_filters_count(&inverter->filters, &kept->filtered, 1);
	return TRAWL_OK;
}

/* Bytes that the articles' parts may need at once, besides what is kept for
   places, which are made when the parts are given back. */
static size_t
packer_growth(const struct tw_inverter *inverter, size_t content)
{
	size_t growth = tw_packer_growth(&inverter->packer, content);
	size_t places = places_bytes(inverter);

	return growth > places ? growth - places : 0;
}

/* Bytes that a new article needs besides its text's terms. */
static size_t
needed(const struct tw_inverter *inverter, const struct tw_doc *doc)
{
	uint64_t tokens = inverter->main.n + inverter->over.n +
		inverter->sentences.count;
	uint32_t large;

	return sizeof(struct tw_batch_article) + 256 + flush_tokens(tokens) +
		tw_tokens_size(inverter->main.p, (uint32_t)inverter->main.n,
			&large) +
		inverter->over.n * sizeof(struct tw_overlay) +
		inverter->sentences.count + bytes_of(doc) +
		packer_growth(inverter, bytes_of(doc));
}

/* TRAWL_END if there is no room in the batch as it is. */
static int
try_add(struct tw_inverter *inverter, const struct tw_doc *doc,
	trawl_error *err)
{
	struct tw_batch_article article = {
		.id = doc->field[TRAWL_ID],
		.date = tw_date_pack(doc->field[TRAWL_DATE]),
		.text_bytes = doc->field[TRAWL_TITLE].n +
			doc->field[TRAWL_TEXT].n,
	};

	inverter->main.n = 0;
	inverter->over.n = 0;
	inverter->sentences.count = 0;
	if (!fits(inverter, needed(inverter, doc)) ||
			inverter->tokens > BATCH_TOKENS_MAX)
		return TRAWL_END;
	int status = tw_filters_take(&inverter->filters, inverter->analyzers,
		doc, &article.filtered, err);

	if (status == TRAWL_OK)
		status = take_text(inverter, doc, &article, err);
	if (status == ENDED_FULL)
		return TRAWL_END;
	if (status != TRAWL_OK)
		return status;
	if (!fits(inverter, needed(inverter, doc)))
		return TRAWL_END;
	return append(inverter, &article, doc, err);
}

int
tw_inverter_add(struct tw_inverter *inverter, const struct tw_doc *doc,
	trawl_error *err)
{
	const struct tw_str *id = &doc->field[TRAWL_ID];
	int status = try_add(inverter, doc, err);

	if (status != TRAWL_END || inverter->count > 0)
		return status;
	tw_inverter_reset(inverter);
	return tw_fail(err, TRAWL_EFULL, "article '%.*s': %zu bytes of text "
		"need more than the writer's %zu MiB of memory",
		(int)(id->n < 200 ? id->n : 200), id->p,
		doc->field[TRAWL_TEXT].n, inverter->memory >> 20);
}

bool
tw_inverter_remove(struct tw_inverter *inverter, struct tw_str id)
{
	uint32_t *place = tw_map_find(&inverter->ids, id);

	if (!place || *place == REMOVED)
		return false;
	kill(inverter, *place);
	*place = REMOVED;
	return true;
}

bool
tw_inverter_can_pack(const struct tw_inverter *inverter)
{
	return tw_packer_waits(&inverter->packer);
}

bool
tw_inverter_should_pack(const struct tw_inverter *inverter)
{
	return tw_packer_waits_much(&inverter->packer);
}

void
tw_inverter_start_packing(struct tw_inverter *inverter)
{
	tw_packer_start(&inverter->packer);
}

int
tw_inverter_pack(struct tw_inverter *inverter, trawl_error *err)
{
	return tw_packer_pack(&inverter->packer, err);
}

int
tw_inverter_pack_some(struct tw_inverter *inverter, trawl_error *err)
{
	return tw_packer_pack_some(&inverter->packer, err);
}

int
tw_inverter_end_packing(struct tw_inverter *inverter, trawl_error *err)
{
	return tw_packer_end(&inverter->packer, err);
}
