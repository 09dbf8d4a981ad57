/* version.c: the release. */
/* SPDX-License-Identifier: MIT */
#include <trawl.h>

#include "config.h"

const char *
trawl_version(void)
{
	return PACKAGE_VERSION;
}
