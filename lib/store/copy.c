/* copy.c: writes a store anew: to another file, or in its own place. */
/* SPDX-License-Identifier: MIT */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "store/error.h"
#include "store/file.h"
#include "store/txn.h"

#define BATCH ((size_t)64 << 20)

/*
 * LMDB can copy a file by itself, but believes the headers of all pages on
 * the way. Here each record is verified and put anew, in order, so that what
 * comes out is sound and packed.
 */

static struct tw_record_key
key_behind(struct tw_record_key key)
{
	key.number++;
	if (key.number == 0)
		key.stream++;
	return key;
}

/* Copies from *key on; TRAWL_END when none are left. */
static int
copy_some(struct tw_txn *from, struct tw_txn *to, struct tw_record_key *key,
	trawl_error *err)
{
	while (tw_txn_dirty(to) < BATCH) {
		const uint8_t *payload;
		size_t length;
		int status = tw_record_seek(from, key, err);

		if (status == TRAWL_OK)
			status = tw_record_get(from, *key, &payload,
				&length, err);
		if (status != TRAWL_OK)
			return status;
		status = tw_record_put(to, *key, payload, length, err);
		if (status != TRAWL_OK)
			return status == TRAWL_END ? TRAWL_OK : status;
		*key = key_behind(*key);
	}
	return TRAWL_OK;
}

/* One transaction, once more where the map had to grow. */
static int
copy_batch(struct tw_txn *from, struct tw_store *store,
	struct tw_record_key *key, bool *ret_more, trawl_error *err)
{
	for (;;) {
		struct tw_record_key next = *key;
		struct tw_txn *to;
		int copied;
		int status = tw_txn_write(store, &to, err);

		if (status != TRAWL_OK)
			return status;
		copied = copy_some(from, to, &next, err);
		if (copied < 0) {
			tw_txn_end(to);
			return copied;
		}
		status = tw_txn_commit(to, err);
		tw_txn_give_back(from);
		if (status == TRAWL_END)
			continue;
		*key = next;
		*ret_more = copied == TRAWL_OK;
		return status;
	}
}

static int
copy_records(struct tw_txn *from, struct tw_store *store, trawl_error *err)
{
	struct tw_record_key key = {0, 0, 0};
	bool more = true;
	int status = tw_store_lock(store, false, err);

	while (status == TRAWL_OK && more)
		status = copy_batch(from, store, &key, &more, err);
	return status;
}

/* Mode and owner as the original has them, as far as we may. */
static void
take_after(const char *file, int original)
{
	struct stat found;

	if (fstat(original, &found) != 0)
		return;
	if (chown(file, found.st_uid, found.st_gid) != 0 &&
	    chown(file, (uid_t)-1, found.st_gid) != 0)
		found.st_mode &= (mode_t)~(S_IRWXG | S_ISUID | S_ISGID);
	(void)chmod(file, found.st_mode & 0777);
}

/* Writes a new file, durable when it returns, or none. */
static int
write_copy(struct tw_txn *from, const char *file, trawl_error *err)
{
	char *lock_file = tw_file_name(file, "-lock");
	struct tw_store *store;
	int status;

	if (!lock_file)
		return tw_no_memory(err);
	status = tw_store_open(file, TW_STORE_CREATE | TW_STORE_EXCLUSIVE,
		&store, err);
	if (status == TRAWL_OK) {
		status = copy_records(from, store, err);
		tw_store_close(store);
		if (status == TRAWL_OK)
			take_after(file, from->env->fd);
		else
			unlink(file);
		unlink(lock_file);
	}
	tw_free(lock_file);
	return status;
}

static char *
temporary_name(const char *file, const char *kind)
{
	char suffix[40];

	snprintf(suffix, sizeof(suffix), "%s%jd", kind, (intmax_t)getpid());
	return tw_file_name(file, suffix);
}

/* ------------------------------------------------------------------ */
/* To another file.                                                     */

static int
fail_exists(trawl_error *err, const char *path)
{
	return tw_fail(err, TRAWL_EINVAL, "%s: exists already: remove it or "
		"take another name", path);
}

/* Not all file systems know how not to replace. */
static int
rename_to_new(const char *from, const char *to)
{
	struct stat found;

	if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != EINVAL && errno != ENOSYS)
		return errno;
	if (lstat(to, &found) == 0)
		return EEXIST;
	return rename(from, to) == 0 ? 0 : errno;
}

static int
publish(const char *temporary, const char *destination, trawl_error *err)
{
	int code = rename_to_new(temporary, destination);

	if (code == 0)
		code = tw_file_sync_folder(destination);
	if (code == EEXIST)
		return fail_exists(err, destination);
	return code == 0 ? TRAWL_OK :
		tw_store_fail(err, code, destination, "cannot write");
}

int
tw_store_copy(struct tw_store *store, const char *destination,
	trawl_error *err)
{
	char *temporary;
	struct stat found;
	struct tw_txn *from;
	int status;

	if (lstat(destination, &found) == 0)
		return fail_exists(err, destination);
	temporary = temporary_name(destination, ".part-");
	if (!temporary)
		return tw_no_memory(err);
	status = tw_txn_read(store, &from, err);
	if (status == TRAWL_OK) {
		status = write_copy(from, temporary, err);
		tw_txn_end(from);
		if (status == TRAWL_OK)
			status = publish(temporary, destination, err);
		if (status != TRAWL_OK)
			unlink(temporary);
	}
	tw_free(temporary);
	return status;
}

/* ------------------------------------------------------------------ */
/* In the store's own place.                                            */

#define COMPACT ".compact-"

/* Files of compactions that died: who has the writer's place is alone. */
static void
remove_leftovers(const char *file)
{
	const char *slash = strrchr(file, '/');
	const char *name = slash ? slash + 1 : file;
	size_t n = strlen(name);
	int fd = tw_file_open_folder(file);
	DIR *folder = fd < 0 ? NULL : fdopendir(fd);

	if (!folder) {
		if (fd >= 0)
			close(fd);
		return;
	}
	for (;;) {
		struct dirent *entry = readdir(folder);

		if (!entry)
			break;
		if (strncmp(entry->d_name, name, n) == 0 &&
		    strncmp(entry->d_name + n, COMPACT,
			sizeof(COMPACT) - 1) == 0)
			unlinkat(dirfd(folder), entry->d_name, 0);
	}
	closedir(folder);
}

/*
 * One rename, so that a crash leaves the old file or the new one. The lock
 * file stays the old one's while somebody uses that: who opens the new file
 * finds it bound and makes another (open.c).
 */
static int
replace(const char *temporary, const char *file, trawl_error *err)
{
	int code = rename(temporary, file) == 0 ? 0 : errno;

	if (code == 0)
		code = tw_file_sync_folder(file);
	return code == 0 ? TRAWL_OK :
		tw_store_fail(err, code, file, "cannot replace");
}

static int
compact(struct tw_store *store, const char *temporary, trawl_error *err)
{
	const char *file = store->place->file;
	struct tw_txn *from;
	int status;

	remove_leftovers(file);
	status = tw_txn_read(store, &from, err);
	if (status != TRAWL_OK)
		return status;
	status = write_copy(from, temporary, err);
	tw_txn_end(from);
	if (status != TRAWL_OK)
		return status;
	status = replace(temporary, file, err);
	if (status != TRAWL_OK)
		unlink(temporary);
	return status;
}

int
tw_store_compact(struct tw_store *store, trawl_error *err)
{
	char *temporary;
	int status = tw_store_lock(store, false, err);

	if (status != TRAWL_OK)
		return status;
	temporary = temporary_name(store->place->file, COMPACT);
	status = temporary ? compact(store, temporary, err) :
		tw_no_memory(err);
	tw_free(temporary);
	tw_store_unlock(store);
	return status;
}
