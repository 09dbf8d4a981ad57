/* lock.h: locks on bytes of the two files, that die with their process. */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_LOCK_H
#define STORE_LOCK_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/*
 * Open file description locks (fcntl, F_OFD_SETLK): they belong to one open
 * file, so that another one of the same process, opened or closed, does not
 * touch them, as it would LMDB's own locks. The bytes locked lie far behind
 * the end of any file and behind those that LMDB locks in its lock file:
 *
 *   data file   PLACE        the writer's place
 *               GUARD        held while the file is being opened
 *               BIND + n     shared: "I use this file with lock file n"
 *   lock file   BIND + n     shared: "I use this lock file for file n"
 *
 * The two bindings keep a data file and a lock file in a pair, where LMDB
 * takes what has the right name: a file that was put in another's place gets
 * a lock file of its own, and no writer overlooks a reader because somebody
 * removed the lock file in between.
 */
#define TW_LOCK_PLACE ((off_t)1 << 62)
#define TW_LOCK_GUARD (((off_t)1 << 62) + 1)

/* All return an errno, 0 for success. EAGAIN: taken, and `wait` is false. */
int tw_lock_take(int fd, off_t byte, bool wait);
int tw_lock_share(int fd, off_t byte);
int tw_lock_drop(int fd, off_t byte);

/* Shares the byte that stands for file number n; drops it. */
int tw_lock_bind(int fd, uint64_t n);
int tw_lock_drop_bind(int fd, uint64_t n);

/* True if somebody else has bound the file to any other than n. */
bool tw_lock_bound_elsewhere(int fd, uint64_t n);

#endif
