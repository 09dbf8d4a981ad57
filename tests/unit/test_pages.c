/* test_pages.c: what LMDB writes is found sound; what it would not, is not. */
/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>

#include "store/pages.h"
#include "store_help.h"

#define KEYS 3000		/* of the random workload */
#define READERS 3

static uint64_t random_state;

static uint32_t
random_below(uint32_t n)
{
	random_state = random_state * 6364136223846793005 + 1442695040888963407;
	return (uint32_t)(random_state >> 33) % n;
}

static void
start_random(void)
{
	const char *text = getenv("TRAWL_SEED");

	random_state = text ? strtoull(text, NULL, 10) : (uint64_t)time(NULL);
	print_message("# TRAWL_SEED=%llu\n", (unsigned long long)random_state);
}

/* The newest snapshot, with its tree of free pages. */
static int
check(const char *name, trawl_error *err)
{
	int fd = open(help_path(name), O_RDONLY);
	struct tw_meta meta;
	uint64_t seal;
	int status;

	assert_true(fd >= 0);
	status = tw_meta_read(fd, name, &meta, err);
	if (status == TRAWL_OK)
		status = tw_pages_check(fd, name, &meta, meta.newest, true,
			&seal, err);
	close(fd);
	return status;
}

static size_t
random_length(void)
{
	switch (random_below(8)) {
	case 0:
		return TW_RECORD_PAYLOAD - random_below(3);
	case 1:
		return random_below(20000);
	case 2:
		return 1900 + random_below(200);	/* leaf or not */
	default:
		return random_below(300);
	}
}

/* What the store ought to have; no record: UINT32_MAX. */
static uint32_t lengths[KEYS];

static struct tw_record_key
key_of(uint32_t i)
{
	return (struct tw_record_key){i / 100, i % 7, i};
}

static void
delete_segment(struct tw_txn *txn, uint32_t segment)
{
	bool more = true;

	while (more)
		help_ok(tw_record_delete(txn, segment, 17, &more, &help_err));
	for (uint32_t i = segment * 100; i < segment * 100 + 100; i++)
		lengths[i] = UINT32_MAX;
}

static void
change(struct tw_store *store)
{
	struct tw_txn *txn = help_write(store);
	uint32_t puts = random_below(random_below(10) ? 20 : 600);

	for (uint32_t n = 0; n < puts; n++) {
		uint32_t i = random_below(KEYS);

		lengths[i] = (uint32_t)random_length();
		help_put(txn, key_of(i).segment, key_of(i).stream, i,
			lengths[i]);
	}
	for (uint32_t n = random_below(4); n > 0; n--)
		delete_segment(txn, random_below(KEYS / 100));
	help_ok(tw_txn_commit(txn, &help_err));
}

static void
expect_all(struct tw_store *store)
{
	struct tw_txn *txn = help_read(store);

	for (uint32_t i = 0; i < KEYS; i++) {
		struct tw_record_key key = key_of(i);

		if (lengths[i] == UINT32_MAX)
			help_expect_none(txn, key.segment, key.stream, i);
		else
			help_expect(txn, key.segment, key.stream, i,
				lengths[i]);
	}
	tw_txn_end(txn);
}

/* Snapshots come and go, so that free pages are kept and given away. */
static void
test_whatever_lmdb_writes_is_sound(void **state)
{
	struct tw_txn *readers[READERS] = {NULL};
	unsigned steps = getenv("TRAWL_LONG") ? 5000 : 150;
	struct tw_store *store = help_create("random");

	(void)state;
	start_random();
	memset(lengths, 0xff, sizeof(lengths));
	help_ok(tw_store_lock(store, true, &help_err));
	for (unsigned i = 0; i < steps; i++) {
		unsigned r = random_below(READERS);

		tw_txn_end(readers[r]);
		readers[r] = random_below(2) ? help_read(store) : NULL;
		change(store);
		help_ok(check("random", &help_err));
		if (i % 10 == 0)
			expect_all(store);
	}
	expect_all(store);
	for (unsigned r = 0; r < READERS; r++)
		tw_txn_end(readers[r]);
	tw_store_close(store);
	store = help_open("random");
	expect_all(store);
	tw_store_close(store);
}

static void
test_fresh_file_is_sound(void **state)
{
	(void)state;
	tw_store_close(help_create("fresh"));
	help_ok(check("fresh", &help_err));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whatever_lmdb_writes_is_sound),
		cmocka_unit_test(test_fresh_file_is_sound),
	};

	return cmocka_run_group_tests(tests, help_set_up, help_tear_down);
}
