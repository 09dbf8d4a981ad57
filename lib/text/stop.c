/* stop.c: words so common that they are left out of ranking. */
/* SPDX-License-Identifier: MIT */
#include "text/stop.h"

/* Stop words are short; and no word has no letters. */
#define WORD_MAX 31

/* The word that the byte is in or directly behind. */
static struct tw_str
word_around(struct tw_str words, size_t at)
{
	size_t begin = at;
	size_t end = at;

	while (begin > 0 && words.p[begin - 1] != ' ')
		begin--;
	while (end < words.n && words.p[end] != ' ')
		end++;
	return tw_str(words.p + begin, end - begin);
}

bool
tw_stop_has(struct tw_str words, struct tw_str word)
{
	if (word.n == 0 || word.n > WORD_MAX)
		return false;
	while (words.n > 0) {
		struct tw_str middle = word_around(words, words.n / 2);
		int order = tw_str_compare(word, middle);
		size_t before = (size_t)(middle.p - words.p);
		size_t behind = before + middle.n + 1;

		if (order == 0)
			return true;
		if (order < 0)
			words.n = before > 0 ? before - 1 : 0;
		else if (behind < words.n)
			words = tw_str(words.p + behind, words.n - behind);
		else
			return false;
	}
	return false;
}

void
tw_stop_sieve_set(struct tw_stop_sieve *sieve, struct tw_str words)
{
	size_t begin = 0;

	for (size_t i = 0; i <= words.n; i++) {
		if (i < words.n && words.p[i] != ' ')
			continue;
		if (i > begin && i - begin <= WORD_MAX)
			sieve->lengths[(uint8_t)words.p[begin] % 32] |=
				UINT32_C(1) << (i - begin);
		begin = i + 1;
	}
}

bool
tw_stop_sieve_lets(const struct tw_stop_sieve *sieve, struct tw_str word)
{
	if (word.n == 0 || word.n > WORD_MAX)
		return false;
	return sieve->lengths[(uint8_t)word.p[0] % 32] >> word.n & 1;
}
