/* say.c: talk to the person at the terminal, on standard error. */
/* SPDX-License-Identifier: MIT */
#include "say.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void
hold_standard_streams(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 &&
			open("/dev/null", O_RDONLY) != fd)
			_exit(EXIT_TROUBLE);
}

void
say(const char *format, ...)
{
	va_list args;

	fflush(stdout);
	fputs("trawl: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
}

int
say_error(const trawl_error *err)
{
	say("%s", err->text);
	return EXIT_TROUBLE;
}

int
finish_output(int exit_code)
{
	errno = 0;
	if (fflush(stdout) == 0 && !ferror(stdout))
		return exit_code;
	if (errno == EPIPE)
		return exit_code;
	say("cannot write the output: %s", strerror(errno ? errno : EIO));
	return EXIT_TROUBLE;
}
