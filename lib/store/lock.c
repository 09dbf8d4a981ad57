/* lock.c: locks on bytes of the two files, that die with their process. */
/* SPDX-License-Identifier: MIT */
#include "store/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#define BIND ((off_t)1 << 40)
#define BIND_END ((off_t)1 << 62)

static int
lock_range(int fd, int command, short type, off_t start, off_t length)
{
	struct flock range = {
		.l_type = type,
		.l_whence = SEEK_SET,
		.l_start = start,
		.l_len = length
	};
	int rc;

	do
		rc = fcntl(fd, command, &range);
	while (rc != 0 && errno == EINTR);
	if (rc == 0)
		return 0;
	return errno == EACCES ? EAGAIN : errno;
}

int
tw_lock_take(int fd, off_t byte, bool wait)
{
	return lock_range(fd, wait ? F_OFD_SETLKW : F_OFD_SETLK, F_WRLCK,
		byte, 1);
}

int
tw_lock_share(int fd, off_t byte)
{
	return lock_range(fd, F_OFD_SETLKW, F_RDLCK, byte, 1);
}

int
tw_lock_drop(int fd, off_t byte)
{
	return lock_range(fd, F_OFD_SETLK, F_UNLCK, byte, 1);
}

/* Where numbers are larger than the range, two may meet in one byte. */
static off_t
bind_byte(uint64_t n)
{
	return BIND + (off_t)(n & (((uint64_t)1 << 61) - 1));
}

int
tw_lock_bind(int fd, uint64_t n)
{
	return lock_range(fd, F_OFD_SETLK, F_RDLCK, bind_byte(n), 1);
}

int
tw_lock_drop_bind(int fd, uint64_t n)
{
	return tw_lock_drop(fd, bind_byte(n));
}

/* True if another open file has any lock in the range. */
static bool
is_locked(int fd, off_t start, off_t end)
{
	struct flock range = {
		.l_type = F_WRLCK,
		.l_whence = SEEK_SET,
		.l_start = start,
		.l_len = end - start
	};

	if (start == end)
		return false;
	return fcntl(fd, F_OFD_GETLK, &range) == 0 && range.l_type != F_UNLCK;
}

bool
tw_lock_bound_elsewhere(int fd, uint64_t n)
{
	off_t byte = bind_byte(n);

	return is_locked(fd, BIND, byte) || is_locked(fd, byte + 1, BIND_END);
}
