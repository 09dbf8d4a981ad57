/* base.c: reads real articles and finds where each word stands. */
/* SPDX-License-Identifier: MIT */
#include "base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "article.h"

#define TOKEN_BYTES_MAX 40
#define RARE_MAX 3		/* occurrences of a rare word */
#define RARE_BYTES_MIN 4
#define RARE_BYTES_MAX 18

static void
push_token(struct base *base, uint32_t token)
{
	if (base->token_count == base->token_capacity) {
		base->token_capacity = 2 * base->token_capacity + 4096;
		base->tokens = grown(base->tokens, base->token_capacity,
			sizeof(*base->tokens));
	}
	base->tokens[base->token_count++] = token;
}

static void
end_sentence(struct base *base)
{
	if (base->token_count == 0 || base->tokens[base->token_count - 1] != 0)
		push_token(base, 0);
}

static void
push_text(struct base *base, const char *text)
{
	while (*text != '\0') {
		size_t length = strcspn(text, " \n");
		if (length > 0 && length <= TOKEN_BYTES_MAX)
			push_token(base, words_number(&base->words, text,
				length));
		char last = length > 0 ? text[length - 1] : ' ';
		text += length;
		if (last == '.' || last == '!' || last == '?' || *text == '\n')
			end_sentence(base);
		text += *text != '\0';
	}
	end_sentence(base);
}

static void
push_article(struct base *base, const struct article *article)
{
	if (base->article_count + 1 >= base->article_capacity) {
		base->article_capacity = 2 * base->article_capacity + 1024;
		base->starts = grown(base->starts, base->article_capacity,
			sizeof(*base->starts));
		base->categories = grown(base->categories,
			base->article_capacity, sizeof(*base->categories));
	}
	end_sentence(base);
	base->starts[base->article_count] = base->token_count;
	base->categories[base->article_count] = strdup(article->category.bytes);
	base->article_count++;
	push_text(base, article->text.bytes);
	base->starts[base->article_count] = base->token_count;
}

/* A counting sort of the stream by word. */
static void
find_places(struct base *base)
{
	size_t count = base->word_count;
	size_t *starts = zeroed(count + 1, sizeof(*starts));

	for (size_t i = 0; i < base->token_count; i++)
		starts[base->tokens[i] + 1]++;
	for (size_t i = 1; i <= count; i++)
		starts[i] += starts[i - 1];

	uint32_t *places = zeroed(base->token_count, sizeof(*places));
	size_t *next = zeroed(count, sizeof(*next));
	memcpy(next, starts, count * sizeof(*next));
	for (size_t i = 0; i < base->token_count; i++)
		places[next[base->tokens[i]]++] = (uint32_t)i;
	free(next);
	base->places = places;
	base->place_starts = starts;
}

/* The word's letters and digits in small letters, without what is around;
   their number, 0 if it is no candidate for a rare word. */
static size_t
core(const char *word, char ret[RARE_BYTES_MAX])
{
	size_t length = strcspn(word, ".,:;?!");

	if (length < RARE_BYTES_MIN || length > RARE_BYTES_MAX)
		return 0;
	for (size_t i = 0; i < length; i++) {
		char c = word[i];
		ret[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
	}
	return length;
}

static void
find_rare(struct base *base)
{
	size_t count = base->word_count;
	struct words cores = { 0 };
	uint32_t *core_of = zeroed(count, sizeof(*core_of));
	size_t *seen = zeroed(count + 1, sizeof(*seen));
	char text[RARE_BYTES_MAX];

	for (size_t i = 1; i < count; i++) {
		size_t length = core(base->words.text[i], text);
		if (length == 0)
			continue;
		core_of[i] = words_number(&cores, text, length);
		seen[core_of[i]] += base->place_starts[i + 1] -
			base->place_starts[i];
	}
	base->is_rare = zeroed(count, sizeof(*base->is_rare));
	for (size_t i = 1; i < count; i++)
		base->is_rare[i] = core_of[i] != 0 &&
			seen[core_of[i]] <= RARE_MAX;

	base->rare = zeroed(cores.count + 1, sizeof(*base->rare));
	for (size_t i = 1; i < cores.count; i++) {
		if (seen[i] <= RARE_MAX)
			base->rare[base->rare_count++] = words_number(
				&base->words, cores.text[i],
				strlen(cores.text[i]));
	}
	free(core_of);
	free(seen);
}

void
base_read(struct base *base, const char *path)
{
	struct corpus corpus;
	struct article article;

	*base = (struct base){ 0 };
	corpus_open(&corpus, path);
	while (corpus_next(&corpus, &article))
		push_article(base, &article);
	corpus_close(&corpus);
	if (base->article_count == 0) {
		fprintf(stderr, "%s: no article in it\n", path);
		exit(2);
	}
	base->word_count = base->words.count;
	find_places(base);
	find_rare(base);
}
