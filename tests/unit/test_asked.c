/* test_asked.c: what anyone may type, through the library and the program. */
/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <trawl.h>

#include "dice.h"

/*
 * Each article is also in an index of its own. Whether it matches does not
 * depend on others (no two words have the same stem, or a pattern that fits
 * one would find the other), so these tell which articles a query must find.
 */
#define ARTICLES 24
#define LIMIT 100
#define QUERY_MAX 400
#define ID_MAX 16

static char folder[64];
static trawl_index *indexes[ARTICLES + 1];	/* the last has all */
static trawl_reader *readers[ARTICLES + 1];
static uint32_t seed;

static const char *const words[] = {
	"housing", "homes", "council", "partnership", "partner", "working",
	"integration", "transport", "policing", "fire", "Caf\xC3\xA9",
	"co-operate", "the", "of", "joined", "up", "2019", "women", "woman",
	"x.org", "C++", "don't", "\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E",
};
#define WORDS (sizeof(words) / sizeof(words[0]))

static const char *const pieces[] = {
	"partnershp", "integrat*", "*ship", "wom?n", "hous*", "concil~",
	"parnter~2", "^2", "^0.5", "~3", "\"", "\"", "\xE2\x80\x9C",
	"\xE2\x80\x9D", "'", "(", ")", "(", ")", "+", "-", "+", "-", "AND",
	"OR", "NOT", "NEAR", "NEAR/4", "title:", "author:", "category:",
	"site:", "lang:", "id:", "since:", "before:", "date:", "in:",
	"author:ruffle", "author:smyth~", "category:housing", "site:a.org",
	"lang:en", "id:a3", "since:2019", "before:2020-05", "in:2018",
	"2018..2019", "last-month", "7d", "*", "?", ":", "..", "\\", "%",
	"\xFF", "\xE2\x80", "\n", "\xC2\xA0", "\xF0\x9F\x98\x80", "zzz",
};
#define PIECES (sizeof(pieces) / sizeof(pieces[0]))

/* ------------------------------------------------------------------ */
/* The articles.                                                        */

static void
set(trawl_article *article, enum trawl_field field, const char *text)
{
	assert_int_equal(trawl_article_set(article, field, text, strlen(text),
		NULL), TRAWL_OK);
}

static void
add_words(char *text, size_t room, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		size_t n = strlen(text);

		snprintf(text + n, room - n, "%s%s", words[dice(&seed, WORDS)],
			i % 9 == 8 ? ". " : " ");
	}
}

static trawl_article *
make_article(unsigned i)
{
	static const char *const authors[] = {
		"", "Joanna Ruffle", "Ann Smith\nJoanna Ruffle", "Smith",
	};
	static const char *const dates[] = {
		"", "2018", "2019-04", "2019-12-17", "2020-05-01",
	};
	static const char *const categories[] = {"", "Housing", "Policing"};
	char text[2000] = "";
	char other[100] = "";
	char id[ID_MAX];
	trawl_article *article;

	assert_int_equal(trawl_article_new(&article, NULL), TRAWL_OK);
	snprintf(id, sizeof(id), "a%u", i);
	set(article, TRAWL_ID, id);
	add_words(text, sizeof(text), 3 + dice(&seed, 60));
	add_words(other, sizeof(other), dice(&seed, 5));
	set(article, TRAWL_TEXT, text);
	set(article, TRAWL_TITLE, other);
	set(article, TRAWL_AUTHOR, authors[dice(&seed, 4)]);
	set(article, TRAWL_DATE, dates[dice(&seed, 5)]);
	set(article, TRAWL_CATEGORY, categories[dice(&seed, 3)]);
	set(article, TRAWL_URL, i % 2 ? "https://www.a.org/x" : "");
	return article;
}

static trawl_writer *
open_place(unsigned i)
{
	struct trawl_index_options options = {
		.size = sizeof(options),
		.flags = TRAWL_CREATE,
	};
	char path[96];
	trawl_writer *writer;

	snprintf(path, sizeof(path), "%s/%u.trawl", folder, i);
	assert_int_equal(trawl_index_open(path, &options, &indexes[i], NULL),
		TRAWL_OK);
	assert_int_equal(trawl_writer_open(indexes[i], NULL, &writer, NULL),
		TRAWL_OK);
	return writer;
}

static void
close_writer(trawl_writer *writer, unsigned i)
{
	assert_int_equal(trawl_writer_commit(writer, NULL), TRAWL_OK);
	trawl_writer_free(writer);
	assert_int_equal(trawl_reader_open(indexes[i], &readers[i], NULL),
		TRAWL_OK);
}

static int
set_up(void **state)
{
	const char *given = getenv("TRAWL_SEED");

	(void)state;
	seed = given ? (uint32_t)strtoul(given, NULL, 10) : 1;
	snprintf(folder, sizeof(folder), "./askedXXXXXX");
	if (!mkdtemp(folder))
		return -1;
	trawl_writer *all = open_place(ARTICLES);

	for (unsigned i = 0; i < ARTICLES; i++) {
		trawl_article *article = make_article(i);
		trawl_writer *alone = open_place(i);

		assert_int_equal(trawl_writer_add(all, article, NULL),
			TRAWL_OK);
		assert_int_equal(trawl_writer_add(alone, article, NULL),
			TRAWL_OK);
		trawl_article_free(article);
		close_writer(alone, i);
		if (i % 10 == 9)
			assert_int_equal(trawl_writer_commit(all, NULL),
				TRAWL_OK);
	}
	close_writer(all, ARTICLES);
	return 0;
}

static int
tear_down(void **state)
{
	char command[96];

	(void)state;
	for (unsigned i = 0; i <= ARTICLES; i++) {
		trawl_reader_free(readers[i]);
		trawl_index_close(indexes[i]);
	}
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	return system(command);
}

/* ------------------------------------------------------------------ */
/* Queries.                                                             */

static size_t
make_query(char text[QUERY_MAX])
{
	size_t n = 0;

	text[0] = '\0';
	for (uint32_t left = 1 + dice(&seed, 12); left > 0; left--) {
		bool is_word = dice(&seed, 2);
		const char *piece = is_word ? words[dice(&seed, WORDS)]
			: pieces[dice(&seed, PIECES)];

		n += (size_t)snprintf(text + n, QUERY_MAX - n, "%s%s", piece,
			dice(&seed, 3) ? " " : "");
		assert_true(n < QUERY_MAX);
	}
	return n;
}

static trawl_query *
parse(const char *text, size_t n)
{
	struct trawl_query_options options = {
		.size = sizeof(options),
		.now = "2020-01-15",
	};
	trawl_query *query;

	assert_int_equal(trawl_query_parse(text, n, &options, &query, NULL),
		TRAWL_OK);
	return query;
}

struct found {
	uint64_t total;
	uint32_t count;
	char ids[LIMIT][ID_MAX];
	float scores[LIMIT];
	bool is_partial;
};

static void
take(trawl_hits *hits, struct found *ret)
{
	ret->total = trawl_hits_total(hits);
	ret->count = trawl_hits_count(hits);
	ret->is_partial = trawl_hits_is_partial(hits);
	assert_true(ret->count <= LIMIT);
	for (uint32_t i = 0; i < ret->count; i++) {
		trawl_str id;

		assert_int_equal(trawl_hits_id(hits, i, &id, NULL), TRAWL_OK);
		snprintf(ret->ids[i], ID_MAX, "%.*s", (int)id.length,
			id.bytes);
		ret->scores[i] = trawl_hits_score(hits, i);
	}
}

static void
search(trawl_reader *reader, const trawl_query *query,
	struct trawl_search_options options, struct found *ret)
{
	trawl_hits *hits;

	options.size = sizeof(options);
	options.now = "2020-01-15";
	if (options.limit == 0)
		options.limit = LIMIT;
	assert_int_equal(trawl_search(reader, query, &options, &hits, NULL),
		TRAWL_OK);
	take(hits, ret);
	trawl_hits_free(hits);
}

static bool
has(const struct found *found, const char *id)
{
	for (uint32_t i = 0; i < found->count; i++)
		if (strcmp(found->ids[i], id) == 0)
			return true;
	return false;
}

static void
assert_same(const struct found *one, const struct found *other)
{
	assert_int_equal(one->total, other->total);
	assert_int_equal(one->count, other->count);
	for (uint32_t i = 0; i < one->count; i++) {
		assert_string_equal(one->ids[i], other->ids[i]);
		assert_memory_equal(&one->scores[i], &other->scores[i],
			sizeof(float));
	}
}

/* With TRAWL_SEED, each query, so that the last is the one that failed. */
static void
tell(const trawl_query *query)
{
	if (getenv("TRAWL_SEED"))
		print_message("# %s\n", trawl_query_read_as(query));
}

/* ------------------------------------------------------------------ */
/* What holds for each query.                                           */

static void
check_warnings(const trawl_query *query, size_t n)
{
	const struct trawl_warning *warnings;
	size_t count = trawl_query_warnings(query, &warnings);

	for (size_t i = 0; i < count; i++) {
		assert_true(warnings[i].offset <= n);
		assert_true(i == 0 ||
			warnings[i - 1].offset <= warnings[i].offset);
	}
}

static void
check_reads_again(const trawl_query *query, const struct found *all)
{
	static struct found again;
	const char *text = trawl_query_read_as(query);
	trawl_query *same = parse(text, strlen(text));

	assert_string_equal(trawl_query_read_as(same), text);
	search(readers[ARTICLES], same, (struct trawl_search_options){0},
		&again);
	assert_same(all, &again);
	trawl_query_free(same);
}

static void
check_each_article(const trawl_query *query, const struct found *all)
{
	static struct found alone;

	assert_int_equal(all->total, all->count);
	for (unsigned i = 0; i < ARTICLES; i++) {
		char id[ID_MAX];

		snprintf(id, sizeof(id), "a%u", i);
		search(readers[i], query, (struct trawl_search_options){0},
			&alone);
		assert_int_equal(alone.total, has(all, id));
	}
}

static void
check_ways(const trawl_query *query, const struct found *all)
{
	static struct found found;
	uint32_t offset = dice(&seed, 8);

	search(readers[ARTICLES], query, (struct trawl_search_options){
		.offset = offset, .limit = 5}, &found);
	for (uint32_t i = 0; i < found.count; i++)
		assert_string_equal(found.ids[i], all->ids[offset + i]);
	for (int sort = TRAWL_NEWEST_FIRST; sort <= TRAWL_BY_TITLE; sort++) {
		search(readers[ARTICLES], query, (struct trawl_search_options){
			.sort = sort}, &found);
		assert_int_equal(found.count, all->count);
	}
	search(readers[ARTICLES], query, (struct trawl_search_options){
		.budget = 1 + dice(&seed, 60), .total = (int)dice(&seed, 2)},
		&found);
	for (uint32_t i = 0; i < found.count; i++)
		assert_true(has(all, found.ids[i]));
	assert_true(found.is_partial || found.count == all->count);
}

static void
check_hits(const trawl_query *query, const struct found *all)
{
	struct trawl_search_options options = {
		.size = sizeof(options),
		.limit = LIMIT,
		.passages = dice(&seed, 4),
		.fragments = 1,
		.html = 1,
		.rerank = dice(&seed, 60),
		.half_life = dice(&seed, 2) * 90,
		.now = "2020-01-15",
		.expand = dice(&seed, 4) == 0,
		.fold = (int)dice(&seed, 2),
		.facets = TRAWL_FACET_YEAR,
	};
	struct trawl_facet_values years = {.size = sizeof(years)};
	struct trawl_explanation why = {.size = sizeof(why)};
	struct trawl_hit hit = {.size = sizeof(hit)};
	trawl_hits *hits;
	uint64_t more = 0;

	assert_int_equal(trawl_search(readers[ARTICLES], query, &options,
		&hits, NULL), TRAWL_OK);
	for (uint32_t i = 0; i < trawl_hits_count(hits); i++) {
		assert_int_equal(trawl_hits_get(hits, i, &hit, NULL), TRAWL_OK);
		assert_int_equal(trawl_hits_explain(hits, i, &why, NULL),
			TRAWL_OK);
		assert_memory_equal(&why.parts[0].value, &hit.score,
			sizeof(float));
		more += 1 + (uint64_t)hit.more;
	}
	assert_int_equal(more, all->count);
	assert_int_equal(trawl_hits_facet(hits, TRAWL_FACET_YEAR, &years,
		NULL), TRAWL_OK);
	more = years.without;
	for (size_t i = 0; i < years.count; i++)
		more += years.values[i].count;
	assert_int_equal(more, all->count);
	trawl_hits_free(hits);
}

static void
check_help(const trawl_query *query, const char *text, size_t n)
{
	const struct trawl_change *changes;
	trawl_relaxed *relaxed;
	trawl_suggestions *suggestions;
	static struct found found;
	const char *meant;
	int status = trawl_correct(readers[ARTICLES], query, &meant, NULL);

	assert_true(status == TRAWL_OK || status == TRAWL_END);
	assert_int_equal(trawl_suggest(readers[ARTICLES], text, n, NULL,
		&suggestions, NULL), TRAWL_OK);
	trawl_suggestions_free(suggestions);
	assert_int_equal(trawl_relax(readers[ARTICLES], query, NULL, &relaxed,
		NULL), TRAWL_OK);
	size_t count = trawl_relaxed_changes(relaxed, &changes);

	for (size_t i = 0; i < count; i++) {
		trawl_query *changed = parse(changes[i].query,
			strlen(changes[i].query));

		search(readers[ARTICLES], changed,
			(struct trawl_search_options){0}, &found);
		assert_int_equal(found.total, changes[i].total);
		trawl_query_free(changed);
	}
	trawl_relaxed_free(relaxed);
}

static void
test_random_queries_hold_what_is_promised(void **state)
{
	int left = getenv("TRAWL_LONG") ? 10000 : 300;
	static struct found all;
	char text[QUERY_MAX];

	(void)state;
	while (left-- > 0) {
		size_t n = make_query(text);
		trawl_query *query = parse(text, n);

		tell(query);
		check_warnings(query, n);
		search(readers[ARTICLES], query,
			(struct trawl_search_options){0}, &all);
		check_reads_again(query, &all);
		check_each_article(query, &all);
		check_ways(query, &all);
		check_hits(query, &all);
		if (all.total == 0)
			check_help(query, text, n);
		trawl_query_free(query);
	}
}

/* ------------------------------------------------------------------ */
/* The program.                                                         */

/* What `trawl search --json` says; returns its exit code. */
static int
ask_program(char *query, char *answer, size_t room)
{
	const char *built = getenv("top_builddir");
	char program[4096];
	char index[96];
	int ends[2];

	snprintf(program, sizeof(program), "%s/trawl", built ? built : ".");
	snprintf(index, sizeof(index), "%s/%d.trawl", folder, ARTICLES);
	char *arguments[] = {program, "search", "--json", "-n", "100",
		"--no-rerank", "--no-fold", "--now", "2020-01-15", "-i", index,
		"--", query, NULL};

	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();

	if (child == 0) {
		dup2(ends[1], STDOUT_FILENO);
		close(ends[0]);
		close(ends[1]);
		execv(program, arguments);
		_exit(127);
	}
	close(ends[1]);
	size_t n = 0;

	for (;;) {
		ssize_t got = read(ends[0], answer + n, room - 1 - n);

		if (got <= 0)
			break;
		n += (size_t)got;
	}
	answer[n] = '\0';
	close(ends[0]);
	int status;

	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void
assert_told(const struct found *all, const char *answer)
{
	char total[32];

	snprintf(total, sizeof(total), "\"total\":%u,", (unsigned)all->total);
	assert_non_null(strstr(answer, total));
	for (uint32_t i = 0; i < all->count; i++) {
		char hit[64];

		snprintf(hit, sizeof(hit), "{\"rank\":%u,\"id\":\"%s\"",
			(unsigned)i + 1, all->ids[i]);
		assert_non_null(strstr(answer, hit));
	}
}

static void
test_the_program_answers_as_the_library(void **state)
{
	int left = getenv("TRAWL_LONG") ? 10000 : 60;
	static struct found all;
	static char answer[1 << 20];
	char text[QUERY_MAX];

	(void)state;
	while (left-- > 0) {
		size_t n = make_query(text);
		trawl_query *query = parse(text, n);

		tell(query);
		search(readers[ARTICLES], query,
			(struct trawl_search_options){0}, &all);
		int code = ask_program(text, answer, sizeof(answer));

		if (n > strspn(text, " \n")) {
			assert_int_equal(code, all.total == 0);
			assert_told(&all, answer);
		}
		trawl_query_free(query);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random_queries_hold_what_is_promised),
		cmocka_unit_test(test_the_program_answers_as_the_library),
	};

	return cmocka_run_group_tests_name("asked", tests, set_up, tear_down);
}
