/* split.c: words between white space, and tables of them. */
/* SPDX-License-Identifier: MIT */
#include "page/split.h"

#include "page/plain.h"
#include "text/utf8.h"

bool
tw_split_is_in(const char *table, struct tw_str word)
{
	char key[40];

	if (word.n == 0 || word.n > sizeof(key) - 3)
		return false;
	key[0] = '|';

	size_t n = tw_plain(word, key + 1, sizeof(key) - 3);

	key[n + 1] = '|';
	key[n + 2] = '\0';
	return n > 0 && strstr(table, key) != NULL;
}

/* The next word (to white space) of *text, which is cut behind it. */
struct tw_str
tw_split_word(struct tw_str *text)
{
	size_t at = tw_plain_space(*text);
	size_t n = 0;

	text->p += at;
	text->n -= at;
	while (n < text->n) {
		uint32_t c;
		const char *next = tw_utf8_next(text->p + n, text->p + text->n,
			&c);

		if (tw_plain_is_space(c))
			break;
		n = (size_t)(next - text->p);
	}

	struct tw_str word = tw_str(text->p, n);

	text->p += n;
	text->n -= n;
	return word;
}
