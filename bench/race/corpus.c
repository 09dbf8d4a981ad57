/* corpus.c: makes a corpus of any size out of real articles. */
/* SPDX-License-Identifier: MIT */

/*
 * usage: corpus BASE.ndjson ARTICLES SEED > CORPUS.ndjson
 *
 * The same seed gives the same articles; a smaller corpus is the beginning of
 * a larger one. So that the words have the statistics of real ones:
 *
 * - A sentence is a walk along the real text. At each token it may cross over
 *   to another place where the same token stands, near the article's base
 *   article if there is one: neighbours, phrases and topics stay natural.
 * - A rare word is drawn anew from a Pitman-Yor process (Pitman, Yor 1997),
 *   whose new words are spliced from two real rare ones: the vocabulary goes
 *   on growing by Heaps' law, with Zipf's tail.
 */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base.h"
#include "random.h"

#define NEAR 6			/* articles about the base article */
#define SENTENCE_MAX 60
#define CROSS_OVER 0.13
#define DISCOUNT 0.75		/* of the Pitman-Yor process */
#define STRENGTH 10.0

struct maker {
	struct base base;
	struct random random;

	/* The process: each draw so far, and how many words it has given. */
	uint32_t *drawn;
	size_t drawn_count;
	size_t drawn_capacity;
	size_t rare_words;

	/* The article being made. */
	size_t low;		/* tokens near its base article */
	size_t high;
	size_t length;		/* words it has */
	size_t wanted;
};

static bool
chance(struct maker *maker, double share)
{
	return random_unit(&maker->random) < share;
}

/* A new word: the beginning of one rare word and the end of another. */
static uint32_t
splice(struct maker *maker)
{
	struct base *base = &maker->base;
	struct random *random = &maker->random;
	uint32_t first = base->rare[random_below(random, base->rare_count)];
	uint32_t second = base->rare[random_below(random, base->rare_count)];
	const char *head = base->words.text[first];
	const char *tail = base->words.text[second];
	size_t head_length = strlen(head);
	size_t tail_length = strlen(tail);
	char text[32];

	if (head_length > 9)
		head_length = 9;
	head_length = 1 + random_below(random, head_length);
	size_t end = 2 + random_below(random,
		tail_length < 9 ? tail_length - 1 : 8);
	memcpy(text, head, head_length);
	memcpy(text + head_length, tail + tail_length - end, end);
	return words_number(&base->words, text, head_length + end);
}

static uint32_t
draw_rare(struct maker *maker)
{
	double share = (STRENGTH + DISCOUNT * (double)maker->rare_words) /
		(STRENGTH + (double)maker->drawn_count);
	uint32_t word;

	if (chance(maker, share)) {
		word = splice(maker);
		maker->rare_words++;
	} else {
		word = maker->drawn[random_below(&maker->random,
			maker->drawn_count)];
	}
	if (maker->drawn_count == maker->drawn_capacity) {
		maker->drawn_capacity *= 2;
		maker->drawn = grown(maker->drawn, maker->drawn_capacity,
			sizeof(*maker->drawn));
	}
	maker->drawn[maker->drawn_count++] = word;
	return word;
}

/* The first of places[low..high) that is not below `token`. */
static size_t
first_place(const uint32_t *places, size_t low, size_t high, size_t token)
{
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (places[middle] < token)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Another place where the token at `at` stands, in the topic if there is. */
static size_t
cross_over(struct maker *maker, size_t at)
{
	const struct base *base = &maker->base;
	uint32_t token = base->tokens[at];
	size_t low = base->place_starts[token];
	size_t high = base->place_starts[token + 1];

	if (high - low > 1 && chance(maker, CROSS_OVER)) {
		size_t near = first_place(base->places, low, high, maker->low);
		size_t end = first_place(base->places, near, high,
			maker->high);
		if (near < end && chance(maker, 0.8)) {
			low = near;
			high = end;
		}
		at = base->places[low + random_below(&maker->random,
			high - low)];
	}
	return at;
}

static void
put_word(struct maker *maker, uint32_t token)
{
	const struct base *base = &maker->base;

	if (token < base->word_count && base->is_rare[token]) {
		/* Drawing may move the table of words. */
		uint32_t drawn = draw_rare(maker);
		const char *text = base->words.text[token];
		fputs(base->words.text[drawn], stdout);
		fputs(text + strcspn(text, ".,:;?!"), stdout);
	} else {
		fputs(base->words.text[token], stdout);
	}
	maker->length++;
}

static void
put_sentence(struct maker *maker, const char *before)
{
	const struct base *base = &maker->base;
	size_t at = chance(maker, 0.75) ?
		maker->low + random_below(&maker->random,
			maker->high - maker->low) :
		random_below(&maker->random, base->token_count);

	while (at > 0 && base->tokens[at - 1] != 0)
		at--;
	for (size_t words = 0; words < SENTENCE_MAX; words++) {
		if (at >= base->token_count || base->tokens[at] == 0 ||
				maker->length >= maker->wanted + 15)
			break;
		if (maker->length > 0)
			fputs(words == 0 ? before : " ", stdout);
		put_word(maker, base->tokens[at]);
		at = cross_over(maker, at) + 1;
	}
}

/* Words in an article: log-normal, as in news. */
static size_t
draw_length(struct maker *maker)
{
	double u = 1 - random_unit(&maker->random);
	double v = random_unit(&maker->random);
	double normal = sqrt(-2 * log(u)) * cos(2 * acos(-1) * v);
	double length = 122 * exp(0.62 * normal);

	return length < 25 ? 25 : length > 2000 ? 2000 : (size_t)length;
}

static void
put_article(struct maker *maker, size_t number)
{
	const struct base *base = &maker->base;
	struct random *random = &maker->random;
	size_t about = random_below(random, base->article_count);
	size_t first = about > NEAR ? about - NEAR : 0;
	size_t last = about + NEAR + 1;
	const char *before = " ";

	if (last > base->article_count)
		last = base->article_count;
	maker->low = base->starts[first];
	maker->high = base->starts[last];
	maker->length = 0;
	maker->wanted = draw_length(maker);
	printf("{\"id\":\"d%07zu\",\"text\":\"", number);
	while (maker->length < maker->wanted) {
		put_sentence(maker, before);
		before = chance(maker, 0.25) ? "\\n\\n" : " ";
	}
	size_t year = 2008 + random_below(random, 18);
	size_t month = 1 + random_below(random, 12);
	size_t day = 1 + random_below(random, 28);
	printf("\",\"date\":\"%04zu-%02zu-%02zu\",\"category\":\"%s\"}\n",
		year, month, day, base->categories[about]);
}

int
main(int argc, char **argv)
{
	struct maker maker = { 0 };

	if (argc != 4) {
		fputs("usage: corpus BASE.ndjson ARTICLES SEED\n", stderr);
		return 2;
	}
	base_read(&maker.base, argv[1]);
	random_seed(&maker.random, strtoull(argv[3], NULL, 10));
	maker.rare_words = maker.base.rare_count;
	maker.drawn_count = maker.base.rare_count;
	maker.drawn_capacity = 2 * maker.base.rare_count + 1024;
	maker.drawn = zeroed(maker.drawn_capacity, sizeof(*maker.drawn));
	memcpy(maker.drawn, maker.base.rare,
		maker.base.rare_count * sizeof(*maker.drawn));

	size_t count = strtoull(argv[2], NULL, 10);
	for (size_t i = 0; i < count; i++)
		put_article(&maker, i);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		perror("corpus");
		return 2;
	}
	return 0;
}
