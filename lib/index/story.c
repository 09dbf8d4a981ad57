/* story.c: how many of a few articles have something to say of their own. */
/* SPDX-License-Identifier: MIT */
#include "index/story.h"

#include <assert.h>

#include "base/alloc.h"
#include "base/hash.h"
#include "index/keysort.h"
#include "index/stored.h"
#include "index/template.h"
#include "text/sketch.h"

#define OWN_BYTES 80	/* less says nothing */
#define OWN_PART 5	/* nor does less than such a part of the text */

/* Bits of their sketches in which texts that read alike differ at most. */
#define DISTANCE 10

struct article {
	struct tw_buf text;	/* whole */
	uint64_t hash;		/* of it */
	size_t bytes;		/* of its lines */
	size_t own;		/* of them, its own */
	struct tw_buf words;	/* hashes of the words of its own lines */
	uint64_t sketch;	/* of these */
};

struct work {
	struct article articles[TW_STORIES_MAX];
	uint32_t count;
	struct tw_buf lines;	/* struct tw_keyed: hash, article */
	uint64_t *shared;	/* hashes of lines of two articles, sorted */
	size_t shared_count;
};

typedef void line_fn(struct work *work, uint32_t article,
	struct tw_str line);

static void
each_line(struct work *work, uint32_t article, line_fn *fn)
{
	struct tw_str text = tw_buf_str(&work->articles[article].text);

	for (size_t at = 0; at < text.n;) {
		const char *p = text.p + at;
		const char *stop = memchr(p, '\n', text.n - at);
		size_t n = stop ? (size_t)(stop - p) : text.n - at;

		if (n > 0)
			fn(work, article, tw_str(p, n));
		at += n + 1;
	}
}

static int
read_text(struct article *article, struct tw_segment *segment, uint32_t doc,
	trawl_error *err)
{
	struct tw_doc fields;
	int status = tw_stored_get(segment, doc, &fields, err);

	if (status != TRAWL_OK)
		return status;
	if (!tw_template_whole(&fields, &article->text))
		return TW_CORRUPT(err, "segment %u: article %u: what was cut "
			"out of it is damaged", segment->info.segment, doc);
	article->hash = tw_hash64(article->text.p, article->text.n);
	return tw_buf_status(&article->text, err);
}

/* Puts the newest where it belongs in the order of texts. */
static void
put_in_order(struct work *work)
{
	uint32_t i = work->count - 1;

	for (; i > 0 && work->articles[i - 1].hash > work->articles[i].hash;
		i--) {
		struct article article = work->articles[i];

		work->articles[i] = work->articles[i - 1];
		work->articles[i - 1] = article;
	}
}

static void
note_line(struct work *work, uint32_t article, struct tw_str line)
{
	struct tw_keyed entry = {
		.key = tw_hash64(line.p, line.n),
		.a = article,
	};

	tw_buf_add(&work->lines, &entry, sizeof(entry));
	work->articles[article].bytes += line.n;
}

/* Hashes of lines that more than one article has. */
static int
find_shared(struct work *work, trawl_error *err)
{
	struct tw_keyed *lines = (void *)work->lines.p;
	size_t n = work->lines.n / sizeof(*lines);
	struct tw_keyed *spare = tw_alloc((n + 1) * sizeof(*spare));

	work->shared = tw_alloc((n + 1) * sizeof(*work->shared));
	if (!spare || !work->shared) {
		tw_free(spare);
		return tw_no_memory(err);
	}
	const struct tw_keyed *line = tw_keysort(lines, spare, n, NULL, NULL);

	for (size_t i = 0; i < n;) {
		size_t first = i;
		bool is_shared = false;

		for (; i < n && line[i].key == line[first].key; i++)
			is_shared = is_shared || line[i].a != line[first].a;
		if (is_shared)
			work->shared[work->shared_count++] = line[first].key;
	}
	tw_free(spare);
	return TRAWL_OK;
}

static bool
is_shared(const struct work *work, uint64_t hash)
{
	size_t low = 0;
	size_t high = work->shared_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (work->shared[middle] < hash)
			low = middle + 1;
		else
			high = middle;
	}
	return low < work->shared_count && work->shared[low] == hash;
}

static void
take_own(struct work *work, uint32_t article, struct tw_str line)
{
	struct article *own = &work->articles[article];

	if (is_shared(work, tw_hash64(line.p, line.n)))
		return;
	own->own += line.n;
	for (size_t at = 0; at < line.n;) {
		const char *p = line.p + at;
		const char *stop = memchr(p, ' ', line.n - at);
		size_t n = stop ? (size_t)(stop - p) : line.n - at;
		uint32_t hash = tw_word_hash(tw_str(p, n));

		if (n > 0)
			tw_buf_add(&own->words, &hash, sizeof(hash));
		at += n + 1;
	}
}

/* Whether an earlier story reads like it. */
static bool
is_told(const struct work *work, uint32_t article)
{
	const struct article *articles = work->articles;

	for (uint32_t i = 0; i < article; i++)
		if (articles[i].sketch && tw_sketch_distance(
			articles[i].sketch, articles[article].sketch) <=
			DISTANCE)
			return true;
	return false;
}

static int
count_stories(struct work *work, uint32_t *ret, trawl_error *err)
{
	uint32_t stories = 0;

	for (uint32_t i = 0; i < work->count; i++) {
		struct article *article = &work->articles[i];

		each_line(work, i, take_own);
		int status = tw_buf_status(&article->words, err);

		if (status != TRAWL_OK)
			return status;
		article->sketch = 0;
		if (article->own < OWN_BYTES ||
			article->own < article->bytes / OWN_PART)
			continue;
		article->sketch = tw_sketch_hashes(
			(const uint32_t *)(void *)article->words.p,
			article->words.n / sizeof(uint32_t));
		if (is_told(work, i))
			article->sketch = 0;
		stories += article->sketch != 0;
	}
	*ret = stories;
	return TRAWL_OK;
}

static int
compare(struct work *work, uint32_t *ret, trawl_error *err)
{
	for (uint32_t i = 0; i < work->count; i++)
		each_line(work, i, note_line);
	int status = tw_buf_status(&work->lines, err);

	if (status == TRAWL_OK)
		status = find_shared(work, err);
	if (status == TRAWL_OK)
		status = count_stories(work, ret, err);
	return status;
}

int
tw_stories(struct tw_segment *segments, const struct tw_story *stories,
	uint32_t count, uint32_t *ret, trawl_error *err)
{
	struct work work = {.count = 0};
	int status = TRAWL_OK;

	assert(count <= TW_STORIES_MAX);
	for (uint32_t i = 0; i < count && status == TRAWL_OK; i++) {
		status = read_text(&work.articles[work.count++],
			&segments[stories[i].segment], stories[i].doc, err);
		put_in_order(&work);
	}
	if (status == TRAWL_OK)
		status = compare(&work, ret, err);
	for (uint32_t i = 0; i < work.count; i++) {
		tw_buf_done(&work.articles[i].text);
		tw_buf_done(&work.articles[i].words);
	}
	tw_buf_done(&work.lines);
	tw_free(work.shared);
	return status;
}
