/* open.c: opens the index that the options, or the place, name. */
/* SPDX-License-Identifier: MIT */
#include "open.h"

#include <stdlib.h>

#include "say.h"

const char *
index_path(const char *given)
{
	const char *path = given ? given : getenv("TRAWL_INDEX");

	return path && *path ? path : "articles.trawl";
}

bool
open_index(const char *given, trawl_index **ret_index)
{
	const char *path = index_path(given);
	trawl_error err;
	int status = trawl_index_open(path, NULL, ret_index, &err);

	if (status == TRAWL_OK)
		return true;
	if (status == TRAWL_ENOENT)
		say("there is no index at %s; make one with 'trawl index -i "
		    "%s FOLDER', or name another with -i",
			path, path);
	else
		say_error(&err);
	return false;
}

bool
open_session(const char *given, struct session *ret)
{
	struct session session = {0};
	trawl_error err;

	if (!open_index(given, &session.index))
		return false;
	if (trawl_reader_open(session.index, &session.reader, &err) !=
		TRAWL_OK) {
		say_error(&err);
		trawl_index_close(session.index);
		return false;
	}
	*ret = session;
	return true;
}

void
close_session(struct session *session)
{
	trawl_reader_free(session->reader);
	trawl_index_close(session->index);
}

bool
open_writer(trawl_index *index, struct trawl_writer_options options,
	trawl_writer **ret_writer)
{
	bool no_wait = options.no_wait != 0;
	trawl_error err;
	int status;

	options.size = sizeof(options);
	options.no_wait = 1;
	status = trawl_writer_open(index, &options, ret_writer, &err);

	if (status == TRAWL_EBUSY && !no_wait) {
		say("another writer is at work on this index; waiting for it "
		    "to end");
		options.no_wait = 0;
		status = trawl_writer_open(index, &options, ret_writer, &err);
	}
	if (status == TRAWL_OK)
		return true;
	say_error(&err);
	return false;
}
