/* guard.c: what a process that answers cannot do, whatever it is made to. */
/* SPDX-License-Identifier: MIT */
#include "serve/guard.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#ifdef HAVE_SECCOMP
#include <seccomp.h>
#endif

#define FILES 256		/* that may be open */

#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define IS_SANITIZED 1
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
#define IS_SANITIZED 1
#endif
#ifndef IS_SANITIZED
#define IS_SANITIZED 0
#endif

static bool
limit(int what, size_t most)
{
	return setrlimit((__rlimit_resource_t)what, &(struct rlimit){most,
		most}) == 0;
}

/* RLIMIT_AS would count the index, too, of whatever size it is. */
static bool
set_limits(void)
{
	bool is_done = limit(RLIMIT_CORE, 0);

	is_done = limit(RLIMIT_DATA, GUARD_MEMORY) && is_done;
	is_done = limit(RLIMIT_NPROC, 0) && is_done;
	return limit(RLIMIT_NOFILE, FILES) && is_done;
}

/* ------------------------------------------------------------------ */
/* Landlock: files (landlock(7)). Headers know less than kernels.       */

#define RIGHTS_1 ((UINT64_C(1) << 13) - 1)
#define REFER (UINT64_C(1) << 13)	/* since ABI 2 */
#define TRUNCATE (UINT64_C(1) << 14)	/* 3 */
#define NETWORK UINT64_C(3)		/* 4: binds and connects by TCP */
#define DEVICES (UINT64_C(1) << 15)	/* 5 */
#define SCOPES UINT64_C(3)		/* 6: abstract sockets, signals */

#define NEEDED (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR | \
	LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG | \
	LANDLOCK_ACCESS_FS_REMOVE_FILE | TRUNCATE)

struct rules {
	uint64_t files;
	uint64_t network;
	uint64_t scopes;
};

static int
make_rules(int abi, uint64_t *ret_files)
{
	struct rules rules = {
		.files = RIGHTS_1 | (abi >= 2 ? REFER : 0) |
			(abi >= 3 ? TRUNCATE : 0) | (abi >= 5 ? DEVICES : 0),
		.network = abi >= 4 ? NETWORK : 0,
		.scopes = abi >= 6 ? SCOPES : 0,
	};
	size_t size = abi >= 6 ? sizeof(rules) : abi >= 4 ?
		offsetof(struct rules, scopes) :
		offsetof(struct rules, network);

	*ret_files = rules.files;
	return (int)syscall(SYS_landlock_create_ruleset, &rules, size, 0);
}

static void
allow_folder(int rules, const char *folder, uint64_t rights)
{
	struct landlock_path_beneath_attr below = {
		.allowed_access = rights,
		.parent_fd = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC),
	};

	if (below.parent_fd < 0)
		return;
	syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH,
		&below, 0);
	close(below.parent_fd);
}

/* The folder that has the name, and the one that the file is in. */
static void
allow_around(int rules, const char *file, uint64_t rights)
{
	char folder[PATH_MAX];
	char name[PATH_MAX];
	const char *slash = strrchr(file, '/');
	size_t length = slash ? (size_t)(slash - file) + 1 : 0;

	if (length < sizeof(name)) {
		memcpy(name, file, length);
		memcpy(name + length, length > 0 ? "" : ".",
			length > 0 ? 1 : 2);
		allow_folder(rules, name, rights);
	}
	if (!realpath(file, folder))
		return;
	slash = strrchr(folder, '/');
	folder[slash == folder ? 1 : slash - folder] = '\0';
	allow_folder(rules, folder, rights);
}

static int
restrict_files(const char *const *files, size_t count)
{
	int abi = (int)syscall(SYS_landlock_create_ruleset, NULL, 0,
		LANDLOCK_CREATE_RULESET_VERSION);
	uint64_t known;
	int rules = abi > 0 ? make_rules(abi, &known) : -1;

	if (rules < 0)
		return 0;
	for (size_t i = 0; i < count; i++)
		allow_around(rules, files[i], NEEDED & known);
	bool is_done = syscall(SYS_landlock_restrict_self, rules, 0) == 0;

	close(rules);
	return is_done ? abi : 0;
}

/* ------------------------------------------------------------------ */
/* Seccomp: system calls.                                               */

#ifdef HAVE_SECCOMP
/* What the C library, LMDB and libfcgi call while requests are answered, by
   the names of all processors: a filter leaves out what one does not have. */
static const char *const allowed[] = {
	"accept", "accept4", "alarm", "brk", "clock_gettime",
	"clock_nanosleep", "close", "epoll_pwait", "epoll_wait", "exit",
	"exit_group", "fallocate",
	"fchmod", "fchown", "fcntl", "fstat", "fstatfs", "ftruncate", "futex",
	"getcwd", "getegid", "geteuid", "getgid", "getpeername", "getpid",
	"getppid", "getrandom", "getsockname", "getsockopt", "gettid",
	"gettimeofday", "getuid", "lseek", "lstat", "madvise", "membarrier",
	"mremap", "munmap", "nanosleep", "newfstatat", "open", "openat",
	"poll", "ppoll", "pread64", "pselect6", "read", "readlink",
	"readlinkat", "readv", "recvfrom", "recvmsg", "restart_syscall",
	"rseq", "rt_sigaction", "rt_sigprocmask", "rt_sigreturn",
	"sched_yield", "select", "sendmsg", "sendto", "set_robust_list",
	"setitimer", "setsockopt", "shutdown", "sigaltstack", "stat", "statfs",
	"statx", "sysinfo", "time", "uname", "unlink", "unlinkat", "write",
	"writev",
};

/* Memory is never code; a signal is for this process itself, by abort. */
static int
allow_some(scmp_filter_ctx filter)
{
	uint64_t own = (uint64_t)getpid();
	int code = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
		SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));

	if (code == 0)
		code = seccomp_rule_add(filter, SCMP_ACT_ALLOW,
			SCMP_SYS(mprotect), 1,
			SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
	if (code == 0)
		code = seccomp_rule_add(filter, SCMP_ACT_ALLOW,
			SCMP_SYS(tgkill), 1, SCMP_A0(SCMP_CMP_EQ, own, 0));
	if (code == 0)		/* to ask for limits, not to set them */
		code = seccomp_rule_add(filter, SCMP_ACT_ALLOW,
			SCMP_SYS(prlimit64), 1, SCMP_A2(SCMP_CMP_EQ, 0, 0));
	return code;
}

static bool
filter_calls(void)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	int code = filter ? 0 : -1;

	for (size_t i = 0; code == 0 &&
		i < sizeof(allowed) / sizeof(*allowed); i++) {
		int number = seccomp_syscall_resolve_name(allowed[i]);

		if (number != __NR_SCMP_ERROR)
			code = seccomp_rule_add(filter, SCMP_ACT_ALLOW,
				number, 0);
	}
	if (code == 0)
		code = allow_some(filter);
	if (code == 0)
		code = seccomp_load(filter);
	if (filter)
		seccomp_release(filter);
	return code == 0;
}
#else
static bool
filter_calls(void)
{
	return false;
}
#endif

/* ------------------------------------------------------------------ */

void
guard_begin(const char *const *files, size_t count, struct guard *ret)
{
	struct guard guard = {0};

	if (!IS_SANITIZED && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) {
		guard.limits = set_limits();
		guard.landlock = restrict_files(files, count);
		guard.filters = filter_calls();
	}
	*ret = guard;
}

void
guard_print(FILE *out, const struct guard *guard)
{
	static const char no[] = "not here";

	fprintf(out, "limits of memory, files and processes: %s\n",
		guard->limits ? "yes" : no);
	if (guard->landlock > 0)
		fprintf(out, "files by Landlock: yes, ABI %d\n",
			guard->landlock);
	else
		fprintf(out, "files by Landlock: %s\n", no);
#ifdef HAVE_SECCOMP
	const struct scmp_version *version = seccomp_version();

	if (guard->filters && version) {
		fprintf(out, "system calls by seccomp: yes, libseccomp "
			"%u.%u.%u\n", version->major, version->minor,
			version->micro);
		return;
	}
#endif
	fprintf(out, "system calls by seccomp: %s\n", no);
}
