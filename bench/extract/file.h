/* file.h: what the programs that look at pages share. */
/* SPDX-License-Identifier: MIT */
#ifndef BENCH_EXTRACT_FILE_H
#define BENCH_EXTRACT_FILE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

static inline void
die(const char *program, const char *what, const char *path)
{
	fprintf(stderr, "%s: %s: %s\n", program, path, what);
	exit(1);
}

/* Appends all of the file. */
static inline void
read_file(const char *program, const char *path, struct tw_buf *bytes)
{
	char chunk[65536];
	FILE *file = fopen(path, "rb");
	size_t n;

	if (!file)
		die(program, "cannot open", path);
	while ((n = fread(chunk, 1, sizeof(chunk), file)) > 0)
		tw_buf_add(bytes, chunk, n);
	fclose(file);
}

/* The next of the line's parts, which tabs part. */
static inline char *
cut_part(char **line)
{
	char *part = *line;
	size_t n = strcspn(part, "\t\n");

	*line = part + n + (part[n] != '\0');
	part[n] = '\0';
	return part;
}

#endif
