/* error.c: what LMDB and the system say, translated once, for all above. */
/* SPDX-License-Identifier: MIT */
#include "store/error.h"

#include <errno.h>
#include <lmdb.h>
#include <stdbool.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

/* Below this much free space a failed write is laid to the full disk. */
#define DISK_IS_FULL ((uint64_t)1 << 20)

static bool
disk_is_full(const char *path)
{
	struct statvfs disk;

	if (statvfs(path, &disk) != 0)
		return false;
	return (uint64_t)disk.f_bavail * disk.f_frsize < DISK_IS_FULL;
}

static bool
file_is_at_its_limit(const char *path)
{
	struct rlimit limit;
	struct stat file;

	if (getrlimit(RLIMIT_FSIZE, &limit) != 0 ||
	    limit.rlim_cur == RLIM_INFINITY || stat(path, &file) != 0)
		return false;
	return (rlim_t)file.st_size >= limit.rlim_cur;
}

int
tw_store_cause(int code, const char *path)
{
	if (code != EIO && code != ENOSPC)
		return code;
	if (file_is_at_its_limit(path))
		return EFBIG;
	return disk_is_full(path) ? ENOSPC : code;
}

static int
fail_io(trawl_error *err, int code, const char *path, const char *doing)
{
	code = tw_store_cause(code, path);
	if (code == EFBIG)
		return tw_fail(err, TRAWL_ENOSPACE, "%s: %s: the file may not "
			"grow further: raise the limit (ulimit -f) and repeat",
			path, doing);
	if (code == ENOSPC || code == EDQUOT)
		return tw_fail(err, TRAWL_ENOSPACE, "%s: %s: the disk is full: "
			"free some space and repeat", path, doing);
	return tw_fail(err, TRAWL_EIO, "%s: %s: %s", path, doing,
		strerror(code));
}

static int
fail_system(trawl_error *err, int code, const char *path, const char *doing)
{
	switch (code) {
	case ENOMEM:
		return tw_no_memory(err);
	case ENOENT:
	case ENOTDIR:
		return tw_fail(err, TRAWL_ENOENT, "%s: %s: no such file", path,
			doing);
	case EACCES:
	case EPERM:
		return tw_fail(err, TRAWL_EACCESS, "%s: %s: no permission",
			path, doing);
	case EROFS:
		return tw_fail(err, TRAWL_EACCESS,
			"%s: %s: the file system is read-only", path, doing);
	case EIO:
	case ENOSPC:
	case EDQUOT:
	case EFBIG:
		return fail_io(err, code, path, doing);
	default:
		return tw_fail(err, TRAWL_EIO, "%s: %s: %s", path, doing,
			strerror(code));
	}
}

int
tw_store_fail(trawl_error *err, int code, const char *path, const char *doing)
{
	switch (code) {
	case MDB_READERS_FULL:
		return tw_fail(err, TRAWL_EBUSY, "%s: %s: too many readers are "
			"at work: wait until some end", path, doing);
	case MDB_PAGE_NOTFOUND:
	case MDB_CORRUPTED:
	case MDB_CURSOR_FULL:
	case MDB_INVALID:
		return TW_CORRUPT(err, "%s: %s: %s: restore a backup", path,
			doing, mdb_strerror(code));
	case MDB_BAD_TXN:
		return tw_fail(err, TRAWL_EINVAL, "%s: %s: the transaction "
			"failed before", path, doing);
	case MDB_PANIC:
		return tw_fail(err, TRAWL_EIO, "%s: %s: an earlier write "
			"failed: end the open readers of this process and "
			"repeat", path, doing);
	default:
		if (code > 0)
			return fail_system(err, code, path, doing);
		return tw_fail(err, TRAWL_EIO, "%s: %s: %s", path, doing,
			mdb_strerror(code));
	}
}

int
tw_store_forked(trawl_error *err, const char *path)
{
	return tw_fail(err, TRAWL_EFORKED, "%s: was opened before a fork: "
		"open it again in this process", path);
}
