/* open.c: opens the file, pairs it with a lock file, and LMDB with both. */
/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/env.h"
#include "store/error.h"
#include "store/file.h"
#include "store/lock.h"
#include "store/space.h"
#include "store/meta.h"
#include "store/store.h"

#define READER_SLOTS 1024
#define LOCK_FILE_ROOM (READER_SLOTS * 64 + 4096)
#define FILE_MODE 0666		/* the umask takes from it */
#define BIND_TRIES 100

/* Never waits: not for a FIFO's other end, nor for a device. */
#define OPEN_FLAGS (O_CLOEXEC | O_NONBLOCK | O_NOCTTY)

static int
fail_open(trawl_error *err, int code, const char *path, unsigned flags)
{
	if (code == ENOENT && (flags & TW_STORE_CREATE))
		return tw_fail(err, TRAWL_ENOENT,
			"%s: there is no folder to make it in", path);
	if (code == EISDIR)
		return tw_fail(err, TRAWL_ENOTINDEX,
			"%s: is a folder, not an index", path);
	if (code == ENOENT)
		return tw_fail(err, TRAWL_ENOENT, "%s: no such index", path);
	if (code == EEXIST)
		return tw_fail(err, TRAWL_EINVAL,
			"%s: exists already: remove it or take another name",
			path);
	return tw_store_fail(err, code, path, "cannot open");
}

static int
open_any(const char *where, unsigned flags, struct tw_env_file *file)
{
	if (flags & TW_STORE_READ_ONLY) {
		file->read_only = true;
		file->fd = open(where, O_RDONLY | OPEN_FLAGS);
		return file->fd >= 0 ? 0 : errno;
	}
	if (!(flags & TW_STORE_EXCLUSIVE)) {
		file->fd = open(where, O_RDWR | OPEN_FLAGS);
		if (file->fd < 0 && (errno == EACCES || errno == EROFS)) {
			file->read_only = true;
			file->fd = open(where, O_RDONLY | OPEN_FLAGS);
		}
		if (file->fd >= 0 || errno != ENOENT ||
		    !(flags & TW_STORE_CREATE))
			return file->fd >= 0 ? 0 : errno;
	}
	file->fd = open(where, O_RDWR | O_CREAT | O_EXCL | OPEN_FLAGS,
		FILE_MODE);
	if (file->fd < 0)
		return errno;
	file->created = true;
	return 0;
}

int
tw_env_open_file(const char *where, const char *path, unsigned flags,
	struct tw_env_file *ret, trawl_error *err)
{
	struct tw_env_file file = {.fd = -1};
	struct stat found;
	int code = open_any(where, flags, &file);

	if (code == EEXIST && !(flags & TW_STORE_EXCLUSIVE))
		return TRAWL_END;
	if (code != 0)
		return fail_open(err, code, path, flags);
	if (fstat(file.fd, &found) != 0) {
		code = errno;
		close(file.fd);
		return tw_store_fail(err, code, path, "cannot read");
	}
	if (!S_ISREG(found.st_mode)) {
		close(file.fd);
		return tw_fail(err, TRAWL_ENOTINDEX, S_ISDIR(found.st_mode) ?
			"%s: is a folder, not an index" :
			"%s: is not a regular file, so no index", path);
	}
	tw_file_read_quietly(file.fd);
	file.device = found.st_dev;
	file.inode = found.st_ino;
	*ret = file;
	return TRAWL_OK;
}

static bool
is_at(const char *where, dev_t device, ino_t inode)
{
	struct stat found;

	return stat(where, &found) == 0 && found.st_dev == device &&
		found.st_ino == inode;
}

/* ------------------------------------------------------------------ */
/* The pair of data file and lock file (lock.h).                        */

/*
 * Who may read the data needs to write the lock file; so the group may, if it
 * may read.
 */
static void
take_after_data(int lock_fd, int fd)
{
	struct stat data;

	if (fstat(fd, &data) != 0)
		return;
	if (fchown(lock_fd, (uid_t)-1, data.st_gid) != 0)
		return;
	(void)fchmod(lock_fd, (data.st_mode & 0666) |
		(data.st_mode & S_IRGRP ? S_IWGRP : 0));
}

/*
 * LMDB maps the lock file and writes to it; where its blocks are not there,
 * and the disk is full, that would kill the process.
 */
static int
create_lock_file(const struct tw_env *env)
{
	int fd = open(env->lock_file, O_RDWR | O_CREAT | O_EXCL | OPEN_FLAGS,
		FILE_MODE);

	if (fd < 0)
		return fd;
	if (fallocate(fd, FALLOC_FL_KEEP_SIZE, 0, LOCK_FILE_ROOM) != 0 &&
	    errno == ENOSPC) {
		close(fd);
		unlink(env->lock_file);
		errno = ENOSPC;
		return -1;
	}
	take_after_data(fd, env->fd);
	return fd;
}

static int
open_lock_file(const struct tw_env *env)
{
	int fd = create_lock_file(env);
	int code = errno;

	if (fd >= 0 || (code != EEXIST && code != EACCES))
		return fd;
	fd = open(env->lock_file, O_RDWR | OPEN_FLAGS);
	/* There is none, and who may not write the folder makes none. */
	if (fd < 0 && errno == ENOENT && code == EACCES)
		errno = EACCES;
	return fd;
}

/*
 * Binds the two to each other. TRAWL_END if the lock file was bound to another
 * data file by somebody who still uses it: it has been taken out of the way.
 */
static int
bind_lock_file(struct tw_env *env, const char *where, trawl_error *err)
{
	struct stat found;

	if (stat(env->lock_file, &found) == 0 &&
	    tw_env_by_lock(found.st_dev, found.st_ino))
		goto foreign;
	env->lock_fd = open_lock_file(env);
	if (env->lock_fd < 0 && errno == ENOENT)
		return TRAWL_END;
	if (env->lock_fd < 0 && errno == EROFS && env->read_only)
		return TRAWL_OK;
	if (env->lock_fd < 0 && errno == EACCES)
		return tw_fail(err, TRAWL_EACCESS, "%s: no permission to write "
			"the lock file, which readers need, too: let this user "
			"write it, or the folder if there is none",
			env->lock_file);
	if (env->lock_fd < 0)
		return tw_store_fail(err, errno, env->lock_file,
			"cannot open the lock file, which readers need, too");
	if (fstat(env->lock_fd, &found) != 0 ||
	    tw_lock_bind(env->lock_fd, env->inode) != 0 ||
	    tw_lock_bind(env->fd, found.st_ino) != 0)
		return tw_store_fail(err, errno, env->lock_file,
			"cannot lock");
	env->lock_inode = found.st_ino;
	if (!tw_lock_bound_elsewhere(env->lock_fd, env->inode))
		return TRAWL_OK;
	tw_lock_drop_bind(env->fd, found.st_ino);
	close(env->lock_fd);
	env->lock_fd = -1;
foreign:
	if (is_at(where, env->device, env->inode) &&
	    unlink(env->lock_file) != 0 && errno != ENOENT)
		return tw_fail(err, TRAWL_EBUSY, "%s: processes still use the "
			"file that was here before: wait until they end",
			env->path);
	return TRAWL_END;
}

static int
bind_pair(struct tw_env *env, const char *where, trawl_error *err)
{
	for (int i = 0; i < BIND_TRIES; i++) {
		int status = bind_lock_file(env, where, err);

		if (status != TRAWL_END ||
		    !is_at(where, env->device, env->inode))
			return status;
	}
	return tw_fail(err, TRAWL_EBUSY, "%s: its lock file is being replaced "
		"again and again: repeat later", env->path);
}

/* ------------------------------------------------------------------ */
/* LMDB.                                                                */

static int
open_lmdb_once(struct tw_env *env, size_t map)
{
	unsigned flags = MDB_NOSUBDIR | MDB_NOTLS;
	int rc = mdb_env_create(&env->mdb);

	if (rc != 0) {
		env->mdb = NULL;
		return rc;
	}
	if (env->read_only)
		flags |= MDB_RDONLY;
	if (tw_space_exceeds_memory(env->fd))
		flags |= MDB_NORDAHEAD;
	rc = mdb_env_set_maxreaders(env->mdb, READER_SLOTS);
	if (rc == 0)
		rc = mdb_env_set_mapsize(env->mdb, map);
	if (rc == 0)
		rc = mdb_env_open(env->mdb, env->file, flags, FILE_MODE);
	if (rc != 0) {
		mdb_env_close(env->mdb);
		env->mdb = NULL;
	}
	return rc;
}

/* LMDB closes its descriptors on exec, but for this one. */
static int
check_descriptor(struct tw_env *env)
{
	struct stat found;
	int fd;
	int rc = mdb_env_get_fd(env->mdb, &fd);

	if (rc != 0)
		return rc;
	if (fcntl(fd, F_SETFD, FD_CLOEXEC) != 0 || fstat(fd, &found) != 0)
		return errno;
	return found.st_ino == env->inode && found.st_dev == env->device ?
		0 : ESTALE;
}

static int
fail_lmdb(struct tw_env *env, int rc, trawl_error *err)
{
	if (rc == ENOMEM)
		return tw_fail(err, TRAWL_ENOMEM, "%s: cannot be mapped: out "
			"of memory or of address space (ulimit -v)",
			env->path);
	if (rc == MDB_INVALID || rc == MDB_VERSION_MISMATCH)
		return tw_fail(err, TRAWL_EBUSY, "%s: is damaged or of another "
			"LMDB: remove it when no process uses the index",
			env->lock_file);
	return tw_store_fail(err, rc, env->path, "cannot open");
}

/* Maps less where the address space is short; valgrind says EINVAL then. */
static int
open_lmdb(struct tw_env *env, size_t map, trawl_error *err)
{
	size_t least = tw_space_least(env->fd);
	int rc;

	if (map == 0)
		map = tw_space_first(env->fd);
	if (map < least)
		map = least;
	env->map_number = tw_env_map_number();
	for (;;) {
		rc = open_lmdb_once(env, map);
		if ((rc != ENOMEM && rc != EINVAL) || map / 2 < least)
			break;
		map /= 2;
	}
	if (rc == 0) {
		rc = check_descriptor(env);
		if (rc != 0) {
			mdb_env_close(env->mdb);
			env->mdb = NULL;
		}
	}
	if (rc == ESTALE)
		return TRAWL_END;
	return rc == 0 ? TRAWL_OK : fail_lmdb(env, rc, err);
}

/* ------------------------------------------------------------------ */

/* An empty file is one that somebody is just creating, or died creating. */
static int
check_file(struct tw_env *env, unsigned flags, bool *ret_empty,
	trawl_error *err)
{
	struct tw_meta meta;
	struct stat found;

	if (fstat(env->fd, &found) != 0)
		return tw_store_fail(err, errno, env->path, "cannot read");
	*ret_empty = found.st_size == 0;
	if (*ret_empty && (flags & TW_STORE_CREATE) && !env->read_only)
		return TRAWL_OK;
	return tw_meta_read(env->fd, env->path, &meta, err);
}

int
tw_env_set_up(struct tw_env *env, const char *where, unsigned flags, size_t map,
	trawl_error *err)
{
	bool empty = false;
	int status;
	int code = env->read_only ? tw_lock_share(env->fd, TW_LOCK_GUARD) :
		tw_lock_take(env->fd, TW_LOCK_GUARD, true);

	if (code != 0)
		return tw_store_fail(err, code, env->path, "cannot lock");
	if (!is_at(where, env->device, env->inode))
		return TRAWL_END;
	status = check_file(env, flags, &empty, err);
	if (status == TRAWL_OK)
		status = bind_pair(env, where, err);
	if (status == TRAWL_OK)
		status = open_lmdb(env, map, err);
	if (status != TRAWL_OK)
		return status;
	if (!is_at(where, env->device, env->inode) || (env->lock_fd >= 0 &&
		!is_at(env->lock_file, env->device, env->lock_inode)))
		return TRAWL_END;
	code = empty ? tw_file_sync_folder(env->file) : 0;
	if (code == 0)
		code = tw_lock_drop(env->fd, TW_LOCK_GUARD);
	return code == 0 ? TRAWL_OK :
		tw_store_fail(err, code, env->path, "cannot create");
}

static void
forget_map(struct tw_env *env)
{
	env->sound = 0;
	env->sound_free = 0;
	env->sealed = 0;
	env->map = NULL;
	env->map_size = 0;
}

int
tw_env_reopen(struct tw_env *env, size_t map, trawl_error *err)
{
	int status;

	mdb_env_close(env->mdb);
	env->mdb = NULL;
	env->broken = true;
	forget_map(env);
	unsigned taken = tw_file_take_standard();
	status = open_lmdb(env, map, err);
	tw_file_leave_standard(taken);
	if (status == TRAWL_OK && env->lock_fd >= 0 &&
	    !is_at(env->lock_file, env->device, env->lock_inode)) {
		mdb_env_close(env->mdb);
		env->mdb = NULL;
		status = TRAWL_END;
	}
	if (status == TRAWL_END)
		return tw_fail(err, TRAWL_EBUSY, "%s: was replaced: repeat",
			env->path);
	if (status == TRAWL_OK)
		env->broken = false;
	return status;
}

int
tw_env_grow(struct tw_env *env, uint64_t least, trawl_error *err)
{
	MDB_envinfo info;
	uint64_t size;
	int rc;

	mdb_env_info(env->mdb, &info);
	size = info.me_mapsize;
	if (env->txns > 0)
		return tw_fail(err, TRAWL_EBUSY, "%s: has grown out of its map "
			"of %llu MiB: end the open readers of this process "
			"and repeat", env->path,
			(unsigned long long)(size >> 20));
	do
		size *= 2;
	while (size < least && size < UINT64_MAX / 4);
	if (size > SIZE_MAX)
		return fail_lmdb(env, ENOMEM, err);
	forget_map(env);
	env->map_number = tw_env_map_number();
	rc = mdb_env_set_mapsize(env->mdb, (size_t)size);
	if (rc == 0)
		return TRAWL_OK;
	env->broken = true;
	return fail_lmdb(env, rc, err);
}
