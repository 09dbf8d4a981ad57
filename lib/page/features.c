/* features.c: what tells the blocks of an article from the rest of a page. */
/* SPDX-License-Identifier: MIT */
#include "page/features.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/hash.h"
#include "page/finder.h"
#include "page/grams.h"
#include "page/guess.h"
#include "page/phrases.h"
#include "page/vocabulary.h"
#include "text/stop.h"

#define MIX UINT64_C(0x9e3779b97f4a7c15)
#define TOLD_WORDS 80		/* fewer are no article */
#define TITLE_WORDS 40
#define TITLE_LEAST 0.6f	/* likeness */
#define GUESS_BYTES 4096
#define GUESS_WORDS 10

void
tw_features_done(struct tw_features *features)
{
	tw_free(features->lines);
	tw_containers_done(&features->containers);
	features->lines = NULL;
}

/* The stop words of the language that long blocks are in. */
static struct tw_str
page_stop_words(const struct tw_page *page, bool *failed)
{
	struct tw_buf text = {0};

	for (uint32_t i = 0; i < page->block_count && text.n < GUESS_BYTES;
		i++) {
		const struct tw_block *block = &page->blocks[i];

		if (block->words < GUESS_WORDS
			|| block->link_words * 2 > block->words)
			continue;
		tw_buf_add_str(&text, block->text);
		tw_buf_add_byte(&text, '\n');
	}
	*failed = *failed || tw_buf_failed(&text);

	const char *code = *failed ? NULL
		: tw_guess_language(tw_buf_str(&text));

	tw_buf_done(&text);
	return code ? tw_stop_words(code) : TW_STR("");
}

/* What the page tells beside its text. */
struct told {
	struct tw_grams article;
	struct tw_grams description;
	uint64_t title[TITLE_WORDS];	/* words, each once */
	uint32_t title_count;
	struct tw_vocabulary vocabulary;
};

static struct tw_str
longest_fact(const struct tw_page *page, enum tw_fact_kind kind,
	const char *const *names, size_t count)
{
	struct tw_str best = TW_STR("");

	for (uint32_t i = 0; i < page->fact_count; i++) {
		for (size_t k = 0; k < count; k++) {
			if (tw_fact_is(&page->facts[i], kind, names[k])
				&& page->facts[i].value.n > best.n)
				best = page->facts[i].value;
		}
	}
	return best;
}

/* Each word once, at most `room`; returns how many. */
static uint32_t
distinct(const struct tw_shaper *shaper, uint64_t *words, uint32_t room)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < shaper->count && count < room; i++) {
		uint32_t k = 0;

		while (k < count && words[k] != shaper->words[i])
			k++;
		if (k == count)
			words[count++] = shaper->words[i];
	}
	return count;
}

/* Without markup, where the first line is mostly the window's title. */
static bool
is_crawled(const struct tw_page *page)
{
	return page->element_count <= 1;
}

static bool
read_told(struct told *told, struct tw_shaper *shaper,
	const struct tw_page *page)
{
	static const char *const bodies[] = {"body"};
	static const char *const descriptions[] = {"description",
		"og:description", "twitter:description"};
	static const char *const titles[] = {"og:title"};
	struct tw_str title = longest_fact(page, TW_FACT_META, titles, 1);

	for (uint32_t i = 0; i < page->fact_count && title.n == 0; i++) {
		if (page->facts[i].kind == TW_FACT_TITLE)
			title = page->facts[i].value;
	}
	if (title.n == 0 && is_crawled(page))
		title = page->blocks[0].text;
	if (!tw_shaper_read(shaper, title))
		return false;
	told->title_count = distinct(shaper, told->title, TITLE_WORDS);
	return tw_shaper_read(shaper, longest_fact(page, TW_FACT_META,
			descriptions, 3))
		&& tw_grams_set(&told->description, 3, shaper->words,
			shaper->count)
		&& tw_shaper_read(shaper, longest_fact(page, TW_FACT_JSON_LD,
			bodies, 1))
		&& (shaper->count < TOLD_WORDS || tw_grams_set(&told->article,
			4, shaper->words, shaper->count));
}

/* The share of the title's words that the text has. */
static float
title_share(const struct told *told, const struct tw_shaper *shaper)
{
	uint32_t common = 0;

	for (uint32_t k = 0; k < told->title_count; k++) {
		uint32_t i = 0;

		while (i < shaper->count
			&& shaper->words[i] != told->title[k])
			i++;
		common += i < shaper->count;
	}
	return told->title_count == 0 ? 0
		: (float)common / (float)told->title_count;
}

/* Words in both of all words, and what a heading is worth. */
static float
title_likeness(const struct told *told, const struct tw_shaper *shaper,
	const struct tw_block *block)
{
	uint64_t words[TITLE_WORDS];
	uint32_t common = 0;

	if (told->title_count == 0 || block->words > TITLE_WORDS)
		return 0;

	uint32_t count = distinct(shaper, words, TITLE_WORDS);

	for (uint32_t i = 0; i < count; i++) {
		for (uint32_t k = 0; k < told->title_count; k++)
			common += words[i] == told->title[k];
	}
	return (float)common / (float)(count + told->title_count - common);
}

static float
heading_worth(const struct tw_block *block)
{
	if (block->kind != TW_HEADING)
		return 0;
	return block->level == 1 ? 0.25f : block->level == 2 ? 0.1f : 0;
}

static bool
read_lines(struct tw_features *f, struct tw_shaper *shaper,
	const struct told *told)
{
	float most = TITLE_LEAST;
	uint32_t heading = TW_NO_HEADING;

	for (uint32_t i = 0; i < f->page->block_count; i++) {
		const struct tw_block *block = &f->page->blocks[i];
		struct tw_line *line = &f->lines[i];

		if (!tw_shape(shaper, block, line->shape))
			return false;
		line->phrases = tw_phrases(tw_buf_str(&shaper->plain));
		line->told = tw_grams_share(&told->article, shaper->words,
			shaper->count);
		line->described = tw_grams_share(&told->description,
			shaper->words, shaper->count);
		line->title = title_likeness(told, shaper, block);
		if (is_crawled(f->page)) {
			line->named = title_share(told, shaper);
			line->shared = tw_vocabulary_share(&told->vocabulary,
				shaper, tw_vocabulary_is_prose(block));
		}
		line->hash = tw_hash64(shaper->words,
			shaper->count * sizeof(*shaper->words));
		line->words_before = f->words;
		line->prose_before = f->prose;
		f->words += block->words;
		f->prose += block->prose;
		if (block->kind == TW_HEADING)
			heading = i;
		line->heading = heading;
		if (line->title + heading_worth(block) > most
			&& !(i == 0 && is_crawled(f->page))) {
			most = line->title + heading_worth(block);
			f->title = i;
		}
		if (f->h1 == UINT32_MAX && block->kind == TW_HEADING
			&& block->level == 1)
			f->h1 = i;
	}
	return true;
}

/* The run with the greatest sum of prose, less `cost` a block. */
static struct tw_run
best_run(const struct tw_page *page, int64_t cost)
{
	struct tw_run best = {0, 0};
	int64_t most = 0;
	int64_t sum = 0;
	uint32_t first = 0;

	for (uint32_t i = 0; i < page->block_count; i++) {
		sum += (int64_t)page->blocks[i].prose - cost;
		if (sum <= 0) {
			sum = 0;
			first = i + 1;
		} else if (sum > most) {
			most = sum;
			best = (struct tw_run){first, i + 1};
		}
	}
	return best;
}

static void
find_signs(struct tw_features *f)
{
	uint32_t count = f->page->block_count;
	struct tw_sign now[TW_SIGNS];

	for (unsigned k = 0; k < TW_SIGNS; k++)
		now[k] = (struct tw_sign){TW_NO_BLOCK, TW_NO_BLOCK, 0};
	for (uint32_t i = 0; i < count; i++) {
		unsigned kind = f->page->blocks[i].furniture;

		if (kind > 0) {
			now[kind - 1].last = i;
			now[kind - 1].count++;
		}
		memcpy(f->lines[i].signs, now, sizeof(now));
	}
	for (uint32_t i = count; i-- > 0;) {
		unsigned kind = f->page->blocks[i].furniture;

		if (kind > 0)
			now[kind - 1].next = i;
		for (unsigned k = 0; k < TW_SIGNS; k++)
			f->lines[i].signs[k].next = now[k].next;
	}
}

/* To find blocks that are alike. */
struct key {
	uint64_t hash;
	uint32_t block;
	uint32_t element;
};

static int
compare_keys(const void *a, const void *b)
{
	const struct key *x = a;
	const struct key *y = b;

	if (x->hash != y->hash)
		return x->hash > y->hash ? 1 : -1;
	if (x->element != y->element)
		return x->element > y->element ? 1 : -1;
	return (x->block > y->block) - (x->block < y->block);
}

enum alike {SAME_WORDS, SAME_PLACE, SAME_KIND};

static uint64_t
hash_of(const struct tw_features *f, uint32_t block, enum alike alike)
{
	const struct tw_element *elements = f->page->elements;
	uint32_t element = f->page->blocks[block].element;
	uint32_t parent = elements[element].parent;
	uint64_t above = alike == SAME_PLACE ? parent
		: elements[parent].names;

	if (alike == SAME_WORDS)
		return f->lines[block].hash;
	return tw_hash_fold(elements[element].names ^ above << 32, MIX);
}

/* Sets what the keys from `keys` to before `end` have in common. */
static void
set_alike(struct tw_features *f, const struct key *keys,
	const struct key *end, enum alike alike)
{
	uint32_t elements = 0;
	uint32_t prose = 0;

	for (const struct key *key = keys; key < end; key++) {
		elements += key == keys || key->element != key[-1].element;
		prose += f->page->blocks[key->block].prose;
	}
	for (const struct key *key = keys; key < end; key++) {
		struct tw_line *line = &f->lines[key->block];

		if (alike == SAME_WORDS)
			line->times = (uint32_t)(end - keys);
		else if (alike == SAME_PLACE)
			line->twins = elements;
		else
			line->kin_prose = prose;
	}
}

static void
find_alike(struct tw_features *f, struct key *keys, enum alike alike)
{
	uint32_t count = f->page->block_count;
	uint32_t first = 0;

	for (uint32_t i = 0; i < count; i++)
		keys[i] = (struct key){hash_of(f, i, alike), i,
			f->page->blocks[i].element};
	qsort(keys, count, sizeof(*keys), compare_keys);
	for (uint32_t i = 1; i <= count; i++) {
		if (i < count && keys[i].hash == keys[first].hash)
			continue;
		set_alike(f, keys + first, keys + i, alike);
		first = i;
	}
}

static bool
read_page(struct tw_features *f, struct tw_shaper *shaper, struct told *told)
{
	bool failed = false;
	struct key *keys;

	shaper->stop_words = page_stop_words(f->page, &failed);
	if (failed || !read_told(told, shaper, f->page)
		|| (is_crawled(f->page) && !tw_vocabulary_read(
			&told->vocabulary, shaper, f->page))
		|| !read_lines(f, shaper, told)
		|| !tw_containers_find(&f->containers, f->page))
		return false;
	f->told = told->article.count > 0;
	f->runs[0] = best_run(f->page, 10);
	f->runs[1] = best_run(f->page, 4);
	f->runs[2] = best_run(f->page, 15);
	find_signs(f);
	keys = tw_alloc_zeroed(f->page->block_count, sizeof(*keys));
	if (!keys)
		return false;
	find_alike(f, keys, SAME_WORDS);
	find_alike(f, keys, SAME_PLACE);
	find_alike(f, keys, SAME_KIND);
	tw_free(keys);
	return true;
}

bool
tw_features_init(struct tw_features *features, const struct tw_page *page)
{
	struct tw_shaper shaper = {0};
	struct told told = {0};

	*features = (struct tw_features){.page = page, .title = UINT32_MAX,
		.h1 = UINT32_MAX, .lines = tw_alloc_zeroed(page->block_count,
			sizeof(*features->lines))};

	bool good = features->lines && read_page(features, &shaper, &told);

	tw_grams_done(&told.article);
	tw_grams_done(&told.description);
	tw_vocabulary_done(&told.vocabulary);
	tw_shaper_done(&shaper);
	if (!good)
		tw_features_done(features);
	return good;
}
