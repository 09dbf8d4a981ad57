/* pageset.h: a set of page numbers, to find pages that are used twice. */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_PAGESET_H
#define STORE_PAGESET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A bit a page. */
struct tw_page_set {
	uint64_t *bits;
	size_t pages;		/* numbers are below */
};

/*
 * Adds `count` pages from `first` on. False if one of them is there already;
 * some may have been added then. All must be below set->pages.
 */
static inline bool
tw_page_set_add(struct tw_page_set *set, size_t first, size_t count)
{
	while (count > 0) {
		size_t shift = first % 64;
		size_t n = count < 64 - shift ? count : 64 - shift;
		uint64_t mask = (~(uint64_t)0 >> (64 - n)) << shift;

		if (set->bits[first / 64] & mask)
			return false;
		set->bits[first / 64] |= mask;
		first += n;
		count -= n;
	}
	return true;
}

#endif
