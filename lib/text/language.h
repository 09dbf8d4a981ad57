/* language.h: what the analysis knows of each language. */
/* SPDX-License-Identifier: MIT */
#ifndef TEXT_LANGUAGE_H
#define TEXT_LANGUAGE_H

#include <stdbool.h>
#include <string.h>

struct tw_language {
	const char *code;	/* ISO 639-1 */
	const char *names;	/* longer codes and names, space separated */
	const char *elisions;	/* see text/parts.h */
	bool stemmed;		/* libstemmer knows the code */
	bool accented;		/* its stemmer wants the accents */
	bool turkic;		/* tells i from dotless i; an apostrophe stands
				   before the endings of names */
	unsigned keeps;		/* letters of a word of ASCII letters that its
				   stemmer leaves as they are, from the first
				   on; but for y and i, which are one here */
};

/* Whether two codes are the same; most are told apart by a letter. */
static inline bool
tw_language_is(const char *code, const char *other)
{
	return code[0] == other[0] && strcmp(code, other) == 0;
}

/* The language with this ISO 639-1 code; NULL if there is none. */
const struct tw_language *tw_language(const char *code);

#endif
