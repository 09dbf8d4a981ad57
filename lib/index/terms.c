/* terms.c: walks the dictionary, term by term. */
/* SPDX-License-Identifier: MIT */
#include "index/dict.h"

/* Reads the next term of the group into key and entry. */
static int
read_term(struct tw_terms *terms, trawl_error *err)
{
	struct tw_segment *segment = terms->segment;
	struct tw_group *group = &terms->group;
	struct tw_str rest;
	size_t shared;
	int status = tw_group_term(segment, group, &shared, &rest, err);

	if (status == TRAWL_OK)
		status = tw_group_entry(segment, group, &terms->entry, err);
	if (status != TRAWL_OK)
		return status;

	struct tw_buf *key = &terms->key;
	struct tw_str last = {0};

	if (shared < key->n)
		last = tw_str(key->p + shared, key->n - shared);
	if (shared > key->n || shared + rest.n == 0 ||
		shared + rest.n > TW_KEY_MAX ||
		(key->n > 0 && tw_str_compare(last, rest) >= 0))
		return TW_CORRUPT(err, "segment %u: term %u is out of order",
			segment->info.segment, terms->entry.ordinal);
	key->n = shared;
	tw_buf_add_str(key, rest);
	if (tw_buf_failed(key))
		return tw_buf_status(key, err);
	if ((uint8_t)key->p[0] >= TW_FIELD_COUNT)
		return TW_CORRUPT(err, "segment %u: term %u has no field",
			segment->info.segment, terms->entry.ordinal);
	terms->entry.field = (enum tw_index_field)key->p[0];
	terms->term = tw_str(key->p + 1, key->n - 1);
	return TRAWL_OK;
}

static int
step(struct tw_terms *terms, trawl_error *err)
{
	if (terms->group.left == 0) {
		if (terms->group.terms_end == NULL)
			return TRAWL_END;
		int status = tw_group_next(terms->segment, &terms->group,
			err);

		if (status != TRAWL_OK)
			return status;
	}
	return read_term(terms, err);
}

int
tw_terms_open(struct tw_terms *terms, struct tw_segment *segment,
	enum tw_index_field field, struct tw_str from, trawl_error *err)
{
	char bytes[TW_KEY_MAX + 1];
	struct tw_str key = tw_str(bytes, 1 +
		(from.n < TW_KEY_MAX ? from.n : TW_KEY_MAX));

	*terms = (struct tw_terms){.segment = segment};
	bytes[0] = (char)field;
	if (from.n > 0)
		memcpy(bytes + 1, from.p, key.n - 1);
	int status = tw_group_find(segment, key, &terms->group, err);

	while (status == TRAWL_OK) {
		status = step(terms, err);
		if (status == TRAWL_OK &&
			tw_str_compare(tw_buf_str(&terms->key), key) >= 0) {
			terms->waiting = true;
			return TRAWL_OK;
		}
	}
	if (status == TRAWL_END)
		return TRAWL_OK;
	tw_terms_close(terms);
	return status;
}

int
tw_terms_next(struct tw_terms *terms, trawl_error *err)
{
	if (terms->waiting) {
		terms->waiting = false;
		return TRAWL_OK;
	}
	return step(terms, err);
}

void
tw_terms_close(struct tw_terms *terms)
{
	tw_buf_done(&terms->key);
}
