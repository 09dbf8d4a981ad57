/* form.h: the tokens that a word gives. */
/* SPDX-License-Identifier: MIT */
#ifndef TEXT_FORM_H
#define TEXT_FORM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"
#include "text/analyzer.h"
#include "text/language.h"
#include "text/stop.h"
#include "text/words.h"

/* A token of a word, counted from the word's first byte and position. */
struct tw_form_token {
	uint32_t term;		/* offset in the form's terms */
	uint16_t term_length;
	uint16_t position;
	uint16_t start;
	uint16_t end;
	uint16_t word;
	uint8_t kind;
	bool stop;
	struct tw_note note;	/* of those who are given the token */
};

struct tw_form {
	const char *terms;
	struct tw_form_token *tokens;
	uint32_t terms_length;
	uint16_t token_count;
	uint16_t positions;	/* MAIN tokens */
	uint16_t words;
};

/* Makes forms in one language. Zeroed, then init; owns what it needs. */
struct tw_former {
	const struct tw_language *language;	/* NULL: none known */
	struct tw_stemmer *stemmer;		/* NULL: not used yet */
	const struct tw_stop_list *stops;
	struct tw_buf folded;
	struct tw_buf bare;
	struct tw_buf stem;
	struct tw_buf joined;
	struct tw_buf terms;
	struct tw_buf tokens;
	int failed;		/* of a buffer since taken anew, or 0 */
};

void tw_former_init(struct tw_former *former, const char *language);
void tw_former_done(struct tw_former *former);

/*
 * The stem of a folded word, without accents; a word with digits, or one in a
 * language without a stemmer, is its own. Borrowed until the next call.
 */
int tw_former_stem(struct tw_former *former, struct tw_str word,
	struct tw_str *ret, trawl_error *err) TW_MUST_USE;

/*
 * Makes the form of a word: for an unspaced word, of one piece of it that is
 * to be one term. The form is borrowed until the next call. O(length), and
 * much slower than finding it in a cache.
 */
int tw_form_make(struct tw_former *former, const struct tw_word *word,
	struct tw_form *ret, trawl_error *err) TW_MUST_USE;

#endif
