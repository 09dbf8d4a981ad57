/* input.c: files and standard input to articles. */
/* SPDX-License-Identifier: MIT */
#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "args.h"
#include "say.h"

#define PAGE_MAX ((size_t)64 << 20)	/* of one page, or one line of NDJSON */
#define DOUBTS_TOLD 5
#define STEP ((size_t)1 << 20)		/* bytes read at once */

struct buffer {
	char *p;
	size_t n;
	size_t room;
};

struct page {
	struct input *input;
	const char *name;	/* for messages */
	bool ended;		/* fn said so */
};

bool
input_type(const char *name, enum trawl_type *ret)
{
	static const char *const names[] = {
		"auto", "text", "html", "markdown", "ndjson"};

	for (int i = 0; i < 5; i++) {
		if (name && !equal(name, names[i]))
			continue;
		*ret = (enum trawl_type)i;
		return true;
	}
	say("there is no type '%s'; take text, html, markdown or ndjson", name);
	return false;
}

/* A value that could not be read costs no article; many are told briefly. */
static void
complain(struct input *input, const trawl_error *reason)
{
	bool is_doubt = reason->status == TRAWL_EINVAL;

	if (!is_doubt || input->doubts < DOUBTS_TOLD)
		say("%s", reason->text);
	if (is_doubt)
		input->doubts++;
	else
		input->failed++;
}

static int
take(void *context, trawl_article *article, const trawl_error *reason)
{
	struct page *page = context;
	struct input *input = page->input;

	if (!article) {
		complain(input, reason);
		return TRAWL_OK;
	}
	uint64_t replaced = trawl_article_replaced(article);
	if (replaced > 0)
		say("%s: %" PRIu64 " byte sequence%s no UTF-8; replaced",
			page->name, replaced, replaced == 1 ? " is" : "s are");
	input->replaced += replaced;
	input->articles++;
	page->ended = !input->fn(input->context, article);
	return page->ended ? TRAWL_END : TRAWL_OK;
}

/* False if the reading is to end. */
static bool
extract(struct input *input, const char *name, enum trawl_type type,
	const char *bytes, size_t n, uint64_t first_line)
{
	struct trawl_extract_options options = {
		.size = sizeof(options),
		.type = type,
		.name = name,
		.first_line = first_line,
	};
	struct page page = {.input = input, .name = name};
	trawl_error err;
	int status = trawl_extract(bytes, n, &options, take, &page, &err);

	if (status < 0) {
		say("%s", err.text);
		input->failed++;
	}
	return !page.ended && status != TRAWL_ENOMEM;
}

static bool
fail(struct input *input, const char *path, const char *what)
{
	say("%s: %s", path, what);
	input->failed++;
	return true;
}

/* Bytes read, 0 at the end, -1 on an error. */
static ssize_t
read_step(int fd, struct buffer *buffer)
{
	if (buffer->room - buffer->n < STEP) {
		size_t room = buffer->room * 2 + STEP;
		char *grown = realloc(buffer->p, room);

		if (!grown) {
			errno = ENOMEM;
			return -1;
		}
		buffer->p = grown;
		buffer->room = room;
	}
	for (;;) {
		ssize_t n = read(fd, buffer->p + buffer->n, STEP);

		if (n < 0 && errno == EINTR)
			continue;
		if (n > 0)
			buffer->n += (size_t)n;
		return n;
	}
}

static uint64_t
count_lines(const char *p, size_t n)
{
	uint64_t lines = 0;

	for (const char *end = p + n; p < end; lines++) {
		const char *newline = memchr(p, '\n', (size_t)(end - p));

		if (!newline)
			break;
		p = newline + 1;
	}
	return lines;
}

/* Hands on the whole lines of the buffer and keeps the rest. */
static bool
take_lines(struct input *input, const char *name, struct buffer *buffer,
	bool at_end, uint64_t *line)
{
	const char *last = memrchr(buffer->p, '\n', buffer->n);
	size_t whole = at_end ? buffer->n : 0;

	if (last && !at_end)
		whole = (size_t)(last + 1 - buffer->p);
	if (whole == 0)
		return true;
	bool go_on = extract(input, name, TRAWL_TYPE_NDJSON, buffer->p, whole,
		*line);
	*line += count_lines(buffer->p, whole);
	buffer->n -= whole;
	memmove(buffer->p, buffer->p + whole, buffer->n);
	return go_on;
}

static bool
read_lines(struct input *input, const char *name, int fd)
{
	struct buffer buffer = {0};
	uint64_t line = 1;
	bool go_on = true;

	while (go_on) {
		ssize_t n = read_step(fd, &buffer);

		if (n < 0) {
			fail(input, name, strerror(errno));
			break;
		}
		input->bytes += (uint64_t)n;
		if (n > 0 && buffer.n > PAGE_MAX &&
			!memrchr(buffer.p, '\n', buffer.n)) {
			fail(input, name,
				"a line is longer than 64 MiB; nothing behind "
				"it was read");
			break;
		}
		go_on = take_lines(input, name, &buffer, n == 0, &line);
		if (n == 0)
			break;
	}
	free(buffer.p);
	return go_on;
}

static bool
read_page(struct input *input, const char *name, int fd)
{
	struct buffer buffer = {0};
	bool go_on = true;
	ssize_t n;

	do
		n = read_step(fd, &buffer);
	while (n > 0 && buffer.n <= PAGE_MAX);
	input->bytes += buffer.n;
	if (n < 0)
		fail(input, name, strerror(errno));
	else if (buffer.n > PAGE_MAX)
		fail(input, name, "larger than the 64 MiB that a page may "
			"have; split it, or give it as NDJSON");
	else
		go_on = extract(input, name, input->type, buffer.p, buffer.n,
			0);
	free(buffer.p);
	return go_on;
}

static bool
is_ndjson(const struct input *input, const char *path)
{
	const char *dot = strrchr(path, '.');

	if (input->type != TRAWL_TYPE_AUTO)
		return input->type == TRAWL_TYPE_NDJSON;
	return equal(path, "-") || (dot && (strcasecmp(dot, ".ndjson") == 0 ||
		strcasecmp(dot, ".jsonl") == 0));
}

bool
input_read(struct input *input, const char *path)
{
	bool is_stdin = equal(path, "-");
	const char *name = is_stdin ? "standard input" : path;
	int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return fail(input, path, strerror(errno));
	bool go_on = is_ndjson(input, path) ? read_lines(input, name, fd)
					    : read_page(input, name, fd);
	if (!is_stdin)
		close(fd);
	return go_on;
}
