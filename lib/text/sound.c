/* sound.c: how an English word sounds, about, as a key. */
/* SPDX-License-Identifier: MIT */
#include "text/spelling.h"

/*
 * First letters that stand together for one sound become a letter each; then
 * vowels, h, w and y go, but for the first letter of the key, and what stands
 * twice there stands once. Letters that are no English ones stay.
 */
struct rule {
	const char *letters;
	const char *before;	/* one of them must follow; "" is any */
	const char *sounds;
	enum {ANYWHERE, FIRST, LAST} place;
};

/* The first that fits is taken. */
static const struct rule rules[] = {
	{"kn", "", "n", FIRST},
	{"gn", "", "n", FIRST},
	{"pn", "", "n", FIRST},
	{"wr", "", "r", FIRST},
	{"ps", "", "s", FIRST},
	{"ough", "", "o", ANYWHERE},
	{"sch", "", "sk", ANYWHERE},
	{"tch", "", "c", ANYWHERE},
	{"ch", "", "c", ANYWHERE},
	{"ph", "", "f", ANYWHERE},
	{"sh", "", "ks", ANYWHERE},
	{"ti", "ao", "ks", ANYWHERE},
	{"ci", "ao", "ks", ANYWHERE},
	{"si", "ao", "ks", ANYWHERE},
	{"gh", "", "", ANYWHERE},
	{"th", "", "0", ANYWHERE},
	{"ck", "", "k", ANYWHERE},
	{"c", "eiy", "s", ANYWHERE},
	{"c", "", "k", ANYWHERE},
	{"q", "", "k", ANYWHERE},
	{"dg", "eiy", "j", ANYWHERE},
	{"g", "eiy", "j", ANYWHERE},
	{"x", "", "ks", ANYWHERE},
	{"z", "", "s", ANYWHERE},
	{"v", "", "f", ANYWHERE},
	{"mb", "", "m", LAST},
};

/* How many letters at `at` the rule takes; 0 if it does not fit. */
static uint32_t
fits(const struct rule *rule, const struct tw_letters *word, uint32_t at)
{
	uint32_t i = at;

	if (rule->place == FIRST && at > 0)
		return 0;
	for (const char *p = rule->letters; *p; p++, i++)
		if (i == word->count || word->at[i] != (uint32_t)*p)
			return 0;
	if (rule->place == LAST && i < word->count)
		return 0;
	if (*rule->before && (i == word->count || word->at[i] >= 128 ||
		!strchr(rule->before, (int)word->at[i])))
		return 0;
	return i - at;
}

static void
put(struct tw_sound *sound, uint32_t letter)
{
	bool is_english = letter < 128;

	if (sound->count == 0) {
		if (is_english && strchr("aeiou", (int)letter))
			letter = 'a';
	} else if ((is_english && strchr("aeiouhwy", (int)letter)) ||
		sound->at[sound->count - 1] == letter) {
		return;
	}
	if (sound->count < TW_SPELLING_KEY)
		sound->at[sound->count++] = letter;
}

/* Puts what stands at `at`, and returns how many letters that were. */
static uint32_t
put_at(struct tw_sound *sound, const struct tw_letters *word, uint32_t at)
{
	for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++) {
		uint32_t taken = fits(&rules[i], word, at);

		if (taken == 0)
			continue;
		for (const char *p = rules[i].sounds; *p; p++)
			put(sound, (uint32_t)*p);
		return taken;
	}
	put(sound, word->at[at]);
	return 1;
}

void
tw_sound_of(const struct tw_letters *word, struct tw_sound *ret)
{
	ret->count = 0;
	for (uint32_t i = 0; i < word->count;)
		i += put_at(ret, word, i);
}

bool
tw_sound_equal(const struct tw_sound *a, const struct tw_sound *b)
{
	return a->count == b->count &&
		memcmp(a->at, b->at, a->count * sizeof(*a->at)) == 0;
}
