/* test_relaxed.c: why a query finds nothing: the changes that find some. */
/* SPDX-License-Identifier: MIT */
#include "result/relaxed.h"

#include "parsing.h"
#include "small_index.h"

#define CLAUSES_MAX 4
#define FOUND_ROOM 512

/* One clause of a query of the model: one or two words. */
struct clause {
	enum tw_occur occur;
	enum { WORD, PHRASE, NEAR, ALL_OF, ANY_OF, GONE } kind;
	const char *field;
	const char *words[2];
	bool filtered;		/* before its field was left out */
};

struct model {
	struct clause clauses[CLAUSES_MAX];
	uint32_t count;
};

struct step {
	uint32_t clause;	/* CLAUSES_MAX: the words beside filters */
	enum tw_change_kind kind;
};

static const char *const vocabulary[] = {"oak", "elm", "ash", "yew", "fir"};

static bool
is_filter(const struct clause *clause)
{
	return strcmp(clause->field, "author:") == 0;
}

static void
print_clause(const struct clause *c, struct tw_buf *out)
{
	const char *sign = c->kind == ALL_OF ? "+" : "";

	if (c->kind == ALL_OF && is_filter(c))
		sign = "";
	if (c->occur == TW_MUST && !is_filter(c))
		tw_buf_add_byte(out, '+');
	if (c->occur == TW_NOT)
		tw_buf_add_byte(out, '-');
	if (c->kind == WORD)
		tw_buf_addf(out, "%s%s", c->field, c->words[0]);
	else if (c->kind == PHRASE || c->kind == NEAR)
		tw_buf_addf(out, "%s\"%s %s\"%s", c->field, c->words[0],
			c->words[1], c->kind == NEAR ? "~10" : "");
	else
		tw_buf_addf(out, "(%s%s%s %s%s%s)", sign, c->field,
			c->words[0], sign, c->field, c->words[1]);
}

/* The clauses of these kinds, in order. */
static void
print_some(const struct model *model, bool should, bool others,
	struct tw_buf *out)
{
	for (uint32_t i = 0; i < model->count; i++) {
		const struct clause *c = &model->clauses[i];

		if (c->kind == GONE ||
			!(c->occur == TW_SHOULD ? should : others))
			continue;
		tw_buf_addf(out, "%s", out->n > 0 ? " " : "");
		print_clause(c, out);
	}
}

/* True if one of the SHOULD clauses has to be there, as it had to beside what
   was a filter. */
static bool
chooses(const struct model *model)
{
	bool has_should = false;
	bool has_filtered = false;
	bool has_must = false;

	for (uint32_t i = 0; i < model->count; i++) {
		const struct clause *c = &model->clauses[i];
		bool must = c->kind != GONE && c->occur == TW_MUST &&
			!is_filter(c);

		has_should |= c->kind != GONE && c->occur == TW_SHOULD;
		has_filtered |= must && c->filtered;
		has_must |= must && !c->filtered;
	}
	return has_should && has_filtered && !has_must;
}

static void
print_model(const struct model *model, struct tw_buf *out)
{
	bool groups = chooses(model);

	tw_buf_reset(out);
	if (groups) {
		tw_buf_addf(out, "+(");
		print_some(model, true, false, out);
		tw_buf_addf(out, ")");
	}
	print_some(model, !groups, true, out);
}

static const char *
pick_word(uint32_t *seed)
{
	return vocabulary[dice(seed, 5)];
}

/* Words that no article has may be misspelt. */
static bool
respell(struct clause *c)
{
	bool is_done = false;

	if (c->kind > NEAR || c->occur == TW_NOT || is_filter(c))
		return false;
	for (int i = 0; i < (c->kind == WORD ? 1 : 2); i++) {
		if (strcmp(c->words[i], "oaak") != 0)
			continue;
		c->words[i] = "oak";
		is_done = true;
	}
	return is_done;
}

static struct model
random_model(uint32_t *seed)
{
	static const char *const fields[] = {"", "", "title:", "author:"};
	struct model model = {.count = 1 + dice(seed, CLAUSES_MAX)};

	for (uint32_t i = 0; i < model.count; i++) {
		struct clause *c = &model.clauses[i];

		c->occur = (enum tw_occur)dice(seed, 3);
		c->field = fields[dice(seed, 4)];
		c->words[0] = pick_word(seed);
		c->words[1] = pick_word(seed);
		c->kind = dice(seed, 2) ? WORD : PHRASE;
		if (*c->field == 0 && c->occur == TW_MUST && dice(seed, 3) == 0)
			c->kind = ANY_OF;
		if (is_filter(c) && c->occur == TW_SHOULD)
			c->occur = TW_MUST;
		if (c->kind != ANY_OF && !is_filter(c) &&
			dice(seed, 5) == 0)
			c->words[c->kind != WORD && dice(seed, 2)] = "oaak";
	}
	return model;
}

/* Makes the change; false if it cannot be made, or leaves but NOTs. */
static bool
change(struct model *model, struct step step)
{
	struct clause *c = &model->clauses[step.clause];
	bool has_should = false;
	bool has_filter = false;
	bool has_must = false;
	bool has_positive = false;

	for (uint32_t i = 0; i < model->count; i++) {
		struct clause *d = &model->clauses[i];

		if (d->kind == GONE)
			continue;
		has_should |= d->occur == TW_SHOULD;
		has_must |= d->occur == TW_MUST && !is_filter(d);
		has_filter |= d->occur == TW_MUST && is_filter(d);
	}
	if (step.clause == CLAUSES_MAX) {
		if (!has_should || has_must || !has_filter)
			return false;
		for (uint32_t i = 0; i < model->count; i++)
			if (model->clauses[i].occur == TW_SHOULD)
				model->clauses[i].kind = GONE;
		return true;
	}
	if (c->kind == GONE)
		return false;
	switch (step.kind) {
	case TW_CHANGE_SPELLING:
		return respell(c);
	case TW_CHANGE_AUTHOR:	/* no article has any of these */
	case TW_CHANGE_CATEGORY:
	case TW_CHANGE_ALIKE:
		return false;
	case TW_CHANGE_NEAR:
		if (c->kind != PHRASE || c->occur == TW_NOT)
			return false;
		c->kind = NEAR;
		return true;
	case TW_CHANGE_WORDS:
		if (c->kind != PHRASE || c->occur == TW_NOT)
			return false;
		c->kind = ALL_OF;
		return true;
	case TW_CHANGE_FIELD:
		if (*c->field == 0 || c->occur == TW_NOT)
			return false;
		c->filtered = is_filter(c);
		c->field = "";
		return true;
	default:
		if (c->occur == TW_SHOULD)
			return false;
		c->kind = GONE;
	}
	for (uint32_t i = 0; i < model->count; i++)
		has_positive |= model->clauses[i].kind != GONE &&
			model->clauses[i].occur != TW_NOT;
	return has_positive;
}

struct found {
	struct tw_relaxed all[FOUND_ROOM];
	uint32_t count;
};

static uint64_t
count_of(struct tw_reader *reader, const struct tw_query *query)
{
	struct tw_hits hits;

	index_ok(tw_search_each(reader, query, 1, NULL, &hits, &err));
	uint64_t total = hits.total;
	tw_hits_done(&hits);
	return total;
}

static void
find(struct tw_reader *reader, const struct model *model, uint32_t cost,
	const struct tw_query *original, struct found *found,
	struct tw_arena *arena)
{
	struct tw_buf text = {0};

	print_model(model, &text);
	struct tw_query *query = parse(tw_buf_str(&text), false);
	uint64_t total = count_of(reader, query);
	struct tw_relaxed relaxed = {.cost = cost, .total = total};
	bool is_old = tw_str_equal(query->read_as, original->read_as);

	for (uint32_t i = 0; i < found->count && !is_old; i++) {
		if (!tw_str_equal(found->all[i].query, query->read_as))
			continue;
		is_old = true;
		if (found->all[i].cost > cost)
			found->all[i].cost = cost;
	}
	if (!is_old && total > 0) {
		relaxed.query = tw_str(tw_arena_copy(arena, query->read_as.p,
			query->read_as.n), query->read_as.n);
		assert_true(found->count < FOUND_ROOM);
		found->all[found->count++] = relaxed;
	}
	tw_query_free(query);
	tw_buf_done(&text);
}

static uint32_t
list_steps(const struct model *model, struct step *steps)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i <= model->count; i++) {
		uint32_t clause = i < model->count ? i : CLAUSES_MAX;

		for (int k = 0; k <= TW_CHANGE_LEAVE; k++) {
			struct step step = {clause, (enum tw_change_kind)k};
			struct model copy = *model;

			if (clause == CLAUSES_MAX && k < TW_CHANGE_LEAVE)
				continue;
			if (clause == CLAUSES_MAX)
				step.kind = TW_CHANGE_LEAVE_CHOICE;
			if (change(&copy, step))
				steps[count++] = step;
		}
	}
	return count;
}

static int
by_least_change(const void *left, const void *right)
{
	const struct tw_relaxed *a = left;
	const struct tw_relaxed *b = right;

	if (a->cost != b->cost)
		return a->cost < b->cost ? -1 : 1;
	if (a->total != b->total)
		return a->total > b->total ? -1 : 1;
	return tw_str_compare(a->query, b->query);
}

/* In either order: what comes last may be barred by what comes first. */
static void
find_double(struct tw_reader *reader, const struct model *model,
	struct step a, struct step b, const struct tw_query *query,
	struct found *found, struct tw_arena *arena)
{
	struct model one = *model;
	struct model other = *model;
	uint32_t cost = a.kind + b.kind + 2U;

	if (change(&one, a) && change(&one, b))
		find(reader, &one, cost, query, found, arena);
	else if (change(&other, b) && change(&other, a))
		find(reader, &other, cost, query, found, arena);
}

/* All single changes, and if none of them helps all double ones. */
static void
search_all(struct tw_reader *reader, const struct model *model,
	const struct tw_query *query, struct found *found,
	struct tw_arena *arena)
{
	struct step steps[CLAUSES_MAX * 4 + 1];
	uint32_t count = list_steps(model, steps);

	found->count = 0;
	for (uint32_t i = 0; i < count; i++) {
		struct model copy = *model;

		if (change(&copy, steps[i]))
			find(reader, &copy, steps[i].kind + 1U, query, found,
				arena);
	}
	bool is_found = found->count > 0;
	for (uint32_t i = 0; !is_found && i < count; i++)
		for (uint32_t j = 0; j < i; j++)
			find_double(reader, model, steps[j], steps[i], query,
				found, arena);
	qsort(found->all, found->count, sizeof(*found->all), by_least_change);
}

static void
make_random_index(uint32_t *seed)
{
	static const char *const titles[] = {"", "oak", "ash elm"};

	for (uint32_t i = 0; i < 12; i++) {
		char id[8];
		char text[64];

		snprintf(id, sizeof(id), "%u", (unsigned)i);
		snprintf(text, sizeof(text), "%s %s tree %s", pick_word(seed),
			pick_word(seed), dice(seed, 3) ? "" : pick_word(seed));
		index_add(id, titles[dice(seed, 3)], text);
	}
	index_commit();
}

static void
assert_same(const struct tw_relaxed *got, uint32_t count,
	const struct found *found, uint32_t room, struct tw_str where)
{
	uint32_t expected = found->count < room ? found->count : room;
	bool is_same = count == expected;

	for (uint32_t i = 0; is_same && i < count; i++)
		is_same = got[i].total == found->all[i].total &&
			got[i].cost == found->all[i].cost &&
			tw_str_equal(got[i].query, found->all[i].query);
	if (is_same)
		return;
	print_error("%.*s: %u got, %u expected\n", (int)where.n, where.p,
		(unsigned)count, (unsigned)expected);
	for (uint32_t i = 0; i < count; i++)
		print_error("got %s: %s\n", got[i].query.p, got[i].why.p);
	for (uint32_t i = 0; i < expected; i++)
		print_error("expected %s\n", found->all[i].query.p);
	fail();
}

static void
test_changes_found_are_those_of_trying_all(void **state)
{
	uint32_t seed = 5;
	uint32_t singles = 0;
	uint32_t doubles = 0;
	static struct found found;

	(void)state;
	make_random_index(&seed);
	struct tw_reader *reader = open_reader();

	for (int i = 0; i < 3000; i++) {
		struct model model = random_model(&seed);
		struct tw_arena arena = {0};
		struct tw_buf text = {0};
		struct tw_relaxed got[6];
		uint32_t count;

		print_model(&model, &text);
		struct tw_query *query = parse(tw_buf_str(&text), false);
		if (tw_str_equal(query->read_as, tw_buf_str(&text)) &&
			count_of(reader, query) == 0) {
			index_ok(tw_relax(reader, query, NULL, got, 6, &count,
				&arena, &err));
			search_all(reader, &model, query, &found, &arena);
			assert_same(got, count, &found, 6, query->read_as);
			singles += count > 0 && !strchr(got[0].why.p, ',');
			doubles += count > 0 && strchr(got[0].why.p, ',');
		}
		tw_query_free(query);
		tw_buf_done(&text);
		tw_arena_done(&arena);
	}
	assert_true(singles > 100);
	assert_true(doubles > 20);
	tw_reader_free(reader);
}

static void
test_a_query_that_no_change_helps_has_none(void **state)
{
	struct tw_relaxed got[2];
	uint32_t count = 9;
	struct tw_arena arena = {0};

	(void)state;
	index_add("a", "", "oak elm");
	index_commit();
	struct tw_reader *reader = open_reader();
	const char *const texts[] = {"", "yew", "+yew +fir", "-oak"};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct tw_query *query = parse(tw_str_of(texts[i]), false);

		index_ok(tw_relax(reader, query, NULL, got, 2, &count, &arena,
			&err));
		assert_int_equal(count, 0);
		tw_query_free(query);
	}
	tw_arena_done(&arena);
	tw_reader_free(reader);
}

static void
assert_first_change(struct tw_reader *reader, const char *text,
	const char *why, const char *query)
{
	struct tw_arena arena = {0};
	struct tw_relaxed got = {0};
	uint32_t count = 0;
	struct tw_query *read = parse(tw_str_of(text), false);

	index_ok(tw_relax(reader, read, NULL, &got, 1, &count, &arena, &err));
	assert_int_equal(count, 1);
	assert_string_equal(got.why.p, why);
	assert_string_equal(got.query.p, query);
	tw_query_free(read);
	tw_arena_done(&arena);
}

static void
test_words_may_be_misspelt_in_a_phrase_or_run_together(void **state)
{
	(void)state;
	index_add("a", "", "partnership working");
	index_commit();
	struct tw_reader *reader = open_reader();

	assert_first_change(reader, "\"partnershp working\"",
		"\"partnership working\" for \"partnershp working\"",
		"\"partnership working\"");
	assert_first_change(reader, "\"workign partnershp\"~3",
		"\"working partnership\"~3 for \"workign partnershp\"~3",
		"\"working partnership\"~3");
	assert_first_change(reader, "partnershipworking",
		"\"partnership working\" for partnershipworking",
		"\"partnership working\"");
	assert_first_change(reader, "partnershp",
		"partnership for partnershp", "partnership");
	tw_reader_free(reader);
}

static void
test_names_may_be_misspelt(void **state)
{
	struct tw_doc doc = index_doc("a", "", "partnership working");

	(void)state;
	doc.field[TRAWL_AUTHOR] = TW_STR("Joanna Ruffle");
	doc.field[TRAWL_CATEGORY] = TW_STR("Policy");
	index_ok(tw_writer_add(writer, &doc, &err));
	index_commit();
	struct tw_reader *reader = open_reader();

	assert_first_change(reader, "author:rufle",
		"author:rufle or what is spelt alike", "author:rufle~");
	assert_first_change(reader, "working category:polcy",
		"category:polcy or what is spelt alike",
		"working category:polcy~");
	tw_reader_free(reader);
}

static void
test_words_may_be_of_a_name(void **state)
{
	struct tw_doc doc = index_doc("a", "", "partnership working");

	(void)state;
	doc.field[TRAWL_AUTHOR] = TW_STR("Joanna of Ruffle\nHenrike Aldous");
	doc.field[TRAWL_CATEGORY] = TW_STR("Local News");
	index_ok(tw_writer_add(writer, &doc, &err));
	index_commit();
	struct tw_reader *reader = open_reader();

	assert_first_change(reader, "ruffle", "author:ruffle for ruffle",
		"author:ruffle");
	assert_first_change(reader, "Joanna of Ruffle",
		"author:\"Joanna of Ruffle\" for Joanna of Ruffle",
		"author:\"Joanna of Ruffle\"");
	assert_first_change(reader, "\"henrike aldous\"",
		"author:\"henrike aldous\" for \"henrike aldous\"",
		"author:\"henrike aldous\"");
	assert_first_change(reader, "ruffle joanna",
		"author:\"ruffle joanna\"~10 for ruffle joanna",
		"author:\"ruffle joanna\"~10");
	assert_first_change(reader, "by joanna ruffel since:1990",
		"author:joanna for by joanna ruffel, without since:1990",
		"author:joanna");
	assert_first_change(reader, "+working +aldous",
		"author:aldous for aldous", "+working author:aldous");
	assert_first_change(reader, "+joanna +ruffle",
		"author:joanna for joanna, author:ruffle for ruffle",
		"author:joanna author:ruffle");
	assert_first_change(reader, "+(joanna bob) working",
		"author:joanna for joanna bob", "author:joanna working");
	assert_first_change(reader, "local news",
		"category:\"local news\" for local news",
		"category:\"local news\"");
	tw_reader_free(reader);
}

static void
test_the_dates_asked_for_may_be_left_out(void **state)
{
	const struct tw_dated dated = {
		.filters = true, .after = 2019U << 16};
	struct tw_relaxed got[2];
	uint32_t count;
	struct tw_arena arena = {0};

	(void)state;
	index_add("a", "", "oak elm");
	index_commit();
	struct tw_reader *reader = open_reader();
	struct tw_query *query = parse(TW_STR("+oak +yew"), false);

	index_ok(tw_relax(reader, query, &dated, got, 2, &count, &arena,
		&err));
	assert_int_equal(count, 1);
	assert_string_equal(got[0].why.p, "of any date, without yew");
	assert_string_equal(got[0].query.p, "oak");
	assert_true(got[0].is_undated);
	assert_int_equal(got[0].total, 1);
	tw_query_free(query);
	tw_arena_done(&arena);
	tw_reader_free(reader);
}

static int
set_up_all(void **state)
{
	return set_up(state) == 0 ? set_up_index(state) : -1;
}

static int
tear_down_all(void **state)
{
	return tear_down(state) == 0 ? tear_down_index(state) : -1;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up_all, tear_down_all)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_changes_found_are_those_of_trying_all),
		TEST(test_a_query_that_no_change_helps_has_none),
		TEST(test_words_may_be_misspelt_in_a_phrase_or_run_together),
		TEST(test_names_may_be_misspelt),
		TEST(test_words_may_be_of_a_name),
		TEST(test_the_dates_asked_for_may_be_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
