/* relaxed.c: why a query finds nothing: the small changes that find some. */
/* SPDX-License-Identifier: MIT */
#include "result/relaxed.h"

#include <stdlib.h>

#include "base/dates.h"
#include "query/parse.h"
#include "result/correct.h"
#include "result/named.h"

#define PAIRED (TW_RELAX_PAIRED + 1)	/* with the one that drops the dates */
#define FOUND_MAX (PAIRED * (PAIRED - 1) / 2)

struct relaxing {
	struct tw_reader *reader;
	const struct tw_query *query;
	const struct tw_dated *dated;
	struct tw_arena *arena;
	struct tw_buf text;
	struct tw_relaxed found[FOUND_MAX];
	uint32_t count;
	uint64_t postings;	/* of the terms looked for so far */
	trawl_error *err;
};

_Static_assert(FOUND_MAX > TW_RELAX_ONES + TW_RELAX_NAMED + TW_RELAX_SPELT,
	"single changes have room");

/* One of them, or the dates left out. */
struct step {
	struct tw_change change;
	bool drops_dates;
};

static uint32_t
cost_of(const struct step *step)
{
	if (!step)
		return 0;
	return 1 + (uint32_t)(step->drops_dates ? TW_CHANGE_LEAVE
						: step->change.kind);
}

static int
keep_text(struct relaxing *relaxing, struct tw_str text, struct tw_str *ret)
{
	char *copy = tw_arena_copy(relaxing->arena, text.p, text.n);

	if (!copy)
		return tw_no_memory(relaxing->err);
	*ret = tw_str(copy, text.n);
	return TRAWL_OK;
}

static int
say_step(struct relaxing *relaxing, const struct step *step)
{
	if (!step)
		return TRAWL_OK;
	if (relaxing->text.n > 0)
		tw_buf_add_str(&relaxing->text, TW_STR(", "));
	if (!step->drops_dates)
		return tw_change_say(&step->change, &relaxing->text,
			relaxing->err);
	tw_buf_add_str(&relaxing->text, TW_STR("of any date"));
	return tw_buf_status(&relaxing->text, relaxing->err);
}

static int
say_why(struct relaxing *relaxing, const struct step *a, const struct step *b,
	struct tw_str *ret)
{
	tw_buf_reset(&relaxing->text);
	int status = say_step(relaxing, a);

	if (status == TRAWL_OK)
		status = say_step(relaxing, b);
	if (status == TRAWL_OK)
		status = keep_text(relaxing, tw_buf_str(&relaxing->text), ret);
	return status;
}

/* The one that reads the same, if it was found before. */
static struct tw_relaxed *
same_as(struct relaxing *relaxing, const struct tw_relaxed *relaxed)
{
	for (uint32_t i = 0; i < relaxing->count; i++) {
		struct tw_relaxed *other = &relaxing->found[i];

		if (other->is_undated == relaxed->is_undated &&
			tw_str_equal(other->query, relaxed->query))
			return other;
	}
	return NULL;
}

/* How many articles the terms below have, summed; a tree is never high. */
static int
add_postings(struct relaxing *relaxing, const struct tw_node *node)
{
	enum tw_index_field list = node->field == TW_QUERY_TITLE
		? TW_FIELD_TITLE : TW_FIELD_ALL;
	int status = TRAWL_OK;

	for (const struct tw_node *n = node->kind == TW_NODE_GROUP
			? node->first : NULL;
		n && status == TRAWL_OK; n = n->next)
		status = add_postings(relaxing, n);
	for (uint32_t i = 0; i < node->term_count && status == TRAWL_OK; i++) {
		uint64_t df = 0;

		status = tw_reader_df(relaxing->reader, list,
			node->terms[i].term, &df, relaxing->err);
		relaxing->postings += df;
	}
	return status;
}

/* Of two ways to the same query, the lesser is told. */
static int
keep(struct relaxing *relaxing, const struct step *a, const struct step *b,
	const struct tw_query *changed, struct tw_relaxed relaxed)
{
	struct tw_relaxed *same = same_as(relaxing, &relaxed);
	struct tw_hits hits = {.total = same ? same->total : 0};
	int status = TRAWL_OK;

	if (same && same->cost <= relaxed.cost)
		return TRAWL_OK;
	if (!same && relaxing->postings > TW_RELAX_POSTINGS)
		return TRAWL_OK;
	if (!same)
		status = add_postings(relaxing, changed->root);
	if (!same && status == TRAWL_OK)
		status = tw_search_dated(relaxing->reader, changed, 1, true,
			relaxed.is_undated ? NULL : relaxing->dated, &hits,
			relaxing->err);
	relaxed.total = hits.total;
	tw_hits_done(&hits);
	if (status != TRAWL_OK || relaxed.total == 0)
		return status;
	status = keep_text(relaxing, relaxed.query, &relaxed.query);
	if (status == TRAWL_OK)
		status = say_why(relaxing, a, b, &relaxed.why);
	if (status != TRAWL_OK)
		return status;
	if (!same)
		same = &relaxing->found[relaxing->count++];
	*same = relaxed;
	return TRAWL_OK;
}

/* Makes both changes, of which b may be NULL, and keeps what finds some. */
static int
try_steps(struct relaxing *relaxing, const struct step *a, const struct step *b)
{
	struct tw_relaxed relaxed = {
		.is_undated = a->drops_dates || (b && b->drops_dates),
		.cost = cost_of(a) + cost_of(b),
	};
	struct tw_reading how = {
		.today = tw_today(),
		.reach = relaxing->query->reach,
	};
	struct tw_query *changed;
	bool is_made;

	tw_buf_reset(&relaxing->text);
	int status = tw_change_print(relaxing->query,
		a->drops_dates ? NULL : &a->change,
		!b || b->drops_dates ? NULL : &b->change, &relaxing->text,
		&is_made, relaxing->err);

	if (status != TRAWL_OK)
		return status;
	if (!is_made || relaxing->text.n > TW_QUERY_BYTES_MAX)
		return TRAWL_OK;
	status = tw_query_parse(tw_buf_str(&relaxing->text),
		relaxing->query->analyzer, &how, &changed, relaxing->err);
	if (status != TRAWL_OK)
		return status;
	changed->alike = relaxing->query->alike;
	relaxed.query = changed->read_as;
	if (changed->root && (relaxed.is_undated ||
		!tw_str_equal(changed->read_as, relaxing->query->read_as)))
		status = keep(relaxing, a, b, changed, relaxed);
	tw_query_free(changed);
	return status;
}

/* A find_fn: another spelling of the words. */
static int
respell(struct relaxing *relaxing, struct tw_change *change)
{
	struct tw_buf instead = {0};
	int status = tw_correct(relaxing->reader, relaxing->query->analyzer,
		change->node->text, true, &instead, relaxing->err);

	if (status == TRAWL_OK)
		status = keep_text(relaxing, tw_buf_str(&instead),
			&change->instead);
	tw_buf_done(&instead);
	return status;
}

/* A find_fn: names that have the words. */
static int
name(struct relaxing *relaxing, struct tw_change *change)
{
	return tw_name_words(relaxing->reader, relaxing->query, change,
		relaxing->arena, relaxing->err);
}

/* What a change puts in place of words; TRAWL_END if there is nothing. */
typedef int find_fn(struct relaxing *relaxing, struct tw_change *change);

/* Adds those of the changes for which something is found to the steps. */
static int
add_found(struct relaxing *relaxing, struct tw_change *changes, uint32_t n,
	find_fn *find, struct step *steps, uint32_t *count)
{
	for (uint32_t i = 0; i < n; i++) {
		int status = find(relaxing, &changes[i]);

		if (status < 0)
			return status;
		if (status == TRAWL_OK)
			steps[(*count)++] = (struct step){.change = changes[i]};
	}
	return TRAWL_OK;
}

/* Adds the changes to names, and then those of spelling. */
static int
add_all_found(struct relaxing *relaxing, struct step *steps, uint32_t *count)
{
	struct tw_change named[TW_RELAX_NAMED];
	struct tw_change spelt[TW_RELAX_SPELT];
	uint32_t names = tw_changes_to_names(relaxing->query, named,
		TW_RELAX_NAMED);
	uint32_t words = tw_changes_of_spelling(relaxing->query, spelt,
		TW_RELAX_SPELT);
	int status = add_found(relaxing, named, names, name, steps, count);

	if (status == TRAWL_OK)
		status = add_found(relaxing, spelt, words, respell, steps,
			count);
	return status;
}

static int
try_all(struct relaxing *relaxing)
{
	struct tw_change changes[TW_RELAX_ONES];
	struct step steps[1 + TW_RELAX_NAMED + TW_RELAX_SPELT + TW_RELAX_ONES];
	bool is_cut;
	uint32_t count = 0;
	uint32_t others = tw_changes_of(relaxing->query, changes,
		TW_RELAX_ONES, &is_cut);

	if (relaxing->dated && relaxing->dated->filters)
		steps[count++] = (struct step){.drops_dates = true};
	int status = add_all_found(relaxing, steps, &count);

	for (uint32_t i = 0; i < others; i++)
		steps[count++] = (struct step){.change = changes[i]};
	for (uint32_t i = 0; i < count && status == TRAWL_OK; i++)
		status = try_steps(relaxing, &steps[i], NULL);
	if (relaxing->count > 0)
		return status;
	if (count > PAIRED)
		count = PAIRED;
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t j = i + 1; j < count && status == TRAWL_OK; j++)
			status = try_steps(relaxing, &steps[i], &steps[j]);
	return status;
}

static int
compare(const void *left, const void *right)
{
	const struct tw_relaxed *a = left;
	const struct tw_relaxed *b = right;

	if (a->cost != b->cost)
		return a->cost < b->cost ? -1 : 1;
	if (a->total != b->total)
		return a->total > b->total ? -1 : 1;
	return tw_str_compare(a->query, b->query);
}

int
tw_relax(struct tw_reader *reader, const struct tw_query *query,
	const struct tw_dated *dated, struct tw_relaxed *ret, uint32_t room,
	uint32_t *ret_count, struct tw_arena *arena, trawl_error *err)
{
	struct relaxing relaxing = {
		.reader = reader,
		.query = query,
		.dated = dated,
		.arena = arena,
		.err = err,
	};
	int status = query->root ? try_all(&relaxing) : TRAWL_OK;

	tw_buf_done(&relaxing.text);
	if (status != TRAWL_OK)
		return status;
	if (relaxing.count > 0)
		qsort(relaxing.found, relaxing.count, sizeof(*relaxing.found),
			compare);
	*ret_count = relaxing.count < room ? relaxing.count : room;
	memcpy(ret, relaxing.found, *ret_count * sizeof(*ret));
	return TRAWL_OK;
}
