/* analyzer.h: text to terms with positions and byte ranges. */
/* SPDX-License-Identifier: MIT */
#ifndef TEXT_ANALYZER_H
#define TEXT_ANALYZER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"
#include "base/str.h"

#define TW_TERM_MAX 245		/* bytes of a term; longer words are cut there
				   and a hash of the whole takes the end */

/*
 * What a token is to the word it comes from. Each word gives one or more MAIN
 * tokens, one after another (joined-up: joined, up), and may give others that
 * lie over them at a MAIN token's position, so that other spellings meet:
 */
enum tw_token_kind {
	TW_TOKEN_MAIN,		/* folded, stemmed, without accents */
	TW_TOKEN_JOINED,	/* parts written as one: cooperate for
				   co-operate, name@example.org, @nasa */
	TW_TOKEN_BARE,		/* stemmed after its accents were taken, where
				   that gives another term than MAIN */
	TW_TOKEN_EXACT,		/* folded, with its accents, not stemmed */
	TW_TOKEN_KIND_COUNT
};

/*
 * What the caller has found out about a token, so as not to find it out
 * again: it comes back with a later token of the same word, or zeroed if it
 * was forgotten meanwhile. `owner` tells callers apart.
 */
struct tw_note {
	uint32_t owner;
	uint32_t value;
};

struct tw_token {
	const char *term;	/* borrowed for the call; not NUL-terminated */
	uint32_t term_length;
	uint32_t position;	/* MAIN tokens count 0, 1, 2, ... */
	uint32_t start;		/* bytes of the text this token stands for */
	uint32_t end;
	uint32_t word;		/* number of the word (run of the text between
				   separators) that the token comes from; an
				   elided article (l') is a word of its own */
	enum tw_token_kind kind;
	bool stop;		/* a stop word: indexed, not ranked, and not
				   counted in lengths. Only MAIN tokens are,
				   and in one language no MAIN term is both a
				   stop word's and another's */
	struct tw_note *note;	/* never NULL; may be written */
};

/* Anything but TRAWL_OK ends the analysis, which returns it. */
typedef int tw_token_fn(void *context, const struct tw_token *token);

/*
 * An analyzer for one language ("en", ISO 639-1; one unknown to the stemmers
 * is analysed without stemming and stop words). Owns its stemmer and a cache
 * of the surface forms it has met (it stays below 16 MiB): used by one thread
 * at a time.
 */
struct tw_analyzer;

int tw_analyzer_new(const char *language, struct tw_analyzer **ret,
	trawl_error *err) TW_MUST_USE;
void tw_analyzer_free(struct tw_analyzer *analyzer);

/* Bounds the memory for surface forms, which is 8 MiB otherwise. */
void tw_analyzer_limit(struct tw_analyzer *analyzer, size_t bytes);

/* The memory that surface forms take now. */
size_t tw_analyzer_bytes(const struct tw_analyzer *analyzer);

/*
 * Calls fn for each token of the text (valid UTF-8: see text/utf8.h), in
 * order of position; a word's other kinds directly follow the MAIN token at
 * whose position they lie. The text is below 4 GiB. Documents and queries go
 * through this one function. O(length).
 */
int tw_analyze(struct tw_analyzer *analyzer, struct tw_str text,
	tw_token_fn *fn, void *context, trawl_error *err) TW_MUST_USE;

/* The same of a text that is one word of ASCII letters and digits. */
int tw_analyze_plain(struct tw_analyzer *analyzer, struct tw_str word,
	tw_token_fn *fn, void *context, trawl_error *err) TW_MUST_USE;

/* As tw_analyze, for a text whose words are not likely to come again, and are
   not kept: a query's. */
int tw_analyze_once(struct tw_analyzer *analyzer, struct tw_str text,
	tw_token_fn *fn, void *context, trawl_error *err) TW_MUST_USE;

/*
 * Bytes that terms may begin with, and for each letter among them the letters
 * that may follow it, if has_second: a bit each, both by their low five bits,
 * y being i.
 */
struct tw_bytes {
	uint64_t bits[4];
	bool has_second;
	uint32_t second[32];
};

/* Puts the term, or what terms begin with, into the set. */
void tw_bytes_add(struct tw_bytes *bytes, struct tw_str term);

/*
 * As tw_analyze, for a caller who looks for terms that begin with one of some
 * bytes: fn may not be called for other words, which cost little then.
 */
int tw_analyze_some(struct tw_analyzer *analyzer, struct tw_str text,
	const struct tw_bytes *first, tw_token_fn *fn, void *context,
	trawl_error *err) TW_MUST_USE;

/*
 * Numbers in the place of tokens, for a caller who notes a number for each
 * term: most words give one token, and were met before.
 */
struct tw_sentences;

struct tw_numbers {
	uint32_t owner;		/* of the notes */
	uint32_t *next;		/* where the next number goes, */
	uint32_t *end;		/* which is below this */
	uint32_t content;	/* raised for each that is of no stop word */
	uint16_t article;	/* whose words tw_analyzer_seen tells; 0: they
				   are not told */
	struct tw_sentences *sentences;	/* are found; NULL: not wanted */
};

/*
 * As tw_analyze, but where a word's only token has a note of the owner, the
 * note's value is written to *numbers->next++ instead of calling fn. fn may
 * change the numbers, to give them room. It is called for all words if there
 * is none.
 */
int tw_analyze_numbers(struct tw_analyzer *analyzer, struct tw_str text,
	struct tw_numbers *numbers, tw_token_fn *fn, void *context,
	trawl_error *err) TW_MUST_USE;

typedef int tw_analyze_fn(struct tw_analyzer *analyzer, struct tw_str text,
	tw_token_fn *fn, void *context, trawl_error *err);

/*
 * Calls fn with the tokens that stand for all words that begin as the text
 * does, which is one spaced word: see text/beginning.h. TRAWL_END if it is
 * too short.
 */
int tw_analyze_beginning(struct tw_analyzer *analyzer, struct tw_str text,
	tw_token_fn *fn, void *context, trawl_error *err) TW_MUST_USE;

/* Appends the text as words are before they are stemmed: folded, without
   accents. */
void tw_analyzer_fold(const struct tw_analyzer *analyzer, struct tw_str text,
	struct tw_buf *out);

/*
 * Calls fn for the words that were seen in articles (struct tw_numbers) since
 * the last call, as they are written: see text/written.h. In no order; the
 * same word may come several times. Whatever comes, they are told once.
 */
struct tw_written {
	struct tw_str word;	/* folded, without accents; for the call */
	uint32_t articles;
	unsigned form;		/* enum tw_word_form */
};

typedef int tw_written_fn(void *context, const struct tw_written *written,
	trawl_error *err);
int tw_analyzer_seen(struct tw_analyzer *analyzer, tw_written_fn *fn,
	void *context, trawl_error *err) TW_MUST_USE;

/* Raised when the same text would give other tokens than before: an index
   says which it was made with. */
#define TW_ANALYSIS_VERSION 2

/* The languages with a stemmer, as ISO 639-1 codes; NULL behind the last. */
const char *tw_language_code(size_t i);

/* "en" for "en-GB", "EN", "english"; NULL if it names no language known to
   us. The result lives for ever. */
const char *tw_language_find(struct tw_str name);

#endif
