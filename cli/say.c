/* say.c: talk to the person at the terminal, on standard error. */
/* SPDX-License-Identifier: MIT */
#include "say.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void
hold_standard_streams(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null",
			fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd)
			_exit(EXIT_TROUBLE);
}

/* Bytes of a control character; C1 controls are C2 80 to C2 9F in UTF-8. */
static size_t
control_at(trawl_str text, size_t i)
{
	unsigned char c = (unsigned char)text.bytes[i];

	if (c == 0xc2 && i + 1 < text.length &&
		(unsigned char)text.bytes[i + 1] < 0xa0)
		return 2;
	return c < 0x20 || c == 0x7f;
}

void
print_safe(FILE *out, trawl_str text)
{
	size_t from = 0;
	size_t i = 0;

	while (i < text.length) {
		size_t n = control_at(text, i);

		if (n == 0) {
			i++;
			continue;
		}
		fwrite(text.bytes + from, 1, i - from, out);
		fputc(' ', out);
		i += n;
		from = i;
	}
	if (i > from)
		fwrite(text.bytes + from, 1, i - from, out);
}

void
say(const char *format, ...)
{
	va_list args;
	char *text;

	fflush(stdout);
	fputs("trawl: ", stderr);
	va_start(args, format);
	if (vasprintf(&text, format, args) >= 0) {
		print_safe(stderr, (trawl_str){text, strlen(text)});
		free(text);
	} else {
		fputs("out of memory", stderr);
	}
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
