/* templates.c: what was learned of sites, told to those who ask. */
/* SPDX-License-Identifier: MIT */
#include "index/templates.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/map.h"
#include "index/linewalk.h"
#include "index/stored.h"
#include "index/template.h"
#include "text/site.h"

struct reading {
	struct tw_templates *templates;
	struct tw_reader *reader;
	struct tw_linewalk walk;
	struct tw_map places;	/* site and text to place in the list */
	struct tw_buf key;	/* of these */
	struct tw_buf whole;
	struct tw_buf lines;
	uint64_t of;		/* articles of the site being read */
};

static bool
append(struct tw_templates *templates, struct tw_template_told told)
{
	if (templates->count == templates->room) {
		uint32_t room = templates->room > 0 ? 2 * templates->room :
			64;
		struct tw_template_told *list = tw_realloc(templates->list,
			room * sizeof(*list));

		if (!list)
			return false;
		templates->list = list;
		templates->room = room;
	}
	told.site.p = tw_arena_copy(&templates->arena, told.site.p,
		told.site.n);
	told.text.p = tw_arena_copy(&templates->arena, told.text.p,
		told.text.n);
	if (!told.site.p || !told.text.p)
		return false;
	templates->list[templates->count++] = told;
	return true;
}

/* A short line may have been found before, by its other neighbour. */
static int
add_line(struct reading *reading, struct tw_str url, struct tw_str text,
	uint64_t articles, trawl_error *err)
{
	struct tw_templates *templates = reading->templates;
	struct tw_template_told told = {
		.text = text,
		.articles = articles,
		.of = reading->of,
	};
	uint32_t *place;
	bool is_new;

	tw_buf_reset(&reading->key);
	tw_site_of(url, &reading->key);
	size_t site = reading->key.n;

	tw_buf_add_byte(&reading->key, '\n');
	tw_buf_add_str(&reading->key, text);
	if (tw_buf_failed(&reading->key) ||
		!tw_map_insert(&reading->places, tw_buf_str(&reading->key),
			templates->count, &place, NULL, &is_new))
		return tw_no_memory(err);
	told.site = tw_str(reading->key.p, site);
	if (is_new)
		return append(templates, told) ? TRAWL_OK :
			tw_no_memory(err);
	if (templates->list[*place].articles < articles)
		templates->list[*place].articles = articles;
	return TRAWL_OK;
}

/* Adds the lines of an article that the key is of. */
static int
add_of(struct reading *reading, const struct tw_linerun *run,
	uint64_t articles, trawl_error *err)
{
	struct tw_segment *segment = &reading->reader->segments[run->segment];
	struct tw_doc fields;
	int status = tw_stored_get(segment, run->entry.doc, &fields, err);

	if (status != TRAWL_OK)
		return status;
	tw_buf_reset(&reading->whole);
	tw_buf_reset(&reading->lines);
	if (!tw_template_whole(&fields, &reading->whole))
		return TW_CORRUPT(err, "segment %u: article %u: what was cut "
			"out of it is damaged", segment->info.segment,
			run->entry.doc);
	struct tw_str whole = tw_buf_str(&reading->whole);
	struct tw_str url = fields.field[TRAWL_URL];

	tw_template_lines(url, whole, &reading->lines);
	if (tw_buf_failed(&reading->whole) || tw_buf_failed(&reading->lines))
		return tw_no_memory(err);
	const struct tw_template_line *line =
		(const void *)reading->lines.p;
	size_t count = reading->lines.n / sizeof(*line) - 1;

	for (size_t i = 0; i < count && status == TRAWL_OK; i++) {
		uint64_t key = reading->walk.key;

		if (line[i].key ? line[i].key == key : line[i].pair == key ||
				line[i + 1].pair == key)
			status = add_line(reading, url, tw_str(
				whole.p + line[i].start,
				line[i].end - line[i].start), articles, err);
	}
	return status;
}

/* The first living article that was written when the line was learned. */
static const struct tw_linerun *
learned(const struct tw_linewalk *walk)
{
	for (uint32_t i = 0; i < walk->run_count; i++)
		if (walk->run[i].learned && walk->run[i].at < walk->run[i].end)
			return &walk->run[i];
	return NULL;
}

static int
read_line(struct reading *reading, trawl_error *err)
{
	struct tw_linewalk *walk = &reading->walk;
	uint64_t articles = 0;
	int status = TRAWL_OK;
	bool any = walk->key << 16 == 0;

	for (uint32_t i = 0; i < walk->run_count && !any; i++)
		any = walk->run[i].learned;
	if (!any)
		return TRAWL_OK;
	status = tw_linewalk_living(walk, &articles, err);
	if (status == TRAWL_OK)
		status = tw_linewalk_begin(walk, err);
	if (status != TRAWL_OK)
		return status;
	if (walk->key << 16 == 0) {
		reading->of = articles;
		return TRAWL_OK;
	}
	const struct tw_linerun *run = learned(walk);

	return run ? add_of(reading, run, articles, err) : TRAWL_OK;
}

static int
read_all(struct reading *reading, const struct tw_str *url, trawl_error *err)
{
	struct tw_linewalk *walk = &reading->walk;
	struct tw_buf keys = {0};
	uint64_t site = 0;
	int status = TRAWL_OK;

	if (url) {
		tw_template_keys_of(*url, tw_str("", 0), &keys);
		status = tw_buf_status(&keys, err);
		if (status == TRAWL_OK)
			site = *(const uint64_t *)(const void *)keys.p;
		tw_buf_done(&keys);
	}
	if (status == TRAWL_OK)
		status = tw_linewalk_find(walk, site, err);
	while (status == TRAWL_OK) {
		if (url && walk->key >> TW_TEMPLATE_SITE_SHIFT !=
				site >> TW_TEMPLATE_SITE_SHIFT)
			break;
		status = read_line(reading, err);
		if (status == TRAWL_OK)
			status = tw_linewalk_next(walk, err);
	}
	return status == TRAWL_END ? TRAWL_OK : status;
}

static int
compare(const void *a, const void *b)
{
	const struct tw_template_told *x = a;
	const struct tw_template_told *y = b;
	int order = tw_str_compare(x->site, y->site);

	if (order != 0)
		return order;
	if (x->articles != y->articles)
		return x->articles < y->articles ? 1 : -1;
	return tw_str_compare(x->text, y->text);
}

int
tw_templates_read(struct tw_templates *templates, struct tw_reader *reader,
	const struct tw_str *url, trawl_error *err)
{
	struct reading reading = {.templates = templates, .reader = reader};
	int status = tw_linewalk_init(&reading.walk, reader->segments, NULL,
		reader->root.count, err);

	if (status == TRAWL_OK)
		status = read_all(&reading, url, err);
	if (templates->count > 0)
		qsort(templates->list, templates->count,
			sizeof(*templates->list), compare);
	tw_linewalk_done(&reading.walk);
	tw_map_done(&reading.places);
	tw_buf_done(&reading.key);
	tw_buf_done(&reading.whole);
	tw_buf_done(&reading.lines);
	return status;
}

void
tw_templates_done(struct tw_templates *templates)
{
	tw_arena_done(&templates->arena);
	tw_free(templates->list);
}
