/* forms.c: whether a word is a form of one that the index has. */
/* SPDX-License-Identifier: MIT */
#include "result/forms.h"

#include "index/lexicon.h"

#define STEM_BYTES 3		/* that two forms share, at least */
#define ENDING_BYTES 3		/* of a form's own, at most */

/* Whether some word begins so. */
static int
goes_on(struct tw_reader *reader, struct tw_str beginning, bool *ret,
	trawl_error *err)
{
	struct tw_words words;
	int status = tw_words_open(&words, reader, beginning, err);

	if (status != TRAWL_OK)
		return status;
	status = tw_words_next(&words, err);
	tw_words_close(&words);
	*ret = status == TRAWL_OK;
	return status == TRAWL_END ? TRAWL_OK : status;
}

/* Whether there is a word of the first n bytes and this ending. */
static int
has(struct tw_reader *reader, struct tw_str word, size_t n, const char *ending,
	bool *ret, trawl_error *err)
{
	char form[TW_WORD_MAX + 1];
	uint64_t articles;
	size_t size = n;

	memcpy(form, word.p, n);
	if (*ending)
		form[size++] = *ending;
	int status = tw_words_count(reader, tw_str(form, size), &articles, err);

	if (status == TRAWL_OK)
		*ret = articles > 0;
	return status;
}

static bool
ends_in_vowel(struct tw_str word)
{
	return memchr("aeiouy", word.p[word.n - 1], 6) != NULL;
}

int
tw_is_form(struct tw_reader *reader, struct tw_str word, bool *ret,
	trawl_error *err)
{
	static const char *const endings[] = {"", "e", "s"};
	bool found = false;

	if (word.n > TW_WORD_MAX || word.n <= STEM_BYTES) {
		*ret = false;
		return TRAWL_OK;
	}
	int status = goes_on(reader, tw_str(word.p, word.n -
		(ends_in_vowel(word) ? 1 : 0)), &found, err);

	for (size_t cut = 1; cut <= ENDING_BYTES; cut++)
		for (size_t i = 0; i < 3; i++)
			if (status == TRAWL_OK && !found &&
				word.n >= STEM_BYTES + cut)
				status = has(reader, word, word.n - cut,
					endings[i], &found, err);
	if (status == TRAWL_OK)
		*ret = found;
	return status;
}
