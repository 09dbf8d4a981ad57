/* file.c: names of files and the folders they lie in. */
/* SPDX-License-Identifier: MIT */
#include "store/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"

char *
tw_file_name(const char *text, const char *more)
{
	size_t n = strlen(text);
	size_t m = strlen(more);
	char *name = tw_alloc(n + m + 1);

	if (!name)
		return NULL;
	memcpy(name, text, n);
	memcpy(name + n, more, m + 1);
	return name;
}

char *
tw_file_absolute(const char *path)
{
	char folder[PATH_MAX];
	size_t n;

	if (path[0] == '/' || !getcwd(folder, sizeof(folder) - 1))
		return tw_file_name(path, "");
	n = strlen(folder);
	folder[n] = '/';
	folder[n + 1] = '\0';
	return tw_file_name(folder, path);
}

int
tw_file_open_folder(const char *file)
{
	char folder[PATH_MAX] = ".";
	const char *slash = strrchr(file, '/');

	if (slash) {
		size_t n = (size_t)(slash - file) + 1;

		if (n >= sizeof(folder)) {
			errno = ENAMETOOLONG;
			return -1;
		}
		memcpy(folder, file, n);
		folder[n] = '\0';
	}
	return open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* Some file systems cannot sync a folder; they say EINVAL. */
int
tw_file_sync_folder(const char *file)
{
	int fd = tw_file_open_folder(file);
	int code = 0;

	if (fd < 0)
		return errno;
	if (fsync(fd) != 0 && errno != EINVAL)
		code = errno;
	close(fd);
	return code;
}
