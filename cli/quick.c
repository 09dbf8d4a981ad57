/* quick.c: trawl without a library to load; trawl-full does the rest. */
/* SPDX-License-Identifier: MIT */
#include <errno.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "args.h"
#include "command.h"
#include "say.h"

#define FULL "trawl-full"

/* The other program where this one lies, as in the folder of a build. */
static void
run_beside(char **argv)
{
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path,
		sizeof(path) - sizeof(FULL));

	while (n > 0 && path[n - 1] != '/')
		n--;
	if (n <= 0)
		return;
	memcpy(path + n, FULL, sizeof(FULL));
	execv(path, argv);
}

/*
 * Memory comes from the system in few large pieces, and none goes back before
 * the end: a search would do both a dozen times.
 */
static void
keep_memory(void)
{
#ifdef __GLIBC__
	mallopt(M_TOP_PAD, 1 << 19);
	mallopt(M_MMAP_THRESHOLD, 1 << 19);
	mallopt(M_TRIM_THRESHOLD, 1 << 30);
#endif
}

int
main(int argc, char **argv)
{
	hold_standard_streams();
	keep_memory();
	/* A reader that has seen enough ends us quietly. */
	signal(SIGPIPE, SIG_DFL);
	if (argc > 1 && equal(argv[1], "search"))
		return command_search(argc - 1, argv + 1);
	if (argc > 1 && equal(argv[1], "show"))
		return command_show(argc - 1, argv + 1);
	if (argc > 1 && equal(argv[1], "suggest"))
		return command_suggest(argc - 1, argv + 1);
	run_beside(argv);
	execv(LIBEXECDIR "/" FULL, argv);
	say("cannot run %s: %s", LIBEXECDIR "/" FULL, strerror(errno));
	return EXIT_TROUBLE;
}
