/* test_flip.c: damaged files: an error or the right answer, never a crash. */
/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

#include "store/meta.h"
#include "store_help.h"

#define SEGMENTS 3
#define BATCH 25		/* trials of one child */

/* One stream a segment: many small records, or a few large ones. */
static const struct {
	uint32_t segment;
	uint32_t records;
	size_t length;
} made[SEGMENTS] = {{1, 300, 100}, {2, 4, TW_RECORD_PAYLOAD}, {3, 40, 3000}};

static uint8_t *whole;		/* the undamaged file */
static size_t whole_size;
static size_t page_size;

/* What the children tell, also when they die. */
static struct {
	unsigned trial;
	unsigned right;
	unsigned refused;
	unsigned wrong;
} *told;

static uint64_t random_state;

static uint64_t
random_below(uint64_t n)
{
	random_state += 0x9e3779b97f4a7c15;
	uint64_t z = random_state;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return (z ^ (z >> 31)) % n;
}

/* ------------------------------------------------------------------ */
/* The file: two trees of more than one level, and lists of free pages. */

static void
put_segment(struct tw_store *store, uint32_t segment, uint32_t records,
	size_t length)
{
	struct tw_txn *txn = help_write(store);

	for (uint32_t i = 0; i < records; i++)
		help_put(txn, segment, 1, i, length);
	help_ok(tw_txn_commit(txn, &help_err));
}

static void
delete_segment(struct tw_store *store, uint32_t segment)
{
	struct tw_txn *txn = help_write(store);
	bool more = true;

	while (more)
		help_ok(tw_record_delete(txn, segment, 1000, &more, &help_err));
	help_ok(tw_txn_commit(txn, &help_err));
}

static void
make_file(const char *name)
{
	struct tw_store *store = help_create(name);
	struct tw_txn *reader;

	help_ok(tw_store_lock(store, true, &help_err));
	put_segment(store, 9, 300, 3000);
	reader = help_read(store);
	for (size_t i = 0; i < SEGMENTS; i++)
		put_segment(store, made[i].segment, made[i].records,
			made[i].length);
	delete_segment(store, 9);
	for (uint32_t i = 0; i < 150; i++)
		help_put_one_more(store, 7, 1, i % 3, 50);
	tw_txn_end(reader);
	tw_store_close(store);
}

static void
write_file(const char *path, const uint8_t *p, size_t n)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, p, n), (ssize_t)n);
	close(fd);
}

static int
set_up(void **state)
{
	struct stat found;
	int fd;

	if (help_set_up(state) != 0)
		return -1;
	make_file("whole");
	fd = open(help_path("whole"), O_RDONLY);
	if (fd < 0 || fstat(fd, &found) != 0)
		return -1;
	whole_size = (size_t)found.st_size;
	whole = malloc(whole_size);
	page_size = 4096;
	if (!whole || read(fd, whole, whole_size) != (ssize_t)whole_size)
		return -1;
	close(fd);
	told = mmap(NULL, sizeof(*told), PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	return told == MAP_FAILED ? -1 : 0;
}

static int
tear_down(void **state)
{
	free(whole);
	munmap(told, sizeof(*told));
	return help_tear_down(state);
}

/* ------------------------------------------------------------------ */
/* One trial: open, read everything, write.                             */

enum outcome { RIGHT, REFUSED, WRONG };

static bool
is_damage(int status)
{
	return status == TRAWL_ECORRUPT || status == TRAWL_ENOTINDEX;
}

static enum outcome
read_record(struct tw_txn *txn, struct tw_record_key key, size_t length)
{
	const uint8_t *payload;
	size_t found;
	int status = tw_record_get(txn, key, &payload, &found, NULL);

	/* Streams know what they have, so a missing record is no secret. */
	if (status == TRAWL_END || is_damage(status))
		return REFUSED;
	if (status != TRAWL_OK || found != length)
		return WRONG;
	return help_is_right(key, payload, length) ? RIGHT : WRONG;
}

static enum outcome
read_all(struct tw_store *store)
{
	enum outcome outcome = RIGHT;
	struct tw_txn *txn;
	int status = tw_txn_read(store, &txn, NULL);

	if (status != TRAWL_OK)
		return is_damage(status) ? REFUSED : WRONG;
	for (size_t i = 0; i < SEGMENTS; i++)
		for (uint32_t n = 0; n < made[i].records; n++) {
			enum outcome one = read_record(txn,
				(struct tw_record_key){made[i].segment, 1, n},
				made[i].length);

			if (one > outcome)
				outcome = one;
		}
	tw_txn_end(txn);
	return outcome;
}

static int
change(struct tw_txn *txn)
{
	static uint8_t payload[3000];
	bool more = true;
	int status = TRAWL_OK;

	for (uint32_t n = 0; status == TRAWL_OK && n < 60; n++)
		status = tw_record_put(txn, (struct tw_record_key){5, 1, n},
			payload, n % 2 ? sizeof(payload) : 100, NULL);
	for (uint32_t n = 0; status == TRAWL_OK && n < 300; n += 9)
		status = tw_record_put(txn, (struct tw_record_key){1, 1, n},
			payload, 200, NULL);
	for (uint32_t segment = 2; status == TRAWL_OK && segment <= 3;
	     segment++)
		status = tw_record_delete(txn, segment, 1000, &more, NULL);
	return status;
}

static enum outcome
write_some(struct tw_store *store)
{
	struct tw_txn *txn;
	int status = tw_store_lock(store, false, NULL);

	if (status == TRAWL_OK)
		status = tw_txn_write(store, &txn, NULL);
	if (status != TRAWL_OK)
		return is_damage(status) ? REFUSED : WRONG;
	status = change(txn);
	if (status == TRAWL_OK)
		status = tw_txn_commit(txn, NULL);
	else
		tw_txn_end(txn);
	if (status != TRAWL_OK)
		return is_damage(status) ? REFUSED : WRONG;
	return RIGHT;
}

static enum outcome
use_file(const char *path)
{
	struct tw_store *store;
	int status = tw_store_open(path, 0, &store, NULL);
	enum outcome outcome;

	if (status != TRAWL_OK)
		return is_damage(status) ? REFUSED : WRONG;
	outcome = read_all(store);
	for (int i = 0; i < 2; i++) {
		enum outcome one = write_some(store);

		tw_store_unlock(store);
		if (one > outcome)
			outcome = one;
	}
	tw_store_close(store);
	return outcome;
}

static void
tell(enum outcome outcome)
{
	if (outcome == RIGHT)
		told->right++;
	else if (outcome == REFUSED)
		told->refused++;
	else
		told->wrong++;
}

/* ------------------------------------------------------------------ */
/* Damage.                                                              */

/* A byte anywhere, of a tree or meta page, or of a page's header. */
static size_t
choose_byte(unsigned trial)
{
	size_t pages = whole_size / page_size;

	if (trial % 3 == 0)
		return random_below(whole_size);
	for (;;) {
		size_t page = random_below(pages) * page_size;
		unsigned flags = whole[page + 10];

		if (trial % 3 == 1 && (flags & 0x0b) != 0)
			return page + random_below(random_below(2) ? 200 :
				page_size);
		if (trial % 3 == 2)
			return page + random_below(16);
	}
}

static void
flip(uint8_t *bytes, unsigned trial)
{
	unsigned flips = trial % 5 == 4 ? 20 : 1;

	for (unsigned i = 0; i < flips; i++)
		bytes[choose_byte(trial)] ^=
			(uint8_t)(1u << random_below(8));
}

/* A number of the tree's own kind, where another stood. */
static void
overwrite(uint8_t *bytes, unsigned trial)
{
	const uint64_t numbers[] = {0, 1, 2, 3, 4, 8, 12, 16, 4080, 4096,
		0xffff, UINT32_MAX, UINT64_MAX, whole_size / page_size,
		random_below(whole_size / page_size), random_below(4096)};
	uint64_t number = numbers[random_below(sizeof(numbers) /
		sizeof(*numbers))];
	size_t at = choose_byte(trial / 3 * 3 + 1 + trial % 2) & ~(size_t)1;
	size_t n = (size_t)2 << random_below(3);

	if (at + n <= whole_size)
		memcpy(bytes + at, &number, n);
}

/* A page that is zero, or lies in another's place. */
static void
misplace(uint8_t *bytes, unsigned trial)
{
	size_t pages = whole_size / page_size;
	uint8_t *page = bytes +
		choose_byte(trial / 3 * 3 + 1) / page_size * page_size;

	if (trial % 2)
		memset(page, 0, page_size);
	else
		memcpy(page, whole + random_below(pages) * page_size,
			page_size);
}

/* Trials of which nothing is random: bit i of those that meta pages use. */
#define META_BITS (2 * 152 * 8)

static void
flip_meta(uint8_t *bytes, unsigned i)
{
	size_t page = i / (META_BITS / 2);
	size_t bit = i % (META_BITS / 2);

	bytes[page * page_size + bit / 8] ^= (uint8_t)(1u << bit % 8);
}

typedef void damage_fn(uint8_t *bytes, unsigned trial);

static void
run_trials(damage_fn *damage, uint64_t seed, unsigned first, unsigned end)
{
	uint8_t *bytes = malloc(whole_size);
	const char *path = help_path("flipped");

	for (unsigned i = first; bytes && i < end; i++) {
		told->trial = i;
		random_state = seed + i;
		memcpy(bytes, whole, whole_size);
		damage(bytes, i);
		write_file(path, bytes, whole_size);
		alarm(120);
		tell(use_file(path));
	}
	free(bytes);
}

/* In children, as they may crash; each of some trials, as it takes time. */
static void
run(damage_fn *damage, uint64_t seed, unsigned count)
{
	memset(told, 0, sizeof(*told));
	for (unsigned i = 0; i < count; i += BATCH) {
		pid_t child = fork();
		int status;

		assert_true(child >= 0);
		if (child == 0) {
			run_trials(damage, seed, i,
				i + BATCH < count ? i + BATCH : count);
			_exit(0);
		}
		assert_int_equal(waitpid(child, &status, 0), child);
		if (status != 0 || told->wrong > 0)
			fail_msg("seed %llu, trial %u: status %#x, %u wrong",
				(unsigned long long)seed, told->trial,
				(unsigned)status, told->wrong);
	}
	print_message("# %u right, %u refused\n", told->right, told->refused);
	assert_true(told->refused > 0);
}

/* Seed and number of trials, a part of those that were asked for. */
static void
run_random(damage_fn *damage, unsigned part)
{
	const char *text = getenv("TRAWL_FLIPS");
	unsigned usual = getenv("TRAWL_LONG") ? 10000 : 300;
	unsigned count = text ? (unsigned)strtoul(text, NULL, 10) : usual;
	uint64_t seed = (uint64_t)time(NULL) << 20;

	text = getenv("TRAWL_SEED");
	if (text)
		seed = strtoull(text, NULL, 10);
	print_message("# TRAWL_SEED=%llu TRAWL_FLIPS=%u\n",
		(unsigned long long)seed, count);
	run(damage, seed, count / part);
}

static void
test_flipped_bits_give_an_error_or_the_right_answer(void **state)
{
	(void)state;
	run_random(flip, 1);
}

static void
test_wrong_numbers_give_an_error_or_the_right_answer(void **state)
{
	(void)state;
	run_random(overwrite, 2);
}

static void
test_misplaced_pages_give_an_error_or_the_right_answer(void **state)
{
	(void)state;
	run_random(misplace, 4);
}

static void
flip_meta_here_and_there(uint8_t *bytes, unsigned trial)
{
	flip_meta(bytes, trial * 11 % META_BITS);
}

static void
test_flips_in_meta_pages_give_an_error_or_are_right(void **state)
{
	(void)state;
	if (getenv("TRAWL_LONG"))
		run(flip_meta, 0, META_BITS);
	else
		run(flip_meta_here_and_there, 0, META_BITS / 11);
}

static void
test_undamaged_file_is_right(void **state)
{
	(void)state;
	write_file(help_path("same"), whole, whole_size);
	assert_int_equal(use_file(help_path("same")), RIGHT);
}

/* ------------------------------------------------------------------ */

static void
expect_cut(const char *path, size_t n)
{
	struct tw_store *store = NULL;
	struct tw_txn *txn = NULL;
	trawl_error err = {0};
	int status;

	assert_int_equal(truncate(path, (off_t)n), 0);
	status = tw_store_open(path, 0, &store, &err);
	if (status == TRAWL_OK)
		status = tw_txn_read(store, &txn, &err);
	if (status == TRAWL_OK)
		fail_msg("cut to %zu bytes: not noticed", n);
	if (n < 152)
		assert_int_equal(status, TRAWL_ENOTINDEX);
	else if (status != TRAWL_ECORRUPT || !strstr(err.text, "cut short"))
		fail_msg("cut to %zu bytes: %d: %s", n, status, err.text);
	tw_store_close(store);
}

/* Behind the last page there may be room for more. */
static size_t
used_size(const char *path)
{
	struct tw_meta meta;
	int fd = open(path, O_RDONLY);

	assert_int_equal(tw_meta_read(fd, path, &meta, &help_err), TRAWL_OK);
	close(fd);
	return (meta.of[meta.newest].last_page + 1) * page_size;
}

static void
test_truncation_is_noticed_at_every_page(void **state)
{
	const char *path = help_path("cut");

	(void)state;
	write_file(path, whole, whole_size);
	size_t used = used_size(path);

	expect_cut(path, used - 1);
	for (size_t n = used - page_size; n > 0; n -= page_size) {
		expect_cut(path, n + 1);
		expect_cut(path, n);
		expect_cut(path, n - 1);
	}
}

static void
test_truncation_is_noticed_at_lengths_of_few_pages(void **state)
{
	const char *path = help_path("cut");
	size_t n = 3 * page_size;

	(void)state;
	write_file(path, whole, n);
	while (n > 400) {
		expect_cut(path, n);
		n -= 37;
	}
	for (; n > 0; n--)
		expect_cut(path, n);
	expect_cut(path, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_undamaged_file_is_right),
		cmocka_unit_test(
			test_flipped_bits_give_an_error_or_the_right_answer),
		cmocka_unit_test(
			test_wrong_numbers_give_an_error_or_the_right_answer),
		cmocka_unit_test(
			test_misplaced_pages_give_an_error_or_the_right_answer),
		cmocka_unit_test(
			test_flips_in_meta_pages_give_an_error_or_are_right),
		cmocka_unit_test(test_truncation_is_noticed_at_every_page),
		cmocka_unit_test(
			test_truncation_is_noticed_at_lengths_of_few_pages),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
