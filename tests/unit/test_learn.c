/* test_learn.c: templates of sites, the same in whatever order pages come. */
/* SPDX-License-Identifier: MIT */
#include "index/learn.h"

#include <stdio.h>

#include "index/check.h"
#include "index/reader.h"
#include "index/writer.h"
#include "index_help.h"
#include "store_help.h"

#define DONATE \
	"Before you go: our newsroom lives on what a quokka reader gives us."
#define FOOTER \
	"Tern Street Publishing, a cooperative; zephyr rights reserved, 2020."
#define BIO \
	"Ada Berg writes about harbours, marmosets and the sea for us, daily."

/* A page: what it is called, and where its words come from. */
struct page {
	char id[32];
	char url[64];
	char text[4000];
	struct tw_doc doc;
};

static void
add_words(char *text, size_t room, uint64_t *seed, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		size_t at = strlen(text);

		(void)snprintf(text + at, room - at, "w%u ",
			index_below(seed, 5000));
	}
}

static void
add_text(struct page *page, const char *text)
{
	size_t at = strlen(page->text);

	(void)snprintf(page->text + at, sizeof(page->text) - at, "%s\n\n",
		text);
}

static void
add_story(struct page *page, uint64_t seed)
{
	for (int i = 0; i < 3; i++) {
		add_words(page->text, sizeof(page->text), &seed, 25);
		add_text(page, "");
	}
}

static void
begin_page(struct page *page, const char *site, uint32_t number)
{
	(void)snprintf(page->id, sizeof(page->id), "%s-%u", site, number);
	(void)snprintf(page->url, sizeof(page->url), "https://%s/%u", site,
		number);
	page->text[0] = '\0';
}

static void
end_page(struct page *page)
{
	page->doc = index_doc(page->id, "", page->text);
	page->doc.field[TRAWL_URL] = tw_str_of(page->url);
	page->doc.source[TRAWL_TEXT] = TW_STR("body");
}

/* A menu, a story of its own, and what stands below all or some of them. */
static void
make_page(struct page *page, const char *site, uint32_t number)
{
	begin_page(page, site, number);
	add_text(page, "Home\nNews\nCulture");
	add_story(page, number + 1000);
	if (number % 2 == 0)
		add_text(page, DONATE);
	if (number % 3 == 0)
		add_text(page, BIO);
	add_text(page, FOOTER);
	end_page(page);
}

/* ------------------------------------------------------------------ */

struct index {
	struct tw_store *store;
	struct tw_writer *writer;
	struct tw_reader *reader;	/* NULL: not open */
};

static void
open_index(struct index *index, uint32_t threads)
{
	static unsigned number;
	char name[32];
	struct tw_writer_options options = {.threads = threads};

	(void)snprintf(name, sizeof(name), "index%u", number++);
	*index = (struct index){.store = help_create(name)};
	index_ok(tw_index_create(index->store, "en", &tw_ranking_usual, &err));
	index_ok(tw_writer_open(index->store, &options, &index->writer,
		&err));
}

static void
read_index(struct index *index)
{
	tw_reader_free(index->reader);
	index->reader = NULL;
	index_ok(tw_writer_commit(index->writer, &err));
	index_ok(tw_reader_open(index->store, &index->reader, &err));
}

static void
close_index(struct index *index)
{
	tw_reader_free(index->reader);
	tw_writer_free(index->writer);
	tw_store_close(index->store);
}

static void
add(struct index *index, const struct page *page)
{
	index_ok(tw_writer_add(index->writer, &page->doc, &err));
}

static void
take_away(struct index *index, const struct page *page)
{
	index_ok(tw_writer_remove(index->writer, tw_str_of(page->id), &err));
}

static void
add_pages(struct index *index, const char *site, uint32_t from, uint32_t to)
{
	struct page page;

	for (uint32_t i = from; i < to; i++) {
		make_page(&page, site, i);
		add(index, &page);
	}
}

/* Articles that have the word. */
static uint64_t
count(struct index *index, const char *word)
{
	uint64_t df = 0;

	index_ok(tw_reader_df(index->reader, TW_FIELD_ALL, tw_str_of(word),
		&df, &err));
	return df;
}

static void
fail_on_damage(void *context, const char *damage)
{
	(void)context;
	fail_msg("%s", damage);
}

struct digest {
	char text[65];
};

/* Closes the index. */
static struct digest
digest_of(struct index *index)
{
	struct digest digest;

	read_index(index);
	index_ok(tw_reader_digest(index->reader, digest.text, &err));
	index_ok(tw_check(tw_store_path(index->store), fail_on_damage,
		NULL, &err));
	close_index(index);
	return digest;
}

/* ------------------------------------------------------------------ */

static void
test_site_of_fifty_pages_is_searched_without_its_template(void **state)
{
	struct index index;

	(void)state;
	open_index(&index, 0);
	add_pages(&index, "tern.example", 0, 50);
	read_index(&index);
	assert_int_equal(count(&index, "zephyr"), 0);
	assert_int_equal(count(&index, "quokka"), 0);
	assert_int_equal(count(&index, "marmoset"), 0);
	assert_int_equal(count(&index, "cultur"), 0);
	assert_true(count(&index, "w17") > 0);
	close_index(&index);
}

static void
test_page_alone_and_three_pages_stay_whole(void **state)
{
	struct index index;

	(void)state;
	open_index(&index, 0);
	add_pages(&index, "tern.example", 0, 1);
	read_index(&index);
	assert_int_equal(count(&index, "zephyr"), 1);
	add_pages(&index, "tern.example", 1, 3);
	read_index(&index);
	assert_int_equal(count(&index, "zephyr"), 3);
	add_pages(&index, "tern.example", 3, 4);
	read_index(&index);
	assert_int_equal(count(&index, "zephyr"), 0);
	close_index(&index);
}

static void
test_sites_do_not_share(void **state)
{
	struct index index;

	(void)state;
	open_index(&index, 0);
	add_pages(&index, "tern.example", 0, 3);
	add_pages(&index, "gull.example", 0, 3);
	add_pages(&index, "heron.example", 0, 6);
	read_index(&index);
	assert_int_equal(count(&index, "zephyr"), 6);
	close_index(&index);
}

static void
test_given_articles_stay_as_they_are(void **state)
{
	struct index index;
	struct page page;

	(void)state;
	open_index(&index, 0);
	for (uint32_t i = 0; i < 20; i++) {
		make_page(&page, "tern.example", i);
		page.doc.source[TRAWL_TEXT] = TW_STR("given");
		add(&index, &page);
	}
	read_index(&index);
	assert_int_equal(count(&index, "zephyr"), 20);
	assert_int_equal(index.reader->root.segment[0].length[
		TW_STREAM_LINES], 0);
	close_index(&index);
}

/* What a writer adds without learning stays whole, and does not count. */
static void
test_no_template_is_learned_from_who_takes_no_part(void **state)
{
	const struct tw_writer_options options = {.no_template = true};
	struct index index;

	(void)state;
	open_index(&index, 1);
	add_pages(&index, "a.example", 0, 20);
	read_index(&index);
	assert_int_equal(count(&index, "zephyr"), 0);
	tw_writer_free(index.writer);
	index_ok(tw_writer_open(index.store, &options, &index.writer, &err));
	add_pages(&index, "a.example", 17, 40);
	read_index(&index);
	assert_int_equal(count(&index, "zephyr"), 23);
	add_pages(&index, "a.example", 0, 17);
	read_index(&index);
	assert_int_equal(count(&index, "zephyr"), 40);
	digest_of(&index);
}

static void
test_template_is_forgotten_with_the_articles_that_had_it(void **state)
{
	struct index index;
	struct page page;

	(void)state;
	open_index(&index, 0);
	add_pages(&index, "tern.example", 0, 6);
	read_index(&index);
	assert_int_equal(count(&index, "zephyr"), 0);
	for (uint32_t i = 0; i < 4; i++) {
		make_page(&page, "tern.example", i);
		take_away(&index, &page);
	}
	read_index(&index);
	assert_int_equal(count(&index, "zephyr"), 2);
	close_index(&index);
}

static void
test_page_that_says_it_alone_has_it(void **state)
{
	struct index index;
	struct page page;

	(void)state;
	open_index(&index, 0);
	add_pages(&index, "tern.example", 0, 30);
	begin_page(&page, "tern.example", 99);
	add_text(&page, FOOTER);
	end_page(&page);
	add(&index, &page);
	read_index(&index);
	assert_int_equal(count(&index, "zephyr"), 1);
	close_index(&index);
}

/* Eight versions of one story, each with another paragraph changed. */
static void
test_versions_of_one_story_are_no_template(void **state)
{
	struct index index;
	struct page page;

	(void)state;
	open_index(&index, 0);
	for (uint32_t version = 0; version < 8; version++) {
		begin_page(&page, "tern.example", version);
		for (uint64_t i = 0; i < 8; i++) {
			uint64_t seed = i;

			if (i == version)
				add_words(page.text, sizeof(page.text),
					&(uint64_t){100 + i}, 1);
			add_words(page.text, sizeof(page.text), &seed, 30);
			add_text(&page, i == 3 ? "quokka" : "");
		}
		end_page(&page);
		add(&index, &page);
	}
	read_index(&index);
	assert_int_equal(count(&index, "quokka"), 8);
	close_index(&index);
}

static void
test_paragraph_of_a_few_of_many_articles_stays(void **state)
{
	struct index index;
	struct page page;

	(void)state;
	open_index(&index, 0);
	for (uint32_t i = 0; i < 100; i++) {
		begin_page(&page, "tern.example", i);
		add_story(&page, i);
		if (i % 10 == 0)
			add_text(&page, DONATE);
		end_page(&page);
		add(&index, &page);
	}
	read_index(&index);
	assert_int_equal(count(&index, "quokka"), 10);
	close_index(&index);
}

/* ------------------------------------------------------------------ */

#define PAGES 90

/* Which pages there are at the end, of three sites. */
static void
make_of_three(struct page *page, uint32_t i)
{
	static const char *const sites[] = {"tern.example", "gull.example",
		"heron.example"};

	make_page(page, sites[i % 16 < 9 ? 0 : i % 16 < 14 ? 1 : 2], i);
}

static struct digest
digest_in_one_commit(const bool *there)
{
	struct index index;
	struct page page;

	open_index(&index, 0);
	for (uint32_t i = 0; i < PAGES; i++) {
		make_of_three(&page, i);
		if (there[i])
			add(&index, &page);
	}
	return digest_of(&index);
}

/* Adds all in any order, with commits at random, and takes some away. */
static struct digest
digest_at_random(const bool *there, uint64_t *seed)
{
	struct index index;
	struct page page;
	uint32_t order[PAGES];
	uint32_t pace = 1 + index_below(seed, 30);

	open_index(&index, index_below(seed, 2) ? 2 : 0);
	for (uint32_t i = 0; i < PAGES; i++)
		order[i] = i;
	for (uint32_t i = PAGES; i-- > 1;) {
		uint32_t k = index_below(seed, i + 1);
		uint32_t other = order[k];

		order[k] = order[i];
		order[i] = other;
	}
	for (uint32_t i = 0; i < PAGES; i++) {
		make_of_three(&page, order[i]);
		if (there[order[i]] || index_below(seed, 2))
			add(&index, &page);
		if (index_below(seed, pace) == 0)
			index_ok(tw_writer_commit(index.writer, &err));
	}
	for (uint32_t i = 0; i < PAGES; i++) {
		make_of_three(&page, order[i]);
		if (there[order[i]])
			add(&index, &page);
		else
			(void)!tw_writer_remove(index.writer,
				tw_str_of(page.id), NULL);
		if (index_below(seed, pace) == 0)
			index_ok(tw_writer_commit(index.writer, &err));
	}
	if (index_below(seed, 3) == 0)
		index_ok(tw_writer_merge(index.writer, &err));
	return digest_of(&index);
}

static void
test_any_order_and_any_commits_give_the_same(void **state)
{
	uint64_t seed = 5;

	(void)state;
	for (int set = 0; set < 6; set++) {
		bool there[PAGES];
		uint32_t share = 1 + index_below(&seed, 4);

		for (uint32_t i = 0; i < PAGES; i++)
			there[i] = index_below(&seed, 4) < share;
		struct digest expected = digest_in_one_commit(there);

		for (int way = 0; way < 3; way++) {
			struct digest digest = digest_at_random(there, &seed);

			assert_string_equal(digest.text, expected.text);
		}
	}
}

static void
test_large_commits_give_the_same(void **state)
{
	struct index one;
	struct index many;

	(void)state;
	open_index(&one, 0);
	add_pages(&one, "tern.example", 0, 1200);
	open_index(&many, 0);
	for (uint32_t i = 0; i < 1200; i += 400) {
		add_pages(&many, "tern.example", i, i + 400);
		index_ok(tw_writer_commit(many.writer, &err));
	}
	struct digest first = digest_of(&one);
	struct digest second = digest_of(&many);

	assert_string_equal(first.text, second.text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		help_test(
		test_site_of_fifty_pages_is_searched_without_its_template),
		help_test(test_page_alone_and_three_pages_stay_whole),
		help_test(test_sites_do_not_share),
		help_test(test_given_articles_stay_as_they_are),
		help_test(test_no_template_is_learned_from_who_takes_no_part),
		help_test(
		test_template_is_forgotten_with_the_articles_that_had_it),
		help_test(test_page_that_says_it_alone_has_it),
		help_test(test_versions_of_one_story_are_no_template),
		help_test(test_paragraph_of_a_few_of_many_articles_stays),
		help_test(test_any_order_and_any_commits_give_the_same),
		help_test(test_large_commits_give_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
