/* guess.c: the language of a text, by its most common words. */
/* SPDX-License-Identifier: MIT */
#include "page/guess.h"

#include "page/plain.h"
#include "text/analyzer.h"
#include "text/stop.h"
#include "text/utf8.h"

#define WORDS_MAX 400
#define WORD_BYTES 16		/* longer ones are none of these */
#define LOOK_EVERY 50
#define CLEAR_HITS 12
#define LEAST_HITS 4
#define LEAST_OF_QUERY 2

/* A bit for each language. */
enum {
	EN = 1 << 0, FR = 1 << 1, DE = 1 << 2, ES = 1 << 3, PT = 1 << 4,
	IT = 1 << 5, NL = 1 << 6, SV = 1 << 7, DA = 1 << 8, NO = 1 << 9,
	FI = 1 << 10, HU = 1 << 11, RO = 1 << 12, TR = 1 << 13, RU = 1 << 14,
	EL = 1 << 15, CA = 1 << 16, ID = 1 << 17, PL = 1 << 18, CY = 1 << 19
};

static const char *const codes[] = {"en", "fr", "de", "es", "pt", "it", "nl",
	"sv", "da", "no", "fi", "hu", "ro", "tr", "ru", "el", "ca", "id",
	"pl", "cy"};

#define LANGUAGES (sizeof(codes) / sizeof(*codes))

struct common {
	const char *word;	/* plain: plain.h */
	uint32_t languages;
};

/* Among the most common words of these languages, by their bytes. */
static const struct common commons[] = {
	{"a", HU | RO | CY}, {"aan", NL}, {"ac", CY}, {"adalah", ID},
	{"af", DA}, {"akan", ID}, {"al", ES | CA}, {"ale", PL}, {"alla", IT},
	{"am", CY}, {"ama", TR}, {"amb", CA}, {"anche", IT}, {"and", EN},
	{"ao", PT}, {"ar", SV | CY}, {"are", EN}, {"as", EN | PT},
	{"at", DA | NO}, {"att", SV}, {"au", FR | RO}, {"auch", DE},
	{"auf", DE}, {"av", SV | NO}, {"avec", FR}, {"az", HU}, {"azt", HU},
	{"be", EN}, {"bij", NL}, {"bir", TR}, {"ble", NO}, {"blev", DA},
	{"bod", CY}, {"bu", TR}, {"by", EN}, {"byl", PL}, {"ca", RO},
	{"cael", CY}, {"care", RO}, {"ce", FR}, {"cette", FR}, {"che", IT},
	{"co", PL}, {"cok", TR}, {"com", PT | CA}, {"como", ES},
	{"con", ES | IT}, {"csak", HU}, {"cu", RO}, {"da", PT | IT | TR},
	{"daha", TR}, {"dalam", ID}, {"dan", ID}, {"dans", FR}, {"dari", ID},
	{"das", DE}, {"dat", NL},
	{"de", NL | SV | DA | NO | HU | RO | TR | CA}, {"dei", IT},
	{"del", ES | IT | CA}, {"della", IT}, {"dels", CA}, {"dem", DE},
	{"den", DE | SV | DA | NO}, {"dengan", ID}, {"der", DE | DA},
	{"des", FR | DE}, {"det", SV | DA | NO}, {"di", IT | ID},
	{"die", DE | NL}, {"din", RO}, {"do", PT | PL}, {"dos", PT},
	{"du", FR}, {"e", PT | IT}, {"een", NL}, {"egy", HU}, {"ei", FI | CY},
	{"ein", DE}, {"eine", DE}, {"el", ES | HU | CA}, {"els", CA},
	{"em", PT}, {"en", ES | NL | SV | DA | NO | CA}, {"er", NL | DA | NO},
	{"es", ES | HU | CA}, {"est", FR}, {"este", RO}, {"et", FR | DA | NO},
	{"ett", SV}, {"etta", FI}, {"eu", CY}, {"ez", HU}, {"fel", CY},
	{"fi", RO}, {"foi", PT}, {"for", EN | SV | DA | NO}, {"from", EN},
	{"fue", ES}, {"gan", CY}, {"gibi", TR}, {"gli", IT}, {"ha", HU | CA},
	{"had", EN}, {"han", SV | FI}, {"hanen", FI}, {"har", SV | DA | NO},
	{"have", EN}, {"her", TR}, {"het", NL}, {"hogy", HU}, {"hyn", CY},
	{"i", CA | PL | CY}, {"icin", TR}, {"ik", NL}, {"ikke", DA | NO},
	{"il", IT}, {"ile", TR}, {"im", DE}, {"in", RO}, {"ini", ID},
	{"inte", SV}, {"is", EN | HU}, {"ist", DE}, {"it", EN}, {"itu", ID},
	{"ja", FI}, {"jak", PL}, {"jest", PL}, {"joka", FI}, {"jos", FI},
	{"juga", ID}, {"kadar", TR}, {"karena", ID}, {"ke", ID}, {"ki", HU},
	{"kuin", FI}, {"kun", FI}, {"la", RO | CA}, {"las", ES},
	{"le", FR | IT}, {"les", FR | CA}, {"lesz", HU}, {"lo", ES},
	{"los", ES}, {"mae", CY}, {"mai", RO}, {"mais", PT}, {"mar", HU},
	{"mas", ES}, {"med", SV | DA | NO}, {"meg", HU}, {"mes", CA},
	{"met", NL}, {"mint", HU}, {"mit", DE}, {"mutta", FI}, {"myos", FI},
	{"na", PT | PL}, {"nao", PT}, {"ne", TR}, {"nel", IT}, {"nem", HU},
	{"nicht", DE}, {"nie", PL}, {"niet", NL}, {"niin", FI},
	{"no", PT | CA}, {"non", IT}, {"not", EN}, {"nu", RO},
	{"o", PT | RO | TR | PL | CY}, {"och", SV}, {"od", PL}, {"oedd", CY},
	{"of", EN}, {"og", DA | NO}, {"olan", TR}, {"olarak", TR},
	{"oleh", ID}, {"oli", FI}, {"olla", FI}, {"om", SV | DA | NO},
	{"on", EN | FI}, {"ont", FR}, {"ook", NL}, {"op", NL}, {"os", PT},
	{"ovat", FI}, {"pa", SV | DA | NO}, {"pada", ID}, {"para", ES | PT},
	{"pas", FR}, {"pe", RO}, {"pentru", RO}, {"per", IT | CA},
	{"pero", ES | CA}, {"piu", IT}, {"plus", FR}, {"po", PL},
	{"por", ES | PT}, {"pour", FR}, {"przez", PL},
	{"que", FR | ES | PT | CA}, {"qui", FR}, {"sa", RO},
	{"se", ES | PT | FI}, {"seg", NO}, {"sen", FI}, {"si", IT | RO},
	{"sich", DE}, {"sie", PL}, {"sind", DE}, {"som", SV | DA | NO},
	{"sono", IT}, {"sonra", TR}, {"sont", FR}, {"su", ES}, {"sunt", RO},
	{"sur", FR}, {"sydd", CY}, {"tai", FI}, {"tak", PL}, {"te", NL},
	{"that", EN}, {"the", EN}, {"this", EN}, {"tidak", ID},
	{"til", DA | NO}, {"till", SV}, {"to", EN | PL}, {"uma", PT},
	{"un", RO}, {"una", ES | IT | CA}, {"und", DE}, {"une", FR},
	{"untuk", ID}, {"vagy", HU}, {"van", NL}, {"var", SV | DA | NO | TR},
	{"ve", TR}, {"volt", HU}, {"von", DE}, {"voor", NL}, {"w", PL},
	{"was", EN}, {"wedi", CY}, {"werd", NL}, {"were", EN}, {"which", EN},
	{"wird", DE}, {"with", EN}, {"wordt", NL}, {"y", ES | CY},
	{"yang", ID}, {"yn", CY}, {"yr", CY}, {"z", PL}, {"za", PL},
	{"ze", PL}, {"zijn", NL}, {"zu", DE}, {"απο", EL}, {"για", EL},
	{"δεν", EL}, {"ειναι", EL}, {"η", EL}, {"και", EL}, {"με", EL},
	{"να", EL}, {"ο", EL}, {"οτι", EL}, {"που", EL}, {"σε", EL},
	{"στο", EL}, {"τα", EL}, {"την", EL}, {"της", EL}, {"το", EL},
	{"τον", EL}, {"του", EL}, {"των", EL}, {"был", RU}, {"в", RU},
	{"для", RU}, {"же", RU}, {"за", RU}, {"и", RU}, {"из", RU}, {"к", RU},
	{"как", RU}, {"на", RU}, {"не", RU}, {"но", RU}, {"он", RU},
	{"от", RU}, {"по", RU}, {"с", RU}, {"так", RU}, {"у", RU},
	{"что", RU}, {"это", RU}
};

#define COMMONS (sizeof(commons) / sizeof(*commons))

struct tally {
	unsigned hits[LANGUAGES];
	unsigned words;
};

/* The languages that have the word among their most common. */
static uint32_t
find_word(struct tw_str word)
{
	size_t low = 0;
	size_t high = COMMONS;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = tw_str_compare(tw_str_of(commons[middle].word),
			word);

		if (order == 0)
			return commons[middle].languages;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return 0;
}

static void
count_word(struct tally *tally, struct tw_str word)
{
	char plain[WORD_BYTES + 8];
	size_t n = 0;
	uint32_t languages;

	tally->words++;
	if (word.n >= WORD_BYTES)
		return;
	for (; n < word.n && (word.p[n] & 0x80) == 0; n++)
		plain[n] = (char)(word.p[n] | 32);
	if (n < word.n)
		n = tw_plain(word, plain, sizeof(plain));
	for (languages = find_word(tw_str(plain, n)); languages;
		languages &= languages - 1)
		tally->hits[__builtin_ctz(languages)]++;
}

/* The language with the most hits, and those of the next. */
static size_t
best_of(const struct tally *tally, unsigned *ret_second)
{
	size_t best = 0;
	unsigned second = 0;

	for (size_t i = 1; i < LANGUAGES; i++) {
		if (tally->hits[i] > tally->hits[best])
			best = i;
	}
	for (size_t i = 0; i < LANGUAGES; i++) {
		if (i != best && tally->hits[i] > second)
			second = tally->hits[i];
	}
	*ret_second = second;
	return best;
}

static bool
is_clear(const struct tally *tally)
{
	unsigned second;
	size_t best = best_of(tally, &second);

	return tally->hits[best] >= CLEAR_HITS
		&& tally->hits[best] * 4 >= tally->words
		&& tally->hits[best] >= second * 2;
}

static void
count_words(struct tally *tally, struct tw_str text)
{
	while (text.n > 0 && tally->words < WORDS_MAX) {
		size_t n = tw_plain_word(text);

		if (n > 0) {
			count_word(tally, tw_str(text.p, n));
			if (tally->words % LOOK_EVERY == 0 && is_clear(tally))
				return;
		} else {
			uint32_t c;

			n = (size_t)(tw_utf8_next(text.p, text.p + text.n, &c)
				- text.p);
		}
		text = tw_str(text.p + n, text.n - n);
	}
}

#define QUERY_BYTES 400

/* The language of which a script is known best. */
static const char *
language_of_script(uint32_t c)
{
	if (c >= 0x370 && c < 0x400)
		return "el";
	if (c >= 0x400 && c < 0x530)
		return "ru";
	if (c >= 0x530 && c < 0x590)
		return "hy";
	if (c >= 0x600 && c < 0x700)
		return "ar";
	if (c >= 0x900 && c < 0x980)
		return "hi";
	return c >= 0xb80 && c < 0xc00 ? "ta" : NULL;
}

/* That of most of the characters beyond ASCII, if they are most of all. */
static const char *
script_of(struct tw_str text)
{
	const char *code = NULL;
	size_t others = 0;
	size_t of_code = 0;

	while (text.n > 0) {
		uint32_t c;
		const char *p = tw_utf8_next(text.p, text.p + text.n, &c);
		const char *found = language_of_script(c);

		if (found && !code)
			code = found;
		of_code += found && found == code;
		others += !found && tw_plain_is_letter(c);
		text = tw_str(p, text.n - (size_t)(p - text.p));
	}
	return of_code > others ? code : NULL;
}

/* What speaks for no language by its words may do so by its script; Cyrillic is
   that of several, which have not these words. */
static const char *
guess_by_script(struct tw_str text, const struct tally *tally)
{
	const char *code = script_of(tw_str(text.p, tw_utf8_floor(text,
		text.n < QUERY_BYTES ? text.n : QUERY_BYTES)));

	if (!code || strcmp(code, "ar") == 0 || strcmp(code, "hi") == 0)
		return NULL;
	for (size_t i = 0; i < LANGUAGES; i++) {
		if (strcmp(codes[i], code) == 0
			&& tally->hits[i] < LEAST_OF_QUERY)
			return NULL;
	}
	return code;
}

const char *
tw_guess_language(struct tw_str text)
{
	struct tally tally = {0};
	unsigned second;
	size_t best;

	count_words(&tally, text);
	best = best_of(&tally, &second);
	if (tally.hits[best] < LEAST_HITS
		|| tally.hits[best] * 8 < tally.words
		|| tally.hits[best] * 4 < second * 5)
		return guess_by_script(text, &tally);
	return codes[best];
}

#define STEMMED_MAX 40

/* Words of questions, plain, that one language alone has: each is enough. */
static const struct {
	const char *word;
	const char *code;
} askings[] = {
	{"combien", "fr"}, {"cual", "es"}, {"cuales", "es"}, {"cuando", "es"},
	{"cuantas", "es"}, {"cuanto", "es"}, {"cuantos", "es"},
	{"donde", "es"}, {"heißen", "de"}, {"heißt", "de"}, {"hieß", "de"},
	{"hoeveel", "nl"}, {"how", "en"}, {"kuinka", "fi"}, {"laquelle", "fr"},
	{"lequel", "fr"}, {"miksi", "fi"}, {"milloin", "fi"}, {"perche", "it"},
	{"pourquoi", "fr"}, {"quais", "pt"}, {"quale", "it"}, {"quali", "it"},
	{"quante", "it"}, {"quanti", "it"}, {"quantos", "pt"}, {"quel", "fr"},
	{"quelle", "fr"}, {"quelles", "fr"}, {"quels", "fr"}, {"quem", "pt"},
	{"quien", "es"}, {"quienes", "es"}, {"varfor", "sv"}, {"viele", "de"},
	{"vilka", "sv"}, {"vilken", "sv"}, {"vilket", "sv"}, {"waarom", "nl"},
	{"waarvoor", "nl"}, {"wann", "de"}, {"wanneer", "nl"},
	{"warum", "de"}, {"welche", "de"}, {"welchem", "de"},
	{"welchen", "de"}, {"welcher", "de"}, {"welches", "de"},
	{"welke", "nl"}, {"wer", "de"}, {"weshalb", "de"}, {"what", "en"},
	{"when", "en"}, {"where", "en"}, {"which", "en"}, {"whose", "en"},
	{"why", "en"}, {"wieso", "de"}, {"wieviel", "de"}, {"wofur", "de"},
	{"womit", "de"}, {"woran", "de"}, {"worauf", "de"}, {"woraus", "de"},
	{"worin", "de"}, {"wovon", "de"}, {"wozu", "de"}
};

/* NULL: it asks in none. */
static const char *
asks_in(struct tw_str folded)
{
	for (size_t i = 0; i < sizeof(askings) / sizeof(*askings); i++) {
		if (tw_str_equal(folded, tw_str_of(askings[i].word)))
			return askings[i].code;
	}
	return NULL;
}

/* Counts in which languages a word is a stop word, or asks. */
static void
count_common(struct tw_str word, unsigned hits[STEMMED_MAX])
{
	char plain[WORD_BYTES + 8];
	struct tw_str folded = tw_str(plain, 0);

	if (word.n >= WORD_BYTES)
		return;
	folded.n = tw_plain(word, plain, sizeof(plain));
	const char *asked = asks_in(folded);

	for (size_t i = 0; i < STEMMED_MAX && tw_language_code(i); i++) {
		const char *code = tw_language_code(i);

		hits[i] += tw_stop_has(tw_stop_words(code), folded);
		if (asked && strcmp(asked, code) == 0)
			hits[i] += LEAST_OF_QUERY;
	}
}

const char *
tw_guess_query(struct tw_str text)
{
	unsigned hits[STEMMED_MAX] = {0};
	const char *script;
	size_t best = 0;
	bool tie = false;

	text.n = tw_utf8_floor(text, text.n < QUERY_BYTES ? text.n
		: QUERY_BYTES);
	script = script_of(text);
	if (script)
		return script;
	while (text.n > 0) {
		size_t n = tw_plain_word(text);
		uint32_t c;

		if (n > 0)
			count_common(tw_str(text.p, n), hits);
		else
			n = (size_t)(tw_utf8_next(text.p, text.p + text.n, &c)
				- text.p);
		text = tw_str(text.p + n, text.n - n);
	}
	for (size_t i = 1; i < STEMMED_MAX; i++) {
		tie = hits[i] == hits[best] || (tie && hits[i] < hits[best]);
		if (hits[i] > hits[best])
			best = i;
	}
	return hits[best] >= LEAST_OF_QUERY && !tie ? tw_language_code(best)
		: NULL;
}
