/* index_flip.c: bits flip in an index file: an error or the right answer. */
/* SPDX-License-Identifier: MIT */
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include "../unit/index_help.h"
#include "../unit/store_help.h"
#include "index/check.h"
#include "index/postings.h"
#include "index/reader.h"
#include "index/templates.h"
#include "index/writer.h"

/* What came of a trial, told by the child that made it. */
enum outcome {
	OUTCOME_NONE,		/* it died */
	OUTCOME_RIGHT,
	OUTCOME_REFUSED,
	OUTCOME_WRONG,		/* another answer, and no error */
	OUTCOME_UNTOLD,		/* an error, but the check told nothing */
	OUTCOME_COUNT
};

static struct {
	volatile enum outcome outcome;
	uint8_t *bytes;		/* of the sound file */
	size_t size;
	char digest[65];
} *sound;

/* A page that was found, with a story of its own, of a site whose pages end
   with the same line, so that this is learned and cut out. */
static void
make_page(struct tw_doc *doc, uint64_t *seed)
{
	static char text[2000];
	size_t n = 0;

	for (int i = 0; i < 40; i++)
		n += (size_t)snprintf(text + n, sizeof(text) - n, "w%u ",
			index_below(seed, 5000));
	snprintf(text + n, sizeof(text) - n, "\n\nThe footer of this site "
		"is the same on all of its pages, of which there are many.");
	doc->field[TRAWL_TEXT] = tw_str_of(text);
	doc->field[TRAWL_URL] = TW_STR("https://pages.example/");
	doc->source[TRAWL_TEXT] = TW_STR("body");
}

static void
fill(struct tw_writer *writer, uint32_t first, uint32_t end)
{
	for (uint32_t i = first; i < end; i++) {
		uint64_t seed = i * 31 + end;
		char id[16];

		snprintf(id, sizeof(id), "id%u", i);
		struct tw_doc doc = index_random_doc(&seed, id);

		if (i % 5 == 0)
			make_page(&doc, &seed);
		index_ok(tw_writer_add(writer, &doc, &err));
	}
	index_ok(tw_writer_commit(writer, &err));
}

static void
make_index(void)
{
	struct tw_store *store = help_create("index");
	struct tw_writer *writer = NULL;
	struct tw_reader *reader = NULL;
	struct tw_templates templates = {0};

	index_ok(tw_index_create(store, "en", &tw_ranking_usual, &err));
	index_ok(tw_writer_open(store, NULL, &writer, &err));
	fill(writer, 0, 300);
	fill(writer, 290, 330);
	fill(writer, 330, 332);
	tw_writer_free(writer);
	index_ok(tw_reader_open(store, &reader, &err));
	index_ok(tw_reader_digest(reader, sound->digest, &err));
	index_ok(tw_templates_read(&templates, reader, NULL, &err));
	assert_int_equal(templates.count, 1);
	tw_templates_done(&templates);
	tw_reader_free(reader);
	tw_store_close(store);
}

static void
read_file(void)
{
	FILE *file = fopen(help_path("index"), "rb");

	assert_non_null(file);
	fseek(file, 0, SEEK_END);
	sound->size = (size_t)ftell(file);
	sound->bytes = malloc(sound->size);
	rewind(file);
	assert_int_equal(fread(sound->bytes, 1, sound->size, file),
		sound->size);
	fclose(file);
}

static int
set_up(void **state)
{
	if (help_set_up(state) != 0)
		return -1;
	sound = mmap(NULL, sizeof(*sound), PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (sound == MAP_FAILED)
		return -1;
	make_index();
	read_file();
	return 0;
}

static int
tear_down(void **state)
{
	free(sound->bytes);
	munmap(sound, sizeof(*sound));
	return help_tear_down(state);
}

/* ------------------------------------------------------------------ */

/* The file anew, with so many bits flipped from `first` up to `end`. */
static void
write_flipped(uint64_t *seed, uint32_t flips, size_t first, size_t end)
{
	FILE *file = fopen(help_path("flipped"), "wb");
	uint8_t *copy = malloc(sound->size);

	assert_non_null(file);
	memcpy(copy, sound->bytes, sound->size);
	for (; flips > 0; flips--)
		copy[first + index_random(seed) % (end - first)] ^=
			(uint8_t)(1u << index_below(seed, 8));
	assert_int_equal(fwrite(copy, 1, sound->size, file), sound->size);
	assert_int_equal(fclose(file), 0);
	free(copy);
	unlink(help_path("flipped-lock"));
}

/* Walks all postings of a term; adds up what they say. */
static int
read_list(struct tw_segment *segment, const struct tw_term *term)
{
	struct tw_postings postings;
	const uint32_t *positions;
	uint32_t count;
	uint32_t in_title;
	int status = tw_postings_open(&postings, segment, term, NULL);

	if (status != TRAWL_OK)
		return status;
	while (status == TRAWL_OK) {
		status = tw_postings_next(&postings, NULL);
		if (status == TRAWL_OK)
			status = tw_postings_positions(&postings, &positions,
				&count, &in_title, NULL);
	}
	tw_postings_close(&postings);
	return status == TRAWL_END ? TRAWL_OK : status;
}

static int
read_lists(struct tw_segment *segment)
{
	struct tw_terms terms;
	int status = tw_terms_open(&terms, segment, TW_FIELD_ALL, TW_STR(""),
		NULL);

	if (status != TRAWL_OK)
		return status;
	status = tw_terms_next(&terms, NULL);
	while (status == TRAWL_OK) {
		status = read_list(segment, &terms.entry);
		if (status == TRAWL_OK)
			status = tw_terms_next(&terms, NULL);
	}
	tw_terms_close(&terms);
	return status == TRAWL_END ? TRAWL_OK : status;
}

static int
read_index(struct tw_store *store, char digest[65])
{
	struct tw_reader *reader = NULL;
	struct tw_templates templates = {0};
	int status = tw_reader_open(store, &reader, NULL);

	if (status == TRAWL_OK)
		status = tw_reader_digest(reader, digest, NULL);
	for (uint32_t i = 0; status == TRAWL_OK && i < reader->root.count; i++)
		status = read_lists(&reader->segments[i]);
	if (status == TRAWL_OK)
		status = tw_templates_read(&templates, reader, NULL, NULL);
	tw_templates_done(&templates);
	tw_reader_free(reader);
	return status;
}

/* A writer that comes upon the damage must stand it as well. */
static int
write_index(struct tw_store *store)
{
	struct tw_writer *writer = NULL;
	struct tw_doc doc = index_doc("id5", "", "another");
	int status = tw_writer_open(store, NULL, &writer, NULL);

	if (status == TRAWL_OK)
		status = tw_writer_add(writer, &doc, NULL);
	if (status == TRAWL_OK)
		status = tw_writer_merge(writer, NULL);
	tw_writer_free(writer);
	return status;
}

static void
count_damage(void *context, const char *damage)
{
	assert_non_null(damage);
	++*(unsigned *)context;
}

static enum outcome
try_flipped(bool write)
{
	struct tw_store *store = NULL;
	char digest[65] = "";
	unsigned damages = 0;
	int checked = tw_check(help_path("flipped"), count_damage, &damages,
		NULL);
	int status = tw_store_open(help_path("flipped"), 0, &store, NULL);

	if (status == TRAWL_OK)
		status = read_index(store, digest);
	if (write && store)
		(void)!write_index(store);
	tw_store_close(store);
	assert_true(checked == TRAWL_OK || checked < 0);
	if (status == TRAWL_OK)
		return strcmp(digest, sound->digest) == 0 ? OUTCOME_RIGHT :
			OUTCOME_WRONG;
	return checked == TRAWL_OK ? OUTCOME_UNTOLD : OUTCOME_REFUSED;
}

/* In a child, as LMDB's own pages may be damaged. */
static enum outcome
outcome_of(bool write)
{
	int status = 0;
	pid_t child;

	sound->outcome = OUTCOME_NONE;
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		alarm(120);
		sound->outcome = try_flipped(write);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? sound->outcome :
		OUTCOME_NONE;
}

static void
flip(uint64_t seed, uint32_t flips, size_t first, size_t end)
{
	uint32_t trials = getenv("TRAWL_LONG") ? 3000 : 100;
	uint32_t counts[OUTCOME_COUNT] = {0};

	for (uint32_t i = 0; i < trials; i++) {
		write_flipped(&seed, flips, first, end);
		enum outcome outcome = outcome_of(i % 2 == 0);

		if (outcome == OUTCOME_NONE || outcome == OUTCOME_WRONG ||
			outcome == OUTCOME_UNTOLD)
			fail_msg("trial %u of %u flips: outcome %d", i, flips,
				outcome);
		counts[outcome]++;
	}
	print_message("# %u flips: %u right, %u refused\n", flips,
		counts[OUTCOME_RIGHT], counts[OUTCOME_REFUSED]);
}

static void
test_flipped_bit_gives_an_error_or_the_right_answer(void **state)
{
	(void)state;
	flip(1, 1, 0, sound->size);
}

static void
test_many_flipped_bits_give_an_error_or_the_right_answer(void **state)
{
	(void)state;
	flip(2, 20, 0, sound->size);
}

static void
test_flips_in_the_first_pages_give_an_error_or_the_right_answer(void **state)
{
	(void)state;
	flip(3, 2, 0, 4 * 4096);
}

static void
test_sound_index_is_right(void **state)
{
	uint64_t seed = 1;

	(void)state;
	write_flipped(&seed, 0, 0, sound->size);
	assert_int_equal(outcome_of(false), OUTCOME_RIGHT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sound_index_is_right),
		cmocka_unit_test(
			test_flipped_bit_gives_an_error_or_the_right_answer),
		cmocka_unit_test(
		test_many_flipped_bits_give_an_error_or_the_right_answer),
		cmocka_unit_test(
	test_flips_in_the_first_pages_give_an_error_or_the_right_answer),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
