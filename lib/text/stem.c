/* stem.c: words to stems, by Snowball's rules for a language. */
/* SPDX-License-Identifier: MIT */
#include "text/stem.h"

#include <libstemmer.h>
#include <string.h>

#include "base/alloc.h"
#include "text/english.h"
#include "text/language.h"

struct tw_stemmer {
	const char *name;	/* libstemmer's, of the language */
	struct sb_stemmer *snowball;	/* NULL: not needed yet */
	bool english;
	bool romanian;
	char room[TW_ENGLISH_ROOM];
};

/* The name libstemmer knows the language by; NULL if it knows it not. */
static const char *
name_of(const char *code)
{
	static const char names[][2][12] = {
		{"ar", "arabic"}, {"ca", "catalan"}, {"da", "danish"},
		{"de", "german"}, {"el", "greek"}, {"en", "english"},
		{"es", "spanish"}, {"eu", "basque"}, {"fi", "finnish"},
		{"fr", "french"}, {"ga", "irish"}, {"hi", "hindi"},
		{"hu", "hungarian"}, {"hy", "armenian"},
		{"id", "indonesian"}, {"it", "italian"},
		{"lt", "lithuanian"}, {"ne", "nepali"}, {"nl", "dutch"},
		{"no", "norwegian"}, {"pt", "portuguese"},
		{"ro", "romanian"}, {"ru", "russian"}, {"sr", "serbian"},
		{"sv", "swedish"}, {"ta", "tamil"}, {"tr", "turkish"},
		{"yi", "yiddish"},
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (tw_language_is(names[i][0], code))
			return names[i][1];
	}
	return NULL;
}

int
tw_stemmer_new(const char *code, struct tw_stemmer **ret, trawl_error *err)
{
	const char *name = name_of(code);

	if (!name)
		return TRAWL_END;
	struct tw_stemmer *stemmer = tw_alloc_zeroed(1, sizeof(*stemmer));

	if (!stemmer)
		return tw_no_memory(err);
	stemmer->name = name;
	stemmer->english = tw_language_is(code, "en");
	stemmer->romanian = tw_language_is(code, "ro");
	*ret = stemmer;
	return TRAWL_OK;
}

void
tw_stemmer_free(struct tw_stemmer *stemmer)
{
	if (!stemmer)
		return;
	if (stemmer->snowball)
		sb_stemmer_delete(stemmer->snowball);
	tw_free(stemmer);
}

/*
 * The Romanian rules know the cedilla that stood for the comma below in older
 * character sets: U+0219 and U+021B become U+015F and U+0163.
 */
static struct tw_str
respell(struct tw_stemmer *stemmer, struct tw_str word)
{
	memcpy(stemmer->room, word.p, word.n);
	for (size_t i = 0; i + 1 < word.n; i++) {
		char *c = stemmer->room + i;

		if (memcmp(c, "\xC8\x99", 2) == 0)
			memcpy(c, "\xC5\x9F", 2);
		else if (memcmp(c, "\xC8\x9B", 2) == 0)
			memcpy(c, "\xC5\xA3", 2);
	}
	return tw_str(stemmer->room, word.n);
}

/* libstemmer's part is made for the first word that needs it: few English
   ones do, and it takes as long as to read a query of one word. */
static int
apply_snowball(struct tw_stemmer *stemmer, struct tw_str word,
	struct tw_str *ret, trawl_error *err)
{
	if (!stemmer->snowball)
		stemmer->snowball = sb_stemmer_new(stemmer->name, NULL);
	if (!stemmer->snowball)
		return tw_no_memory(err);
	const sb_symbol *stem = sb_stemmer_stem(stemmer->snowball,
		(const sb_symbol *)word.p, (int)word.n);

	if (!stem)
		return tw_no_memory(err);
	*ret = tw_str((const char *)stem,
		(size_t)sb_stemmer_length(stemmer->snowball));
	return TRAWL_OK;
}

int
tw_stem(struct tw_stemmer *stemmer, struct tw_str word, struct tw_str *ret,
	trawl_error *err)
{
	struct tw_str stem = {NULL, 0};
	int status = TRAWL_OK;

	if (word.n > 0 && word.n <= TW_STEM_BYTES_MAX) {
		if (stemmer->english)
			stem = tw_english_stem(word, stemmer->room);
		if (stem.n == 0)
			status = apply_snowball(stemmer, stemmer->romanian ?
				respell(stemmer, word) : word, &stem, err);
	}
	if (status == TRAWL_OK)
		*ret = stem.n > 0 ? stem : word;
	return status;
}
