/* idset.c: a set of article ids, as a search tree of the C library. */
/* SPDX-License-Identifier: MIT */
#include "idset.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>

struct idset {
	void *root;
};

static int
compare(const void *a, const void *b)
{
	const trawl_str *x = a;
	const trawl_str *y = b;
	size_t n = x->length < y->length ? x->length : y->length;
	int order = memcmp(x->bytes, y->bytes, n);

	if (order != 0)
		return order;
	return (x->length > y->length) - (x->length < y->length);
}

struct idset *
idset_new(void)
{
	return calloc(1, sizeof(struct idset));
}

void
idset_free(struct idset *set)
{
	if (!set)
		return;
	tdestroy(set->root, free);
	free(set);
}

bool
idset_add(struct idset *set, trawl_str id)
{
	trawl_str *copy = malloc(sizeof(*copy) + id.length);

	if (!copy)
		return false;
	memcpy(copy + 1, id.bytes, id.length);
	*copy = (trawl_str){(const char *)(copy + 1), id.length};
	const void *const *node = tsearch(copy, &set->root, compare);
	if (!node || *node != copy)
		free(copy);
	return node != NULL;
}

bool
idset_has(const struct idset *set, trawl_str id)
{
	return tfind(&id, &set->root, compare) != NULL;
}
