/* container.c: what the elements of a page hold, and which holds its prose. */
/* SPDX-License-Identifier: MIT */
#include "page/container.h"

#include "base/alloc.h"

/* Points go to so many elements above a block's own. */
#define REACH 4

/* Names count at this distance from the element that has them. */
#define NEAR 3

void
tw_containers_done(struct tw_containers *containers)
{
	tw_free(containers->sums);
	tw_free(containers->levels);
	*containers = (struct tw_containers){0};
}

static void
add_block(struct tw_sums *sums, const struct tw_block *block, uint32_t i)
{
	if (sums->blocks == 0)
		sums->first = i;
	sums->last = i;
	sums->words += block->words;
	sums->linked += block->link_words;
	sums->prose += block->prose;
	sums->blocks++;
	sums->prose_blocks += block->prose > 0;
}

static void
add_sums(struct tw_sums *above, const struct tw_sums *sums)
{
	if (sums->blocks == 0)
		return;
	if (above->blocks == 0 || sums->first < above->first)
		above->first = sums->first;
	if (sums->last > above->last)
		above->last = sums->last;
	above->words += sums->words;
	above->linked += sums->linked;
	above->prose += sums->prose;
	above->blocks += sums->blocks;
	above->prose_blocks += sums->prose_blocks;
}

static void
sum_up(struct tw_sums *sums, const struct tw_page *page)
{
	for (uint32_t i = 0; i < page->block_count; i++)
		add_block(&sums[page->blocks[i].element], &page->blocks[i], i);
	for (uint32_t i = page->element_count; i > 1; i--)
		add_sums(&sums[page->elements[i - 1].parent], &sums[i - 1]);
}

static uint32_t
count_commas(struct tw_str text)
{
	uint32_t count = 0;

	for (size_t i = 0; i < text.n; i++)
		count += text.p[i] == ',';
	return count;
}

static void
give_points(float *points, const struct tw_page *page)
{
	static const float shares[REACH] = {1, 0.5f, 1.0f / 6, 1.0f / 9};

	for (uint32_t i = 0; i < page->block_count; i++) {
		const struct tw_block *block = &page->blocks[i];
		uint32_t at = block->element;
		float words = (float)block->words / 20;

		if (block->prose == 0)
			continue;
		for (unsigned k = 0; k < REACH && at > 0; k++) {
			at = page->elements[at].parent;
			points[at] += shares[k] * (1 + (words < 3 ? words : 3)
				+ (float)count_commas(block->text));
		}
	}
}

/* What the names of the element and those right above it are worth. */
static float
worth(const struct tw_page *page, uint32_t at)
{
	const uint32_t side = UINT32_C(1) << TW_GROUP_SIDE
		| UINT32_C(1) << TW_GROUP_FOOTER;
	uint32_t groups = 0;
	bool aside = false;
	float factor = page->elements[at].groups
		& UINT32_C(1) << TW_GROUP_BODY ? 1.3f : 1;

	for (unsigned k = 0; k < NEAR && at > 0; k++) {
		groups |= page->elements[at].groups;
		aside = aside || page->elements[at].tag == TW_TAG_ASIDE;
		at = page->elements[at].parent;
	}
	if (groups & UINT32_C(1) << TW_GROUP_COMMENT)
		factor *= 0.3f;
	return aside || (groups & side) ? factor * 0.5f : factor;
}

static uint32_t
find_best(const struct tw_containers *containers, const struct tw_page *page,
	const float *points)
{
	uint32_t best = 0;
	float most = -1;

	for (uint32_t i = 0; i < page->element_count; i++) {
		const struct tw_sums *sums = &containers->sums[i];

		if (points[i] <= 0)
			continue;

		float score = points[i] * worth(page, i)
			* (1 - (float)sums->linked / (float)sums->words);

		if (score > most) {
			most = score;
			best = i;
		}
	}
	return best;
}

static void
number_levels(struct tw_containers *containers, const struct tw_page *page)
{
	uint32_t at = containers->best;
	uint8_t level = 1;

	for (;;) {
		containers->levels[at] = level;
		level = level < UINT8_MAX ? level + 1 : level;
		if (at == 0)
			return;
		at = page->elements[at].parent;
	}
}

bool
tw_containers_find(struct tw_containers *containers,
	const struct tw_page *page)
{
	float *points = tw_alloc_zeroed(page->element_count, sizeof(*points));

	*containers = (struct tw_containers){
		.sums = tw_alloc_zeroed(page->element_count,
			sizeof(*containers->sums)),
		.levels = tw_alloc_zeroed(page->element_count, 1)};
	if (!points || !containers->sums || !containers->levels) {
		tw_free(points);
		tw_containers_done(containers);
		return false;
	}
	sum_up(containers->sums, page);
	give_points(points, page);
	containers->best = find_best(containers, page, points);
	number_levels(containers, page);
	tw_free(points);
	return true;
}
