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
	{"ar", "ara arabic", NULL, true, false, false, false},
	{"ca", "cat catalan catala", "l d m n s t", true, true, false, false},
	{"da", "dan danish dansk", NULL, true, true, false, true},
	{"de", "deu ger german deutsch", NULL, true, true, false, true},
	{"el", "ell gre greek", NULL, true, false, false, false},
	{"en", "eng english", NULL, true, false, false, true},
	{"es", "spa spanish castilian espanol", NULL, true, true, false, true},
	{"eu", "eus baq basque euskara", NULL, true, false, false, false},
	{"fi", "fin finnish suomi", NULL, true, true, false, true},
	{"fr", "fra fre french francais", ROMANCE_FR, true, true, false, true},
	{"ga", "gle irish gaeilge", "b d m", true, true, false, false},
	{"hi", "hin hindi", NULL, true, false, false, false},
	{"hu", "hun hungarian magyar", NULL, true, true, false, false},
	{"hy", "hye arm armenian", NULL, true, false, false, false},
	{"id", "ind indonesian", NULL, true, false, false, false},
	{"it", "ita italian italiano", ROMANCE_IT, true, true, false, true},
	{"lt", "lit lithuanian", NULL, true, true, false, false},
	{"ne", "nep nepali", NULL, true, false, false, false},
	{"nl", "nld dut dutch nederlands", NULL, true, true, false, true},
	{"no", "nb nn nor nob nno norwegian norsk", NULL,
		true, true, false, true},
	{"pt", "por portuguese portugues", NULL, true, true, false, true},
	{"ro", "ron rum romanian romana", NULL, true, true, false, false},
	{"ru", "rus russian", NULL, true, false, false, false},
	{"sr", "srp serbian", NULL, true, true, false, false},
	{"sv", "swe swedish svenska", NULL, true, true, false, true},
	{"ta", "tam tamil", NULL, true, false, false, false},
	{"tr", "tur turkish", NULL, true, true, true, false},
	{"yi", "yid yiddish", NULL, true, false, false, false},

	{"af", "afr afrikaans", NULL, false, false, false, false},
	{"az", "aze azerbaijani", NULL, false, false, true, false},
	{"be", "bel belarusian", NULL, false, false, false, false},
	{"bg", "bul bulgarian", NULL, false, false, false, false},
	{"bn", "ben bengali", NULL, false, false, false, false},
	{"bs", "bos bosnian", NULL, false, false, false, false},
	{"cs", "ces cze czech", NULL, false, false, false, false},
	{"cy", "cym wel welsh", NULL, false, false, false, false},
	{"eo", "epo esperanto", NULL, false, false, false, false},
	{"et", "est estonian", NULL, false, false, false, false},
	{"fa", "fas per persian farsi", NULL, false, false, false, false},
	{"gd", "gla gaelic", NULL, false, false, false, false},
	{"gl", "glg galician", NULL, false, false, false, false},
	{"gu", "guj gujarati", NULL, false, false, false, false},
	{"he", "iw heb hebrew", NULL, false, false, false, false},
	{"hr", "hrv croatian", NULL, false, false, false, false},
	{"is", "isl ice icelandic", NULL, false, false, false, false},
	{"ja", "jpn japanese", NULL, false, false, false, false},
	{"ka", "kat geo georgian", NULL, false, false, false, false},
	{"kk", "kaz kazakh", NULL, false, false, false, false},
	{"km", "khm khmer", NULL, false, false, false, false},
	{"kn", "kan kannada", NULL, false, false, false, false},
	{"ko", "kor korean", NULL, false, false, false, false},
	{"la", "lat latin", NULL, false, false, false, false},
	{"lo", "lao", NULL, false, false, false, false},
	{"lv", "lav latvian", NULL, false, false, false, false},
	{"mk", "mkd mac macedonian", NULL, false, false, false, false},
	{"ml", "mal malayalam", NULL, false, false, false, false},
	{"mn", "mon mongolian", NULL, false, false, false, false},
	{"mr", "mar marathi", NULL, false, false, false, false},
	{"ms", "msa may malay", NULL, false, false, false, false},
	{"mt", "mlt maltese", NULL, false, false, false, false},
	{"my", "mya bur burmese", NULL, false, false, false, false},
	{"pa", "pan punjabi", NULL, false, false, false, false},
	{"pl", "pol polish", NULL, false, false, false, false},
	{"si", "sin sinhala", NULL, false, false, false, false},
	{"sk", "slk slo slovak", NULL, false, false, false, false},
	{"sl", "slv slovenian slovene", NULL, false, false, false, false},
	{"so", "som somali", NULL, false, false, false, false},
	{"sq", "sqi alb albanian", NULL, false, false, false, false},
	{"sw", "swa swahili", NULL, false, false, false, false},
	{"te", "tel telugu", NULL, false, false, false, false},
	{"th", "tha thai", NULL, false, false, false, false},
	{"tl", "fil tgl tagalog filipino", NULL, false, false, false, false},
	{"uk", "ukr ukrainian", NULL, false, false, false, false},
	{"ur", "urd urdu", NULL, false, false, false, false},
	{"uz", "uzb uzbek", NULL, false, false, false, false},
	{"vi", "vie vietnamese", NULL, false, false, false, false},
	{"zh", "zho chi cmn chinese mandarin", NULL,
		false, false, false, false},
};

#define COUNT (sizeof(languages) / sizeof(languages[0]))

const struct tw_language *
tw_language(const char *code)
{
	for (size_t i = 0; i < COUNT; i++) {
		if (strcmp(languages[i].code, code) == 0)
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
