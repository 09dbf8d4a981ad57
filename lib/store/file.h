/* file.h: names of files and the folders they lie in. */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_FILE_H
#define STORE_FILE_H

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
