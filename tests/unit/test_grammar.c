/* test_grammar.c: what people type, and how it is read. */
/* SPDX-License-Identifier: MIT */
#include "query/grammar.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "parsing.h"
#include "querytext.h"

/* See tests/data/queries.test. */
struct table {
	FILE *file;
	char line[4096];
	unsigned number;
	bool has_line;
};

static char
unescape(const char **p)
{
	char hex[3] = {0};

	switch (*++*p) {
	case 'n':
		return '\n';
	case 't':
		return '\t';
	case 'x':
		memcpy(hex, *p + 1, 2);
		*p += 2;
		return (char)strtoul(hex, NULL, 16);
	default:
		return **p;
	}
}

static void
set_query(const char *line, struct tw_buf *query)
{
	tw_buf_reset(query);
	for (const char *p = line; *p != '\0'; p++)
		tw_buf_add_byte(query,
			(uint8_t)(*p == '\\' ? unescape(&p) : *p));
}

/* The next line that says something, without its end. */
static bool
read_line(struct table *table)
{
	while (fgets(table->line, sizeof(table->line), table->file)) {
		table->number++;
		table->line[strcspn(table->line, "\n")] = '\0';
		if (table->line[0] != '#' && table->line[0] != '\0')
			return true;
	}
	return false;
}

/* What stands behind the mark of the present line. */
static const char *
rest(const struct table *table)
{
	return table->line + (table->line[1] == ' ' ? 2 : 1);
}

static void
check_line(const struct table *table, const struct tw_query *query,
	uint32_t *warnings)
{
	struct tw_buf tree = {0};
	char where[40];

	snprintf(where, sizeof(where), "queries.test:%u", table->number);
	switch (table->line[0]) {
	case '=':
		assert_str(tree_text(query, &tree), rest(table), where);
		break;
	case '>':
		assert_str(query->read_as, rest(table), where);
		break;
	case '!':
		assert_true(*warnings < query->warning_count);
		assert_str(query->warnings[(*warnings)++].text, rest(table),
			where);
		break;
	default:
		print_error("%s: what is this?\n", where);
		fail();
	}
	tw_buf_done(&tree);
}

static void
check_warnings(const struct table *table, const struct tw_query *query,
	uint32_t expected)
{
	if (query->warning_count == expected)
		return;
	print_error("queries.test:%u: not expected before this: %s\n",
		table->number, query->warnings[expected].text.p);
	fail();
}

static void
test_queries_people_type(void **state)
{
	struct table table = {0};
	struct tw_buf text = {0};
	char path[4096];
	unsigned count = 0;

	(void)state;
	snprintf(path, sizeof(path), "%s/tests/data/queries.test",
		getenv("top_srcdir") ? getenv("top_srcdir") : "..");
	table.file = fopen(path, "r");
	assert_non_null(table.file);
	bool more = read_line(&table);

	while (more) {
		uint32_t warnings = 0;

		assert_int_equal(table.line[0], '?');
		set_query(rest(&table), &text);
		struct tw_query *query = parse(tw_buf_str(&text), false);

		more = read_line(&table);
		while (more && table.line[0] != '?') {
			check_line(&table, query, &warnings);
			more = read_line(&table);
		}
		check_warnings(&table, query, warnings);
		assert_reads_as_itself(query);
		tw_query_free(query);
		count++;
	}
	assert_true(count >= 80);
	fclose(table.file);
	tw_buf_done(&text);
}

/* ------------------------------------------------------------------ */
/* What a tree matches must be what the text says.                      */

/*
 * Articles that have each combination of six words: bit i of a set stands for
 * the article that has word k if bit k of i is set.
 */
#define WORDS 6
static const char *const words[WORDS] = {
	"kiwi", "lime", "plum", "pear", "fig", "nut",
};

static uint64_t
articles_with(uint32_t word)
{
	uint64_t set = 0;

	for (uint32_t i = 0; i < 64; i++)
		set |= (uint64_t)(i >> word & 1) << i;
	return set;
}

/* What the clauses of a group have in common, taken one by one. */
struct tally {
	uint64_t must;
	uint64_t should;
	uint64_t not;
	bool has_must;
	bool has_should;
};

static void
add_clause(struct tally *tally, enum tw_occur occur, uint64_t set)
{
	if (occur == TW_NOT) {
		tally->not |= set;
	} else if (occur == TW_MUST) {
		tally->must = tally->has_must ? tally->must & set : set;
		tally->has_must = true;
	} else {
		tally->should |= set;
		tally->has_should = true;
	}
}

static uint64_t
articles_of(const struct tally *tally)
{
	uint64_t set = UINT64_MAX;

	if (tally->has_must)
		set = tally->must;
	else if (tally->has_should)
		set = tally->should;
	return set & ~tally->not;
}

static uint64_t
articles_of_node(const struct tw_node *node)
{
	struct tally tally = {0};

	if (node->kind != TW_NODE_GROUP) {
		for (uint32_t k = 0; k < WORDS; k++)
			if (tw_str_equal(node->text, tw_str_of(words[k])))
				return articles_with(k);
		fail();
	}
	for (const struct tw_node *n = node->first; n; n = n->next)
		add_clause(&tally, n->occur, articles_of_node(n));
	return articles_of(&tally);
}

/* A random query, written and understood at once. */
struct writer {
	struct tw_buf text;
	uint32_t seed;
	unsigned depth;
};

static uint32_t
choose(struct writer *writer, uint32_t n)
{
	return dice(&writer->seed, n);
}

static void
say(struct writer *writer, const char *text)
{
	tw_buf_add(&writer->text, text, strlen(text));
}

static uint64_t write_group(struct writer *writer);

static uint64_t
write_operand(struct writer *writer, enum tw_occur *ret_occur)
{
	static const char *const signs[] = {"", "+", "-"};
	bool negates = false;
	uint64_t set;

	for (; choose(writer, 6) == 0; negates = !negates)
		say(writer, "NOT ");
	enum tw_occur occur = (enum tw_occur)(choose(writer, 4) % 3);

	say(writer, signs[occur]);
	if (writer->depth < 4 && choose(writer, 3) == 0) {
		say(writer, "(");
		set = write_group(writer);
		say(writer, ")");
	} else {
		uint32_t word = choose(writer, WORDS);

		say(writer, words[word]);
		set = articles_with(word);
	}
	if (negates)
		occur = occur == TW_NOT ? TW_SHOULD : TW_NOT;
	*ret_occur = occur;
	return set;
}

static uint64_t
write_both(struct writer *writer, enum tw_occur *ret_occur)
{
	uint64_t set = write_operand(writer, ret_occur);

	while (choose(writer, 4) == 0) {
		enum tw_occur occur;

		if (*ret_occur == TW_NOT)
			set = ~set;
		*ret_occur = TW_SHOULD;
		say(writer, " AND ");
		uint64_t other = write_operand(writer, &occur);

		set &= occur == TW_NOT ? ~other : other;
	}
	return set;
}

static uint64_t
write_either(struct writer *writer, enum tw_occur *ret_occur)
{
	uint64_t set = write_both(writer, ret_occur);

	while (choose(writer, 4) == 0) {
		enum tw_occur occur;

		if (*ret_occur == TW_NOT)
			set = ~set;
		*ret_occur = TW_SHOULD;
		say(writer, " OR ");
		uint64_t other = write_both(writer, &occur);

		set |= occur == TW_NOT ? ~other : other;
	}
	return set;
}

static uint64_t
write_group(struct writer *writer)
{
	struct tally tally = {0};

	writer->depth++;
	for (uint32_t n = 1 + choose(writer, 3); n > 0; n--) {
		enum tw_occur occur;
		uint64_t set = write_either(writer, &occur);

		add_clause(&tally, occur, set);
		say(writer, n > 1 ? " " : "");
	}
	writer->depth--;
	return articles_of(&tally);
}

static void
test_tree_matches_what_the_text_says(void **state)
{
	struct writer writer = {.seed = 3};

	(void)state;
	for (int i = 0; i < 20000; i++) {
		tw_buf_reset(&writer.text);
		uint64_t expected = write_group(&writer);
		struct tw_query *query = parse(tw_buf_str(&writer.text), false);

		if (articles_of_node(query->root) != expected) {
			print_error("%.*s\nreads as %s\n",
				(int)writer.text.n, writer.text.p,
				query->read_as.p);
			fail();
		}
		assert_reads_as_itself(query);
		tw_query_free(query);
	}
	tw_buf_done(&writer.text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_queries_people_type),
		cmocka_unit_test(test_tree_matches_what_the_text_says),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
