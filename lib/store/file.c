/* file.c: names of files and the folders they lie in. */
/* SPDX-License-Identifier: MIT */
#include "store/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "base/alloc.h"

#define STANDARD_STREAMS 3

static int
look(int fd, const char *path, int flags, struct tw_file_look *ret)
{
#ifdef STATX_INO
	unsigned wanted = STATX_INO | STATX_NLINK | STATX_SIZE;
	struct statx found;

	if (statx(fd, path, flags, wanted, &found) == 0) {
		*ret = (struct tw_file_look){
			.device = makedev(found.stx_dev_major,
				found.stx_dev_minor),
			.inode = (ino_t)found.stx_ino,
			.bytes = found.stx_size,
			.names = found.stx_nlink,
		};
		return 0;
	}
	/* An old system, or one that lets a process do less. */
	if (errno != ENOSYS && errno != EPERM)
		return errno;
#endif
	struct stat old;

	if (fstatat(fd, path, &old, flags) != 0)
		return errno;
	*ret = (struct tw_file_look){
		.device = old.st_dev,
		.inode = old.st_ino,
		.bytes = old.st_size < 0 ? 0 : (uint64_t)old.st_size,
		.names = old.st_nlink,
	};
	return 0;
}

int
tw_file_look(int fd, struct tw_file_look *ret)
{
	return look(fd, "", AT_EMPTY_PATH, ret);
}

int
tw_file_look_at(const char *path, struct tw_file_look *ret)
{
	return look(AT_FDCWD, path, 0, ret);
}

/* Refused to who does not own the file. */
void
tw_file_read_quietly(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	if (flags >= 0)
		(void)fcntl(fd, F_SETFL, flags | O_NOATIME);
}

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

unsigned
tw_file_take_standard(void)
{
	unsigned taken = 0;

	for (int fd = 0; fd < STANDARD_STREAMS; fd++) {
		if (fcntl(fd, F_GETFD) >= 0)
			continue;
		int got = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

		if (got == fd)
			taken |= 1U << fd;
		else if (got >= 0)
			close(got);
	}
	return taken;
}

void
tw_file_leave_standard(unsigned taken)
{
	for (int fd = 0; fd < STANDARD_STREAMS; fd++)
		if (taken & 1U << fd)
			close(fd);
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
