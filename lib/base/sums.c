/* sums.c: running sums of numbers, as vectors. */
/* SPDX-License-Identifier: MIT */
#include "base/sums.h"

#include <string.h>

void
tw_sums_scalar(uint32_t *numbers, uint32_t count, uint32_t before)
{
	for (uint32_t i = 0; i < count; i++) {
		before += numbers[i];
		numbers[i] = before;
	}
}

#if defined(__has_builtin)
#if __has_builtin(__builtin_shufflevector)
#define HAVE_VECTORS
#endif
#endif

#ifdef HAVE_VECTORS
typedef uint32_t four __attribute__((vector_size(16)));

void
tw_sums(uint32_t *numbers, uint32_t count, uint32_t before)
{
	const four zero = {0};
	four last = {before, before, before, before};

	for (uint32_t i = 0; i < count; i += 4) {
		four v;

		memcpy(&v, numbers + i, sizeof(v));
		v += __builtin_shufflevector(v, zero, 4, 0, 1, 2);
		v += __builtin_shufflevector(v, zero, 4, 4, 0, 1);
		v += last;
		last = __builtin_shufflevector(v, v, 3, 3, 3, 3);
		memcpy(numbers + i, &v, sizeof(v));
	}
}
#else
void
tw_sums(uint32_t *numbers, uint32_t count, uint32_t before)
{
	tw_sums_scalar(numbers, count, before);
}
#endif
