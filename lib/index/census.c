/* census.c: how many of some articles have each term. */
/* SPDX-License-Identifier: MIT */
#include "index/census.h"

#include <string.h>

#include "base/alloc.h"
#include "index/format.h"

/* Analysis ends before the end of the text: with TRAWL_OK, or without. */
enum ended {
	ENDED_CUT = 100,	/* enough tokens */
	ENDED_NO_MEMORY
};

int
tw_census_new(struct tw_analyzers *analyzers, size_t memory,
	struct tw_census **ret, trawl_error *err)
{
	struct tw_census *census = tw_alloc_zeroed(1, sizeof(*census));

	if (!census)
		return tw_no_memory(err);
	census->analyzers = analyzers;
	census->memory = memory;
	census->owner = tw_analyzers_owner(analyzers);
	*ret = census;
	return TRAWL_OK;
}

void
tw_census_free(struct tw_census *census)
{
	if (!census)
		return;
	tw_census_reset(census);
	tw_free(census);
}

void
tw_census_reset(struct tw_census *census)
{
	tw_termset_done(&census->terms);
	tw_free(census->counted);
	tw_filters_done(&census->filters);
	tw_buf_done(&census->filtered);
	census->counted = NULL;
	census->room = 0;
	census->articles = 0;
	census->owner = tw_analyzers_owner(census->analyzers);
}

static size_t
bytes_of(const struct tw_census *census)
{
	return tw_termset_bytes(&census->terms) +
		tw_termset_growth(&census->terms) +
		census->terms.count * 2 * sizeof(struct tw_keyed) +
		census->room * sizeof(*census->counted) +
		tw_filters_bytes(&census->filters) + census->filtered.room;
}

/* ------------------------------------------------------------------ */
/* Terms.                                                               */

static bool
reserve(struct tw_census *census)
{
	if (census->terms.count < census->room)
		return true;
	uint32_t room = census->room > 0 ? 2 * census->room : 1024;
	struct tw_counted *counted = tw_realloc(census->counted,
		room * sizeof(*counted));

	if (!counted)
		return false;
	memset(counted + census->room, 0,
		(room - census->room) * sizeof(*counted));
	census->counted = counted;
	census->room = room;
	return true;
}

/* The number of a term; TW_NO_TERM without memory. */
static uint32_t
number_of(struct tw_census *census, struct tw_str term)
{
	return reserve(census) ? tw_termset_add(&census->terms, term) :
		TW_NO_TERM;
}

/* The number of the token's term, which stays in its note. */
static uint32_t
number_of_token(struct tw_census *census, const struct tw_token *token)
{
	if (token->note->owner == census->owner)
		return token->note->value;
	uint32_t term = number_of(census,
		tw_str(token->term, token->term_length));

	if (term != TW_NO_TERM)
		*token->note = (struct tw_note){census->owner, term};
	return term;
}

static void
count(struct tw_census *census, uint32_t term)
{
	struct tw_counted *counted = &census->counted[term];

	tw_census_count(census, term);
	if (census->field == TW_FIELD_TITLE &&
		counted->last[TW_FIELD_TITLE] != census->articles) {
		counted->last[TW_FIELD_TITLE] = census->articles;
		counted->df[TW_FIELD_TITLE]++;
	}
}

/* Counts what analysis has found so far, and gives it room for more. */
static void
count_found(struct tw_census *census)
{
	size_t n = census->numbers.next ?
		(size_t)(census->numbers.next - census->found) : 0;

	for (size_t i = 0; i < n; i++)
		count(census, census->found[i]);
	census->left -= n;
	census->numbers.next = census->found;
	census->numbers.end = census->found +
		(census->left < TW_CENSUS_NUMBERS ? census->left :
		TW_CENSUS_NUMBERS);
}

static int
take_token(void *context, const struct tw_token *token)
{
	struct tw_census *census = context;
	bool is_main = token->kind == TW_TOKEN_MAIN;

	count_found(census);
	if (is_main && census->left == 0)
		return ENDED_CUT;
	uint32_t term = number_of_token(census, token);

	if (term == TW_NO_TERM)
		return ENDED_NO_MEMORY;
	census->left -= is_main;
	count(census, term);
	/* Again, as there may be less room now. */
	count_found(census);
	return TRAWL_OK;
}

/* At most census->left MAIN tokens. */
static int
take_text(struct tw_census *census, struct tw_str text,
	struct tw_sentences *sentences, trawl_error *err)
{
	census->numbers = (struct tw_numbers){
		.owner = census->owner,
		.sentences = sentences,
	};
	count_found(census);
	int status = tw_analyze_numbers(census->analyzer, text,
		&census->numbers, take_token, census, err);

	count_found(census);
	if (status == ENDED_NO_MEMORY)
		return tw_no_memory(err);
	return status == ENDED_CUT ? TRAWL_OK : status;
}

/* ------------------------------------------------------------------ */
/* Articles.                                                            */

int
tw_census_begin(struct tw_census *census, const struct tw_doc *doc,
	trawl_error *err)
{
	struct tw_filtered filtered;

	if (census->articles > 0 && bytes_of(census) > census->memory)
		return TRAWL_END;
	int status = tw_filters_take(&census->filters, census->analyzers, doc,
		&filtered, err);

	if (status == TRAWL_OK) {
		tw_buf_add(&census->filtered, &filtered, sizeof(filtered));
		status = tw_buf_status(&census->filtered, err);
	}
	if (status != TRAWL_OK)
		return status;
	tw_filters_count(&census->filters, &filtered, 1);
	census->articles++;
	status = tw_analyzers_get(census->analyzers,
		doc->field[TRAWL_LANGUAGE], &census->analyzer, err);
	census->field = TW_FIELD_TITLE;
	census->left = TW_TITLE_MAX;
	if (status == TRAWL_OK)
		status = take_text(census, doc->field[TRAWL_TITLE], NULL, err);
	census->field = TW_FIELD_ALL;
	census->left = TW_TOKENS_MAX - (TW_TITLE_MAX - census->left);
	return status;
}

int
tw_census_text(struct tw_census *census, struct tw_str text, trawl_error *err)
{
	int status = take_text(census, text, &census->sentences, err);

	if (status == TRAWL_OK && census->sentences.count > 0)
		status = tw_census_sentences(census, err);
	return status;
}

int
tw_census_part(struct tw_census *census, struct tw_str part, trawl_error *err)
{
	return take_text(census, part, NULL, err);
}

struct numbering {
	struct tw_census *census;
	struct tw_buf *numbers;
};

/* A tw_token_fn. */
static int
take_number(void *context, const struct tw_token *token)
{
	struct numbering *numbering = context;
	uint32_t term = number_of_token(numbering->census, token);

	if (term == TW_NO_TERM)
		return ENDED_NO_MEMORY;
	tw_buf_add(numbering->numbers, &term, sizeof(term));
	return tw_buf_failed(numbering->numbers) ? ENDED_NO_MEMORY : TRAWL_OK;
}

int
tw_census_numbers(struct tw_census *census, struct tw_str part,
	bool is_plain, struct tw_buf *numbers, trawl_error *err)
{
	struct numbering numbering = {census, numbers};
	int status = is_plain ? tw_analyze_plain(census->analyzer, part,
		take_number, &numbering, err) : tw_analyze(census->analyzer,
		part, take_number, &numbering, err);

	return status == ENDED_NO_MEMORY ? tw_no_memory(err) : status;
}

int
tw_census_sentences(struct tw_census *census, trawl_error *err)
{
	uint32_t term = number_of(census, TW_STR(TW_SENTENCE_TERM));

	if (term == TW_NO_TERM)
		return tw_no_memory(err);
	tw_census_count(census, term);
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */
/* The outcome.                                                         */

uint32_t
tw_census_terms_most(const struct tw_census *census)
{
	return TW_FIELD_RANKED * census->terms.count +
		census->filters.terms.count;
}

static int
tell_field(const struct tw_census *census, const struct tw_keyed *order,
	enum tw_index_field field, tw_census_fn *fn, void *context,
	trawl_error *err)
{
	int status = TRAWL_OK;

	for (uint32_t i = 0; i < census->terms.count && !status; i++) {
		uint32_t df = census->counted[order[i].a].df[field];

		if (df > 0)
			status = fn(context, field, tw_termset_text(
				&census->terms, &order[i]), df, err);
	}
	return status;
}

struct telling {
	tw_census_fn *fn;
	void *context;
};

/* A tw_filter_list_fn. */
static int
tell_filter(void *context, const struct tw_filter_list *list,
	trawl_error *err)
{
	const struct telling *telling = context;

	return telling->fn(telling->context, list->field, list->term,
		tw_filters_df(list), err);
}

static const struct tw_filtered *
filtered_of(const void *articles, uint32_t i)
{
	return (const struct tw_filtered *)articles + i;
}

int
tw_census_terms(struct tw_census *census, tw_census_fn *fn, void *context,
	trawl_error *err)
{
	struct tw_keyed *order = tw_termset_sorted(&census->terms);
	struct telling telling = {fn, context};
	int status = TRAWL_OK;

	if (!order)
		return tw_no_memory(err);
	for (int i = 0; i < TW_FIELD_RANKED && status == TRAWL_OK; i++)
		status = tell_field(census, order, (enum tw_index_field)i, fn,
			context, err);
	tw_free(order);
	if (status != TRAWL_OK)
		return status;
	return tw_filters_each(&census->filters, filtered_of,
		census->filtered.p, census->articles, tell_filter, &telling,
		err);
}
