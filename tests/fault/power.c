/* power.c: what a file may be after a power cut, from what was written. */
/* SPDX-License-Identifier: MIT */
#include "power.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cmocka.h>

#include "../unit/index_help.h"
#include "base/alloc.h"

static struct power *watched;

/* ------------------------------------------------------------------ */
/* The record.                                                          */

static bool
is_watched(int fd)
{
	struct stat file;

	return watched && fstat(fd, &file) == 0 &&
		file.st_ino == watched->inode &&
		file.st_dev == watched->device;
}

static struct power_op *
add_op(enum power_kind kind)
{
	struct power *power = watched;

	if (power->count == power->room) {
		power->room = power->room > 0 ? 2 * power->room : 64;
		power->ops = tw_realloc(power->ops, power->room *
			sizeof(*power->ops));
		assert_non_null(power->ops);
	}
	power->ops[power->count] = (struct power_op){.kind = kind};
	return &power->ops[power->count++];
}

static void
note_write(int fd, const void *p, ssize_t n, off_t at)
{
	if (n <= 0 || !is_watched(fd))
		return;
	bool is_synced = (fcntl(fd, F_GETFL) & O_DSYNC) != 0;
	struct power_op *op = add_op(is_synced ? POWER_WRITE_SYNCED :
		POWER_WRITE);

	op->at = (size_t)at;
	op->n = (size_t)n;
	op->bytes = tw_alloc(op->n);
	assert_non_null(op->bytes);
	memcpy(op->bytes, p, op->n);
}

/* The system thinks that they are written, and does not try again. */
static void
lose_writes(struct power *power)
{
	for (size_t i = power->count; i-- > 0;) {
		if (power->ops[i].kind == POWER_FLUSH)
			return;
		if (power->ops[i].kind == POWER_WRITE)
			power->ops[i].kind = POWER_WRITE_LOST;
	}
}

/* 0, or -1 and errno. */
static int
note_flush(int fd)
{
	if (!is_watched(fd))
		return 0;
	if (++watched->flushes == watched->failing) {
		lose_writes(watched);
		errno = EIO;
		return -1;
	}
	add_op(POWER_FLUSH);
	return 0;
}

/* ------------------------------------------------------------------ */
/* The system's calls.                                                  */

#pragma GCC visibility push(default)

/* LMDB and this test may see files of different widths: both names. */
ssize_t power_pwrite(int fd, const void *p, size_t n, off_t at)
	__asm__("pwrite");
ssize_t power_pwrite64(int fd, const void *p, size_t n, off_t at)
	__asm__("pwrite64");

ssize_t
power_pwrite(int fd, const void *p, size_t n, off_t at)
{
	ssize_t done = syscall(SYS_pwrite64, fd, p, n, at);

	note_write(fd, p, done, at);
	return done;
}

ssize_t
power_pwrite64(int fd, const void *p, size_t n, off_t at)
{
	return power_pwrite(fd, p, n, at);
}

ssize_t
writev(int fd, const struct iovec *iov, int count)
{
	off_t at = lseek(fd, 0, SEEK_CUR);
	ssize_t done = syscall(SYS_writev, fd, iov, count);
	ssize_t left = done;

	for (int i = 0; i < count && left > 0; i++) {
		ssize_t n = (ssize_t)iov[i].iov_len < left ?
			(ssize_t)iov[i].iov_len : left;

		note_write(fd, iov[i].iov_base, n, at);
		at += n;
		left -= n;
	}
	return done;
}

int
fdatasync(int fd)
{
	return note_flush(fd);
}

int
fsync(int fd)
{
	return note_flush(fd);
}

#pragma GCC visibility pop

/* ------------------------------------------------------------------ */

void
power_watch(struct power *power, const char *path)
{
	int fd = open(path, O_RDONLY);
	struct stat file;

	assert_true(fd >= 0 && fstat(fd, &file) == 0);
	*power = (struct power){
		.device = file.st_dev,
		.inode = file.st_ino,
		.first_length = (size_t)file.st_size,
		.first = tw_alloc((size_t)file.st_size),
	};
	assert_non_null(power->first);
	assert_int_equal(read(fd, power->first, power->first_length),
		file.st_size);
	close(fd);
	watched = power;
}

void
power_rest(void)
{
	watched = NULL;
}

void
power_done(struct power *power)
{
	for (size_t i = 0; i < power->count; i++)
		tw_free(power->ops[i].bytes);
	tw_free(power->ops);
	tw_free(power->first);
	*power = (struct power){0};
}

void
power_fail_flush(struct power *power, unsigned n)
{
	power->flushes = 0;
	power->failing = n;
}

void
power_mark(uint32_t mark)
{
	add_op(POWER_MARK)->mark = mark;
}

uint32_t
power_marked(const struct power *power, size_t at)
{
	while (at-- > 0)
		if (power->ops[at].kind == POWER_MARK)
			return power->ops[at].mark;
	return 0;
}

/* ------------------------------------------------------------------ */
/* Files after a power cut.                                             */

struct image {
	uint8_t *bytes;
	size_t length;		/* of the file; there is room for all writes */
};

static void
write_part(struct image *image, const struct power_op *op, size_t from,
	size_t n)
{
	memcpy(image->bytes + op->at + from, op->bytes + from, n);
	if (op->at + from + n > image->length)
		image->length = op->at + from + n;
}

/* By sectors, each of them or not. */
static void
write_some(struct image *image, const struct power_op *op, unsigned way,
	uint64_t *seed)
{
	bool is_whole = way == 1 || (way == 2 && index_below(seed, 2) == 0);
	size_t left_out = way == 5 ? index_below(seed, (uint32_t)(op->n /
		POWER_SECTOR + 1)) : SIZE_MAX;
	size_t next;

	for (size_t from = 0; from < op->n; from = next) {
		size_t i = from / POWER_SECTOR;

		next = ((op->at + from) / POWER_SECTOR + 1) * POWER_SECTOR -
			op->at;
		if (next > op->n)
			next = op->n;
		if (is_whole || (way >= 3 && way < 5 &&
			index_below(seed, way == 3 ? 2 : 8) != 0) ||
			(way == 5 && i != left_out))
			write_part(image, op, from, next - from);
	}
}

static bool
is_flushed(const struct power *power, size_t i, size_t at)
{
	if (power->ops[i].kind == POWER_WRITE_SYNCED)
		return true;
	if (power->ops[i].kind != POWER_WRITE)
		return false;
	for (i++; i < at; i++)
		if (power->ops[i].kind == POWER_FLUSH)
			return true;
	return false;
}

static size_t
most_length(const struct power *power)
{
	size_t most = power->first_length;

	for (size_t i = 0; i < power->count; i++)
		if (power->ops[i].at + power->ops[i].n > most)
			most = power->ops[i].at + power->ops[i].n;
	return most;
}

static void
write_file(const struct image *image, const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, image->bytes, image->length),
		image->length);
	close(fd);
}

void
power_cut(const struct power *power, size_t at, unsigned way, uint64_t *seed,
	const char *path)
{
	size_t most = most_length(power);
	struct image image = {tw_alloc_zeroed(1, most), power->first_length};

	assert_non_null(image.bytes);
	memcpy(image.bytes, power->first, image.length);
	for (size_t i = 0; i < at; i++) {
		const struct power_op *op = &power->ops[i];

		if (is_flushed(power, i, at))
			write_part(&image, op, 0, op->n);
		else if (op->n > 0)
			write_some(&image, op, way, seed);
	}
	write_file(&image, path);
	tw_free(image.bytes);
}
