/* pager.h: shows long output a screen at a time, on a terminal. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_PAGER_H
#define CLI_PAGER_H

#include <sys/types.h>

struct pager {
	pid_t child;		/* 0: none */
	int saved;		/* our own standard output */
};

/*
 * Where standard output is a terminal, leads it through PAGER ("less -FRX"
 * if unset; none if empty or "cat") until pager_end.
 */
struct pager pager_start(void);
void pager_end(struct pager *pager);

#endif
