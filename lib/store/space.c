/* space.c: how much of the address space a file is given. */
/* SPDX-License-Identifier: MIT */
#include "store/space.h"

#include <stdint.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define MIB ((size_t)1 << 20)

#if SIZE_MAX > UINT32_MAX
#define FIRST (MIB << 16)
#define MOST (MIB << 26)
#else
#define FIRST (MIB << 9)
#define MOST (MIB << 11)
#endif
#define TIMES_FILE 16

static size_t
file_bytes(int fd)
{
	struct stat file;

	if (fstat(fd, &file) != 0 || file.st_size < 0)
		return 0;
	return (uint64_t)file.st_size > MOST ? MOST : (size_t)file.st_size;
}

static size_t
double_up_to(size_t size, size_t least)
{
	while (size < least && size < MOST)
		size *= 2;
	return size;
}

size_t
tw_space_least(int fd)
{
	return double_up_to(MIB, file_bytes(fd));
}

size_t
tw_space_first(int fd)
{
	size_t file = file_bytes(fd);
	size_t size = double_up_to(FIRST, file > MOST / TIMES_FILE ? MOST :
		file * TIMES_FILE);
	struct rlimit limit;

	if (getrlimit(RLIMIT_AS, &limit) != 0 ||
	    limit.rlim_cur == RLIM_INFINITY)
		return size;
	while (size > MIB && size > limit.rlim_cur / 4)
		size /= 2;
	return size;
}

bool
tw_space_exceeds_memory(int fd)
{
	long pages = sysconf(_SC_PHYS_PAGES);
	long page = sysconf(_SC_PAGESIZE);

	if (pages <= 0 || page <= 0)
		return false;
	return file_bytes(fd) / (size_t)page > (size_t)pages;
}
