/* env.h: one open LMDB environment, shared by all who open its file. */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_ENV_H
#define STORE_ENV_H

#include <lmdb.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/status.h"
#include "store/meta.h"

struct tw_overlay;

/*
 * LMDB must not open a file twice in one process, and must not see its map
 * move while a transaction is open. So there is one table of what is open, by
 * device and inode, counted, under one mutex; everything below needs it, and
 * everything in a tw_env but its constant parts is read and changed under it.
 */
struct tw_env {
	struct tw_env *next;	/* in the table */
	char *path;		/* as its first user named it, for messages */
	char *file;		/* resolved: LMDB puts its lock file beside */
	char *lock_file;
	MDB_env *mdb;		/* NULL if it could not be reopened */
	int fd;			/* the data file, for locks and validation */
	int lock_fd;		/* the lock file; -1 on a read-only disk */
	dev_t device;
	ino_t inode;
	ino_t lock_inode;
	pid_t process;
	bool read_only;
	unsigned users;		/* stores and transactions */
	unsigned txns;		/* open: the map must not move */
	bool place_taken;	/* by a store of this process */
	bool placed;		/* it has the lock, too, and has recovered:
				   nobody else writes the file */
	bool writing;
	bool broken;		/* to be reopened when no transaction is open */
	bool left;		/* has not its name, or lock file, any more */
	uint64_t sound;		/* 1 + the snapshot last found sound; 0: none */
	uint64_t sound_free;	/* the same with its tree of free pages */
	uint64_t sealed;	/* 1 + the snapshot whose seal was last seen */
	uint64_t glanced;	/* 1 + the snapshot that was only glanced at */
	unsigned glances;	/* how often */
	struct tw_meta meta;	/* that a snapshot found last; or zero */
	struct tw_overlay *overlay;	/* that was read last; or NULL */
	const char *map;	/* where LMDB mapped the file; NULL: unknown */
	size_t map_size;
	uint64_t map_number;	/* tw_txn_map */
};

void tw_env_enter(void);
void tw_env_leave(void);

/* Gives up the mutex until somebody gives back a writer's place. */
void tw_env_wait(void);
void tw_env_wake(void);

/*
 * Finds the environment of the file in the table or opens it. `where` is its
 * absolute path, `path` the one for messages, `flags` those of tw_store_open,
 * `map` the bytes to map at first, 0 for the rule of space.h.
 */
int tw_env_get(const char *where, const char *path, unsigned flags, size_t map,
	struct tw_env **ret, trawl_error *err) TW_MUST_USE;

/* Gives up a use; the last one closes. */
void tw_env_put(struct tw_env *env);

/* False if the path, or the lock file's, has become another file's. */
int tw_env_is_there(struct tw_env *env, const char *where, bool *ret,
	trawl_error *err) TW_MUST_USE;

/*
 * Opens the file and LMDB on it (open.c), fills all of *env but its place in
 * the table. TRAWL_END when the file was replaced meanwhile: try again.
 */
struct tw_env_file {
	int fd;
	dev_t device;
	ino_t inode;
	bool read_only;
	bool created;
};
int tw_env_open_file(const char *where, const char *path, unsigned flags,
	struct tw_env_file *ret, trawl_error *err) TW_MUST_USE;
int tw_env_set_up(struct tw_env *env, const char *where, unsigned flags,
	size_t map, trawl_error *err) TW_MUST_USE;

/* Another one each time, never 0. */
uint64_t tw_env_map_number(void);

/* The environment of this process that uses this lock file. */
struct tw_env *tw_env_by_lock(dev_t device, ino_t lock_inode);

/* Opens LMDB anew on the same file with another map; no transactions. */
int tw_env_reopen(struct tw_env *env, size_t map, trawl_error *err)
	TW_MUST_USE;

/* At least `least` bytes of map; TRAWL_EBUSY while transactions are open. */
int tw_env_grow(struct tw_env *env, uint64_t least, trawl_error *err)
	TW_MUST_USE;

#endif
