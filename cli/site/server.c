/* server.c: the index that a server answers from, and its view of it. */
/* SPDX-License-Identifier: MIT */
#include "site/server.h"

#include <sys/stat.h>

#include "say.h"
#include "site/kept.h"

int
server_open(struct server *server, trawl_error *err)
{
	const struct trawl_index_options options = {
		.size = sizeof(options),
		.flags = TRAWL_READ_ONLY,
	};

	return server->index ? TRAWL_OK : trawl_index_open(server->path,
		&options, &server->index, err);
}

/*
 * Which file the path names now, as a number: an index that is removed may
 * leave its inode to the next one, but not its time as well.
 */
static uint64_t
file_of(const struct server *server)
{
	struct stat about = {0};

	if (stat(server->path, &about) != 0)
		return 0;
	uint64_t parts[] = {about.st_dev, about.st_ino,
		(uint64_t)about.st_mtim.tv_sec,
		(uint64_t)about.st_mtim.tv_nsec};
	uint64_t sum = KEPT_HASH;

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		sum = (sum ^ parts[i]) * UINT64_C(0x9e3779b97f4a7c15);
	return sum | 1;
}

/* A view as of the last commit, to be lent. */
static int
open_view(struct server *server, trawl_reader **ret, trawl_error *err)
{
	int status = server_open(server, err);

	if (status != TRAWL_OK)
		return status;
	status = trawl_reader_open(server->index, ret, err);
	if (status != TRAWL_OK) {
		server_rest(server);
		trawl_index_close(server->index);
		server->index = NULL;
	}
	return status;
}

bool
server_lend(struct server *server, trawl_reader **ret)
{
	trawl_reader *fresh;
	trawl_error err;

	if (server->reader && trawl_reader_is_last(server->reader)) {
		*ret = server->reader;
		return true;
	}
	uint64_t file = file_of(server);

	if (open_view(server, &fresh, &err) != TRAWL_OK) {
		say_error(&err);
		return false;
	}
	server_rest(server);
	server->reader = fresh;
	server->file = file == file_of(server) ? file : 0;
	*ret = fresh;
	return true;
}

void
server_rest(struct server *server)
{
	trawl_reader_free(server->reader);
	server->reader = NULL;
}

void
server_done(struct server *server)
{
	server_rest(server);
	trawl_index_close(server->index);
	server->index = NULL;
}
