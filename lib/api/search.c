/* search.c: the public functions of searching. */
/* SPDX-License-Identifier: MIT */
#include "api/handles.h"
#include "base/alloc.h"
#include "match/bm25.h"
#include "match/expand.h"
#include "match/found.h"
#include "result/fragment.h"
#include "result/markup.h"
#include "result/rerank.h"

#define DEFAULT_LIMIT 10
#define DEFAULT_SNIPPET 240
#define DEFAULT_VALUES 10
#define DEPTH_MAX 1000000
#define PASSAGES_MAX 100
#define ALL_FACETS ((1u << TW_FACET_COUNT) - 1)

/* All that match are seen here, so that the best need not count them. */
static int
count_facets(trawl_hits *hits, const struct trawl_search_options *options,
	const struct tw_dated *dated, trawl_error *err)
{
	if (options->facets & ~ALL_FACETS)
		return tw_fail(err, TRAWL_EINVAL,
			"there are no such facets: %#x", options->facets);
	if (options->facets == 0)
		return TRAWL_OK;
	int status = tw_facets_count(hits->reader->reader, hits->query->query,
		dated, options->facets, options->facet_values > 0
			? options->facet_values : DEFAULT_VALUES,
		&hits->arena, &hits->facets, err);

	if (status != TRAWL_OK)
		return status;
	hits->wanted = options->facets;
	hits->hits.total = hits->facets.total;
	hits->hits.is_exact = true;
	return TRAWL_OK;
}

int
trawl_hits_facet(const trawl_hits *hits, enum trawl_facet facet,
	struct trawl_facet_values *ret_values, trawl_error *err)
{
	unsigned kind = facet ? (unsigned)__builtin_ctz(facet) : 0;
	size_t size = ret_values->size;

	if (!(hits->wanted & facet) || facet != 1u << kind)
		return tw_fail(err, TRAWL_EINVAL,
			"facet %d was not asked for", (int)facet);
	struct trawl_facet_values values = {
		.size = size,
		.values = hits->facets.facet[kind].values,
		.count = hits->facets.facet[kind].count,
		.distinct = hits->facets.facet[kind].distinct,
		.without = hits->facets.facet[kind].without,
	};

	memcpy(ret_values, &values,
		size < sizeof(values) ? size : sizeof(values));
	return TRAWL_OK;
}

/* Says that a prefix stands for more terms than were looked for. */
static int
warn_of_cut(trawl_hits *hits, trawl_error *err)
{
	const struct tw_node *cut = hits->hits.cut;
	struct tw_buf text = {0};

	if (!cut)
		return TRAWL_OK;
	tw_buf_addf(&text, "%.*s%s at %zu stands for many words: the %u that "
		"most articles have are looked for", (int)cut->text.n,
		cut->text.p, cut->kind == TW_NODE_PREFIX ? "*" :
		cut->kind == TW_NODE_FUZZY ? "~" : "", cut->offset,
		(unsigned)cut->expansions);
	int status = tw_buf_status(&text, err);

	if (status == TRAWL_OK) {
		hits->cut.offset = cut->offset;
		hits->cut.text = tw_arena_copy(&hits->arena, text.p, text.n);
		if (!hits->cut.text)
			status = tw_no_memory(err);
	}
	tw_buf_done(&text);
	return status;
}

size_t
trawl_hits_warnings(const trawl_hits *hits,
	const struct trawl_warning **ret_warnings)
{
	*ret_warnings = &hits->cut;
	return hits->cut.text != NULL;
}

/* How many hits the second stage orders; 0 if none of them is wanted. What
   folds is looked at from the first hit on. */
static uint32_t
rerank_most(const struct trawl_search_options *options)
{
	uint32_t most = options->expand ? TW_RERANK_MAX : options->rerank;
	bool wanted = options->sort == TRAWL_BY_SCORE && (options->fold ||
		(!options->resume && options->offset < most));

	return wanted ? most : 0;
}

static int
rerank(trawl_hits *hits, uint32_t most, bool expand, trawl_error *err)
{
	struct tw_reader *reader = hits->reader->reader;
	const struct tw_query *query = hits->query->query;

	if (!expand || most == 0)
		return tw_rerank(reader, query, &hits->dated.recency,
			&hits->hits, most, err);
	return tw_rerank_expanded(reader, query, &hits->dated.recency,
		&hits->hits, most, &hits->feedback, err);
}

int
tw_find_hits(trawl_hits *hits, const struct trawl_search_options *options,
	uint32_t depth, trawl_error *err)
{
	struct tw_reader *reader = hits->reader->reader;
	const struct tw_query *query = hits->query->query;
	uint32_t most = rerank_most(options);
	bool counts = options->total == TRAWL_TOTAL_EXACT &&
		options->facets == 0;
	bool resumes = hits->resumes && !options->fold;

	if (tw_is_by_title(hits))
		return tw_search_titled(reader, query, depth, &hits->dated,
			resumes ? &hits->title_after : NULL, options->budget,
			&hits->hits, err);
	int status = tw_search_within(reader, query,
		most > depth ? most : depth, counts, &hits->dated,
		resumes ? &hits->after : NULL, options->budget, &hits->hits,
		err);

	if (status == TRAWL_OK)
		status = rerank(hits, most, options->expand != 0, err);
	hits->reranked = most;
	return status;
}

static int
search(trawl_hits *hits, const struct trawl_search_options *options,
	trawl_error *err)
{
	uint32_t limit = options->limit > 0 ? options->limit : DEFAULT_LIMIT;
	uint64_t depth = (uint64_t)options->offset + limit;

	if (depth > DEPTH_MAX)
		return tw_fail(err, TRAWL_EINVAL,
			"hits beyond the first %d cannot be asked for",
			DEPTH_MAX);
	if (options->passages > PASSAGES_MAX)
		return tw_fail(err, TRAWL_EINVAL,
			"a hit has at most %d passages", PASSAGES_MAX);
	if (options->total != TRAWL_TOTAL_EXACT &&
		options->total != TRAWL_TOTAL_AT_LEAST)
		return tw_fail(err, TRAWL_EINVAL, "no way %d to count hits",
			options->total);
	if (options->rerank > TW_RERANK_MAX)
		return tw_fail(err, TRAWL_EINVAL,
			"no more than %d hits can be ranked by their texts",
			TW_RERANK_MAX);
	int status = tw_read_dates(options, &hits->dated, err);

	if (status == TRAWL_OK && options->resume)
		status = tw_resume(hits, options->resume, err);
	if (status == TRAWL_OK)
		status = options->fold ?
			tw_find_folded(hits, options, (uint32_t)depth, err) :
			tw_find_hits(hits, options, (uint32_t)depth, err);
	if (status == TRAWL_OK)
		status = count_facets(hits, options, &hits->dated, err);
	if (status == TRAWL_OK)
		status = warn_of_cut(hits, err);
	if (status != TRAWL_OK)
		return status;
	hits->limit = limit;
	hits->offset = options->offset;
	if (hits->hits.count > options->offset)
		hits->count = hits->hits.count - options->offset;
	if (hits->hits.total < hits->first_rank + hits->hits.count)
		hits->hits.total = hits->first_rank + hits->hits.count;
	if (hits->count > limit)
		hits->count = limit;
	hits->snippet_bytes = options->snippet_bytes;
	if (hits->snippet_bytes == 0)
		hits->snippet_bytes = DEFAULT_SNIPPET;
	hits->passages = options->passages > 0 ? options->passages : 1;
	hits->fragments = options->fragments != 0;
	hits->html = options->html != 0;
	return TRAWL_OK;
}

int
trawl_search(trawl_reader *reader, const trawl_query *query,
	const struct trawl_search_options *options, trawl_hits **ret_hits,
	trawl_error *err)
{
	struct trawl_search_options all;
	trawl_hits *hits = tw_alloc_zeroed(1, sizeof(*hits));

	if (!hits)
		return tw_no_memory(err);
	tw_options(&all, sizeof(all), options);
	hits->reader = reader;
	hits->query = query;
	int status = search(hits, &all, err);
	if (status != TRAWL_OK) {
		trawl_hits_free(hits);
		return status;
	}
	*ret_hits = hits;
	return TRAWL_OK;
}

void
trawl_hits_free(trawl_hits *hits)
{
	if (!hits)
		return;
	tw_marker_free(hits->marker);
	tw_feedback_free(hits->feedback);
	tw_hits_done(&hits->hits);
	tw_free(hits->groups);
	tw_arena_done(&hits->arena);
	tw_free(hits->fetched);
	tw_free(hits);
}

uint64_t
trawl_hits_total(const trawl_hits *hits)
{
	return hits->hits.total;
}

int
trawl_hits_total_is_exact(const trawl_hits *hits)
{
	return hits->hits.is_exact;
}

int
trawl_hits_is_partial(const trawl_hits *hits)
{
	return hits->hits.partial;
}

uint64_t
trawl_hits_total_most(const trawl_hits *hits)
{
	return hits->hits.is_exact ? hits->hits.total : hits->hits.most;
}

uint32_t
trawl_hits_count(const trawl_hits *hits)
{
	return hits->count;
}

int
trawl_hits_go_on(const trawl_hits *hits)
{
	uint64_t end = (uint64_t)hits->offset + hits->count;

	if (hits->groups || hits->hits.count > end)
		return hits->hits.count > end;
	return hits->count == hits->limit &&
		trawl_hits_total_most(hits) > hits->first_rank + end;
}

float
trawl_hits_score(const trawl_hits *hits, uint32_t i)
{
	return i < hits->count ? hits->hits.hits[hits->offset + i].score : 0;
}

/* A term that cannot be looked up now is worth nothing in a snippet. */
static float
idf(void *context, enum tw_query_field field, struct tw_str term)
{
	struct tw_reader *reader = context;
	enum tw_index_field list =
		field == TW_QUERY_TITLE ? TW_FIELD_TITLE : TW_FIELD_ALL;
	uint64_t df;

	if (tw_reader_df(reader, list, term, &df, NULL) != TRAWL_OK)
		return 0;
	return tw_bm25_idf(reader->live[list].docs, df);
}

/* A tw_found_fn. */
static int
found(void *context, struct tw_analyzer *analyzer, const struct tw_node *node,
	struct tw_arena *arena, struct tw_found *ret, trawl_error *err)
{
	return tw_found_terms(context, analyzer, node, arena, ret, err);
}

static int
fetch_doc(trawl_hits *hits, uint32_t i, struct tw_doc *ret, trawl_error *err)
{
	const struct tw_hit *hit = &hits->hits.hits[hits->offset + i];
	struct tw_reader *reader = hits->reader->reader;

	return tw_segment_doc(&reader->segments[hit->segment], hit->doc,
		&hits->arena, ret, err);
}

static void
copy_fields(struct trawl_hit *hit, const struct tw_doc *doc)
{
	hit->id = tw_public(doc->field[TRAWL_ID]);
	hit->url = tw_public(doc->field[TRAWL_URL]);
	hit->title = tw_public(doc->field[TRAWL_TITLE]);
	hit->author = tw_public(doc->field[TRAWL_AUTHOR]);
	hit->date = tw_public(doc->field[TRAWL_DATE]);
	hit->category = tw_public(doc->field[TRAWL_CATEGORY]);
	hit->language = tw_public(doc->field[TRAWL_LANGUAGE]);
}

/* Leads to the part of the passage that says most. */
static int
add_fragment(trawl_hits *hits, const struct tw_doc *doc,
	const struct tw_marked *marked, struct trawl_passage *passage,
	trawl_error *err)
{
	struct tw_buf out = {0};

	if (!hits->fragments || marked->part_count == 0)
		return TRAWL_OK;
	int status = tw_fragment(doc->field[TRAWL_TITLE],
		doc->field[TRAWL_TEXT], marked->parts[marked->main], &out,
		err);
	const char *copy = NULL;

	if (status == TRAWL_OK) {
		copy = tw_arena_copy(&hits->arena, out.p, out.n);
		if (!copy)
			status = tw_no_memory(err);
	}
	if (status == TRAWL_OK)
		passage->fragment = (trawl_str){copy, out.n};
	tw_buf_done(&out);
	return status;
}

/* The marked text as HTML, if that is asked for. */
static int
add_html(trawl_hits *hits, const struct tw_marked *marked, trawl_str *ret,
	trawl_error *err)
{
	struct tw_buf out = {0};
	const char *copy = "";

	if (hits->html)
		tw_markup(marked->text, marked->marks, marked->mark_count,
			&out);
	int status = tw_buf_status(&out, err);

	if (status == TRAWL_OK && out.n > 0) {
		copy = tw_arena_copy(&hits->arena, out.p, out.n);
		if (!copy)
			status = tw_no_memory(err);
	}
	if (status == TRAWL_OK)
		*ret = (trawl_str){copy, out.n};
	tw_buf_done(&out);
	return status;
}

static int
add_passages(trawl_hits *hits, struct trawl_hit *hit,
	const struct tw_doc *doc, trawl_error *err)
{
	uint32_t count = 0;
	struct tw_marked *marked = tw_arena_zeroed(&hits->arena,
		hits->passages, sizeof(*marked));
	struct trawl_passage *passages = tw_arena_zeroed(&hits->arena,
		hits->passages, sizeof(*passages));

	if (!marked || !passages)
		return tw_no_memory(err);
	int status = tw_passages(hits->marker, doc->field[TRAWL_TEXT],
		hits->snippet_bytes, hits->passages, &hits->arena, marked,
		&count, err);

	for (uint32_t i = 0; status == TRAWL_OK && i < count; i++) {
		passages[i] = (struct trawl_passage){
			.text = tw_public(marked[i].text),
			.marks = marked[i].marks,
			.places = marked[i].places,
			.mark_count = marked[i].mark_count,
			.parts = marked[i].parts,
			.part_count = marked[i].part_count,
			.fragment = {"", 0},
		};
		status = add_fragment(hits, doc, &marked[i], &passages[i],
			err);
		if (status == TRAWL_OK)
			status = add_html(hits, &marked[i], &passages[i].html,
				err);
	}
	hit->passages = passages;
	hit->passage_count = count;
	return status;
}

static int
mark(trawl_hits *hits, struct trawl_hit *hit, const struct tw_doc *doc,
	trawl_error *err)
{
	struct tw_marked title;
	int status = tw_mark_all(hits->marker, doc->field[TRAWL_TITLE], true,
		&hits->arena, &title, err);

	if (status == TRAWL_OK)
		status = add_html(hits, &title, &hit->title_html, err);
	if (status == TRAWL_OK)
		status = add_passages(hits, hit, doc, err);
	if (status != TRAWL_OK)
		return status;
	hit->title = tw_public(title.text);
	hit->title_marks = title.marks;
	hit->title_mark_count = title.mark_count;
	hit->snippet = hit->passages[0].text;
	hit->snippet_marks = hit->passages[0].marks;
	hit->snippet_mark_count = hit->passages[0].mark_count;
	hit->fragment = hit->passages[0].fragment;
	hit->snippet_html = hit->passages[0].html;
	return TRAWL_OK;
}

/* What the first hit that is asked for needs. */
static int
prepare(trawl_hits *hits, trawl_error *err)
{
	if (!hits->fetched)
		hits->fetched = tw_alloc_zeroed(hits->count,
			sizeof(*hits->fetched));
	if (!hits->fetched)
		return tw_no_memory(err);
	if (hits->marker)
		return TRAWL_OK;
	return tw_marker_new(hits->query->query, hits->query->analyzer, idf,
		found, hits->reader->reader, &hits->marker, err);
}

static int
fetch(trawl_hits *hits, uint32_t i, trawl_error *err)
{
	struct trawl_hit hit = {
		.size = sizeof(hit),
		.rank = hits->first_rank + hits->offset + i + 1,
		.score = trawl_hits_score(hits, i),
		.more = hits->groups ? hits->groups[hits->offset + i].more : 0,
	};
	struct tw_doc doc;
	int status = prepare(hits, err);

	if (status == TRAWL_OK)
		status = fetch_doc(hits, i, &doc, err);
	if (status != TRAWL_OK)
		return status;
	copy_fields(&hit, &doc);
	status = mark(hits, &hit, &doc, err);
	if (status == TRAWL_OK)
		hits->fetched[i] = hit;
	return status;
}

static int
check_place(const trawl_hits *hits, uint32_t i, trawl_error *err)
{
	if (i < hits->count)
		return TRAWL_OK;
	return tw_fail(err, TRAWL_EINVAL, "hit %u of %u was asked for", i,
		hits->count);
}

int
trawl_hits_get(trawl_hits *hits, uint32_t i, struct trawl_hit *ret_hit,
	trawl_error *err)
{
	size_t size = ret_hit->size;
	int status = check_place(hits, i, err);

	if (status == TRAWL_OK &&
		(!hits->fetched || hits->fetched[i].size == 0))
		status = fetch(hits, i, err);
	if (status != TRAWL_OK)
		return status;
	if (size > sizeof(*ret_hit))
		size = sizeof(*ret_hit);
	memcpy(ret_hit, &hits->fetched[i], size);
	ret_hit->size = size;
	return TRAWL_OK;
}

int
trawl_hits_id(trawl_hits *hits, uint32_t i, trawl_str *ret_id, trawl_error *err)
{
	int status = check_place(hits, i, err);

	if (status != TRAWL_OK)
		return status;
	const struct tw_hit *hit = &hits->hits.hits[hits->offset + i];
	struct tw_str id;

	status = tw_segment_id(&hits->reader->reader->segments[hit->segment],
		hit->doc, &id, err);
	if (status != TRAWL_OK)
		return status;
	const char *copy = tw_arena_copy(&hits->arena, id.p, id.n);

	if (!copy)
		return tw_no_memory(err);
	*ret_id = (trawl_str){copy, id.n};
	return TRAWL_OK;
}
