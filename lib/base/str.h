/* str.h: slices of text: a pointer and a length, owned by somebody else. */
/* SPDX-License-Identifier: MIT */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct tw_str {
	const char *p;		/* may be NULL if n is 0 */
	size_t n;
};

#define TW_STR(literal) ((struct tw_str){"" literal, sizeof(literal) - 1})

static inline struct tw_str
tw_str(const char *p, size_t n)
{
	return (struct tw_str){p, n};
}

static inline struct tw_str
tw_str_of(const char *zero_terminated)
{
	return (struct tw_str){zero_terminated, strlen(zero_terminated)};
}

static inline bool
tw_str_equal(struct tw_str a, struct tw_str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool
tw_str_begins(struct tw_str str, struct tw_str beginning)
{
	return str.n >= beginning.n && (beginning.n == 0 ||
		memcmp(str.p, beginning.p, beginning.n) == 0);
}

/* Order of bytes, a prefix first: < 0, 0, > 0. */
static inline int
tw_str_compare(struct tw_str a, struct tw_str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n == 0 ? 0 : memcmp(a.p, b.p, n);

	if (order != 0)
		return order;
	return (a.n > b.n) - (a.n < b.n);
}

#endif
