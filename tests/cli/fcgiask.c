/* fcgiask.c: asks a FastCGI program without a web server, for the tests. */
/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/*
 *	fcgiask SOCKET [NAME=VALUE]...	prints what the program answers
 *	fcgiask --hold SOCKET		begins a request and waits for the
 *					program to give it up
 *
 * The exit code is 1 if there is no whole answer.
 */

enum {				/* FastCGI Specification, section 8 */
	VERSION = 1,
	BEGIN_REQUEST = 1,
	END_REQUEST = 3,
	PARAMS = 4,
	STDIN = 5,
	STDOUT = 6,
	RESPONDER = 1,
	HEADER = 8,
	CONTENT_MAX = 65535
};

static int
connect_to(const char *path)
{
	struct sockaddr_un where = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	if (fd < 0 || strlen(path) >= sizeof(where.sun_path))
		return -1;
	memcpy(where.sun_path, path, strlen(path));
	if (connect(fd, (struct sockaddr *)&where, sizeof(where)) == 0)
		return fd;
	close(fd);
	return -1;
}

static void
put_record(FILE *out, int type, const void *content, size_t size)
{
	const unsigned char header[HEADER] = {VERSION, (unsigned char)type, 0,
		1, (unsigned char)(size >> 8), (unsigned char)size};

	fwrite(header, 1, sizeof(header), out);
	fwrite(content, 1, size, out);
}

static void
put_length(FILE *out, size_t length)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		fputc((int)(length >> shift & 0xff) | (shift == 24 ? 0x80 : 0),
			out);
}

/* The pairs as the content of records. */
static void
put_params(FILE *out, char **pairs, int count)
{
	char *content = NULL;
	size_t size = 0;
	FILE *text = open_memstream(&content, &size);

	if (!text)
		return;
	for (int i = 0; i < count; i++) {
		size_t name = strcspn(pairs[i], "=");
		const char *value = pairs[i] + name + (pairs[i][name] == '=');

		put_length(text, name);
		put_length(text, strlen(value));
		fwrite(pairs[i], 1, name, text);
		fputs(value, text);
	}
	fclose(text);
	for (size_t at = 0; at < size; at += CONTENT_MAX)
		put_record(out, PARAMS, content + at,
			size - at < CONTENT_MAX ? size - at : CONTENT_MAX);
	put_record(out, PARAMS, "", 0);
	free(content);
}

/* Prints all of standard output; false if the end is missing. */
static int
print_answer(FILE *in)
{
	static unsigned char content[CONTENT_MAX + 256];
	unsigned char header[HEADER];

	while (fread(header, 1, sizeof(header), in) == sizeof(header)) {
		size_t size = (size_t)header[4] << 8 | header[5];
		size_t whole = size + header[6];

		if (fread(content, 1, whole, in) != whole)
			return 0;
		if (header[1] == STDOUT)
			fwrite(content, 1, size, stdout);
		if (header[1] == END_REQUEST)
			return fflush(stdout) == 0;
	}
	return 0;
}

static int
ask(FILE *to, char **pairs, int count)
{
	static const unsigned char begin[8] = {0, RESPONDER};

	put_record(to, BEGIN_REQUEST, begin, sizeof(begin));
	put_params(to, pairs, count);
	put_record(to, STDIN, "", 0);
	return fflush(to) == 0;
}

static int
hold(FILE *to, FILE *from)
{
	static const unsigned char begin[8] = {0, RESPONDER};

	put_record(to, BEGIN_REQUEST, begin, sizeof(begin));
	fflush(to);
	return print_answer(from);
}

int
main(int argc, char **argv)
{
	int holds = argc > 2 && strcmp(argv[1], "--hold") == 0;
	int fd = argc > 1 ? connect_to(argv[1 + holds]) : -1;
	FILE *to = fd >= 0 ? fdopen(fd, "wb") : NULL;
	FILE *from = to ? fdopen(dup(fd), "rb") : NULL;

	if (!from) {
		fputs("fcgiask: cannot connect\n", stderr);
		return 1;
	}
	int answered = holds ? hold(to, from) :
		ask(to, argv + 2, argc - 2) && print_answer(from);

	fclose(to);
	fclose(from);
	return answered ? 0 : 1;
}
