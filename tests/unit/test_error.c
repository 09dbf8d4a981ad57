/* test_error.c: codes of LMDB and of the system, and what is made of them. */
/* SPDX-License-Identifier: MIT */
#include "store/error.h"

#include <errno.h>
#include <lmdb.h>

#include "store_help.h"

static void
expect(int code, int status, const char *text)
{
	trawl_error err = {0};

	assert_int_equal(tw_store_fail(&err, code, "/no/file", "cannot do it"),
		status);
	assert_int_equal(err.status, status);
	if (!strstr(err.text, text))
		fail_msg("%s", err.text);
}

static void
test_codes_are_translated(void **state)
{
	(void)state;
	expect(ENOMEM, TRAWL_ENOMEM, "out of memory");
	expect(ENOENT, TRAWL_ENOENT, "/no/file: cannot do it: no such file");
	expect(EACCES, TRAWL_EACCESS, "no permission");
	expect(EPERM, TRAWL_EACCESS, "no permission");
	expect(EROFS, TRAWL_EACCESS, "read-only");
	expect(ENOSPC, TRAWL_ENOSPACE, "the disk is full");
	expect(EFBIG, TRAWL_ENOSPACE, "ulimit -f");
	expect(EIO, TRAWL_EIO, strerror(EIO));
	expect(EMFILE, TRAWL_EIO, strerror(EMFILE));
	expect(MDB_READERS_FULL, TRAWL_EBUSY, "too many readers");
	expect(MDB_CORRUPTED, TRAWL_ECORRUPT, "restore a backup");
	expect(MDB_PAGE_NOTFOUND, TRAWL_ECORRUPT, "restore a backup");
	expect(MDB_PANIC, TRAWL_EIO, "an earlier write failed");
	expect(MDB_BAD_TXN, TRAWL_EINVAL, "failed before");
	expect(MDB_KEYEXIST, TRAWL_EIO, "MDB_KEYEXIST");
}

static void
test_forked_handle_is_told(void **state)
{
	trawl_error err;

	(void)state;
	assert_int_equal(tw_store_forked(&err, "/a"), TRAWL_EFORKED);
	assert_non_null(strstr(err.text, "/a: was opened before a fork"));
	assert_int_equal(tw_store_forked(NULL, "/a"), TRAWL_EFORKED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_codes_are_translated),
		cmocka_unit_test(test_forked_handle_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
