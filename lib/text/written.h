/* written.h: words as they are written, for the lexicon. */
/* SPDX-License-Identifier: MIT */
#ifndef TEXT_WRITTEN_H
#define TEXT_WRITTEN_H

#include <stdbool.h>

#include "text/analyzer.h"

#define TW_WORD_MAX 40		/* bytes of a word; longer ones are left out */

enum tw_word_form {
	TW_FORM_SMALL,		/* rose, iPhone */
	TW_FORM_CAPITAL,	/* Rose */
	TW_FORM_CAPITALS,	/* NASA */
	TW_FORM_COUNT
};

/*
 * Calls fn for the words of a surface, a piece of text without spaces: runs of
 * letters and digits, a letter among them, and of apostrophes between them,
 * folded and without accents; without a last 's, and those of unspaced scripts
 * left out. The buffers are for the function's use.
 */
int tw_written_each(struct tw_str surface, bool turkic, uint32_t articles,
	struct tw_buf buf[2], tw_written_fn *fn, void *context,
	trawl_error *err) TW_MUST_USE;

#endif
