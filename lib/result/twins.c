/* twins.c: the groups of articles that read alike, of a whole index. */
/* SPDX-License-Identifier: MIT */
#include "result/twins.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "index/stored.h"
#include "result/folded.h"
#include "result/sharing.h"

#define TEXTS_MAX ((size_t)64 << 20)	/* bytes of stories that are kept */

struct one {
	struct tw_story story;
	uint32_t segment;
	uint32_t doc;
	uint32_t sum;		/* of what the text says, in its order */
	uint32_t number;	/* in the order of segments */
	uint32_t parent;	/* of the group so far: itself at the root */
};

struct looking {
	struct tw_reader *reader;
	struct one *all;
	struct tw_phrases *phrases;	/* of each */
	uint32_t count;
	struct tw_arena stories;
	size_t kept;		/* bytes of stories, about */
	trawl_error *err;
};

static uint32_t
root_of(struct one *all, uint32_t i)
{
	while (all[i].parent != i) {
		all[i].parent = all[all[i].parent].parent;
		i = all[i].parent;
	}
	return i;
}

/* ------------------------------------------------------------------ */

static int
open_all(struct looking *looking)
{
	struct tw_reader *reader = looking->reader;

	looking->all = tw_alloc_zeroed((size_t)reader->docs + 1,
		sizeof(*looking->all));
	if (!looking->all)
		return tw_no_memory(looking->err);
	for (uint32_t s = 0; s < reader->root.count; s++) {
		struct tw_segment *segment = &reader->segments[s];

		for (uint32_t doc = 0; doc < segment->info.docs
			&& looking->count < reader->docs; doc++) {
			struct one *one = &looking->all[looking->count];
			bool dead = false;
			int status = tw_segment_is_dead(segment, doc, &dead,
				looking->err);

			if (status == TRAWL_OK && !dead)
				status = tw_story_open(segment, doc,
					&one->story, looking->err);
			if (status == TRAWL_OK && !dead)
				status = tw_story_measure(&one->story, segment,
					doc, looking->err);
			if (status != TRAWL_OK)
				return status;
			one->segment = s;
			one->doc = doc;
			one->number = looking->count;
			looking->count += !dead;
		}
	}
	return TRAWL_OK;
}

/* Lets go of the texts that were read, before they take too much memory. */
static void
forget(struct looking *looking)
{
	if (looking->kept < TEXTS_MAX)
		return;
	for (uint32_t i = 0; i < looking->count; i++)
		looking->all[i].story.is_read = false;
	tw_arena_reset(&looking->stories);
	looking->kept = 0;
}

static int
read_one(struct looking *looking, struct one *one)
{
	if (!one->story.is_read)
		looking->kept += 20 * (size_t)one->story.words;
	return tw_story_read(&one->story,
		&looking->reader->segments[one->segment], one->doc,
		&looking->stories, looking->err);
}

/* A tw_sharing_fn: puts both into one group if they are alike. */
static int
compare(void *context, uint32_t i, uint32_t j)
{
	struct looking *looking = context;
	struct one *a = &looking->all[i];
	struct one *b = &looking->all[j];
	uint32_t x;
	uint32_t y;

	if (!tw_are_as_long(&a->story, &b->story))
		return TRAWL_OK;
	x = root_of(looking->all, i);
	y = root_of(looking->all, j);
	if (x == y)
		return TRAWL_OK;
	forget(looking);

	int status = read_one(looking, a);

	if (status == TRAWL_OK)
		status = read_one(looking, b);
	if (status == TRAWL_OK && tw_are_alike(&a->story, &b->story))
		looking->all[x > y ? x : y].parent = x < y ? x : y;
	return status;
}

/* ------------------------------------------------------------------ */

/* Reads all texts, for their phrases. */
static int
read_all(struct looking *looking)
{
	looking->phrases = tw_alloc((looking->count + (size_t)1) *
		sizeof(*looking->phrases));
	if (!looking->phrases)
		return tw_no_memory(looking->err);
	for (uint32_t i = 0; i < looking->count; i++) {
		struct one *one = &looking->all[i];
		int status;

		forget(looking);
		status = read_one(looking, one);
		if (status != TRAWL_OK)
			return status;
		tw_phrases_of(&one->story, &looking->phrases[i]);
		for (uint32_t k = 0; k < one->story.order_count; k++)
			one->sum = 31 * one->sum + one->story.order[k];
	}
	return TRAWL_OK;
}

static int
by_content(const void *a, const void *b)
{
	const struct one *x = a;
	const struct one *y = b;

	if (x->story.words != y->story.words)
		return x->story.words < y->story.words ? -1 : 1;
	if (x->sum != y->sum)
		return x->sum < y->sum ? -1 : 1;
	return (x->number > y->number) - (x->number < y->number);
}

/* Puts all in an order that depends on what they say alone. */
static int
order_all(struct looking *looking)
{
	struct tw_phrases *phrases = tw_alloc((looking->count + (size_t)1) *
		sizeof(*phrases));

	if (!phrases)
		return tw_no_memory(looking->err);
	qsort(looking->all, looking->count, sizeof(*looking->all), by_content);
	for (uint32_t i = 0; i < looking->count; i++) {
		phrases[i] = looking->phrases[looking->all[i].number];
		looking->all[i].parent = i;
	}
	tw_free(looking->phrases);
	looking->phrases = phrases;
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */

/* Those in groups, whose `group` is the root of theirs for now. */
static int
list_twins(struct looking *looking, struct tw_twins *twins)
{
	uint32_t *sizes = tw_alloc_zeroed(looking->count + (size_t)1,
		sizeof(*sizes));
	int status = TRAWL_OK;

	twins->list = tw_alloc_zeroed(looking->count + (size_t)1,
		sizeof(*twins->list));
	if (!sizes || !twins->list)
		status = tw_no_memory(looking->err);
	for (uint32_t i = 0; i < looking->count && status == TRAWL_OK; i++)
		sizes[root_of(looking->all, i)]++;
	for (uint32_t i = 0; i < looking->count && status == TRAWL_OK; i++) {
		struct one *one = &looking->all[i];
		struct tw_segment *segment =
			&looking->reader->segments[one->segment];
		struct tw_twin *twin = &twins->list[twins->count];
		struct tw_doc doc;

		if (sizes[root_of(looking->all, i)] < 2)
			continue;
		status = tw_stored_get(segment, one->doc, &doc, looking->err);
		if (status == TRAWL_OK)
			status = tw_segment_date(segment, one->doc,
				&twin->date, looking->err);
		if (status != TRAWL_OK)
			break;

		struct tw_str id = doc.field[TRAWL_ID];

		twin->id = tw_str(tw_arena_copy(&twins->arena, id.p, id.n),
			id.n);
		if (!twin->id.p)
			status = tw_no_memory(looking->err);
		twin->group = root_of(looking->all, i);
		twin->words = one->story.words;
		twins->count++;
	}
	tw_free(sizes);
	return status;
}

static int
by_number(uint32_t a, uint32_t b)
{
	return (a < b) - (a > b);	/* the greater one first */
}

static int
by_stand(const struct tw_twin *a, const struct tw_twin *b, bool newest)
{
	int date = by_number(a->date, b->date);
	int words = by_number(a->words, b->words);

	if (a->group != b->group)
		return a->group < b->group ? -1 : 1;
	if ((newest ? date : words) != 0)
		return newest ? date : words;
	if ((newest ? words : date) != 0)
		return newest ? words : date;
	return tw_str_compare(a->id, b->id);
}

static int
by_newest(const void *a, const void *b)
{
	return by_stand(a, b, true);
}

static int
by_longest(const void *a, const void *b)
{
	return by_stand(a, b, false);
}

struct group {
	struct tw_str id;	/* of who stands for it */
	uint32_t root;
	uint32_t number;
};

static int
by_id(const void *a, const void *b)
{
	const struct group *x = a;
	const struct group *y = b;

	return tw_str_compare(x->id, y->id);
}

static int
by_root(const void *a, const void *b)
{
	const struct group *x = a;
	const struct group *y = b;

	return (x->root > y->root) - (x->root < y->root);
}

/* Numbers the groups by the ids of who stands for them. */
static int
number_groups(struct tw_twins *twins, trawl_error *err)
{
	struct group *groups = tw_alloc((twins->count + (size_t)1) *
		sizeof(*groups));
	uint32_t n = 0;

	if (!groups)
		return tw_no_memory(err);
	for (uint32_t i = 0; i < twins->count; i++) {
		if (i == 0 || twins->list[i].group != twins->list[i - 1].group)
			groups[n++] = (struct group){.id = twins->list[i].id,
				.root = twins->list[i].group};
	}
	qsort(groups, n, sizeof(*groups), by_id);
	for (uint32_t i = 0; i < n; i++)
		groups[i].number = i;
	qsort(groups, n, sizeof(*groups), by_root);
	for (uint32_t i = 0, g = 0; i < twins->count; i++) {
		g += groups[g].root != twins->list[i].group;
		twins->list[i].group = groups[g].number;
	}
	tw_free(groups);
	twins->groups = n;
	return TRAWL_OK;
}

int
tw_twins_find(struct tw_reader *reader, enum tw_stand stand,
	struct tw_twins *ret, trawl_error *err)
{
	struct looking looking = {.reader = reader, .err = err};
	struct tw_twins twins = {0};
	int (*order)(const void *, const void *) =
		stand == TW_STAND_NEWEST ? by_newest : by_longest;
	int status = open_all(&looking);

	if (status == TRAWL_OK)
		status = read_all(&looking);
	if (status == TRAWL_OK)
		status = order_all(&looking);
	if (status == TRAWL_OK)
		status = tw_sharing_each(looking.phrases, looking.count,
			compare, &looking, err);
	if (status == TRAWL_OK)
		status = list_twins(&looking, &twins);
	if (status == TRAWL_OK) {
		qsort(twins.list, twins.count, sizeof(*twins.list), order);
		status = number_groups(&twins, err);
	}
	if (status == TRAWL_OK)
		qsort(twins.list, twins.count, sizeof(*twins.list), order);
	tw_arena_done(&looking.stories);
	tw_free(looking.phrases);
	tw_free(looking.all);
	if (status == TRAWL_OK)
		*ret = twins;
	else
		tw_twins_done(&twins);
	return status;
}

void
tw_twins_done(struct tw_twins *twins)
{
	tw_free(twins->list);
	tw_arena_done(&twins->arena);
	*twins = (struct tw_twins){0};
}
