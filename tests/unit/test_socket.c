/* test_socket.c: the socket that is given, and the one that is made. */
/* SPDX-License-Identifier: MIT */
#include "serve/socket.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdbool.h>
#include <cmocka.h>

static const char path[] = "./test.sock";

/* A socket that can be connected to at the path. */
static bool
answers(const char *where)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	assert_true(fd >= 0 && strlen(where) < sizeof(address.sun_path));
	memcpy(address.sun_path, where, strlen(where));
	bool does = connect(fd, (struct sockaddr *)&address,
		sizeof(address)) == 0;

	close(fd);
	return does;
}

static int
set_up(void **state)
{
	(void)state;
	unlink(path);
	return 0;
}

static void
test_socket_listens_at_a_path(void **state)
{
	int fd = socket_listen(path);

	(void)state;
	assert_true(fd >= 0);
	assert_true(answers(path));
	close(fd);
}

static void
test_socket_takes_the_place_of_one_that_is_left_over(void **state)
{
	int first = socket_listen(path);

	(void)state;
	close(first);
	assert_false(answers(path));
	int second = socket_listen(path);

	assert_true(second >= 0);
	assert_true(answers(path));
	close(second);
}

static void
test_socket_leaves_one_that_is_listened_at(void **state)
{
	int first = socket_listen(path);

	(void)state;
	assert_int_equal(socket_listen(path), SOCKET_BAD);
	assert_true(answers(path));
	close(first);
}

static void
test_socket_leaves_a_file_that_is_none(void **state)
{
	struct stat about;
	int fd = open(path, O_CREAT | O_WRONLY, 0600);

	(void)state;
	close(fd);
	assert_int_equal(socket_listen(path), SOCKET_BAD);
	assert_int_equal(stat(path, &about), 0);
	assert_true(S_ISREG(about.st_mode));
}

static void
test_socket_refuses_a_path_that_is_too_long(void **state)
{
	char text[300];

	(void)state;
	memset(text, '/', sizeof(text));
	text[sizeof(text) - 1] = '\0';
	assert_int_equal(socket_listen(text), SOCKET_BAD);
}

static void
test_socket_listens_at_an_address(void **state)
{
	int fd = socket_listen("127.0.0.1:0");
	struct sockaddr_in where;
	socklen_t size = sizeof(where);

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&where, &size), 0);
	assert_int_equal(where.sin_addr.s_addr, htonl(INADDR_LOOPBACK));
	close(fd);
}

static void
test_socket_refuses_what_is_no_address(void **state)
{
	static const char *const texts[] = {"", "localhost", "9000", ":9000",
		"localhost:9000", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x",
		"127.0.0.1:123456789", "[::1]", "1.2.3.4.5:1"};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (socket_listen(texts[i]) != SOCKET_BAD)
			fail_msg("an address: %s", texts[i]);
}

/* ------------------------------------------------------------------ */
/* Given: standard input, or the third file. Each in a process of its own. */

enum { IS_INPUT = 10, IS_PASSED, IS_NONE, IS_BAD };

struct given {
	bool listens;		/* standard input */
	const char *count;	/* LISTEN_FDS, or NULL */
	bool is_for_us;		/* LISTEN_PID */
	bool passed_listens;	/* the third file */
};

static void
put_at(int fd, int place)
{
	if (fd != place) {
		dup2(fd, place);
		close(fd);
	}
}

static int
name_of(int fd)
{
	if (getenv("LISTEN_FDS") || getenv("LISTEN_PID"))
		return 1;
	return fd == STDIN_FILENO ? IS_INPUT : fd == 3 ? IS_PASSED :
		fd == SOCKET_NONE ? IS_NONE : IS_BAD;
}

static int
outcome(const struct given *given)
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		char pid[32];

		snprintf(pid, sizeof(pid), "%ld", (long)getpid() +
			!given->is_for_us);
		put_at(given->listens ? socket_listen("127.0.0.1:0") :
			open("/dev/null", O_RDONLY), STDIN_FILENO);
		put_at(given->passed_listens ? socket_listen("127.0.0.1:0") :
			open("/dev/null", O_RDONLY), 3);
		if (given->count) {
			setenv("LISTEN_FDS", given->count, 1);
			setenv("LISTEN_PID", pid, 1);
		}
		_exit(name_of(socket_given()));
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return WEXITSTATUS(status);
}

static void
test_socket_given_is_standard_input(void **state)
{
	(void)state;
	assert_int_equal(outcome(&(struct given){.listens = true}), IS_INPUT);
	assert_int_equal(outcome(&(struct given){.listens = false}), IS_NONE);
}

static void
test_socket_given_is_the_one_that_systemd_passed(void **state)
{
	(void)state;
	assert_int_equal(outcome(&(struct given){
		.count = "1", .is_for_us = true, .passed_listens = true}),
		IS_PASSED);
	assert_int_equal(outcome(&(struct given){
		.count = "1", .passed_listens = true}), IS_NONE);
	assert_int_equal(outcome(&(struct given){
		.count = "0", .is_for_us = true, .listens = true}), IS_INPUT);
}

static void
test_socket_given_is_bad_if_it_cannot_be_used(void **state)
{
	(void)state;
	assert_int_equal(outcome(&(struct given){
		.count = "1", .is_for_us = true}), IS_BAD);
	assert_int_equal(outcome(&(struct given){
		.count = "2", .is_for_us = true, .passed_listens = true}),
		IS_BAD);
}

#define TEST(name) cmocka_unit_test_setup(name, set_up)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_socket_listens_at_a_path),
		TEST(test_socket_takes_the_place_of_one_that_is_left_over),
		TEST(test_socket_leaves_one_that_is_listened_at),
		TEST(test_socket_leaves_a_file_that_is_none),
		TEST(test_socket_refuses_a_path_that_is_too_long),
		TEST(test_socket_listens_at_an_address),
		TEST(test_socket_refuses_what_is_no_address),
		TEST(test_socket_given_is_standard_input),
		TEST(test_socket_given_is_the_one_that_systemd_passed),
		TEST(test_socket_given_is_bad_if_it_cannot_be_used),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
