/* test_log.c: tests store/log: the bytes of a log, whole, torn and damaged. */
/* SPDX-License-Identifier: MIT */
#include <fcntl.h>

#include "base/bytes.h"
#include "store/log.h"
#include "store_help.h"

#define ID 7
#define BEFORE 0x12345678
#define ENTRIES 3

static uint8_t bytes[TW_LOG_ROOM];
static struct tw_log_at at;

static size_t
length_of(unsigned i)
{
	return TW_LOG_OP + 10 + 30 * (size_t)i;
}

/* Entry i puts record (1, 2, i); all but the last are marked. */
static void
make_log(void)
{
	size_t end = TW_LOG_HEAD;
	uint32_t crc;

	memset(bytes, 0, sizeof(bytes));
	tw_log_put_head(bytes, ID, BEFORE);
	crc = tw_le32(bytes + 20);
	for (unsigned i = 0; i < ENTRIES; i++) {
		uint8_t *head = bytes + end;
		uint8_t *op = head + TW_LOG_HEAD;

		tw_put_le32(op, 1);
		tw_put_le32(op + 4, 2);
		tw_put_le32(op + 8, i);
		tw_put_le32(op + 12, (uint32_t)(length_of(i) - TW_LOG_OP));
		memset(op + TW_LOG_OP, 'x', length_of(i) - TW_LOG_OP);
		tw_log_put_entry(head, crc, TW_LOG_PUTS, op, length_of(i));
		crc = tw_le32(head + 8);
		if (i + 1 < ENTRIES)
			tw_put_le32(head + TW_LOG_MARK, ~crc);
		end += TW_LOG_HEAD + tw_log_padded(length_of(i));
	}
}

static void
write_log(void)
{
	int fd = open(help_path("log"), O_RDWR | O_CREAT, 0600);

	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, bytes, sizeof(bytes), 0), sizeof(bytes));
	at = (struct tw_log_at){.fd = fd};
}

/* How many entries are whole, or a status below 0. */
static int
read_log(unsigned *ret_marked)
{
	struct tw_buf ops = {0};
	int count = 0;
	int status = tw_log_begin(&at, ID, BEFORE, "log", NULL);

	*ret_marked = 0;
	while (status == TRAWL_OK) {
		struct tw_log_entry entry;

		status = tw_log_look(&at, &entry, "log", NULL);
		if (status == TRAWL_OK)
			status = tw_log_take(&at, &entry, &ops, "log", NULL);
		if (status != TRAWL_OK)
			break;
		count++;
		*ret_marked += entry.is_marked;
	}
	tw_buf_done(&ops);
	close(at.fd);
	return status == TRAWL_END ? count : status;
}

static void
test_entries_come_in_their_order(void **state)
{
	struct tw_buf ops = {0};

	(void)state;
	make_log();
	write_log();
	help_ok(tw_log_begin(&at, ID, BEFORE, "log", &help_err));
	for (unsigned i = 0; i < ENTRIES; i++) {
		struct tw_log_entry entry = {0};
		struct tw_log_op op = {.length = 0};

		help_ok(tw_log_look(&at, &entry, "log", &help_err));
		assert_int_equal(entry.length, length_of(i));
		assert_int_equal(entry.kind, TW_LOG_PUTS);
		assert_int_equal(entry.is_marked, i + 1 < ENTRIES);
		help_ok(tw_log_take(&at, &entry, &ops, "log", &help_err));
		struct tw_str left = tw_buf_str(&ops);

		help_ok(tw_log_next_op(&left, &op, "log", &help_err));
		assert_int_equal(op.key.number, i);
		assert_int_equal(op.length, length_of(i) - TW_LOG_OP);
		assert_int_equal(tw_log_next_op(&left, &op, "log", NULL),
			TRAWL_END);
	}
	tw_buf_done(&ops);
	close(at.fd);
}

static void
test_log_of_another_change_is_none(void **state)
{
	(void)state;
	make_log();
	write_log();
	help_ok(tw_log_begin(&at, ID + 2, BEFORE, "log", &help_err));
	assert_int_equal(at.end, 0);
	help_ok(tw_log_begin(&at, ID, BEFORE + 1, "log", &help_err));
	assert_int_equal(at.end, 0);
	close(at.fd);
}

static void
test_zeros_are_no_log(void **state)
{
	unsigned marked;

	(void)state;
	memset(bytes, 0, sizeof(bytes));
	write_log();
	assert_int_equal(read_log(&marked), 0);
}

/* A flip of a mark hides the entry from readers until a writer marks it. */
static void
test_each_flip_is_told_or_an_entry_not_whole(void **state)
{
	size_t end = 2 * TW_LOG_HEAD + TW_LOG_HEAD;
	unsigned marked;

	(void)state;
	for (unsigned i = 0; i < ENTRIES; i++)
		end += TW_LOG_HEAD + tw_log_padded(length_of(i));
	for (size_t i = 0; i < end; i++) {
		make_log();
		bytes[i] ^= 0x10;
		write_log();
		int count = read_log(&marked);

		if (count == TRAWL_ECORRUPT)
			continue;
		assert_true(count == ENTRIES || count == ENTRIES - 1);
		assert_in_range(marked, ENTRIES - 2, ENTRIES - 1);
	}
}

/* What is left of an older log does not go on a new one. */
static void
test_older_entries_are_not_taken(void **state)
{
	unsigned marked;

	(void)state;
	make_log();
	tw_log_put_head(bytes, ID + 2, BEFORE);
	write_log();
	help_ok(tw_log_begin(&at, ID + 2, BEFORE, "log", &help_err));
	struct tw_log_entry entry;

	assert_int_equal(tw_log_look(&at, &entry, "log", NULL),
		TRAWL_ECORRUPT);
	close(at.fd);
	make_log();
	write_log();
	assert_int_equal(read_log(&marked), ENTRIES);
}

static void
test_log_cut_short_is_told(void **state)
{
	unsigned marked;

	(void)state;
	for (off_t n = 0; n < 200; n += 7) {
		make_log();
		write_log();
		assert_int_equal(ftruncate(at.fd, n), 0);
		assert_int_equal(read_log(&marked), TRAWL_ECORRUPT);
	}
}

static void
test_damaged_ops_are_told(void **state)
{
	uint8_t ops[3 * TW_LOG_OP] = {0};
	struct tw_log_op op;

	(void)state;
	for (size_t n = 1; n < TW_LOG_OP; n++) {
		struct tw_str left = {(const char *)ops, n};

		assert_int_equal(tw_log_next_op(&left, &op, "log", NULL),
			TRAWL_ECORRUPT);
	}
	tw_put_le32(ops + 12, 2 * TW_LOG_OP + 1);
	struct tw_str left = {(const char *)ops, sizeof(ops)};

	assert_int_equal(tw_log_next_op(&left, &op, "log", NULL),
		TRAWL_ECORRUPT);
	tw_put_le32(ops + 12, 0);
	tw_put_le32(ops, UINT32_MAX);
	assert_int_equal(tw_log_next_op(&left, &op, "log", NULL),
		TRAWL_ECORRUPT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		help_test(test_entries_come_in_their_order),
		help_test(test_log_of_another_change_is_none),
		help_test(test_zeros_are_no_log),
		help_test(test_each_flip_is_told_or_an_entry_not_whole),
		help_test(test_older_entries_are_not_taken),
		help_test(test_log_cut_short_is_told),
		help_test(test_damaged_ops_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
