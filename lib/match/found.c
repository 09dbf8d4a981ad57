/* found.c: the words that a pattern or a misspelt word stands for. */
/* SPDX-License-Identifier: MIT */
#include "match/found.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/map.h"
#include "index/lexicon.h"
#include "match/valuewords.h"
#include "text/nearby.h"

_Static_assert(TW_FOUND_EDITS <= TW_NEARBY_EDITS, "can be found");

/* A word that fits. */
struct word {
	uint64_t count;
	uint32_t number;	/* in the order of the lexicon */
	uint32_t distance;
	uint32_t size;
	char bytes[TW_WORD_MAX];
};

/*
 * Words gather in twice the room that is needed; whenever it is full the more
 * usual half is kept, and what is no more usual than all of that passes by.
 */
#define ROOM (2 * TW_FOUND_WORDS_MAX)

struct finding {
	const struct tw_node *node;
	struct tw_str asked;		/* the pattern, or the word */
	struct tw_nearby nearby;	/* of a FUZZY */
	struct tw_str beginning;	/* of all words that can fit */
	struct tw_words walk;		/* of words of titles and texts, */
	struct tw_value_words values;	/* or of authors or categories, */
	uint32_t next_value;
	struct tw_str present;		/* the present one of these */
	uint64_t present_count;
	char last[TW_WORD_MAX];		/* the word before */
	size_t last_size;
	struct word *words;
	uint32_t count;
	uint32_t looked_at;
	uint64_t least;			/* a count that does not pay */
	bool is_cut;
};

/* ------------------------------------------------------------------ */
/* Patterns.                                                            */

static bool
goes_on(struct tw_str text, size_t at)
{
	return at < text.n && ((uint8_t)text.p[at] & 0xc0) == 0x80;
}

/* Behind the letter of the word at `at`. */
static size_t
next_letter(struct tw_str word, size_t at)
{
	do {
		at++;
	} while (goes_on(word, at));
	return at;
}

bool
tw_pattern_fits(struct tw_str pattern, struct tw_str word)
{
	size_t p = 0;
	size_t w = 0;
	size_t star = SIZE_MAX;		/* behind the last one, */
	size_t from = 0;		/* which ends before this letter */

	while (w < word.n) {
		if (p < pattern.n && pattern.p[p] == '*') {
			star = ++p;
			from = w;
		} else if (p < pattern.n && pattern.p[p] == '?') {
			w = next_letter(word, w);
			p++;
		} else if (p < pattern.n && pattern.p[p] == word.p[w]) {
			p++;
			w++;
		} else if (star != SIZE_MAX) {
			from = next_letter(word, from);
			p = star;
			w = from;
		} else {
			return false;
		}
	}
	while (p < pattern.n && pattern.p[p] == '*')
		p++;
	return p == pattern.n;
}

/* What all words begin with. */
static struct tw_str
beginning_of(const struct tw_node *node, struct tw_str asked)
{
	size_t n = 0;

	if (node->kind == TW_NODE_FUZZY)
		return tw_str(asked.p, asked.n > 0 ? next_letter(asked, 0) : 0);
	while (n < asked.n && asked.p[n] != '*' && asked.p[n] != '?')
		n++;
	return tw_str(asked.p, n);
}

/* ------------------------------------------------------------------ */
/* Choosing words.                                                      */

static int
by_use(const void *left, const void *right)
{
	const struct word *a = left;
	const struct word *b = right;

	if (a->count != b->count)
		return a->count > b->count ? -1 : 1;
	return a->number < b->number ? -1 : 1;
}

static int
by_number(const void *left, const void *right)
{
	const struct word *a = left;
	const struct word *b = right;

	return a->number < b->number ? -1 : 1;
}

static void
keep_most_usual(struct finding *finding)
{
	if (finding->count <= TW_FOUND_WORDS_MAX)
		return;
	qsort(finding->words, finding->count, sizeof(struct word), by_use);
	finding->count = TW_FOUND_WORDS_MAX;
	finding->least = finding->words[TW_FOUND_WORDS_MAX - 1].count;
	finding->is_cut = true;
}

static void
take(struct finding *finding, uint32_t distance)
{
	struct tw_str present = finding->present;
	struct word *word = &finding->words[finding->count];

	if (finding->present_count <= finding->least)
		return;
	word->count = finding->present_count;
	word->number = finding->looked_at;
	word->distance = distance;
	word->size = (uint32_t)present.n;
	memcpy(word->bytes, present.p, present.n);
	if (++finding->count == ROOM)
		keep_most_usual(finding);
}

static size_t
shared(const struct finding *finding)
{
	struct tw_str word = finding->present;
	size_t n = 0;

	while (n < word.n && n < finding->last_size &&
		word.p[n] == finding->last[n])
		n++;
	return n;
}

static void
look_at_near(struct finding *finding)
{
	struct tw_str word = finding->present;
	uint32_t distance = tw_nearby_next(&finding->nearby, word,
		shared(finding));

	memcpy(finding->last, word.p, word.n);
	finding->last_size = word.n;
	if (distance <= finding->node->distance)
		take(finding, distance);
}

static bool
begins(struct tw_str word, struct tw_str beginning)
{
	return word.n >= beginning.n && (beginning.n == 0 ||
		memcmp(word.p, beginning.p, beginning.n) == 0);
}

static int
next_word(struct finding *finding, trawl_error *err)
{
	const struct tw_value_words *values = &finding->values;

	if (!tw_query_filters(finding->node)) {
		int status = tw_words_next(&finding->walk, err);

		finding->present = finding->walk.word;
		finding->present_count = finding->walk.count;
		return status;
	}
	while (finding->next_value < values->count) {
		const struct tw_value_word *value =
			&values->words[finding->next_value++];

		if (!begins(value->word, finding->beginning))
			continue;
		finding->present = value->word;
		finding->present_count = value->count;
		return TRAWL_OK;
	}
	return TRAWL_END;
}

static int
look(struct finding *finding, trawl_error *err)
{
	int status = next_word(finding, err);

	for (; status == TRAWL_OK; status = next_word(finding, err)) {
		if (finding->looked_at == TW_FOUND_LOOK_MAX) {
			finding->is_cut = true;
			break;
		}
		if (finding->node->kind == TW_NODE_FUZZY)
			look_at_near(finding);
		else if (tw_pattern_fits(finding->asked, finding->present))
			take(finding, 0);
		finding->looked_at++;
	}
	keep_most_usual(finding);
	qsort(finding->words, finding->count, sizeof(struct word), by_number);
	return status == TRAWL_END ? TRAWL_OK : status;
}

/* ------------------------------------------------------------------ */
/* Keeping them.                                                        */

/*
 * A search asks for the words of a pattern more than once: to find articles,
 * to rank them, to mark the words. The reader keeps those of the last few.
 */
#define KEPT_MAX 16

struct tw_found_memo {
	struct tw_found_memo *next;
	enum tw_node_kind kind;
	uint32_t distance;
	struct tw_str asked;
	struct word *words;
	uint32_t count;
	bool is_cut;
};

static bool
recall(const struct tw_reader *reader, struct finding *finding)
{
	const struct tw_found_memo *memo = reader->found;
	const struct tw_node *node = finding->node;

	while (memo && (memo->kind != node->kind ||
		memo->distance != node->distance ||
		!tw_str_equal(memo->asked, finding->asked)))
		memo = memo->next;
	if (!memo)
		return false;
	memcpy(finding->words, memo->words,
		memo->count * sizeof(*memo->words));
	finding->count = memo->count;
	finding->is_cut = memo->is_cut;
	return true;
}

/* Without memory, nothing is kept. */
static void
keep(struct tw_reader *reader, const struct finding *finding)
{
	struct tw_arena *arena = &reader->found_arena;
	size_t size = finding->count * sizeof(*finding->words);
	uint32_t count = 0;

	for (const struct tw_found_memo *m = reader->found; m; m = m->next)
		count++;
	if (count == KEPT_MAX) {
		reader->found = NULL;
		tw_arena_reset(arena);
	}
	struct tw_found_memo *memo = tw_arena_zeroed(arena, 1, sizeof(*memo));
	char *asked = tw_arena_copy(arena, finding->asked.p,
		finding->asked.n);
	struct word *words = tw_arena_alloc(arena, size + 1);

	if (!memo || !asked || !words)
		return;
	memcpy(words, finding->words, size);
	*memo = (struct tw_found_memo){
		.next = reader->found,
		.kind = finding->node->kind,
		.distance = finding->node->distance,
		.asked = tw_str(asked, finding->asked.n),
		.words = words,
		.count = finding->count,
		.is_cut = finding->is_cut,
	};
	reader->found = memo;
}

/* ------------------------------------------------------------------ */
/* Terms.                                                               */

struct terms {
	struct tw_map map;		/* to their places */
	struct tw_arena *arena;
	struct tw_found *found;
	struct tw_str term;		/* of the present word, in the arena */
	uint32_t count;			/* of its MAIN tokens */
	bool stop;
	bool no_memory;
};

static int
take_token(void *context, const struct tw_token *token)
{
	struct terms *terms = context;

	if (token->kind != TW_TOKEN_MAIN)
		return TRAWL_OK;
	terms->stop = token->stop;
	if (terms->count++ > 0)
		return TRAWL_OK;
	char *copy = tw_arena_copy(terms->arena, token->term,
		token->term_length);

	terms->no_memory |= !copy;
	terms->term = tw_str(copy, token->term_length);
	return TRAWL_OK;
}

static int
add_term(struct terms *terms, const struct word *word, trawl_error *err)
{
	struct tw_found *found = terms->found;
	uint32_t *place = NULL;
	bool is_new = false;

	if (!tw_map_insert(&terms->map, terms->term, found->count, &place,
		NULL, &is_new))
		return tw_no_memory(err);
	if (is_new)
		found->terms[found->count++] = (struct tw_found_term){
			terms->term, word->distance};
	else if (found->terms[*place].distance > word->distance)
		found->terms[*place].distance = word->distance;
	return TRAWL_OK;
}

static int
add_word(struct terms *terms, struct tw_analyzer *analyzer,
	const struct finding *finding, const struct word *word,
	trawl_error *err)
{
	bool as_typed = finding->node->kind == TW_NODE_FUZZY &&
		word->distance == 0;

	terms->count = 0;
	int status = tw_analyze(analyzer, tw_str(word->bytes, word->size),
		take_token, terms, err);

	if (status != TRAWL_OK)
		return status;
	if (terms->no_memory)
		return tw_no_memory(err);
	if (terms->count != 1 || (terms->stop && !as_typed &&
		!tw_query_filters(finding->node)))
		return TRAWL_OK;
	return add_term(terms, word, err);
}

static int
make_terms(struct finding *finding, struct tw_analyzer *analyzer,
	struct tw_arena *arena, struct tw_found *found, trawl_error *err)
{
	struct terms terms = {.arena = arena, .found = found};
	int status = TRAWL_OK;

	found->terms = tw_arena_zeroed(arena, finding->count + (size_t)1,
		sizeof(*found->terms));
	if (!found->terms)
		return tw_no_memory(err);
	for (uint32_t i = 0; i < finding->count && status == TRAWL_OK; i++)
		status = add_word(&terms, analyzer, finding,
			&finding->words[i], err);
	tw_map_done(&terms.map);
	return status;
}

/* ------------------------------------------------------------------ */

/* False if no word is near. */
static bool
set_typed(struct finding *finding)
{
	struct tw_letters letters;

	if (finding->node->kind != TW_NODE_FUZZY)
		return true;
	if (!tw_letters_of(finding->asked, &letters))
		return false;
	tw_nearby_init(&finding->nearby, &letters,
		finding->node->distance < TW_FOUND_EDITS ?
		finding->node->distance : TW_FOUND_EDITS);
	return true;
}

/* Before the first word that can fit. */
static int
open_words(struct finding *finding, struct tw_reader *reader,
	struct tw_analyzer *analyzer, struct tw_arena *arena, trawl_error *err)
{
	const struct tw_node *node = finding->node;

	finding->beginning = beginning_of(node, finding->asked);
	if (!tw_query_filters(node))
		return tw_words_open(&finding->walk, reader,
			finding->beginning, err);
	return tw_value_words(reader, analyzer,
		node->field == TW_QUERY_AUTHOR ? TW_VALUES_AUTHOR
			: TW_VALUES_CATEGORY, arena, &finding->values, err);
}

static int
find_words(struct finding *finding, struct tw_reader *reader,
	struct tw_analyzer *analyzer, struct tw_arena *arena, trawl_error *err)
{
	bool filters = tw_query_filters(finding->node);

	if (!filters && recall(reader, finding))
		return TRAWL_OK;
	int status = open_words(finding, reader, analyzer, arena, err);

	if (status != TRAWL_OK)
		return status;
	status = look(finding, err);
	tw_words_close(&finding->walk);
	if (status == TRAWL_OK && !filters)
		keep(reader, finding);
	return status;
}

int
tw_found_terms(struct tw_reader *reader, struct tw_analyzer *analyzer,
	const struct tw_node *node, struct tw_arena *arena,
	struct tw_found *ret, trawl_error *err)
{
	struct finding finding = {.node = node, .asked = node->terms[0].term};
	struct tw_found found = {0};

	if (finding.asked.n == 0 || !set_typed(&finding)) {
		*ret = found;
		return TRAWL_OK;
	}
	finding.words = tw_alloc(ROOM * sizeof(*finding.words));
	int status = finding.words
		? find_words(&finding, reader, analyzer, arena, err)
		: tw_no_memory(err);

	if (status == TRAWL_OK)
		status = make_terms(&finding, analyzer, arena, &found, err);
	tw_free(finding.words);
	found.is_cut = finding.is_cut;
	if (status == TRAWL_OK)
		*ret = found;
	return status;
}
