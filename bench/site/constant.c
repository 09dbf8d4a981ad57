/* constant.c: answers every FastCGI request with the same file. */
/* SPDX-License-Identifier: MIT */

/*
 * usage: constant FILE WORKERS <SOCKET
 *
 * What a web server and its protocol cost by themselves: the least that a
 * program behind them can do, in as many processes.
 */
#include <fcgiapp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

#define ANSWER_MAX (1 << 20)

static int
serve(const char *answer, int length)
{
	FCGX_Request request;

	if (FCGX_Init() != 0 || FCGX_InitRequest(&request, 0, 0) != 0)
		return 1;
	while (FCGX_Accept_r(&request) == 0) {
		FCGX_PutStr(answer, length, request.out);
		FCGX_Finish_r(&request);
	}
	return 0;
}

int
main(int argc, char **argv)
{
	FILE *file = argc == 3 ? fopen(argv[1], "rb") : NULL;
	char *answer = malloc(ANSWER_MAX);

	if (!file || !answer) {
		fputs("usage: constant FILE WORKERS <SOCKET\n", stderr);
		return 2;
	}
	size_t length = fread(answer, 1, ANSWER_MAX, file);

	fclose(file);
	for (unsigned long n = strtoul(argv[2], NULL, 10); n > 1; n--)
		if (fork() == 0)
			break;
	int code = serve(answer, (int)length);

	free(answer);
	return code;
}
