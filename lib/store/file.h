/* file.h: names of files and the folders they lie in. */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_FILE_H
#define STORE_FILE_H

#include <stdint.h>
#include <sys/types.h>

/*
 * Takes those descriptors of standard streams that are closed, so that no file
 * opened until tw_file_leave_standard gets one: what the program, or a library
 * of it, prints would be written into that file. Returns a bit for each.
 */
unsigned tw_file_take_standard(void);
void tw_file_leave_standard(unsigned taken);

/* What is looked at again and again. */
struct tw_file_look {
	dev_t device;
	ino_t inode;
	uint64_t bytes;
	uint64_t names;
};

/*
 * As fstat and stat, but the times are not asked for: who asks has the system
 * tell the next write from the one before by its time, and a flush then writes
 * the inode as well. Returns an errno, 0 for success.
 */
int tw_file_look(int fd, struct tw_file_look *ret);
int tw_file_look_at(const char *path, struct tw_file_look *ret);

/* Reading the file is not to be noted in its inode, where that may be had. */
void tw_file_read_quietly(int fd);

/* The two texts as one; to be freed with tw_free; NULL without memory. */
char *tw_file_name(const char *text, const char *more);

/* The path from the root on, links not resolved; as above. */
char *tw_file_absolute(const char *path);

/* A descriptor of the folder, or -1 and errno. */
int tw_file_open_folder(const char *file);

/*
 * So that a crash of the machine does not lose a new name. Returns an errno,
 * 0 for success.
 */
int tw_file_sync_folder(const char *file);

#endif
