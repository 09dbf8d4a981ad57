/* ordinals.c: the numbers of many terms in a segment's dictionary. */
/* SPDX-License-Identifier: MIT */
#include "index/ordinals.h"

/* Groups that are stepped over before the right one is searched for. */
#define STEPS 4

void
tw_ordinals_init(struct tw_ordinals *ordinals, struct tw_segment *segment)
{
	*ordinals = (struct tw_ordinals){.segment = segment};
}

/* Finds the group behind the present one, and its first key. */
static int
look_ahead(struct tw_ordinals *ordinals, trawl_error *err)
{
	struct tw_segment *segment = ordinals->segment;
	size_t shared;

	ordinals->next = ordinals->group;
	ordinals->has_next = false;
	int status = tw_group_next(segment, &ordinals->next, err);

	if (status == TRAWL_END)
		return TRAWL_OK;
	if (status != TRAWL_OK)
		return status;
	struct tw_group first = ordinals->next;

	ordinals->has_next = true;
	return tw_group_term(segment, &first, &shared, &ordinals->next_key,
		err);
}

static bool
is_behind(const struct tw_ordinals *ordinals, struct tw_str key)
{
	return ordinals->has_next &&
		tw_str_compare(ordinals->next_key, key) <= 0;
}

/* Makes the group that has the key, if any has, the present one. */
static int
seek(struct tw_ordinals *ordinals, struct tw_str key, trawl_error *err)
{
	int status = TRAWL_OK;

	for (int i = 0; ordinals->begun && i < STEPS; i++) {
		if (!is_behind(ordinals, key))
			return TRAWL_OK;
		ordinals->group = ordinals->next;
		status = look_ahead(ordinals, err);
		if (status != TRAWL_OK)
			return status;
	}
	if (ordinals->begun && !is_behind(ordinals, key))
		return TRAWL_OK;
	status = tw_group_find(ordinals->segment, key, &ordinals->group, err);
	if (status != TRAWL_OK)
		return status;
	ordinals->begun = true;
	return look_ahead(ordinals, err);
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
