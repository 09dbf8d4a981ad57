/* replay.c: runs a fuzzer on its seeds and on damaged copies, as tests. */
/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INPUT_MAX 65536

static int tests;

/* xorshift64: the same damage in every run. */
static uint64_t
next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

/* An input in memory of its own, so that a sanitizer sees its end. */
static void
try_input(const uint8_t *bytes, size_t length)
{
	uint8_t *copy = malloc(length > 0 ? length : 1);

	if (copy == NULL)
		exit(99);
	if (length > 0)
		memcpy(copy, bytes, length);
	LLVMFuzzerTestOneInput(copy, length);
	free(copy);
}

/* Cuts off the end, changes a bit, takes out a piece, or doubles one. */
static size_t
damage(uint8_t *bytes, size_t length, uint64_t *random)
{
	size_t at = (size_t)(next_random(random) % length);
	size_t piece = (size_t)(next_random(random) % (length - at)) % 64 + 1;

	switch (next_random(random) % 4) {
	case 0:
		return at;
	case 1:
		bytes[at] ^= (uint8_t)(1U << next_random(random) % 8);
		return length;
	case 2:
		memmove(bytes + at, bytes + at + piece, length - at - piece);
		return length - piece;
	default:
		if (at + 2 * piece > length)
			return at;
		memcpy(bytes + at + piece, bytes + at, piece);
		return length;
	}
}

static void
replay_file(const char *path, const char *name)
{
	static uint8_t seed[INPUT_MAX];
	static uint8_t bytes[INPUT_MAX];
	uint64_t random = 0x9e3779b97f4a7c15;
	int variants = getenv("TRAWL_LONG") != NULL ? 1000 : 10;
	FILE *file = fopen(path, "rb");

	if (file == NULL) {
		printf("not ok %d - %s cannot be read\n", ++tests, path);
		return;
	}
	size_t length = fread(seed, 1, sizeof(seed), file);
	fclose(file);
	try_input(seed, length);
	for (int i = 0; i < variants && length > 0; i++) {
		memcpy(bytes, seed, length);
		size_t left = damage(bytes, length, &random);
		if (left > 0)
			left = damage(bytes, left, &random);
		try_input(bytes, left);
	}
	printf("ok %d - %s, and %d damaged copies\n", ++tests, name, variants);
	fflush(stdout);
}

static int
is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

/* "folder/name", owned. */
static char *
join(const char *folder, const char *name)
{
	char *path = NULL;

	if (asprintf(&path, "%s/%s", folder, name) < 0)
		exit(99);
	return path;
}

/* The name is a file or a folder of files under top. */
static void
replay(const char *top, const char *name)
{
	char *path = join(top, name);
	struct dirent **entries = NULL;
	int n = scandir(path, &entries, is_visible, alphasort);

	if (n < 0)
		replay_file(path, name);
	for (int i = 0; i < n; i++) {
		char *file = join(path, entries[i]->d_name);
		char *shown = join(name, entries[i]->d_name);
		replay_file(file, shown);
		free(file);
		free(shown);
		free(entries[i]);
	}
	free(entries);
	free(path);
}

/* Replays the files that the arguments name, or the seeds of the fuzzer. */
int
main(int argc, char **argv)
{
	const char *top = getenv("top_srcdir");

	try_input(NULL, 0);
	printf("ok %d - no bytes\n", ++tests);
	for (int i = 1; i < argc; i++)
		replay_file(argv[i], argv[i]);
	for (size_t i = 0; argc < 2 && fuzz_seeds[i] != NULL; i++)
		replay(top != NULL ? top : ".", fuzz_seeds[i]);
	printf("1..%d\n", tests);
	return 0;
}
