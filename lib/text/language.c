/* language.c: what the analysis knows of each language. */
/* SPDX-License-Identifier: MIT */
#include "text/language.h"

#include <string.h>

#include "text/analyzer.h"

#define ROMANCE_IT "l d c m n s t v un all dall dell nell sull coll gl gli " \
	"quest quell bell sant senz tutt anch dov com cos"
#define ROMANCE_FR "l d c j m n s t qu jusqu lorsqu puisqu quoiqu"

/* Those with a stemmer first: tw_language_code counts them. */
static const struct tw_language languages[] = {
	{"ar", "ara arabic", NULL, true, false, false, 0},
	{"ca", "cat catalan catala", "l d m n s t", true, true, false, 0},
	{"da", "dan danish dansk", NULL, true, true, false, 1},
	{"de", "deu ger german deutsch", NULL, true, true, false, 1},
	{"el", "ell gre greek", NULL, true, false, false, 0},
	{"en", "eng english", NULL, true, false, false, 2},
	{"es", "spa spanish castilian espanol", NULL, true, true, false, 1},
	{"eu", "eus baq basque euskara", NULL, true, false, false, 0},
	{"fi", "fin finnish suomi", NULL, true, true, false, 1},
	{"fr", "fra fre french francais", ROMANCE_FR, true, true, false, 1},
	{"ga", "gle irish gaeilge", "b d m", true, true, false, 0},
	{"hi", "hin hindi", NULL, true, false, false, 0},
	{"hu", "hun hungarian magyar", NULL, true, true, false, 0},
	{"hy", "hye arm armenian", NULL, true, false, false, 0},
	{"id", "ind indonesian", NULL, true, false, false, 0},
	{"it", "ita italian italiano", ROMANCE_IT, true, true, false, 1},
	{"lt", "lit lithuanian", NULL, true, true, false, 0},
	{"ne", "nep nepali", NULL, true, false, false, 0},
	{"nl", "nld dut dutch nederlands", NULL, true, true, false, 1},
	{"no", "nb nn nor nob nno norwegian norsk", NULL,
		true, true, false, 1},
	{"pt", "por portuguese portugues", NULL, true, true, false, 1},
	{"ro", "ron rum romanian romana", NULL, true, true, false, 0},
	{"ru", "rus russian", NULL, true, false, false, 0},
	{"sr", "srp serbian", NULL, true, true, false, 0},
	{"sv", "swe swedish svenska", NULL, true, true, false, 1},
	{"ta", "tam tamil", NULL, true, false, false, 0},
	{"tr", "tur turkish", NULL, true, true, true, 0},
	{"yi", "yid yiddish", NULL, true, false, false, 0},

	{"af", "afr afrikaans", NULL, false, false, false, 0},
	{"az", "aze azerbaijani", NULL, false, false, true, 0},
	{"be", "bel belarusian", NULL, false, false, false, 0},
	{"bg", "bul bulgarian", NULL, false, false, false, 0},
	{"bn", "ben bengali", NULL, false, false, false, 0},
	{"bs", "bos bosnian", NULL, false, false, false, 0},
	{"cs", "ces cze czech", NULL, false, false, false, 0},
	{"cy", "cym wel welsh", NULL, false, false, false, 0},
	{"eo", "epo esperanto", NULL, false, false, false, 0},
	{"et", "est estonian", NULL, false, false, false, 0},
	{"fa", "fas per persian farsi", NULL, false, false, false, 0},
	{"gd", "gla gaelic", NULL, false, false, false, 0},
	{"gl", "glg galician", NULL, false, false, false, 0},
	{"gu", "guj gujarati", NULL, false, false, false, 0},
	{"he", "iw heb hebrew", NULL, false, false, false, 0},
	{"hr", "hrv croatian", NULL, false, false, false, 0},
	{"is", "isl ice icelandic", NULL, false, false, false, 0},
	{"ja", "jpn japanese", NULL, false, false, false, 0},
	{"ka", "kat geo georgian", NULL, false, false, false, 0},
	{"kk", "kaz kazakh", NULL, false, false, false, 0},
	{"km", "khm khmer", NULL, false, false, false, 0},
	{"kn", "kan kannada", NULL, false, false, false, 0},
	{"ko", "kor korean", NULL, false, false, false, 0},
	{"la", "lat latin", NULL, false, false, false, 0},
	{"lo", "lao", NULL, false, false, false, 0},
	{"lv", "lav latvian", NULL, false, false, false, 0},
	{"mk", "mkd mac macedonian", NULL, false, false, false, 0},
	{"ml", "mal malayalam", NULL, false, false, false, 0},
	{"mn", "mon mongolian", NULL, false, false, false, 0},
	{"mr", "mar marathi", NULL, false, false, false, 0},
	{"ms", "msa may malay", NULL, false, false, false, 0},
	{"mt", "mlt maltese", NULL, false, false, false, 0},
	{"my", "mya bur burmese", NULL, false, false, false, 0},
	{"pa", "pan punjabi", NULL, false, false, false, 0},
	{"pl", "pol polish", NULL, false, false, false, 0},
	{"si", "sin sinhala", NULL, false, false, false, 0},
	{"sk", "slk slo slovak", NULL, false, false, false, 0},
	{"sl", "slv slovenian slovene", NULL, false, false, false, 0},
	{"so", "som somali", NULL, false, false, false, 0},
	{"sq", "sqi alb albanian", NULL, false, false, false, 0},
	{"sw", "swa swahili", NULL, false, false, false, 0},
	{"te", "tel telugu", NULL, false, false, false, 0},
	{"th", "tha thai", NULL, false, false, false, 0},
	{"tl", "fil tgl tagalog filipino", NULL, false, false, false, 0},
	{"uk", "ukr ukrainian", NULL, false, false, false, 0},
	{"ur", "urd urdu", NULL, false, false, false, 0},
	{"uz", "uzb uzbek", NULL, false, false, false, 0},
	{"vi", "vie vietnamese", NULL, false, false, false, 0},
	{"zh", "zho chi cmn chinese mandarin", NULL,
		false, false, false, 0},
};

#define COUNT (sizeof(languages) / sizeof(languages[0]))

const struct tw_language *
tw_language(const char *code)
{
	for (size_t i = 0; i < COUNT; i++) {
		if (tw_language_is(languages[i].code, code))
			return &languages[i];
	}
	return NULL;
}

const char *
tw_language_code(size_t i)
{
	return i < COUNT && languages[i].stemmed ? languages[i].code : NULL;
}

static bool
is_called(struct tw_str name, const char *names)
{
	while (*names != '\0') {
		size_t n = strcspn(names, " ");

		if (tw_str_equal(name, tw_str(names, n)))
			return true;
		names += n + (names[n] == ' ');
	}
	return false;
}

const char *
tw_language_find(struct tw_str name)
{
	char lower[16];
	size_t n = 0;

	for (; n < name.n && name.p[n] != '-' && name.p[n] != '_'; n++) {
		if (n == sizeof(lower))
			return NULL;
		char c = name.p[n];

		lower[n] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
	}
	for (size_t i = 0; i < COUNT; i++) {
		const struct tw_language *language = &languages[i];

		if (tw_str_equal(tw_str(lower, n), tw_str_of(language->code)) ||
			is_called(tw_str(lower, n), language->names))
			return language->code;
	}
	return NULL;
}
