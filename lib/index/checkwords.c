/* checkwords.c: checks the words of a segment as they are written. */
/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "index/checking.h"
#include "index/lexread.h"

static void
tell(struct tw_checking *checking, const struct tw_segment_words *words,
	const char *what)
{
	tw_checking_tell(checking, "segment %u: lexicon: group %u: %s",
		words->segment->info.segment, words->group - 1, what);
}

/* Whether the group that the first word was read of is as all are. */
static void
check_group(struct tw_checking *checking, const struct tw_segment_words *words,
	uint32_t groups)
{
	struct tw_str first = tw_lexicon_first(words->segment,
		words->group - 1);

	if (!tw_str_equal(words->word, first))
		tell(checking, words, "it begins with another word");
	if (words->left + 1 != TW_LEXICON_GROUP && words->group < groups)
		tell(checking, words, "it has too few words");
}

static int
walk(struct tw_checking *checking, struct tw_segment_words *words,
	uint32_t groups, trawl_error *err)
{
	char last[TW_WORD_MAX];
	size_t size = 0;
	int status = TRAWL_OK;

	while (status == TRAWL_OK) {
		bool is_first = words->left == 0;

		status = tw_segment_words_next(words, err);
		if (status != TRAWL_OK)
			break;
		if (is_first)
			check_group(checking, words, groups);
		if (size > 0 && tw_str_compare(tw_str(last, size),
			words->word) >= 0)
			tell(checking, words, "its words are out of order");
		if (words->left == 0 && !tw_segment_words_fill(words))
			tell(checking, words, "it does not end with its last "
				"word");
		memcpy(last, words->word.p, words->word.n);
		size = words->word.n;
	}
	return status;
}

int
tw_check_words(struct tw_checking *checking, struct tw_segment *segment,
	trawl_error *err)
{
	struct tw_segment_words words;
	uint32_t groups = 0;
	int status = tw_lexicon_groups(segment, &groups, err);

	if (status == TRAWL_OK)
		status = tw_segment_words_begin(&words, segment, err);
	if (status == TRAWL_OK)
		status = walk(checking, &words, groups, err);
	return tw_checking_heard(checking, status, err);
}
