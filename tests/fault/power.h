/* power.h: what a file may be after a power cut, from what was written. */
/* SPDX-License-Identifier: MIT */
#ifndef TESTS_FAULT_POWER_H
#define TESTS_FAULT_POWER_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/*
 * The system's calls that write and flush, which LMDB and the store find in
 * this test program: they do what they always do, and tell it to a record of
 * one file. From that, files are made as a power cut may leave them: what was
 * flushed is there; of what was not, any sectors of 512 bytes are, in any of
 * their versions, whatever the order they were written in.
 */
#define POWER_SECTOR 512

enum power_kind {
	POWER_WRITE,		/* on the disk some time, or by a flush */
	POWER_WRITE_SYNCED,	/* on the disk when it returned (O_DSYNC) */
	POWER_WRITE_LOST,	/* its flush failed: it may never get there */
	POWER_FLUSH,
	POWER_MARK
};

struct power_op {
	enum power_kind kind;
	uint32_t mark;
	size_t at;
	size_t n;
	uint8_t *bytes;
};

/* Valid when zeroed. */
struct power {
	dev_t device;
	ino_t inode;
	uint8_t *first;		/* the file as it was, on the disk */
	size_t first_length;
	struct power_op *ops;
	size_t count;
	size_t room;
	unsigned flushes;
	unsigned failing;	/* this flush, counted from 1; 0: none */
};

/* Records what is done to the file, until power_rest. One at a time. */
void power_watch(struct power *power, const char *path);
void power_rest(void);
void power_done(struct power *power);

/* The n-th flush from now on fails, and what it was to write may be lost. */
void power_fail_flush(struct power *power, unsigned n);

/* Notes a number in the record: that something was reported. */
void power_mark(uint32_t mark);

/* The last number before op `at`; 0 if there is none. */
uint32_t power_marked(const struct power *power, size_t at);

/*
 * Makes the file `path` as it may be when power is cut before op `at`. `way`
 * counts from 0: nothing, all, some writes, some sectors, all sectors but one
 * of what was not flushed.
 */
#define POWER_WAYS 6
void power_cut(const struct power *power, size_t at, unsigned way,
	uint64_t *seed, const char *path);

#endif
