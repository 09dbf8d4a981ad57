/* stop.c: words so common that they are left out of ranking. */
/* SPDX-License-Identifier: MIT */
#include "text/stop.h"

/* How the word compares with the one at p, which ends at a space or at `end`;
   *ret_same bytes are the same. */
static int
compare(struct tw_str word, const char *p, const char *end, size_t *ret_same)
{
	size_t n = 0;

	while (n < word.n && p + n < end && p[n] != ' ' && p[n] == word.p[n])
		n++;
	*ret_same = n;
	if (p + n == end || p[n] == ' ')
		return n < word.n;
	return n == word.n || (uint8_t)word.p[n] < (uint8_t)p[n] ? -1 : 1;
}

bool
tw_stop_has(struct tw_str words, struct tw_str word)
{
	const char *low = words.p;
	const char *end = words.p + words.n;

	if (word.n == 0)
		return false;
	while (low < end) {
		const char *middle = low + (end - low) / 2;
		size_t same;

		while (middle > low && middle[-1] != ' ')
			middle--;
		int order = compare(word, middle, end, &same);

		if (order == 0)
			return true;
		if (order < 0) {
			end = middle > low ? middle - 1 : low;
			continue;
		}
		for (low = middle + same; low < end && *low != ' '; low++)
			;
		low++;
	}
	return false;
}
