/* ordinals.c: the numbers of many terms in a segment's dictionary. */
/* SPDX-License-Identifier: MIT */
#include "index/ordinals.h"

void
tw_ordinals_init(struct tw_ordinals *ordinals, struct tw_segment *segment)
{
	*ordinals = (struct tw_ordinals){.segment = segment};
}

/* Makes a group the present one, and finds the first key behind it. */
static int
enter(struct tw_ordinals *ordinals, uint32_t number, trawl_error *err)
{
	struct tw_segment *segment = ordinals->segment;
	struct tw_dict_page *page = &ordinals->page;
	int status = tw_dict_group(segment, page, number, &ordinals->group,
		err);

	ordinals->begun = status == TRAWL_OK;
	ordinals->has_next = number + 1 < page->groups;
	return status == TRAWL_OK && ordinals->has_next ? tw_dict_key(segment,
		page, number + 1, &ordinals->next_key, err) : status;
}

/* Enters the group of the page that has the key, if any has, from `low` on:
   by steps that double, as it is most often near. */
static int
leap(struct tw_ordinals *ordinals, struct tw_str key, uint32_t low,
	trawl_error *err)
{
	struct tw_segment *segment = ordinals->segment;
	struct tw_dict_page *page = &ordinals->page;
	uint32_t high = page->groups;

	for (uint32_t step = 1; low + step < high; step *= 2) {
		struct tw_str first;
		int status = tw_dict_key(segment, page, low + step, &first,
			err);

		if (status != TRAWL_OK)
			return status;
		if (tw_str_compare(first, key) > 0)
			high = low + step;
		else
			low += step;
	}
	int status = tw_dict_find_group(segment, page, key, &low, high, err);

	return status == TRAWL_OK ? enter(ordinals, low, err) : status;
}

/* Makes the group that has the key, if any has, the present one. */
static int
seek(struct tw_ordinals *ordinals, struct tw_str key, trawl_error *err)
{
	if (ordinals->begun && ordinals->has_next &&
		tw_str_compare(ordinals->next_key, key) > 0)
		return TRAWL_OK;
	if (ordinals->begun && !tw_dict_is_behind(ordinals->segment,
		&ordinals->page, key))
		return ordinals->has_next ? leap(ordinals, key,
			ordinals->group.number + 1, err) : TRAWL_OK;
	int status = tw_dict_find_page(ordinals->segment, key,
		&ordinals->page, err);

	return status == TRAWL_OK ? leap(ordinals, key, 0, err) : status;
}

int
tw_ordinals_find(struct tw_ordinals *ordinals, enum tw_index_field field,
	struct tw_str term, uint32_t *ret, trawl_error *err)
{
	char bytes[TW_KEY_MAX];
	struct tw_str key = tw_str(bytes, term.n + 1);
	uint32_t skip = 0;

	if (term.n >= TW_KEY_MAX)
		return TRAWL_END;
	bytes[0] = (char)field;
	if (term.n > 0)
		memcpy(bytes + 1, term.p, term.n);
	int status = seek(ordinals, key, err);

	if (status != TRAWL_OK)
		return status;
	struct tw_group group = ordinals->group;

	status = tw_group_find_term(ordinals->segment, &group, key, &skip,
		err);
	if (status == TRAWL_OK)
		*ret = group.ordinal + skip;
	return status;
}
