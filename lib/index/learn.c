/* learn.c: which lines are of their sites' templates. */
/* SPDX-License-Identifier: MIT */
#include "index/learn.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "index/linewalk.h"
#include "index/stored.h"
#include "index/story.h"
#include "index/template.h"

#define SAMPLE 8	/* articles that are compared, */
#define STORIES 4	/* of which so many must be stories */

/* With more articles added or removed, all lines are looked at. */
#define TOUCHED_MOST 1000

/* How many articles of a site a commit adds, less those it removes. */
struct growth {
	uint64_t key;
	int64_t by;
};

struct learn {
	struct tw_learned *learned;
	struct tw_change *change;
	struct tw_linewalk runs;
	uint32_t docs;		/* added and removed */
	struct tw_buf touched;	/* uint64_t: keys of their lines */
	struct tw_buf growths;	/* struct growth */
	struct tw_buf whole;

	/* The last site asked for, and how many must have a line of it. */
	uint64_t site;
	uint64_t least;

	/* The last articles compared, and how many stories they are. */
	struct tw_story sample[TW_STORIES_MAX];
	uint32_t sampled;
	uint32_t stories;
};

/* ------------------------------------------------------------------ */
/* What a commit changes.                                               */

static bool
has_lines(const struct tw_change *change, uint32_t i)
{
	return change->root.segment[i].length[TW_STREAM_LINES] > 0;
}

/* Whether the commit can change what is learned. */
static bool
is_touched(const struct tw_change *change)
{
	for (uint32_t i = 0; i < change->root.count; i++)
		if (has_lines(change, i) && (i >= change->committed ||
				change->deaths[i].died > 0))
			return true;
	return false;
}

static bool
grow(struct learn *learn, uint64_t key, int64_t by)
{
	struct growth *growths = (void *)learn->growths.p;
	size_t n = learn->growths.n / sizeof(*growths);

	for (size_t i = 0; i < n; i++) {
		if (growths[i].key == key) {
			growths[i].by += by;
			return true;
		}
	}
	tw_buf_add(&learn->growths, &(struct growth){key, by},
		sizeof(*growths));
	return !tw_buf_failed(&learn->growths);
}

static int
damaged(const struct tw_segment *segment, uint32_t doc, trawl_error *err)
{
	return TW_CORRUPT(err, "segment %u: article %u: what was cut out of "
		"it is damaged", segment->info.segment, doc);
}

/* Takes the keys of an article that came or went. */
static int
touch(struct learn *learn, uint32_t i, uint32_t doc, int64_t by,
	trawl_error *err)
{
	struct tw_segment *segment = &learn->change->segments[i];
	size_t first = learn->touched.n;
	struct tw_doc fields;
	int status = tw_stored_get(segment, doc, &fields, err);

	if (status != TRAWL_OK || !fields.apart.p)
		return status;
	tw_buf_reset(&learn->whole);
	if (!tw_template_whole(&fields, &learn->whole))
		return damaged(segment, doc, err);
	if (tw_buf_failed(&learn->whole))
		return tw_buf_status(&learn->whole, err);
	tw_template_keys_of(fields.field[TRAWL_URL],
		tw_buf_str(&learn->whole), &learn->touched);
	status = tw_buf_status(&learn->touched, err);
	if (status != TRAWL_OK)
		return status;

	uint64_t site;

	memcpy(&site, learn->touched.p + first, sizeof(site));
	return grow(learn, site, by) ? TRAWL_OK : tw_no_memory(err);
}

/* Hidden articles that live, or committed ones that died since. */
static int
touch_segment(struct learn *learn, uint32_t i, trawl_error *err)
{
	struct tw_change *change = learn->change;
	const struct tw_deaths *deaths = &change->deaths[i];
	bool is_hidden = i >= change->committed;
	const uint8_t *bits = is_hidden ? deaths->bits : deaths->fresh;
	uint32_t docs = change->segments[i].info.docs;
	int status = TRAWL_OK;

	if (!has_lines(change, i) || (!is_hidden && deaths->died == 0))
		return TRAWL_OK;
	for (uint32_t doc = 0; doc < docs && status == TRAWL_OK; doc++) {
		bool is_set = bits && (bits[doc / 8] >> doc % 8 & 1);

		if (is_set != is_hidden)
			status = touch(learn, i, doc, is_hidden ? 1 : -1, err);
	}
	return status;
}

static uint32_t
count_docs(const struct tw_change *change)
{
	uint64_t n = 0;

	for (uint32_t i = 0; i < change->root.count; i++) {
		if (!has_lines(change, i))
			continue;
		n += i < change->committed ? change->deaths[i].died :
			change->root.segment[i].docs;
	}
	return n < UINT32_MAX ? (uint32_t)n : UINT32_MAX;
}

/* ------------------------------------------------------------------ */
/* One line.                                                            */

static int
find_least(struct learn *learn, uint64_t key, uint64_t *ret, trawl_error *err)
{
	uint64_t site = key >> TW_TEMPLATE_SITE_SHIFT
		<< TW_TEMPLATE_SITE_SHIFT;
	struct tw_linewalk runs;
	uint64_t articles = 0;

	if (learn->least > 0 && learn->site == site) {
		*ret = learn->least;
		return TRAWL_OK;
	}
	int status = tw_linewalk_init(&runs, learn->runs.segments,
		learn->runs.deaths, learn->runs.count, err);

	if (status == TRAWL_OK)
		status = tw_linewalk_find(&runs, site, err);
	if (status == TRAWL_OK)
		status = tw_linewalk_living(&runs, &articles, err);
	tw_linewalk_done(&runs);
	if (status != TRAWL_OK)
		return status;
	learn->site = site;
	learn->least = tw_template_least(articles);
	*ret = learn->least;
	return TRAWL_OK;
}

static int
count_stories(struct learn *learn, const struct tw_story *sample,
	uint32_t count, uint32_t *ret, trawl_error *err)
{
	size_t bytes = count * sizeof(*sample);

	if (learn->sampled != count ||
			memcmp(sample, learn->sample, bytes) != 0) {
		learn->sampled = 0;
		int status = tw_stories(learn->change->segments, sample,
			count, &learn->stories, err);

		if (status != TRAWL_OK)
			return status;
		memcpy(learn->sample, sample, bytes);
		learn->sampled = count;
	}
	*ret = learn->stories;
	return TRAWL_OK;
}

/*
 * Goes through the articles of the line, the first first, until there are
 * enough. Of those whose ids' hashes are not told apart, all are compared, as
 * far as there is room.
 */
static int
find_sample(struct learn *learn, uint64_t least, struct tw_story *sample,
	uint32_t *ret_count, uint64_t *ret_articles, trawl_error *err)
{
	const uint64_t article = TW_LINES_LEARNED - 1;
	uint64_t n = 0;
	uint64_t last = 0;
	uint32_t count = 0;
	int status = tw_linewalk_begin(&learn->runs, err);

	while (status == TRAWL_OK) {
		struct tw_linerun *run = tw_linewalk_first(&learn->runs);

		if (!run)
			break;
		uint64_t id = run->entry.key & article;

		if (count < SAMPLE || (id == last && count < TW_STORIES_MAX)) {
			sample[count++] = (struct tw_story){run->segment,
				run->entry.doc};
			last = id;
		} else if (n >= least) {
			break;
		}
		n++;
		status = tw_linewalk_step(&learn->runs, run, err);
	}
	*ret_count = count;
	*ret_articles = n;
	return status;
}

static int
is_template(struct learn *learn, bool *ret, trawl_error *err)
{
	struct tw_story sample[TW_STORIES_MAX];
	uint64_t entries = tw_linewalk_entries(&learn->runs);
	uint64_t least = 0;
	uint64_t articles = 0;
	uint32_t count = 0;
	uint32_t stories = 0;

	*ret = false;
	if (entries < STORIES)
		return TRAWL_OK;
	int status = find_least(learn, learn->runs.key, &least, err);

	if (status != TRAWL_OK || entries < least)
		return status;
	status = find_sample(learn, least, sample, &count, &articles, err);
	if (status != TRAWL_OK || articles < least)
		return status;
	status = count_stories(learn, sample, count, &stories, err);
	*ret = status == TRAWL_OK && stories >= STORIES;
	return status;
}

static bool
mark(struct learn *learn, uint32_t i, uint32_t doc)
{
	uint8_t **again = &learn->learned->again[i];

	if (!*again)
		*again = tw_alloc_zeroed(
			learn->change->segments[i].info.docs / 8 + (size_t)1,
			1);
	if (*again)
		(*again)[doc / 8] |= (uint8_t)(1u << doc % 8);
	return *again != NULL;
}

/* Marks those articles that were written when it was otherwise. */
static int
mark_others(struct learn *learn, bool learned, trawl_error *err)
{
	struct tw_linewalk *runs = &learn->runs;
	bool was_learned = false;
	int status = tw_linewalk_begin(runs, err);

	for (uint32_t i = 0; i < runs->run_count && status == TRAWL_OK; i++) {
		struct tw_linerun *run = &runs->run[i];

		was_learned = was_learned || run->learned;
		if (run->learned == learned)
			continue;
		while (status == TRAWL_OK && run->at < run->end) {
			if (!mark(learn, run->segment, run->entry.doc))
				return tw_no_memory(err);
			status = tw_linewalk_step(runs, run, err);
		}
	}
	if (status != TRAWL_OK || (!learned && !was_learned))
		return status;
	struct tw_buf *found = learned ? &learn->learned->on :
		&learn->learned->off;

	tw_buf_add(found, &runs->key, sizeof(runs->key));
	return tw_buf_status(found, err);
}

/* Decides on the line whose runs were found. */
static int
decide(struct learn *learn, trawl_error *err)
{
	const struct tw_linewalk *runs = &learn->runs;
	bool learned = false;

	/* The site itself. */
	if (runs->key << 16 == 0)
		return TRAWL_OK;
	int status = is_template(learn, &learned, err);

	if (status == TRAWL_OK)
		status = mark_others(learn, learned, err);
	return status;
}

/* ------------------------------------------------------------------ */
/* All lines that a commit may have changed.                            */

static int
compare_keys(const void *a, const void *b)
{
	uint64_t first = *(const uint64_t *)a;
	uint64_t second = *(const uint64_t *)b;

	return (first > second) - (first < second);
}

static int
decide_touched(struct learn *learn, trawl_error *err)
{
	uint64_t *keys = (void *)learn->touched.p;
	size_t n = learn->touched.n / sizeof(*keys);
	int status = TRAWL_OK;

	if (n > 0)
		qsort(keys, n, sizeof(*keys), compare_keys);
	for (size_t i = 0; i < n && status == TRAWL_OK; i++) {
		if (i > 0 && keys[i] == keys[i - 1])
			continue;
		status = tw_linewalk_find(&learn->runs, keys[i], err);
		if (status == TRAWL_OK)
			status = decide(learn, err);
	}
	return status;
}

static int
decide_all(struct learn *learn, trawl_error *err)
{
	int status = TRAWL_OK;

	tw_linewalk_back(&learn->runs);
	while (status == TRAWL_OK) {
		status = tw_linewalk_next(&learn->runs, err);
		if (status == TRAWL_OK)
			status = decide(learn, err);
	}
	return status == TRAWL_END ? TRAWL_OK : status;
}

/* Whether a site has another least number of articles now. */
static int
has_grown(struct learn *learn, bool *ret, trawl_error *err)
{
	const struct growth *growths = (void *)learn->growths.p;
	size_t n = learn->growths.n / sizeof(*growths);

	*ret = false;
	for (size_t i = 0; i < n && !*ret; i++) {
		uint64_t articles = 0;
		int status;

		tw_linewalk_back(&learn->runs);
		status = tw_linewalk_find(&learn->runs, growths[i].key, err);
		if (status == TRAWL_OK)
			status = tw_linewalk_living(&learn->runs, &articles,
				err);
		if (status != TRAWL_OK)
			return status;
		*ret = tw_template_least(articles) != tw_template_least(
			articles - (uint64_t)growths[i].by);
	}
	tw_linewalk_back(&learn->runs);
	return TRAWL_OK;
}

static int
learn_lines(struct learn *learn, trawl_error *err)
{
	bool is_large = count_docs(learn->change) > TOUCHED_MOST;
	int status = TRAWL_OK;

	for (uint32_t i = 0; i < learn->change->seen && !is_large &&
		status == TRAWL_OK; i++)
		status = touch_segment(learn, i, err);
	if (status == TRAWL_OK && !is_large)
		status = has_grown(learn, &is_large, err);
	if (status != TRAWL_OK)
		return status;
	return is_large ? decide_all(learn, err) : decide_touched(learn, err);
}

int
tw_learn(struct tw_change *change, struct tw_learned *ret, trawl_error *err)
{
	struct learn learn = {.learned = ret, .change = change};

	*ret = (struct tw_learned){.change = change};
	if (!is_touched(change))
		return TRAWL_OK;
	int status = tw_change_view(change, err);

	if (status != TRAWL_OK)
		return status;
	ret->count = change->seen;
	ret->again = tw_alloc_zeroed(ret->count, sizeof(*ret->again));
	if (!ret->again)
		return tw_no_memory(err);
	status = tw_linewalk_init(&learn.runs, change->segments, change->deaths,
		change->seen, err);
	if (status == TRAWL_OK)
		status = learn_lines(&learn, err);
	tw_linewalk_done(&learn.runs);
	tw_buf_done(&learn.touched);
	tw_buf_done(&learn.growths);
	tw_buf_done(&learn.whole);
	return status;
}

void
tw_learned_done(struct tw_learned *learned)
{
	for (uint32_t i = 0; i < learned->count && learned->again; i++)
		tw_free(learned->again[i]);
	tw_free(learned->again);
	tw_buf_done(&learned->on);
	tw_buf_done(&learned->off);
	tw_buf_done(&learned->whole);
	tw_buf_done(&learned->lines);
	tw_buf_done(&learned->keys);
	tw_buf_done(&learned->text);
	tw_buf_done(&learned->apart);
}
