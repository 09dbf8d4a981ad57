/* vocabulary.c: the words of a page's prose, and how a block shares them. */
/* SPDX-License-Identifier: MIT */
#include "page/vocabulary.h"

#include <stdlib.h>

#include "base/alloc.h"

#define LONG_WORD 5		/* bytes */
#define PROSE_WORDS 15

void
tw_vocabulary_done(struct tw_vocabulary *vocabulary)
{
	tw_free(vocabulary->uses);
	*vocabulary = (struct tw_vocabulary){0};
}

bool
tw_vocabulary_is_prose(const struct tw_block *block)
{
	return block->prose >= PROSE_WORDS;
}

static bool
add_words(struct tw_vocabulary *v, const struct tw_shaper *shaper,
	uint32_t block)
{
	if (v->room - v->count < shaper->count) {
		uint32_t room = v->room * 2 + shaper->count;
		struct tw_word_use *uses = tw_realloc(v->uses,
			room * sizeof(*uses));

		if (!uses)
			return false;
		v->uses = uses;
		v->room = room;
	}
	for (uint32_t i = 0; i < shaper->count; i++) {
		if (shaper->lengths[i] >= LONG_WORD)
			v->uses[v->count++] = (struct tw_word_use){
				shaper->words[i], block, 0};
	}
	return true;
}

static int
compare_words(const void *a, const void *b)
{
	const struct tw_word_use *x = a;
	const struct tw_word_use *y = b;

	return (x->word > y->word) - (x->word < y->word);
}

static int
compare_uses(const void *a, const void *b)
{
	const struct tw_word_use *x = a;
	const struct tw_word_use *y = b;
	int order = compare_words(a, b);

	return order ? order : (x->block > y->block) - (x->block < y->block);
}

/* Each word once, with the count of its blocks. */
static void
count_blocks(struct tw_vocabulary *v)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < v->count; i++) {
		bool again = count > 0
			&& v->uses[count - 1].word == v->uses[i].word;

		if (!again) {
			v->uses[count++] = v->uses[i];
			v->uses[count - 1].blocks = 1;
		} else if (v->uses[count - 1].block != v->uses[i].block) {
			v->uses[count - 1].block = v->uses[i].block;
			v->uses[count - 1].blocks++;
		}
	}
	v->count = count;
}

bool
tw_vocabulary_read(struct tw_vocabulary *vocabulary,
	struct tw_shaper *shaper, const struct tw_page *page)
{
	for (uint32_t i = 0; i < page->block_count; i++) {
		if (!tw_vocabulary_is_prose(&page->blocks[i]))
			continue;
		if (!tw_shaper_read(shaper, page->blocks[i].text)
			|| !add_words(vocabulary, shaper, i))
			return false;
		vocabulary->blocks++;
	}
	if (vocabulary->count > 0)
		qsort(vocabulary->uses, vocabulary->count,
			sizeof(*vocabulary->uses), compare_uses);
	count_blocks(vocabulary);
	return true;
}

float
tw_vocabulary_share(const struct tw_vocabulary *vocabulary,
	const struct tw_shaper *shaper, bool is_prose)
{
	uint32_t others = vocabulary->blocks - is_prose;
	uint32_t words = 0;
	uint64_t found = 0;

	if (vocabulary->count == 0 || others == 0)
		return 0;
	for (uint32_t i = 0; i < shaper->count; i++) {
		struct tw_word_use key = {.word = shaper->words[i]};

		if (shaper->lengths[i] < LONG_WORD)
			continue;

		const struct tw_word_use *use = bsearch(&key,
			vocabulary->uses, vocabulary->count, sizeof(key),
			compare_words);

		words++;
		found += use ? use->blocks - is_prose : 0;
	}
	return words == 0 ? 0
		: (float)found / ((float)words * (float)others);
}
