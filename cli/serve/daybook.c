/* daybook.c: a folder with a file of text a day, of so many days. */
/* SPDX-License-Identifier: MIT */
#include "serve/daybook.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "say.h"

#define FIRST_LINE "# what was asked for, form 1: trawl-log(5)\n"
#define TORN "\t!\n"
#define FORGET_MORE 366		/* days: files are there from before */

/* The date of a day since 1970 (civil_from_days, by Hinnant). */
static void
print_day(int64_t day, char ret[11])
{
	int64_t shifted = day + 719468;	/* since 0000-03-01 */
	int64_t era = shifted / 146097;
	int64_t of_era = shifted % 146097;
	int64_t year = (of_era - of_era / 1460 + of_era / 36524 -
		of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
	int64_t month = (5 * of_year + 2) / 153;
	int64_t of_month = of_year - (153 * month + 2) / 5 + 1;
	char room[40];

	year += era * 400 + (month >= 10);
	month = month < 10 ? month + 3 : month - 9;
	snprintf(room, sizeof(room), "%04u-%02u-%02u",
		(unsigned)year % 10000, (unsigned)month % 100,
		(unsigned)of_month % 100);
	memcpy(ret, room, 11);
}

void
daybook_hour(int64_t hour, char ret[DAYBOOK_HOUR])
{
	char room[32];
	char day[11];

	print_day(hour / 24, day);
	snprintf(room, sizeof(room), "%sT%02u", day, (unsigned)(hour % 24));
	memcpy(ret, room, DAYBOOK_HOUR);
}

static bool
name_file(const char *folder, int64_t day, char ret[PATH_MAX])
{
	char date[11];

	print_day(day, date);
	return snprintf(ret, PATH_MAX, "%s/%s.log", folder, date) < PATH_MAX;
}

bool
daybook_is_usable(const char *folder)
{
	struct stat about;
	int code = stat(folder, &about) != 0 ? errno :
		!S_ISDIR(about.st_mode) ? ENOTDIR :
		strlen(folder) > PATH_MAX - 32 ? ENAMETOOLONG :
		faccessat(AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) != 0 ?
		errno : 0;

	if (code != 0)
		say("cannot keep a log in %s: %s", folder, strerror(code));
	return code == 0;
}

/* ------------------------------------------------------------------ */

static bool
put(int fd, const char *text, size_t length)
{
	ssize_t written = write(fd, text, length);

	if (written >= 0 && (size_t)written < length)
		errno = ENOSPC;
	return written == (ssize_t)length;
}

/* Begins a file, or ends a line that was cut off. */
static bool
make_ready(int fd, off_t size)
{
	char last;

	if (size == 0)
		return put(fd, FIRST_LINE, strlen(FIRST_LINE));
	if (pread(fd, &last, 1, size - 1) != 1)
		return false;
	return last == '\n' || put(fd, TORN, strlen(TORN));
}

static bool
add(int fd, const char *lines, size_t length, off_t most)
{
	struct stat about;

	if (fstat(fd, &about) != 0)
		return false;
	if (about.st_size + (off_t)length > most) {
		errno = EFBIG;
		return false;
	}
	return make_ready(fd, about.st_size) && put(fd, lines, length);
}

bool
daybook_add(const char *folder, int64_t hour, const char *lines, size_t length,
	size_t most)
{
	char path[PATH_MAX];

	errno = ENAMETOOLONG;
	if (!name_file(folder, hour / 24, path))
		return false;
	int fd = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC |
		O_NOFOLLOW | O_NONBLOCK, 0640);

	if (fd < 0)
		return false;
	bool is_added = add(fd, lines, length, (off_t)most);
	int code = errno;

	close(fd);
	errno = code;
	return is_added;
}

void
daybook_forget(const char *folder, int64_t hour, uint32_t days)
{
	char path[PATH_MAX];
	int64_t today = hour / 24;

	for (int64_t age = days; age < (int64_t)days + FORGET_MORE; age++)
		if (age <= today && name_file(folder, today - age, path))
			unlink(path);
}
