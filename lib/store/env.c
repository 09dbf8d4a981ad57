/* env.c: the table of the LMDB environments that are open in this process. */
/* SPDX-License-Identifier: MIT */
#include "store/env.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/alloc.h"
#include "store/error.h"
#include "store/file.h"
#include "store/overlay.h"

#define OPEN_TRIES 100

/* The one thing that all indexes of a process share: LMDB demands it. */
static struct {
	pthread_mutex_t mutex;
	pthread_cond_t place_is_free;
	struct tw_env *first;
	uint64_t maps;		/* made so far */
} table = {
	.mutex = PTHREAD_MUTEX_INITIALIZER,
	.place_is_free = PTHREAD_COND_INITIALIZER
};

void
tw_env_enter(void)
{
	pthread_mutex_lock(&table.mutex);
}

void
tw_env_leave(void)
{
	pthread_mutex_unlock(&table.mutex);
}

void
tw_env_wait(void)
{
	pthread_cond_wait(&table.place_is_free, &table.mutex);
}

void
tw_env_wake(void)
{
	pthread_cond_broadcast(&table.place_is_free);
}

uint64_t
tw_env_map_number(void)
{
	return ++table.maps;
}

/* Environments from before a fork stay in the table, and out of use. */
static struct tw_env *
find(dev_t device, ino_t inode)
{
	pid_t process = getpid();
	struct tw_env *env = table.first;

	while (env && (env->inode != inode || env->device != device ||
		env->process != process || env->left))
		env = env->next;
	return env;
}

struct tw_env *
tw_env_by_lock(dev_t device, ino_t lock_inode)
{
	pid_t process = getpid();
	struct tw_env *env = table.first;

	while (env && (env->lock_fd < 0 || env->lock_inode != lock_inode ||
		env->device != device || env->process != process))
		env = env->next;
	return env;
}

static void
forget(const struct tw_env *env)
{
	struct tw_env **link = &table.first;

	while (*link && *link != env)
		link = &(*link)->next;
	if (*link)
		*link = env->next;
}

/*
 * LMDB's own locks on its lock file go when any descriptor of that file is
 * closed, so ours is closed behind LMDB's.
 */
static void
close_env(struct tw_env *env)
{
	tw_overlay_close(env->overlay);
	mdb_env_close(env->mdb);
	if (env->lock_fd >= 0)
		close(env->lock_fd);
	close(env->fd);
	tw_free(env->path);
	tw_free(env->file);
	tw_free(env->lock_file);
	tw_free(env);
}

/*
 * The name of the file without links. The system knows it of what is open;
 * realpath would ask for each folder on the way.
 */
static bool
resolve(const char *where, const struct tw_env_file *file,
	char ret[PATH_MAX])
{
	struct tw_file_look found;
	char link[40];

	snprintf(link, sizeof(link), "/proc/self/fd/%d", file->fd);
	ssize_t n = readlink(link, ret, PATH_MAX - 1);

	if (n > 0) {
		ret[n] = '\0';
		if (ret[0] == '/' && tw_file_look_at(ret, &found) == 0 &&
			found.device == file->device &&
			found.inode == file->inode)
			return true;
	}
	return realpath(where, ret) != NULL;
}

/* Takes over the descriptor, whatever is returned. */
static int
new_env(const char *where, const char *path, const struct tw_env_file *file,
	struct tw_env **ret, trawl_error *err)
{
	char resolved[PATH_MAX];
	struct tw_env *env;

	if (!resolve(where, file, resolved)) {
		int code = errno;

		close(file->fd);
		return code == ENOENT ? TRAWL_END :
			tw_store_fail(err, code, path, "cannot open");
	}
	env = tw_alloc_zeroed(1, sizeof(*env));
	if (!env) {
		close(file->fd);
		return tw_no_memory(err);
	}
	env->fd = file->fd;
	env->lock_fd = -1;
	env->device = file->device;
	env->inode = file->inode;
	env->read_only = file->read_only;
	env->process = getpid();
	env->users = 1;
	env->path = tw_file_name(path, "");
	env->file = tw_file_name(resolved, "");
	env->lock_file = tw_file_name(resolved, "-lock");
	if (!env->path || !env->file || !env->lock_file) {
		close_env(env);
		return tw_no_memory(err);
	}
	*ret = env;
	return TRAWL_OK;
}

/* TRAWL_END when the file was replaced meanwhile. */
static int
try_get(const char *where, const char *path, unsigned flags, size_t map,
	struct tw_env **ret, trawl_error *err)
{
	struct tw_env_file file;
	struct tw_env *env;
	int status = tw_env_open_file(where, path, flags, &file, err);

	if (status != TRAWL_OK)
		return status;
	env = find(file.device, file.inode);
	if (env) {
		close(file.fd);
		env->users++;
		*ret = env;
		return TRAWL_OK;
	}
	status = new_env(where, path, &file, &env, err);
	if (status == TRAWL_OK) {
		status = tw_env_set_up(env, where, flags, map, err);
		if (status != TRAWL_OK)
			close_env(env);
	}
	if (status != TRAWL_OK) {
		if (file.created && status != TRAWL_END)
			unlink(where);
		return status;
	}
	env->next = table.first;
	table.first = env;
	*ret = env;
	return TRAWL_OK;
}

int
tw_env_get(const char *where, const char *path, unsigned flags, size_t map,
	struct tw_env **ret, trawl_error *err)
{
	unsigned taken = tw_file_take_standard();
	int status = TRAWL_END;

	for (int i = 0; i < OPEN_TRIES && status == TRAWL_END; i++)
		status = try_get(where, path, flags, map, ret, err);
	tw_file_leave_standard(taken);
	if (status != TRAWL_END)
		return status;
	return tw_fail(err, TRAWL_EBUSY, "%s: is being replaced again and "
		"again: repeat later", path);
}

void
tw_env_put(struct tw_env *env)
{
	if (env->process != getpid() || --env->users > 0)
		return;
	forget(env);
	close_env(env);
}

int
tw_env_is_there(struct tw_env *env, const char *where, bool *ret,
	trawl_error *err)
{
	struct tw_file_look file;
	int code = tw_file_look_at(where, &file);

	if (code == ENOENT)
		return tw_fail(err, TRAWL_ENOENT, "%s: is gone: it "
			"was moved or removed", env->path);
	if (code != 0)
		return tw_store_fail(err, code, env->path, "cannot read");
	if (file.inode != env->inode || file.device != env->device)
		env->left = true;
	else if (env->lock_fd >= 0 &&
		 tw_file_look(env->lock_fd, &file) == 0 && file.names == 0)
		env->left = true;
	*ret = !env->left;
	return TRAWL_OK;
}
