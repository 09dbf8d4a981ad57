/* socket.c: the socket on which a web server's requests come. */
/* SPDX-License-Identifier: MIT */
#include "serve/socket.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "args.h"
#include "say.h"

#define BACKLOG 1024		/* the kernel takes less if it allows less */
#define FIRST_PASSED 3		/* SD_LISTEN_FDS_START */

/* ------------------------------------------------------------------ */
/* Given.                                                               */

static bool
is_listening(int fd)
{
	int listens = 0;
	socklen_t size = sizeof(listens);

	return getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) ==
		0 && listens;
}

/* Sockets that systemd passed to this very process. */
static int
count_passed(void)
{
	const char *count = getenv("LISTEN_FDS");
	const char *process = getenv("LISTEN_PID");
	char own[32];

	snprintf(own, sizeof(own), "%ld", (long)getpid());
	if (!count || !process || !equal(process, own))
		return 0;
	return equal(count, "1") ? 1 : equal(count, "0") ? 0 : 2;
}

int
socket_given(void)
{
	int passed = count_passed();

	unsetenv("LISTEN_FDS");
	unsetenv("LISTEN_PID");
	unsetenv("LISTEN_FDNAMES");
	if (passed > 1) {
		say("several sockets were passed: one is all there can be");
		return SOCKET_BAD;
	}
	if (passed == 1) {
		if (is_listening(FIRST_PASSED))
			return FIRST_PASSED;
		say("the socket that was passed does not listen: in the "
			"socket's unit, say ListenStream= and Accept=no");
		return SOCKET_BAD;
	}
	return is_listening(STDIN_FILENO) ? STDIN_FILENO : SOCKET_NONE;
}

/* ------------------------------------------------------------------ */
/* Made.                                                                */

static int
complain(const char *address, int code)
{
	say("cannot listen at %s: %s", address, strerror(code));
	return SOCKET_BAD;
}

/* A socket file whose process is gone stays; anything else is not ours. */
static bool
is_left_over(const struct sockaddr_un *where)
{
	struct stat file;
	int fd;

	if (lstat(where->sun_path, &file) != 0 || !S_ISSOCK(file.st_mode))
		return false;
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return false;
	bool is_refused = connect(fd, (const struct sockaddr *)where,
		sizeof(*where)) != 0 && errno == ECONNREFUSED;

	close(fd);
	return is_refused;
}

static int
bind_path(int fd, const char *path)
{
	struct sockaddr_un where = {.sun_family = AF_UNIX};

	if (strlen(path) >= sizeof(where.sun_path))
		return ENAMETOOLONG;
	memcpy(where.sun_path, path, strlen(path));
	if (bind(fd, (struct sockaddr *)&where, sizeof(where)) == 0)
		return 0;
	if (errno != EADDRINUSE || !is_left_over(&where))
		return errno;
	unlink(path);
	return bind(fd, (struct sockaddr *)&where, sizeof(where)) == 0 ? 0 :
		errno;
}

static int
listen_at_path(const char *path)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int code = fd < 0 ? errno : bind_path(fd, path);

	if (code == 0 && listen(fd, BACKLOG) != 0)
		code = errno;
	if (code == 0)
		return fd;
	if (fd >= 0)
		close(fd);
	return complain(path, code);
}

/* "[::1]:9000" as "::1" and "9000". */
static bool
split_address(const char *address, char ret_host[64], char ret_port[8])
{
	const char *colon = strrchr(address, ':');
	size_t length = colon ? (size_t)(colon - address) : 0;

	if (length > 1 && address[0] == '[' && address[length - 1] == ']') {
		address++;
		length -= 2;
	}
	if (length == 0 || length > 63 || !colon[1] || strlen(colon + 1) > 7)
		return false;
	memcpy(ret_host, address, length);
	ret_host[length] = '\0';
	memcpy(ret_port, colon + 1, strlen(colon + 1) + 1);
	return true;
}

static int
listen_at_port(const char *address)
{
	static const struct addrinfo wanted = {
		.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE,
		.ai_socktype = SOCK_STREAM,
	};
	struct addrinfo *found;
	char host[64];
	char port[8];
	int yes = 1;

	if (!split_address(address, host, port) ||
		getaddrinfo(host, port, &wanted, &found) != 0) {
		say("--listen takes a path, or an address such as "
			"127.0.0.1:9000, not '%s'", address);
		return SOCKET_BAD;
	}
	int fd = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool is_bound = fd >= 0 &&
		setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) ==
		0 && bind(fd, found->ai_addr, found->ai_addrlen) == 0 &&
		listen(fd, BACKLOG) == 0;
	int code = errno;

	freeaddrinfo(found);
	if (is_bound)
		return fd;
	if (fd >= 0)
		close(fd);
	return complain(address, code);
}

int
socket_listen(const char *address)
{
	return strchr(address, '/') ? listen_at_path(address) :
		listen_at_port(address);
}
