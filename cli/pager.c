/* pager.c: shows long output a screen at a time, on a terminal. */
/* SPDX-License-Identifier: MIT */
#include "pager.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *
pager_command(void)
{
	const char *command = getenv("PAGER");

	if (!isatty(STDOUT_FILENO))
		return NULL;
	if (!command)
		return "command -v less >/dev/null || exec cat; exec less -FRX";
	return *command && strcmp(command, "cat") != 0 ? command : NULL;
}

static void
become_pager(const char *command, const int pipe_fds[2])
{
	dup2(pipe_fds[0], STDIN_FILENO);
	close(pipe_fds[0]);
	close(pipe_fds[1]);
	execl("/bin/sh", "sh", "-c", command, (char *)NULL);
	_exit(127);
}

struct pager
pager_start(void)
{
	struct pager none = {0};
	const char *command = pager_command();
	int fds[2];

	fflush(stdout);
	if (!command || pipe(fds) < 0)
		return none;
	pid_t child = fork();
	if (child == 0)
		become_pager(command, fds);
	if (child < 0) {
		close(fds[0]);
		close(fds[1]);
		return none;
	}
	struct pager pager = {child, dup(STDOUT_FILENO)};
	dup2(fds[1], STDOUT_FILENO);
	close(fds[0]);
	close(fds[1]);
	return pager;
}

void
pager_end(struct pager *pager)
{
	if (pager->child == 0)
		return;
	fflush(stdout);
	dup2(pager->saved, STDOUT_FILENO);
	close(pager->saved);
	waitpid(pager->child, NULL, 0);
	pager->child = 0;
}
