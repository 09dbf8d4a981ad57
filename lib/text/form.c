/* form.c: the tokens that a word gives. */
/* SPDX-License-Identifier: MIT */
#include "text/form.h"

#include <string.h>

#include "base/hash.h"
#include "text/chars.h"
#include "text/fold.h"
#include "text/parts.h"
#include "text/stem.h"
#include "text/utf8.h"

#define HASH_DIGITS 16

/* The form being made, and where in it the next token goes. */
struct making {
	struct tw_former *former;
	const char *start;	/* of the word */
	uint16_t position;
	uint16_t word;
};

void
tw_former_init(struct tw_former *former, const char *code)
{
	const struct tw_language *language = code ? tw_language(code) : NULL;

	former->language = language;
	former->stops = tw_stop_list(language && language->stemmed
		? language->code : "");
}

void
tw_former_done(struct tw_former *former)
{
	tw_stemmer_free(former->stemmer);
	tw_buf_done(&former->folded);
	tw_buf_done(&former->bare);
	tw_buf_done(&former->stem);
	tw_buf_done(&former->joined);
	tw_buf_done(&former->terms);
	tw_buf_done(&former->tokens);
}

static bool
is_stop(const struct tw_former *former, struct tw_str term)
{
	return tw_stop_list_has(former->stops, term);
}

/* Empties the buffer; a failure is not forgotten with its bytes. */
static void
restart(struct tw_former *former, struct tw_buf *buf)
{
	if (former->failed == 0)
		former->failed = buf->failed;
	tw_buf_reset(buf);
}

/* 1,000 is 1000; 3,5 is 3.5. Commas stand in numbers only. */
static void
mend_number(struct tw_buf *folded)
{
	char *p = folded->p;
	size_t n = 0;

	if (folded->n == 0 || !memchr(p, ',', folded->n))
		return;
	for (size_t i = 0; i < folded->n; i++) {
		size_t digits = 0;

		if (p[i] != ',') {
			p[n++] = p[i];
			continue;
		}
		while (i + 1 + digits < folded->n && p[i + 1 + digits] >= '0' &&
			p[i + 1 + digits] <= '9')
			digits++;
		if (digits != 3)
			p[n++] = '.';
	}
	folded->n = n;
}

static struct tw_str
fold(struct tw_former *former, struct tw_str text)
{
	bool turkic = former->language && former->language->turkic;

	restart(former, &former->folded);
	tw_fold(text, turkic, &former->folded);
	mend_number(&former->folded);
	return tw_buf_str(&former->folded);
}

/* Appends a term; too long a one is cut and the hash of it all put behind. */
static uint16_t
add_term(struct tw_buf *terms, struct tw_str term)
{
	char hash[HASH_DIGITS];
	size_t n = term.n;

	if (n <= TW_TERM_MAX) {
		tw_buf_add_str(terms, term);
		return (uint16_t)n;
	}
	uint64_t value = tw_hash64(term.p, term.n);

	for (int i = HASH_DIGITS - 1; i >= 0; i--, value >>= 4)
		hash[i] = "0123456789abcdef"[value & 15];
	n = tw_utf8_floor(term, TW_TERM_MAX - HASH_DIGITS);
	tw_buf_add(terms, term.p, n);
	tw_buf_add(terms, hash, sizeof(hash));
	return (uint16_t)(n + sizeof(hash));
}

static struct tw_form_token *
tokens_of(const struct tw_former *former, size_t *ret_count)
{
	struct tw_form_token *tokens = (void *)former->tokens.p;

	*ret_count = former->tokens.n / sizeof(*tokens);
	return tokens;
}

/* True if the term already stands at the position. */
static bool
is_there(const struct making *making, struct tw_str term)
{
	size_t count;
	const struct tw_form_token *tokens =
		tokens_of(making->former, &count);

	while (count > 0 && tokens[count - 1].position == making->position) {
		const struct tw_form_token *token = &tokens[--count];

		if (tw_str_equal(term, tw_str(making->former->terms.p +
			token->term, token->term_length)))
			return true;
	}
	return false;
}

/* Adds a token at the present position that stands for `text`. */
static void
add(struct making *making, struct tw_str term, struct tw_str text,
	enum tw_token_kind kind, bool stop)
{
	struct tw_former *former = making->former;

	if (term.n == 0 || tw_buf_failed(&former->terms) ||
		is_there(making, term))
		return;
	struct tw_form_token token = {
		.term = (uint32_t)former->terms.n,
		.position = making->position,
		.start = (uint16_t)(text.p - making->start),
		.end = (uint16_t)(text.p + text.n - making->start),
		.word = making->word,
		.kind = (uint8_t)kind,
		.stop = stop,
	};

	token.term_length = add_term(&former->terms, term);
	tw_buf_add(&former->tokens, &token, sizeof(token));
}

static bool
has_digit(struct tw_str text)
{
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] >= '0' && text.p[i] <= '9')
			return true;
	}
	return false;
}

static bool
ends_with(struct tw_str text, const char *end)
{
	size_t n = strlen(end);

	return text.n > n && memcmp(text.p + text.n - n, end, n) == 0;
}

/* The word without what an apostrophe adds to it: NHS's, Ankara'da. */
static struct tw_str
without_ending(const struct tw_former *former, struct tw_str word)
{
	if (ends_with(word, "'s"))
		return tw_str(word.p, word.n - 2);
	if (word.n < 2 || !former->language || !former->language->turkic)
		return word;
	const char *apostrophe = memchr(word.p + 1, '\'', word.n - 1);

	if (apostrophe)
		return tw_str(word.p, (size_t)(apostrophe - word.p));
	return word;
}

/* The word itself if it has none; else into one of the former's buffers. */
static struct tw_str
without_accents(struct tw_former *former, struct tw_str word,
	struct tw_buf *out)
{
	if (tw_fold_is_ascii(word))
		return word;
	restart(former, out);
	tw_fold_accents(word, out);
	return tw_buf_str(out);
}

/* The stemmer is made for the first word that has a use for it. */
static int
apply_rules(struct tw_former *former, struct tw_str word, struct tw_str *ret,
	trawl_error *err)
{
	if (!former->stemmer) {
		int status = tw_stemmer_new(former->language->code,
			&former->stemmer, err);

		if (status != TRAWL_OK)
			return status;
	}
	return tw_stem(former->stemmer, word, ret, err);
}

int
tw_former_stem(struct tw_former *former, struct tw_str word, struct tw_str *ret,
	trawl_error *err)
{
	const struct tw_language *language = former->language;
	struct tw_str stem = word;

	if (language && language->stemmed && !has_digit(word)) {
		int status = apply_rules(former, word, &stem, err);

		if (status != TRAWL_OK)
			return status;
	}
	struct tw_str bare = without_accents(former, stem, &former->stem);

	*ret = bare.n > 0 ? bare : word;
	return TRAWL_OK;
}

/*
 * Words that are no stop words never share a term with one: cans stays cans
 * beside can, and French sûr keeps its accent beside sur.
 */
static struct tw_str
unless_stop(struct tw_former *former, struct tw_str term,
	struct tw_str bare, struct tw_str folded)
{
	if (tw_str_equal(term, folded) || !is_stop(former, term))
		return term;
	return is_stop(former, bare) ? folded : bare;
}

/*
 * Adds what a folded word gives: its term, the term it would have without
 * accents, and itself with them. `kind` is MAIN, or JOINED for all of it.
 */
static int
add_stems(struct making *making, struct tw_str word, struct tw_str text,
	enum tw_token_kind kind, trawl_error *err)
{
	struct tw_former *former = making->former;
	struct tw_str bare = without_accents(former, word, &former->bare);
	bool accented = !tw_str_equal(bare, word);
	bool main = kind == TW_TOKEN_MAIN;
	struct tw_str term;

	if (bare.n == 0)
		bare = word;
	if (accented && former->language && former->language->accented) {
		int status = tw_former_stem(former, word, &term, err);

		if (status != TRAWL_OK)
			return status;
		add(making, unless_stop(former, term, bare, word), text, kind,
			false);
		kind = main ? TW_TOKEN_BARE : TW_TOKEN_JOINED;
	}
	int status = tw_former_stem(former, bare, &term, err);

	if (status != TRAWL_OK)
		return status;
	add(making, unless_stop(former, term, bare, word), text, kind, false);
	if (accented && main)
		add(making, word, text, TW_TOKEN_EXACT, false);
	return TRAWL_OK;
}

static void
drop_apostrophes(struct tw_buf *buf)
{
	size_t n = 0;

	for (size_t i = 0; i < buf->n; i++) {
		if (buf->p[i] != '\'')
			buf->p[n++] = buf->p[i];
	}
	buf->n = n;
}

/* don't is also dont, and O'Brien obrien; but she'll is not shell. */
static int
add_unapostrophed(struct making *making, struct tw_str word,
	struct tw_str text, trawl_error *err)
{
	struct tw_buf *joined = &making->former->joined;

	if (word.n == 0 || !memchr(word.p, '\'', word.n) ||
		ends_with(word, "'s") || ends_with(word, "'ll") ||
		ends_with(word, "'d") || ends_with(word, "'re") ||
		ends_with(word, "'ve") || ends_with(word, "'m"))
		return TRAWL_OK;
	restart(making->former, joined);
	tw_buf_add_str(joined, word);
	drop_apostrophes(joined);
	return add_stems(making, tw_buf_str(joined), text, TW_TOKEN_JOINED,
		err);
}

static void
add_stop(struct making *making, struct tw_str folded, struct tw_str text)
{
	struct tw_former *former = making->former;
	struct tw_str bare = without_accents(former, folded, &former->bare);

	add(making, bare.n > 0 ? bare : folded, text, TW_TOKEN_MAIN, true);
}

/* Adds the tokens of one part at the present position. */
static int
add_part(struct making *making, const struct tw_part *part, trawl_error *err)
{
	struct tw_former *former = making->former;

	struct tw_str folded = fold(former, part->text);
	struct tw_str word = without_ending(former, folded);
	int status = TRAWL_OK;

	if (part->elided || is_stop(former, folded) ||
		(word.n < folded.n && is_stop(former, word)))
		add_stop(making, folded, part->text);
	else
		status = add_stems(making, word, part->text, TW_TOKEN_MAIN,
			err);
	if (status != TRAWL_OK || part->elided)
		return status;
	return add_unapostrophed(making, folded, part->text, err);
}

static struct tw_str
span(const struct tw_part *first, const struct tw_part *last)
{
	return tw_str(first->text.p, (size_t)(last->text.p + last->text.n -
		first->text.p));
}

/* Adds the parts from first to last, written as one. */
static int
add_joined(struct making *making, const struct tw_part *first,
	const struct tw_part *last, trawl_error *err)
{
	struct tw_former *former = making->former;
	struct tw_buf *joined = &former->joined;

	restart(former, joined);
	for (const struct tw_part *part = first; part <= last; part++)
		tw_buf_add_str(joined, fold(former, part->text));
	struct tw_str word = without_ending(former, tw_buf_str(joined));

	joined->n = word.n;
	drop_apostrophes(joined);
	return add_stems(making, tw_buf_str(joined), span(first, last),
		TW_TOKEN_JOINED, err);
}

/* Adds the word as it stands, with its signs: info@sfjuk.com, @nasa. */
static void
add_whole(struct making *making, struct tw_str whole)
{
	struct tw_former *former = making->former;

	add(making, without_accents(former, fold(former, whole),
		&former->bare), whole, TW_TOKEN_JOINED, false);
}

static bool
ends_segment(const struct tw_parts *parts, uint32_t i)
{
	return i + 1 == parts->count || parts->part[i + 1].before == '.' ||
		parts->part[i + 1].before == '@';
}

/* Ph.D is also phd, and B.Sc bsc: short, with a single letter. */
static bool
is_degree(const struct tw_parts *parts)
{
	bool single = false;
	size_t n = 0;

	for (uint32_t i = 0; i < parts->count; i++) {
		const struct tw_part *part = &parts->part[i];

		if (i > 0 && part->before != '.')
			return false;
		single = single || part->text.n == 1;
		n += part->text.n;
	}
	return single && parts->sign == 0 && parts->count > 1 && n <= 8;
}

/*
 * Adds what lies over the part: the hyphened parts that begin with it as one,
 * and over the first (the one behind elisions) the word with its signs.
 */
static int
add_over(struct making *making, const struct tw_parts *parts, uint32_t first,
	uint32_t i, trawl_error *err)
{
	bool begins = i == first || ends_segment(parts, i - 1);
	uint32_t last = i;
	int status = TRAWL_OK;

	while (!ends_segment(parts, last))
		last++;
	if (begins && last > i)
		status = add_joined(making, &parts->part[i],
			&parts->part[last], err);
	if (status != TRAWL_OK || i != first)
		return status;
	bool signs = parts->sign != 0 || last + 1 < parts->count;
	struct tw_str whole = span(&parts->part[first],
		&parts->part[parts->count - 1]);

	if (parts->sign != 0 && first == 0) {
		whole.p--;
		whole.n++;
	}
	if (signs)
		add_whole(making, whole);
	if (is_degree(parts))
		status = add_joined(making, &parts->part[0],
			&parts->part[parts->count - 1], err);
	return status;
}

static int
make_parts(struct making *making, const struct tw_parts *parts,
	trawl_error *err)
{
	uint32_t first = 0;
	int status = TRAWL_OK;

	while (first + 1 < parts->count && parts->part[first].elided)
		first++;
	for (uint32_t i = 0; i < parts->count && status == TRAWL_OK; i++) {
		status = add_part(making, &parts->part[i], err);
		if (status == TRAWL_OK && i >= first)
			status = add_over(making, parts, first, i, err);
		making->position++;
		if (i < first)
			making->word++;
	}
	return status;
}

/* U.S.A is usa; what would be a stop word then (U.S) keeps its dots. */
static int
make_dotted(struct making *making, const struct tw_parts *parts,
	trawl_error *err)
{
	struct tw_former *former = making->former;
	struct tw_str all = span(&parts->part[0],
		&parts->part[parts->count - 1]);
	int status = TRAWL_OK;

	restart(former, &former->joined);
	for (uint32_t i = 0; i < parts->count; i++)
		tw_buf_add_str(&former->joined,
			fold(former, parts->part[i].text));
	struct tw_str joined = tw_buf_str(&former->joined);

	if (is_stop(former, joined)) {
		add(making, fold(former, all), all, TW_TOKEN_MAIN, false);
		add(making, joined, all, TW_TOKEN_JOINED, false);
	} else {
		status = add_stems(making, joined, all, TW_TOKEN_MAIN, err);
	}
	making->position++;
	return status;
}

/* ASCII letters and digits: surely a single part. */
static bool
is_plain(struct tw_str word)
{
	for (size_t i = 0; i < word.n; i++) {
		uint8_t kind = tw_char_bytes[(uint8_t)word.p[i]];

		if (kind != TW_CHAR_LETTER && kind != TW_CHAR_DIGIT)
			return false;
	}
	return true;
}

static int
make_spaced(struct making *making, struct tw_str word, trawl_error *err)
{
	const struct tw_language *language = making->former->language;
	struct tw_parts parts;

	if (is_plain(word)) {
		int status = add_part(making, &(struct tw_part){.text = word},
			err);

		making->position++;
		return status;
	}
	tw_parts_split(word, language ? language->elisions : NULL, &parts);
	if (parts.dotted)
		return make_dotted(making, &parts, err);
	return make_parts(making, &parts, err);
}

/* Unspaced scripts and emoji: one term, and one with marks if it has any. */
static void
make_single(struct making *making, struct tw_str text)
{
	struct tw_former *former = making->former;

	struct tw_str folded = fold(former, text);
	struct tw_str bare = without_accents(former, folded, &former->bare);

	add(making, bare.n > 0 ? bare : folded, text, TW_TOKEN_MAIN, false);
	add(making, folded, text, TW_TOKEN_EXACT, false);
	making->position++;
}

/* TRAWL_OK if no buffer ran out of memory on the way. */
static int
buffers_status(const struct tw_former *former, trawl_error *err)
{
	if (former->failed != 0 || tw_buf_failed(&former->folded) ||
		tw_buf_failed(&former->bare) || tw_buf_failed(&former->stem) ||
		tw_buf_failed(&former->joined) ||
		tw_buf_failed(&former->terms) ||
		tw_buf_failed(&former->tokens))
		return tw_no_memory(err);
	return TRAWL_OK;
}

int
tw_form_make(struct tw_former *former, const struct tw_word *word,
	struct tw_form *ret, trawl_error *err)
{
	struct making making = {.former = former, .start = word->text.p};
	int status = TRAWL_OK;
	size_t count;

	former->failed = 0;
	tw_buf_reset(&former->terms);
	tw_buf_reset(&former->tokens);
	tw_buf_reset(&former->folded);
	tw_buf_reset(&former->bare);
	tw_buf_reset(&former->stem);
	tw_buf_reset(&former->joined);
	if (word->kind == TW_WORD_SPACED)
		status = make_spaced(&making, word->text, err);
	else
		make_single(&making, word->text);
	if (status == TRAWL_OK)
		status = buffers_status(former, err);
	if (status != TRAWL_OK)
		return status;
	ret->tokens = tokens_of(former, &count);
	ret->token_count = (uint16_t)count;
	ret->terms = former->terms.p;
	ret->terms_length = (uint32_t)former->terms.n;
	ret->positions = making.position;
	ret->words = (uint16_t)(making.word + 1);
	return TRAWL_OK;
}
