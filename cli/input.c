/* input.c: files and standard input to articles. */
/* SPDX-License-Identifier: MIT */
#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "args.h"
#include "mirror.h"
#include "say.h"

#define DOUBTS_TOLD 5
#define SITEMAPS_DEEP 4
#define ENDED 2		/* beside enum trawl_status: fn said so */

/* A file with the bytes that have been looked at already. */
struct source {
	int fd;
	char peeked[16];
	size_t count;
	uint64_t *read;
};

bool
input_type(const char *name, enum trawl_type *ret)
{
	static const char *const names[] = {
		"auto", "text", "html", "markdown", "ndjson", "feed",
		"sitemap", "warc", "mbox"};

	for (int i = 0; i < 9; i++) {
		if (name && !equal(name, names[i]))
			continue;
		*ret = (enum trawl_type)i;
		return true;
	}
	say("there is no type '%s'; take text, html, markdown, ndjson, feed, "
	    "sitemap, warc or mbox", name);
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

static bool
has_source(const trawl_article *article, const char *wanted)
{
	trawl_str source = trawl_article_source(article, TRAWL_URL);

	return source.length == strlen(wanted) &&
		memcmp(source.bytes, wanted, source.length) == 0;
}

static char *
copy(trawl_str text)
{
	char *p = malloc(text.length + 1);

	if (!p)
		return NULL;
	if (text.length > 0)
		memcpy(p, text.bytes, text.length);
	p[text.length] = '\0';
	return p;
}

/* Reads the file of a page, or of another sitemap, that a sitemap names. */
static bool
follow(struct input *input, const trawl_article *article)
{
	struct input outer = *input;
	char *url = copy(trawl_article_get(article, TRAWL_URL));
	char *changed = copy(trawl_article_get(article, TRAWL_DATE));
	char *path = url ? mirror_find(input->file, url) : NULL;
	bool go_on = true;

	if (!url || !changed) {
		say("out of memory");
		go_on = false;
	} else if (!path) {
		say("%s: there is no file for %s", input->file, url);
		input->failed++;
	} else if (input->depth < SITEMAPS_DEEP) {
		bool is_page = has_source(article, "sitemap");

		input->url = is_page ? url : NULL;
		input->changed = is_page && changed[0] ? changed : NULL;
		input->follow = !is_page;
		input->depth++;
		go_on = input_read(input, path);
		input->url = outer.url;
		input->changed = outer.changed;
		input->follow = outer.follow;
		input->file = outer.file;
		input->depth = outer.depth;
	}
	free(url);
	free(changed);
	free(path);
	return go_on;
}

static int
take(void *context, trawl_article *article, const trawl_error *reason)
{
	struct input *input = context;

	if (!article) {
		complain(input, reason);
		return TRAWL_OK;
	}
	if (has_source(article, "sitemap") || has_source(article, "index")) {
		if (input->follow)
			return follow(input, article) ? TRAWL_OK : ENDED;
		input->sitemaps++;
		return TRAWL_END;
	}
	uint64_t replaced = trawl_article_replaced(article);
	if (replaced > 0)
		say("%s: %" PRIu64 " byte sequence%s no UTF-8; replaced",
			input->file, replaced,
			replaced == 1 ? " is" : "s are");
	input->replaced += replaced;
	input->articles++;
	return input->fn(input->context, article) ? TRAWL_OK : ENDED;
}

/* Bytes read, 0 at the end, -1 on an error. */
static ssize_t
read_some(int fd, char *to, size_t room)
{
	for (;;) {
		ssize_t n = read(fd, to, room);

		if (n >= 0 || errno != EINTR)
			return n;
	}
}

/* A trawl_read_fn. */
static int
read_source(void *context, char *to, size_t room, size_t *ret_read,
	trawl_error *err)
{
	struct source *source = context;
	ssize_t n = (ssize_t)source->count;

	if (n > 0) {
		memcpy(to, source->peeked, source->count);
		source->count = 0;
	} else {
		n = read_some(source->fd, to, room);
	}
	if (n < 0) {
		err->status = TRAWL_EIO;
		snprintf(err->text, sizeof(err->text), "%s", strerror(errno));
		return TRAWL_EIO;
	}
	*source->read += (uint64_t)n;
	*ret_read = (size_t)n;
	return TRAWL_OK;
}

/* What standard input is, if nobody says: NDJSON, unless it begins as markup,
   a crawl, a mailbox or packed bytes do. */
static enum trawl_type
peek(struct source *source)
{
	static const char *const begin[] = {"<", "\xef\xbb\xbf<", "WARC/",
		"From ", "\x1f\x8b", "\x28\xb5\x2f\xfd", "---\n", "---\r"};
	ssize_t n = 1;

	while (n > 0 && source->count < sizeof(source->peeked)) {
		n = read_some(source->fd, source->peeked + source->count,
			sizeof(source->peeked) - source->count);
		source->count += n > 0 ? (size_t)n : 0;
	}
	for (size_t i = 0; i < sizeof(begin) / sizeof(*begin); i++) {
		size_t length = strlen(begin[i]);

		if (source->count >= length &&
			memcmp(source->peeked, begin[i], length) == 0)
			return TRAWL_TYPE_AUTO;
	}
	return TRAWL_TYPE_NDJSON;
}

static bool
extract(struct input *input, struct source *source, enum trawl_type type)
{
	struct trawl_extract_options options = {
		.size = sizeof(options),
		.type = type,
		.name = input->file,
		.url = input->url,
		.changed = input->changed,
		.blocks = input->blocks,
		.blocks_context = input->context,
	};
	trawl_error err = {0};
	int status = trawl_extract_stream(read_source, source, &options, take,
		input, &err);

	if (status < 0 && err.status != TRAWL_OK) {
		say("%s: %s", input->file, err.text);
		input->failed++;
	}
	return status != ENDED && status != TRAWL_ENOMEM;
}

bool
input_read(struct input *input, const char *path)
{
	bool is_stdin = equal(path, "-");
	struct source source = {
		.fd = is_stdin ? STDIN_FILENO
			       : open(path, O_RDONLY | O_CLOEXEC),
		.read = &input->bytes,
	};
	enum trawl_type type = input->type;

	if (source.fd < 0) {
		say("%s: %s", path, strerror(errno));
		input->failed++;
		return true;
	}
	if (input->depth > 0 && type == TRAWL_TYPE_SITEMAP)
		type = TRAWL_TYPE_AUTO;
	if (is_stdin && type == TRAWL_TYPE_AUTO)
		type = peek(&source);
	input->file = is_stdin ? "standard input" : path;
	bool go_on = extract(input, &source, type);
	if (!is_stdin)
		close(source.fd);
	return go_on;
}
