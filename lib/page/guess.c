/* guess.c: the language of a text, by its most common words. */
/* SPDX-License-Identifier: MIT */
#include "page/guess.h"

#include "page/plain.h"
#include "text/utf8.h"

#define WORDS_MAX 400
#define LEAST_HITS 4

struct language {
	const char *code;
	const char *words;	/* plain, between spaces */
};

static const struct language languages[] = {
	{"en", " the of and to is that was for with as are this have which "
		"it be on by not from were had "},
	{"fr", " le les des et est dans que qui pour une sur pas plus au avec "
		"sont du ce cette ont "},
	{"de", " der die und das den von ist nicht mit ein eine auf dem des "
		"sich auch wird im sind zu "},
	{"es", " el los las y que en una por con para del se su al como es "
		"mas pero fue lo "},
	{"pt", " o os as e que em uma por com para do da se na no mais foi "
		"nao ao dos "},
	{"it", " il gli di e che una per con del della non sono nel alla piu "
		"anche dei si le da "},
	{"nl", " de het een en van ik dat niet op te zijn met voor er aan "
		"wordt werd ook die bij "},
	{"sv", " och att det som en av for med ar pa den till inte har ett "
		"var om han de "},
	{"da", " og at det som en af for med er pa den til ikke har et var om "
		"de blev der "},
	{"no", " og at det som en av for med er pa den til ikke har et var om "
		"de ble seg "},
	{"fi", " ja on ei etta se oli ovat mutta han kun myos joka niin kuin "
		"tai jos sen hanen olla "},
	{"hu", " a az es hogy nem is egy meg ez azt csak mint volt de vagy "
		"mar ki ha lesz el "},
	{"ro", " si de in la cu pe un o nu este care din mai sunt pentru a fi "
		"ca au sa "},
	{"tr", " ve bir bu da icin de ile olarak cok daha gibi olan kadar ne "
		"sonra var ama o her "},
	{"ru", " и в не на что с по как это он из к у за от так но для же "
		"был "},
	{"el", " και το η του να της με για την που στο των οτι δεν απο σε ο "
		"τα τον ειναι "},
	{"ca", " el els les i que en una per amb del no es la de al com mes "
		"dels pero ha "},
	{"id", " yang dan di dengan untuk itu dari dalam pada tidak ini akan "
		"adalah juga ke karena oleh "},
	{"pl", " i w nie na sie z do to ze jest o jak ale po co tak za od "
		"przez byl "},
	{"cy", " y yn a i o ar ei yr gan bod mae wedi am eu ac fel hyn oedd "
		"sydd cael "}};

#define LANGUAGES (sizeof(languages) / sizeof(*languages))

static void
count_word(struct tw_str word, unsigned hits[LANGUAGES])
{
	char key[24];

	key[0] = ' ';

	size_t n = tw_plain(word, key + 1, sizeof(key) - 3);

	key[n + 1] = ' ';
	key[n + 2] = '\0';
	for (size_t i = 0; n > 0 && i < LANGUAGES; i++)
		hits[i] += strstr(languages[i].words, key) != NULL;
}

const char *
tw_guess_language(struct tw_str text)
{
	unsigned hits[LANGUAGES] = {0};
	unsigned words = 0;
	size_t best = 0;
	unsigned second = 0;

	while (text.n > 0 && words < WORDS_MAX) {
		size_t n = tw_plain_word(text);

		if (n > 0) {
			words++;
			if (n < 16)
				count_word(tw_str(text.p, n), hits);
		} else {
			uint32_t c;

			n = (size_t)(tw_utf8_next(text.p, text.p + text.n, &c)
				- text.p);
		}
		text = tw_str(text.p + n, text.n - n);
	}
	for (size_t i = 1; i < LANGUAGES; i++) {
		if (hits[i] > hits[best])
			best = i;
	}
	for (size_t i = 0; i < LANGUAGES; i++) {
		if (i != best && hits[i] > second)
			second = hits[i];
	}
	if (hits[best] < LEAST_HITS || hits[best] * 8 < words
		|| hits[best] * 4 < second * 5)
		return NULL;
	return languages[best].code;
}
