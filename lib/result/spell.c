/* spell.c: near words of a dictionary, scored and put in order. */
/* SPDX-License-Identifier: MIT */
#include "result/spell.h"

#include <stdlib.h>

/* In a short word two edits leave nothing of it. */
#define SHORT_LETTERS 3

int
tw_spell_init(struct tw_spell *spell, struct tw_str typed,
	struct tw_arena *arena)
{
	struct tw_letters letters;

	*spell = (struct tw_spell){.arena = arena};
	if (!tw_letters_of(typed, &letters) || letters.count < 2)
		return TRAWL_END;
	tw_nearby_init(&spell->nearby, &letters,
		letters.count <= SHORT_LETTERS ? 1 : TW_NEARBY_EDITS);
	return TRAWL_OK;
}

void
tw_spell_done(struct tw_spell *spell)
{
	tw_buf_done(&spell->guesses);
}

void
tw_spell_offer(struct tw_spell *spell, struct tw_str word, size_t shared,
	uint64_t articles)
{
	uint32_t edits = tw_nearby_next(&spell->nearby, word, shared);

	if (edits == 0 || edits == UINT32_MAX)
		return;
	struct tw_guess guess = {
		.word.p = tw_arena_copy(spell->arena, word.p, word.n),
		.word.n = word.n,
		.articles = articles,
	};

	if (guess.word.p)
		tw_buf_add(&spell->guesses, &guess, sizeof(guess));
	else
		spell->guesses.failed = TRAWL_ENOMEM;
}

static int
by_word(const void *a, const void *b)
{
	const struct tw_guess *x = a;
	const struct tw_guess *y = b;

	return tw_str_compare(x->word, y->word);
}

static int
by_score(const void *a, const void *b)
{
	const struct tw_guess *x = a;
	const struct tw_guess *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return tw_str_compare(x->word, y->word);
}

/* Makes one of what came from several dictionaries; returns how many. */
static uint32_t
join(struct tw_guess *guesses, uint32_t count)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < count; i++) {
		if (kept > 0 && by_word(&guesses[kept - 1], &guesses[i]) == 0)
			guesses[kept - 1].articles += guesses[i].articles;
		else
			guesses[kept++] = guesses[i];
	}
	return kept;
}

static void
score(const struct tw_spell *spell, struct tw_guess *guesses, uint32_t count)
{
	const struct tw_letters *typed = &spell->nearby.typed;
	struct tw_sound sound;

	tw_sound_of(typed, &sound);
	for (uint32_t i = 0; i < count; i++) {
		struct tw_letters word;

		/* A near word has two letters more at most: it may be long. */
		guesses[i].score = -100;
		if (tw_letters_of(guesses[i].word, &word))
			guesses[i].score = tw_spelling_score(typed, &sound,
				&word, guesses[i].articles);
	}
}

int
tw_spell_best(struct tw_spell *spell, struct tw_guess **ret,
	uint32_t *ret_count, trawl_error *err)
{
	struct tw_guess *guesses = (void *)spell->guesses.p;
	uint32_t count = (uint32_t)(spell->guesses.n / sizeof(*guesses));
	int status = tw_buf_status(&spell->guesses, err);

	if (status != TRAWL_OK)
		return status;
	if (count > 0) {
		qsort(guesses, count, sizeof(*guesses), by_word);
		count = join(guesses, count);
		score(spell, guesses, count);
		qsort(guesses, count, sizeof(*guesses), by_score);
	}
	*ret = guesses;
	*ret_count = count;
	return TRAWL_OK;
}
