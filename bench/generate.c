/* generate.c: articles out of nothing but a number, for measuring. */
/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * The words of a language follow Zipf's law: the word of rank r comes about
 * 1 / r as often as the first, rare ones a little less. Here ranks below
 * FUNCTION_WORDS are English function words, others are spelled from the rank.
 * An article has a topic, which has words of its own, and says again what it
 * has said before, so that words gather in articles as they do in real ones.
 * No float but in the table of ranks, by division and addition alone: the
 * same on every machine.
 */
#define RANKS (UINT32_C(1) << 18)
#define INFLECTED 5000		/* ranks that have endings */
#define TOPICS 300
#define TOPIC_RANKS 400
#define SAID_MOST 512		/* words of an article that may come again */

static const char *const function_words[] = {
	"the", "of", "and", "to", "a", "in", "that", "is", "was", "for", "it",
	"with", "as", "on", "be", "by", "at", "this", "are", "from", "or",
	"have", "an", "they", "which", "not", "but", "were", "had", "their",
	"has", "will", "all", "we", "more", "can", "been", "who", "there",
	"when",
};

#define FUNCTION_WORDS (sizeof(function_words) / sizeof(function_words[0]))

struct generator {
	uint64_t seed;
	double *sums;		/* of the shares of ranks up to each */
	uint32_t topic;
	uint32_t said[SAID_MOST];
	uint32_t said_count;
};

/* ------------------------------------------------------------------ */

/* splitmix64 */
static uint64_t
next(struct generator *generator)
{
	uint64_t z = generator->seed += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static uint32_t
below(struct generator *generator, uint32_t n)
{
	return (uint32_t)((next(generator) >> 32) * n >> 32);
}

static bool
in_hundred(struct generator *generator, uint32_t times)
{
	return below(generator, 100) < times;
}

/* A rank below `ranks`, by Zipf's law. */
static uint32_t
zipf(struct generator *generator, uint32_t ranks)
{
	double x = (double)(next(generator) >> 11) / 9007199254740992.0 *
		generator->sums[ranks - 1];
	uint32_t low = 0;
	uint32_t high = ranks - 1;

	while (low < high) {
		uint32_t middle = (low + high) / 2;

		if (generator->sums[middle] < x)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* ------------------------------------------------------------------ */
/* Words.                                                               */

/* One syllable for the first ranks, more for the others. */
static void
spell(uint32_t rank, char word[40])
{
	static const char starts[][3] = {
		"b", "br", "c", "ch", "d", "f", "g", "gr", "h", "l", "m", "n",
		"p", "pl", "r", "s", "st", "t", "tr", "v", "w", "sh", "k", "j",
	};
	static const char middles[][3] = {
		"a", "e", "i", "o", "u", "ea", "ou", "ai",
	};
	static const char ends[][3] = {"", "n", "r", "l", "s", "t", "m", "nd"};
	uint32_t rest = rank * UINT32_C(2654435761) % UINT32_C(16777213);
	uint32_t syllables = rank < 300 ? 1 : rank < 20000 ? 2 : 3;

	word[0] = '\0';
	for (uint32_t i = 0; i < syllables; i++) {
		size_t n = strlen(word);

		snprintf(word + n, 40 - n, "%s%s%s", starts[rest % 24],
			middles[rest / 24 % 8],
			i + 1 == syllables ? ends[rest / 192 % 8] : "");
		rest = rest / 24 + rank * 7 + i;
	}
}

/* What comes next: said before, of the topic, or of the language. */
static uint32_t
choose_rank(struct generator *generator)
{
	uint32_t rank;

	if (generator->said_count > 0 && in_hundred(generator, 12))
		return generator->said[below(generator,
			generator->said_count)];
	if (in_hundred(generator, 25))
		rank = FUNCTION_WORDS + (zipf(generator, TOPIC_RANKS) * TOPICS
			+ generator->topic) * 37 % 60000;
	else
		rank = zipf(generator, RANKS);
	if (rank >= FUNCTION_WORDS && generator->said_count < SAID_MOST)
		generator->said[generator->said_count++] = rank;
	return rank;
}

static void
put_word(struct generator *generator, bool is_capital)
{
	static const char *const endings[] = {
		"s", "s", "s", "ed", "ing", "ation", "ly",
	};
	uint32_t rank = choose_rank(generator);
	char word[40];

	if (rank < FUNCTION_WORDS)
		snprintf(word, sizeof(word), "%s", function_words[rank]);
	else
		spell(rank, word);
	if (is_capital)
		word[0] = (char)(word[0] - 'a' + 'A');
	fputs(word, stdout);
	if (rank >= FUNCTION_WORDS && rank < INFLECTED &&
		in_hundred(generator, 20))
		fputs(endings[below(generator, 7)], stdout);
}

/* ------------------------------------------------------------------ */
/* Articles.                                                            */

static void
put_sentence(struct generator *generator, uint32_t words)
{
	for (uint32_t i = 0; i < words; i++) {
		if (i > 0)
			fputs(in_hundred(generator, 6) ? ", " : " ", stdout);
		put_word(generator, i == 0);
	}
	putchar('.');
}

static void
put_text(struct generator *generator, uint32_t words)
{
	while (words > 0) {
		uint32_t n = 5 + below(generator, 20);

		if (n > words)
			n = words;
		put_sentence(generator, n);
		words -= n;
		if (words > 0)
			fputs(in_hundred(generator, 20) ? "\\n\\n" : " ",
				stdout);
	}
}

static void
put_name(struct generator *generator, uint32_t names)
{
	uint32_t number = below(generator, names);
	char name[40];

	for (uint32_t i = 0; i < 2; i++) {
		spell(number * 11 + i * 5 + 50, name);
		name[0] = (char)(name[0] - 'a' + 'A');
		printf("%s%s", i > 0 ? " " : "", name);
	}
}

/* Most articles are short, some ten times as long. */
static uint32_t
choose_length(struct generator *generator, uint32_t mean)
{
	uint32_t shortest = mean / 4 + 1;
	uint32_t words = shortest + below(generator, mean);

	if (in_hundred(generator, 4))
		words += below(generator, 10 * mean);
	return words;
}

static void
put_article(struct generator *generator, uint64_t number, uint32_t mean)
{
	char category[40];

	generator->topic = zipf(generator, TOPICS);
	generator->said_count = 0;
	printf("{\"id\":\"made/%" PRIu64 "\",", number);
	printf("\"url\":\"https://example.org/made/%" PRIu64 "\",", number);
	fputs("\"title\":\"", stdout);
	for (uint32_t i = 3 + below(generator, 6); i > 0; i--) {
		put_word(generator, true);
		if (i > 1)
			putchar(' ');
	}
	fputs("\",\"author\":\"", stdout);
	put_name(generator, 500);
	printf("\",\"date\":\"%04u-%02u-%02u\",",
		2005 + below(generator, 20), 1 + below(generator, 12),
		1 + below(generator, 28));
	spell(1000 + generator->topic, category);
	printf("\"category\":\"%s\",\"language\":\"en\",\"text\":\"",
		category);
	put_text(generator, choose_length(generator, mean));
	fputs("\"}\n", stdout);
}

/* ------------------------------------------------------------------ */

static int
usage(void)
{
	fputs("usage: generate [-n ARTICLES] [-w WORDS] [-s SEED]\n"
		"Writes articles as NDJSON to standard output: 1000 of some "
		"180 words each,\n"
		"from seed 1, if nothing else is said.\n", stderr);
	return 2;
}

static bool
parse_number(const char *text, uint64_t *ret)
{
	char *end;

	*ret = strtoull(text, &end, 10);
	return end != text && *end == '\0';
}

int
main(int argc, char **argv)
{
	uint64_t count = 1000;
	uint64_t mean = 180;
	struct generator generator = {.seed = 1};
	double sum = 0;
	unsigned log = 0;
	int option;

	while ((option = getopt(argc, argv, "n:w:s:")) != -1) {
		bool good = option == 'n' ? parse_number(optarg, &count) :
			option == 'w' ? parse_number(optarg, &mean) :
			option == 's' && parse_number(optarg, &generator.seed);

		if (!good)
			return usage();
	}
	if (optind < argc || mean == 0 || mean > 1000000)
		return usage();
	generator.sums = malloc(RANKS * sizeof(*generator.sums));
	if (!generator.sums) {
		fputs("generate: out of memory\n", stderr);
		return 2;
	}
	for (uint32_t i = 0; i < RANKS; i++) {
		while (i >> log)
			log++;
		sum += 1 / ((i + 1.5) * (1 + 0.12 * log));
		generator.sums[i] = sum;
	}
	for (uint64_t i = 0; i < count && !ferror(stdout); i++)
		put_article(&generator, i, (uint32_t)mean);
	free(generator.sums);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		perror("generate");
		return 2;
	}
	return 0;
}
