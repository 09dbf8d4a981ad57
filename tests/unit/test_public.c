/* test_public.c: trawl.h as a C programmer uses it, through the library. */
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

/* An index in a folder of its own, open. */
struct place {
	char folder[64];
	char path[96];
	trawl_index *index;
};

static int
set_up(void **state)
{
	struct place *place = calloc(1, sizeof(*place));
	struct trawl_index_options options = {
		.size = sizeof(options),
		.flags = TRAWL_CREATE,
	};

	snprintf(place->folder, sizeof(place->folder), "./publicXXXXXX");
	if (!mkdtemp(place->folder))
		return -1;
	snprintf(place->path, sizeof(place->path), "%s/x.trawl",
		place->folder);
	*state = place;
	return trawl_index_open(place->path, &options, &place->index, NULL);
}

static int
tear_down(void **state)
{
	struct place *place = *state;
	char command[128];

	trawl_index_close(place->index);
	snprintf(command, sizeof(command), "rm -rf %s", place->folder);
	int status = system(command);
	free(place);
	return status;
}

static trawl_article *
new_article(const char *id, const char *title, const char *text)
{
	trawl_article *article;

	assert_int_equal(trawl_article_new(&article, NULL), TRAWL_OK);
	assert_int_equal(trawl_article_set(article, TRAWL_ID, id, strlen(id),
		NULL), TRAWL_OK);
	assert_int_equal(trawl_article_set(article, TRAWL_TITLE, title,
		strlen(title), NULL), TRAWL_OK);
	assert_int_equal(trawl_article_set(article, TRAWL_TEXT, text,
		strlen(text), NULL), TRAWL_OK);
	return article;
}

static void
add(trawl_index *index, const char *id, const char *title, const char *text)
{
	trawl_article *article = new_article(id, title, text);
	trawl_writer *writer;

	assert_int_equal(trawl_writer_open(index, NULL, &writer, NULL),
		TRAWL_OK);
	assert_int_equal(trawl_writer_add(writer, article, NULL), TRAWL_OK);
	assert_int_equal(trawl_writer_commit(writer, NULL), TRAWL_OK);
	trawl_writer_free(writer);
	trawl_article_free(article);
}

static bool
is(trawl_str text, const char *wanted)
{
	return text.length == strlen(wanted) &&
		memcmp(text.bytes, wanted, text.length) == 0;
}

/* A search, with all that it needs kept open. */
struct found {
	trawl_reader *reader;
	trawl_query *query;
	trawl_hits *hits;
};

static struct found
find(trawl_index *index, const char *text, uint32_t offset, uint32_t limit)
{
	struct trawl_search_options options = {
		.size = sizeof(options),
		.offset = offset,
		.limit = limit,
	};
	struct found found;

	assert_int_equal(trawl_reader_open(index, &found.reader, NULL),
		TRAWL_OK);
	assert_int_equal(trawl_query_parse(text, strlen(text), NULL,
		&found.query, NULL), TRAWL_OK);
	assert_int_equal(trawl_search(found.reader, found.query, &options,
		&found.hits, NULL), TRAWL_OK);
	return found;
}

static void
end(struct found *found)
{
	trawl_hits_free(found->hits);
	trawl_query_free(found->query);
	trawl_reader_free(found->reader);
}

static void
test_search_finds_what_was_added(void **state)
{
	struct place *place = *state;

	add(place->index, "a", "More with less", "A partnership of equals.");
	struct found found = find(place->index, "partnerships", 0, 0);
	struct trawl_hit hit = {.size = sizeof(hit)};
	assert_int_equal(trawl_hits_total(found.hits), 1);
	assert_int_equal(trawl_hits_count(found.hits), 1);
	assert_int_equal(trawl_hits_get(found.hits, 0, &hit, NULL), TRAWL_OK);
	assert_true(is(hit.id, "a"));
	assert_true(is(hit.title, "More with less"));
	assert_true(is(hit.snippet, "A partnership of equals."));
	assert_int_equal(hit.rank, 1);
	assert_int_equal(hit.snippet_mark_count, 1);
	assert_int_equal(hit.snippet_marks[0].start, 2);
	assert_int_equal(hit.snippet_marks[0].end, 13);
	assert_true(is(hit.snippet_html, ""));
	end(&found);
}

static void
test_passages_come_with_places_fragments_and_html(void **state)
{
	static const char text[] = "A partnership of equals. It rained. All "
		"partnerships end. It snowed.";
	struct place *place = *state;
	struct trawl_search_options options = {
		.size = sizeof(options),
		.snippet_bytes = 40,
		.passages = 3,
		.fragments = 1,
		.html = 1,
	};
	struct trawl_hit hit = {.size = sizeof(hit)};
	trawl_hits *hits;

	add(place->index, "a", "R&D", text);
	struct found found = find(place->index, "partnership", 0, 0);

	assert_int_equal(trawl_search(found.reader, found.query, &options,
		&hits, NULL), TRAWL_OK);
	assert_int_equal(trawl_hits_get(hits, 0, &hit, NULL), TRAWL_OK);
	assert_int_equal(hit.passage_count, 2);
	assert_true(is(hit.fragment,
		":~:text=A%20partnership%20of%20equals.%20It%20rained."));
	assert_true(is(hit.passages[1].text,
		"All partnerships end. It snowed."));
	assert_memory_equal(text + hit.passages[1].places[0].start,
		"partnerships", 12);
	assert_memory_equal(text + hit.passages[1].parts[0].start, "All", 3);
	assert_true(is(hit.passages[1].html,
		"All <mark>partnerships</mark> end. It snowed."));
	assert_true(is(hit.title_html, "R&amp;D"));
	trawl_hits_free(hits);
	end(&found);
}

static void
test_pages_follow_each_other(void **state)
{
	struct place *place = *state;
	char seen[8] = {0};

	for (char c = 'a'; c < 'h'; c++)
		add(place->index, (char[]){c, '\0'}, "Lakes", "Of lakes.");
	for (uint32_t offset = 0; offset < 9; offset += 2) {
		struct found found = find(place->index, "lakes", offset, 2);

		assert_int_equal(trawl_hits_total(found.hits), 7);
		for (uint32_t i = 0; i < trawl_hits_count(found.hits); i++) {
			trawl_str id;

			assert_int_equal(trawl_hits_id(found.hits, i, &id,
				NULL), TRAWL_OK);
			seen[offset + i] = id.bytes[0];
		}
		end(&found);
	}
	assert_string_equal(seen, "abcdefg");
}

static void
test_hits_get_beyond_the_last_says_so(void **state)
{
	struct place *place = *state;
	struct found found = find(place->index, "nothing", 0, 0);
	struct trawl_hit hit = {.size = sizeof(hit)};
	trawl_error err;

	assert_int_equal(trawl_hits_get(found.hits, 0, &hit, &err),
		TRAWL_EINVAL);
	assert_string_equal(err.text, "hit 0 of 0 was asked for");
	end(&found);
}

static void
test_hits_get_fills_no_more_than_the_caller_has(void **state)
{
	struct place *place = *state;
	struct {
		size_t size;
		uint64_t rank;
		uint64_t guard;
	} old = {.size = offsetof(struct trawl_hit, score), .guard = 7};

	add(place->index, "a", "Lakes", "Of lakes.");
	struct found found = find(place->index, "lakes", 0, 0);
	assert_int_equal(trawl_hits_get(found.hits, 0,
		(struct trawl_hit *)(void *)&old, NULL), TRAWL_OK);
	assert_int_equal(old.rank, 1);
	assert_int_equal(old.guard, 7);
	end(&found);
}

static void
test_reader_keeps_its_view(void **state)
{
	struct place *place = *state;

	add(place->index, "a", "Lakes", "Of lakes.");
	struct found before = find(place->index, "lakes", 0, 0);
	add(place->index, "b", "Lakes", "More of lakes.");
	struct found after = find(place->index, "lakes", 0, 0);
	assert_int_equal(trawl_hits_total(before.hits), 1);
	assert_int_equal(trawl_hits_total(after.hits), 2);
	assert_true(trawl_reader_generation(after.reader) >
		trawl_reader_generation(before.reader));
	end(&before);
	end(&after);
}

static void
test_uncommitted_articles_are_forgotten(void **state)
{
	struct place *place = *state;
	trawl_article *article = new_article("a", "Lakes", "Of lakes.");
	trawl_writer *writer;

	assert_int_equal(trawl_writer_open(place->index, NULL, &writer, NULL),
		TRAWL_OK);
	assert_int_equal(trawl_writer_add(writer, article, NULL), TRAWL_OK);
	trawl_writer_free(writer);
	trawl_article_free(article);
	struct found found = find(place->index, "lakes", 0, 0);
	assert_int_equal(trawl_hits_total(found.hits), 0);
	end(&found);
}

static void
test_get_and_remove_by_id(void **state)
{
	struct place *place = *state;
	trawl_writer *writer;
	trawl_reader *reader;
	trawl_article *article;

	add(place->index, "a", "Lakes", "Of lakes.");
	assert_int_equal(trawl_reader_open(place->index, &reader, NULL),
		TRAWL_OK);
	assert_int_equal(trawl_reader_get(reader, "a", 1, &article, NULL),
		TRAWL_OK);
	assert_true(is(trawl_article_get(article, TRAWL_TEXT), "Of lakes."));
	assert_true(is(trawl_article_source(article, TRAWL_TEXT), "given"));
	trawl_article_free(article);
	assert_int_equal(trawl_reader_get(reader, "b", 1, &article, NULL),
		TRAWL_END);
	trawl_reader_free(reader);
	assert_int_equal(trawl_writer_open(place->index, NULL, &writer, NULL),
		TRAWL_OK);
	assert_int_equal(trawl_writer_remove(writer, "b", 1, NULL), TRAWL_END);
	assert_int_equal(trawl_writer_remove(writer, "a", 1, NULL), TRAWL_OK);
	assert_int_equal(trawl_writer_commit(writer, NULL), TRAWL_OK);
	trawl_writer_free(writer);
	struct found found = find(place->index, "lakes", 0, 0);
	assert_int_equal(trawl_hits_total(found.hits), 0);
	end(&found);
}

static void
test_hits_are_the_same_without_a_total(void **state)
{
	struct place *place = *state;
	struct trawl_search_options options = {
		.size = sizeof(options),
		.total = TRAWL_TOTAL_AT_LEAST,
	};
	trawl_hits *hits;

	add(place->index, "a", "Lakes", "Of lakes.");
	add(place->index, "b", "Lakes", "Of lakes and rivers.");
	struct found all = find(place->index, "lakes rivers", 0, 0);

	assert_int_equal(trawl_hits_total_is_exact(all.hits), 1);
	assert_int_equal(trawl_search(all.reader, all.query, &options, &hits,
		NULL), TRAWL_OK);
	assert_int_equal(trawl_hits_count(hits), 2);
	assert_int_equal(trawl_hits_total(hits), 2);
	trawl_hits_free(hits);
	options.total = 2;
	assert_int_equal(trawl_search(all.reader, all.query, &options, &hits,
		NULL), TRAWL_EINVAL);
	end(&all);
}

static int
search_status(const struct place *place,
	struct trawl_search_options options, trawl_error *err)
{
	trawl_reader *reader;
	trawl_query *query;
	trawl_hits *hits;

	options.size = sizeof(options);
	assert_int_equal(trawl_reader_open(place->index, &reader, NULL),
		TRAWL_OK);
	assert_int_equal(trawl_query_parse("lake", 4, NULL, &query, NULL),
		TRAWL_OK);
	int status = trawl_search(reader, query, &options, &hits, err);

	if (status == TRAWL_OK)
		trawl_hits_free(hits);
	trawl_query_free(query);
	trawl_reader_free(reader);
	return status;
}

static void
test_dates_that_are_none_are_refused(void **state)
{
	struct place *place = *state;
	trawl_error err;

	assert_int_equal(search_status(place, (struct trawl_search_options){
		.after = "2019", .before = "2019-12-17"}, NULL), TRAWL_OK);
	assert_int_equal(search_status(place, (struct trawl_search_options){
		.after = "soon"}, &err), TRAWL_EINVAL);
	assert_string_equal(err.text, "'soon' is no date: write it as "
		"2019-12-17, 2019-12 or 2019");
	assert_int_equal(search_status(place, (struct trawl_search_options){
		.before = "2019-12-17T"}, &err), TRAWL_EINVAL);
	assert_int_equal(search_status(place, (struct trawl_search_options){
		.after = "2019-06", .before = "2019-06"}, &err), TRAWL_EINVAL);
	assert_string_equal(err.text,
		"no date is after 2019-06 and before 2019-06");
	assert_int_equal(search_status(place, (struct trawl_search_options){
		.sort = 4}, &err), TRAWL_EINVAL);
	assert_string_equal(err.text, "no way 4 to sort hits");
}

static void
test_article_without_id_or_words_is_refused(void **state)
{
	struct place *place = *state;
	trawl_article *article = new_article("a", "", "");
	trawl_writer *writer;
	trawl_error err;

	assert_int_equal(trawl_writer_open(place->index, NULL, &writer, NULL),
		TRAWL_OK);
	assert_int_equal(trawl_writer_add(writer, article, &err),
		TRAWL_EEMPTY);
	assert_int_equal(trawl_article_set(article, TRAWL_ID, "", 0, NULL),
		TRAWL_OK);
	assert_int_equal(trawl_writer_add(writer, article, &err),
		TRAWL_EINVAL);
	assert_int_equal(trawl_writer_commit(writer, NULL), TRAWL_OK);
	trawl_writer_free(writer);
	trawl_article_free(article);
}

static void
test_second_writer_is_told(void **state)
{
	struct place *place = *state;
	struct trawl_writer_options options = {
		.size = sizeof(options),
		.no_wait = 1,
	};
	trawl_writer *first;
	trawl_writer *second;
	trawl_error err;

	assert_int_equal(trawl_writer_open(place->index, NULL, &first, NULL),
		TRAWL_OK);
	assert_int_equal(trawl_writer_open(place->index, &options, &second,
		&err), TRAWL_EBUSY);
	trawl_writer_free(first);
	assert_int_equal(trawl_writer_open(place->index, &options, &second,
		&err), TRAWL_OK);
	trawl_writer_free(second);
}

static void
test_writer_with_too_little_memory_is_refused(void **state)
{
	struct place *place = *state;
	struct trawl_writer_options options = {
		.size = sizeof(options),
		.memory = 1024,
	};
	trawl_writer *writer;

	assert_int_equal(trawl_writer_open(place->index, &options, &writer,
		NULL), TRAWL_EINVAL);
}

static void
test_open_says_what_is_wrong(void **state)
{
	struct place *place = *state;
	struct trawl_index_options options = {
		.size = sizeof(options),
		.flags = TRAWL_CREATE,
		.language = "klingon",
	};
	trawl_index *index;
	trawl_error err;

	assert_int_equal(trawl_index_open("none.trawl", NULL, &index, &err),
		TRAWL_ENOENT);
	assert_non_null(strstr(err.text, "none.trawl"));
	assert_int_equal(trawl_index_open(place->folder, NULL, &index, &err),
		TRAWL_ENOTINDEX);
	assert_int_equal(trawl_index_open(NULL, NULL, &index, &err),
		TRAWL_EINVAL);
	assert_int_equal(trawl_index_open("new.trawl", &options, &index,
		&err), TRAWL_EINVAL);
	assert_non_null(strstr(err.text, "klingon"));
	assert_int_not_equal(access("new.trawl", F_OK), 0);
}

static void
test_child_of_a_fork_is_refused(void **state)
{
	struct place *place = *state;
	int status;
	pid_t child = fork();

	if (child == 0) {
		trawl_reader *reader;

		_exit(trawl_reader_open(place->index, &reader, NULL) ==
			TRAWL_EFORKED ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

static int
count_articles(void *context, const trawl_article *article)
{
	unsigned *count = context;

	assert_true(trawl_article_get(article, TRAWL_ID).length > 0);
	return ++*count == 2 ? 42 : TRAWL_OK;
}

static void
test_each_ends_when_told(void **state)
{
	struct place *place = *state;
	trawl_reader *reader;
	unsigned count = 0;

	for (char c = 'a'; c < 'e'; c++)
		add(place->index, (char[]){c, '\0'}, "Lakes", "Of lakes.");
	assert_int_equal(trawl_reader_open(place->index, &reader, NULL),
		TRAWL_OK);
	assert_int_equal(trawl_reader_each(reader, count_articles, &count,
		NULL), 42);
	assert_int_equal(count, 2);
	trawl_reader_free(reader);
}

static void
tell(void *context, const char *damage)
{
	(void)damage;
	++*(unsigned *)context;
}

static void
test_backup_compact_and_check(void **state)
{
	struct place *place = *state;
	struct trawl_stats stats = {.size = sizeof(stats)};
	trawl_reader *reader;
	unsigned damages = 0;
	char copy[128];
	char before[65];
	char after[65];

	add(place->index, "a", "Lakes", "Of lakes.");
	snprintf(copy, sizeof(copy), "%s/copy.trawl", place->folder);
	assert_int_equal(trawl_backup(place->index, copy, NULL), TRAWL_OK);
	assert_int_equal(trawl_backup(place->index, copy, NULL), TRAWL_EINVAL);
	assert_int_equal(trawl_check(copy, tell, &damages, NULL), TRAWL_OK);
	assert_int_equal(damages, 0);
	assert_int_equal(trawl_reader_open(place->index, &reader, NULL),
		TRAWL_OK);
	assert_int_equal(trawl_reader_digest(reader, before, NULL), TRAWL_OK);
	trawl_reader_free(reader);
	assert_int_equal(trawl_compact(place->index, NULL), TRAWL_OK);
	assert_int_equal(trawl_reader_open(place->index, &reader, NULL),
		TRAWL_OK);
	assert_int_equal(trawl_reader_digest(reader, after, NULL), TRAWL_OK);
	assert_int_equal(trawl_reader_stats(reader, &stats, NULL), TRAWL_OK);
	trawl_reader_free(reader);
	assert_string_equal(before, after);
	assert_int_equal(stats.articles, 1);
	assert_string_equal(stats.language, "en");
}

static void
test_query_tells_how_it_was_read(void **state)
{
	const struct trawl_warning *warnings;
	trawl_query *query;

	(void)state;
	assert_int_equal(trawl_query_parse("lakes \"of", 9, NULL, &query,
		NULL), TRAWL_OK);
	assert_false(trawl_query_is_empty(query));
	assert_string_equal(trawl_query_read_as(query), "lakes \"of\"");
	assert_int_equal(trawl_query_warnings(query, &warnings), 1);
	assert_int_equal(warnings[0].offset, 6);
	trawl_query_free(query);
	assert_int_equal(trawl_query_parse("+", 1, NULL, &query, NULL),
		TRAWL_OK);
	assert_true(trawl_query_is_empty(query));
	trawl_query_free(query);
}

static void
test_every_status_has_words(void **state)
{
	(void)state;
	for (int status = TRAWL_EFORKED; status <= TRAWL_END; status++)
		assert_string_not_equal(trawl_status_text(status),
			"unknown status");
	assert_string_equal(trawl_status_text(99), "unknown status");
}

#define WITH_INDEX(test) \
	cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_INDEX(test_search_finds_what_was_added),
		WITH_INDEX(test_passages_come_with_places_fragments_and_html),
		WITH_INDEX(test_pages_follow_each_other),
		WITH_INDEX(test_hits_get_beyond_the_last_says_so),
		WITH_INDEX(test_hits_get_fills_no_more_than_the_caller_has),
		WITH_INDEX(test_reader_keeps_its_view),
		WITH_INDEX(test_uncommitted_articles_are_forgotten),
		WITH_INDEX(test_get_and_remove_by_id),
		WITH_INDEX(test_hits_are_the_same_without_a_total),
		WITH_INDEX(test_dates_that_are_none_are_refused),
		WITH_INDEX(test_article_without_id_or_words_is_refused),
		WITH_INDEX(test_second_writer_is_told),
		WITH_INDEX(test_writer_with_too_little_memory_is_refused),
		WITH_INDEX(test_open_says_what_is_wrong),
		WITH_INDEX(test_child_of_a_fork_is_refused),
		WITH_INDEX(test_each_ends_when_told),
		WITH_INDEX(test_backup_compact_and_check),
		cmocka_unit_test(test_query_tells_how_it_was_read),
		cmocka_unit_test(test_every_status_has_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
