/* test_guard.c: what a process under guard tries, and cannot do. */
/* SPDX-License-Identifier: MIT */
#include "serve/guard.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

/* Tests start in a folder of their own below the build; here is another. */
static const char inside[] = "guard.d/index";
static const char beside[] = "guard.d/other";
static const char outside[] = "guard.outside";

enum {
	NOT_HERE = 77,		/* neither this kernel nor this build can */
	UNGUARDED = 78,		/* it worked */
	OTHER_ERROR = 79
};

enum part {
	BY_LANDLOCK,
	BY_SECCOMP,
	BY_LIMITS
};

static bool
has(const struct guard *guard, enum part part)
{
	return part == BY_LANDLOCK ? guard->landlock > 0 :
		part == BY_SECCOMP ? guard->filters : guard->limits;
}

/* The exit code, or minus the signal, of a child that tries under guard. */
static int
outcome(enum part part, int (*try)(void))
{
	pid_t child = fork();
	int status = 0;

	if (child == 0) {
		const char *const files[] = {inside};
		struct guard guard;

		guard_begin(files, 1, &guard);
		_exit(has(&guard, part) ? try() : NOT_HERE);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

static void
expect(int wanted, enum part part, int (*try)(void))
{
	int got = outcome(part, try);

	if (got == NOT_HERE)
		skip();
	assert_int_equal(got, wanted);
}

/* What a call that has to fail says. */
static int
refusal(bool worked)
{
	return worked ? UNGUARDED : errno;
}

static int
try_open(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC, 0600);

	return fd >= 0 ? 0 : errno;
}

static int
set_up(void **state)
{
	int fd;

	(void)state;
	if (mkdir("guard.d", 0700) != 0 && errno != EEXIST)
		return -1;
	fd = open(inside, O_CREAT | O_RDWR, 0600);
	close(fd);
	fd = open(outside, O_CREAT | O_RDWR, 0600);
	close(fd);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	unlink(inside);
	unlink(beside);
	unlink(outside);
	return rmdir("guard.d");
}

/* ------------------------------------------------------------------ */

static int
read_inside(void)
{
	return try_open(inside, O_RDONLY);
}

static int
make_beside(void)
{
	return try_open(beside, O_RDWR | O_CREAT | O_EXCL);
}

static int
read_outside(void)
{
	return try_open(outside, O_RDONLY);
}

static int
read_above(void)
{
	return try_open("guard.d/../guard.outside", O_RDONLY);
}

static int
make_outside(void)
{
	return try_open("guard.new", O_RDWR | O_CREAT);
}

static int
read_passwords(void)
{
	return try_open("/etc/passwd", O_RDONLY);
}

static void
test_files_of_the_index_can_be_read(void **state)
{
	(void)state;
	expect(0, BY_LANDLOCK, read_inside);
}

static void
test_lock_files_can_be_made(void **state)
{
	(void)state;
	expect(0, BY_LANDLOCK, make_beside);
}

static void
test_other_files_cannot_be_opened(void **state)
{
	(void)state;
	expect(EACCES, BY_LANDLOCK, read_outside);
	expect(EACCES, BY_LANDLOCK, read_above);
	expect(EACCES, BY_LANDLOCK, make_outside);
	expect(EACCES, BY_LANDLOCK, read_passwords);
}

/* ------------------------------------------------------------------ */

static int
run_program(void)
{
	char *const arguments[] = {"true", NULL};

	execv("/bin/true", arguments);
	return errno;
}

static int
make_process(void)
{
	pid_t child = fork();

	if (child == 0)
		_exit(0);
	return refusal(child > 0);
}

static int
make_socket(void)
{
	return refusal(socket(AF_INET, SOCK_STREAM, 0) >= 0);
}

static int
signal_parent(void)
{
	return refusal(kill(getppid(), 0) == 0);
}

static int
trace(void)
{
	return refusal(ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0);
}

static int
make_folder(void)
{
	return refusal(mkdir("guard.d/folder", 0700) == 0);
}

static int
rename_index(void)
{
	return refusal(rename(inside, beside) == 0);
}

static int
map_code(void)
{
	return refusal(mmap(NULL, 4096, PROT_READ | PROT_EXEC,
		MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED);
}

static int
turn_into_code(void)
{
	void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return page == MAP_FAILED ? OTHER_ERROR :
		refusal(mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0);
}

static int
lift_limits(void)
{
	struct rlimit none = {RLIM_INFINITY, RLIM_INFINITY};

	return refusal(setrlimit(RLIMIT_DATA, &none) == 0);
}

static int
give_up(void)
{
	abort();
}

static void
test_no_program_is_run(void **state)
{
	(void)state;
	expect(EPERM, BY_SECCOMP, run_program);
}

static void
test_nothing_is_made_but_files(void **state)
{
	(void)state;
	expect(EPERM, BY_SECCOMP, make_process);
	expect(EPERM, BY_SECCOMP, make_socket);
	expect(EPERM, BY_SECCOMP, make_folder);
	expect(EPERM, BY_SECCOMP, rename_index);
}

static void
test_other_processes_are_left_alone(void **state)
{
	(void)state;
	expect(EPERM, BY_SECCOMP, signal_parent);
	expect(EPERM, BY_SECCOMP, trace);
}

static void
test_memory_is_no_code(void **state)
{
	(void)state;
	expect(EPERM, BY_SECCOMP, map_code);
	expect(EPERM, BY_SECCOMP, turn_into_code);
}

static void
test_limits_stay(void **state)
{
	(void)state;
	expect(EPERM, BY_SECCOMP, lift_limits);
}

static void
test_a_fault_still_ends_the_process(void **state)
{
	(void)state;
	expect(-SIGABRT, BY_SECCOMP, give_up);
}

/* ------------------------------------------------------------------ */

static int
take_memory(void)
{
	void *taken = malloc(GUARD_MEMORY + 1);
	bool worked = taken != NULL;

	free(taken);
	return refusal(worked);
}

static int
take_some_memory(void)
{
	void *taken = malloc(GUARD_MEMORY / 4);
	bool worked = taken != NULL;

	free(taken);
	return worked ? 0 : OTHER_ERROR;
}

static void
test_memory_is_limited(void **state)
{
	(void)state;
	expect(ENOMEM, BY_LIMITS, take_memory);
	expect(0, BY_LIMITS, take_some_memory);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_files_of_the_index_can_be_read),
		cmocka_unit_test(test_lock_files_can_be_made),
		cmocka_unit_test(test_other_files_cannot_be_opened),
		cmocka_unit_test(test_no_program_is_run),
		cmocka_unit_test(test_nothing_is_made_but_files),
		cmocka_unit_test(test_other_processes_are_left_alone),
		cmocka_unit_test(test_memory_is_no_code),
		cmocka_unit_test(test_limits_stay),
		cmocka_unit_test(test_a_fault_still_ends_the_process),
		cmocka_unit_test(test_memory_is_limited),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
