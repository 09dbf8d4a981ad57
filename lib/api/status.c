/* status.c: a few words for each status, and the release. */
/* SPDX-License-Identifier: MIT */
#include <trawl.h>

#include "config.h"

const char *
trawl_version(void)
{
	return PACKAGE_VERSION;
}

const char *
trawl_status_text(int status)
{
	switch (status) {
	case TRAWL_OK:
		return "no error";
	case TRAWL_END:
		return "there is none";
	case TRAWL_EINVAL:
		return "an argument is wrong";
	case TRAWL_ENOMEM:
		return "out of memory";
	case TRAWL_EIO:
		return "the system could not read or write";
	case TRAWL_ENOENT:
		return "no such file";
	case TRAWL_ENOTINDEX:
		return "not an index";
	case TRAWL_EVERSION:
		return "an index of another version";
	case TRAWL_ECORRUPT:
		return "the index is damaged";
	case TRAWL_EFULL:
		return "a limit was reached";
	case TRAWL_ENOSPACE:
		return "the disk is full";
	case TRAWL_EACCESS:
		return "no permission";
	case TRAWL_EBUSY:
		return "another writer is at work";
	case TRAWL_EPARSE:
		return "the input is not what it should be";
	case TRAWL_EEMPTY:
		return "there is nothing in it";
	case TRAWL_EFORKED:
		return "the handle was opened before a fork";
	default:
		return "unknown status";
	}
}
