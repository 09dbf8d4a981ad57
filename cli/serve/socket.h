/* socket.h: the socket on which a web server's requests come. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_SERVE_SOCKET_H
#define CLI_SERVE_SOCKET_H

/* What socket_given and socket_listen return when there is none. */
#define SOCKET_NONE (-1)	/* this process was started without one */
#define SOCKET_BAD (-2)		/* there is none that can be used: told */

/*
 * The listening socket that this process was started with: by systemd
 * (LISTEN_FDS and LISTEN_PID, which nobody reads after that), or by a web
 * server or spawn-fcgi, as its standard input.
 */
int socket_given(void);

/*
 * Listens at a path, "/run/trawl.sock", or at an address of this machine,
 * "127.0.0.1:9000" or "[::1]:9000". A socket file that nobody listens at is
 * replaced; the umask says who may connect to a new one.
 */
int socket_listen(const char *address);

#endif
