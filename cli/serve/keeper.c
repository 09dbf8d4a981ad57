/* keeper.c: the process that keeps a log of what is asked for. */
/* SPDX-License-Identifier: MIT */
#include "serve/keeper.h"

#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "say.h"
#include "serve/daybook.h"

#define AT_ONCE 1000		/* messages before the clock is looked at */
#define FILE_MAX 1048576	/* bytes of a day */
#define SUMS_MAX 65536		/* more, of nothing but sums */

/* A message, between two processes of one program. */
struct message {
	uint64_t found;
	uint32_t kind;
	uint32_t place;
	char text[TALLY_TEXT_MAX];
};

#define HEAD offsetof(struct message, text)

/* What was counted in an hour, of a place. */
struct sum {
	uint64_t searches;
	uint64_t nothing;	/* of them found nothing */
	uint64_t clicks;
};

struct diary {
	const struct keeper *keeper;
	struct tally *tally;
	struct sum sums[KEEPER_PLACES];
	int64_t hour;
	bool is_lost;		/* that lines were lost has been told */
};

bool
keeper_begin(struct keeper *keeper)
{
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK,
		0, keeper->ends) == 0)
		return true;
	say("cannot keep a log: %s", strerror(errno));
	return false;
}

static void
close_end(int *end)
{
	if (*end >= 0)
		close(*end);
	*end = -1;
}

void
keeper_is_here(struct keeper *keeper)
{
	close_end(&keeper->ends[1]);
}

void
keeper_is_elsewhere(struct keeper *keeper)
{
	close_end(&keeper->ends[0]);
}

void
keeper_tell(const struct keeper *keeper, const struct asking *asking)
{
	struct message message = {
		.found = asking->found,
		.kind = asking->kind,
		.place = asking->place,
	};

	if (asking->length > TALLY_TEXT_MAX)
		return;
	memcpy(message.text, asking->text, asking->length);
	(void)!send(keeper->ends[1], &message, HEAD + asking->length,
		MSG_DONTWAIT | MSG_NOSIGNAL);
}

/* ------------------------------------------------------------------ */

/* A worker may have been made to send anything. */
static void
count(struct diary *diary, const struct message *message, size_t size)
{
	if (size < HEAD || message->kind >= TALLY_KIND_COUNT ||
		message->place >= diary->keeper->place_count)
		return;
	struct sum *sum = &diary->sums[message->place];

	if (message->kind == TALLY_CLICK) {
		sum->clicks++;
	} else {
		sum->searches++;
		sum->nothing += message->found == 0;
	}
	tally_add(diary->tally, &(struct asking){
		.kind = (enum tally_kind)message->kind,
		.place = message->place,
		.found = message->found,
		.text = message->text,
		.length = size - HEAD,
	});
}

static void
receive(struct diary *diary)
{
	for (int i = 0; i < AT_ONCE; i++) {
		struct message message;
		ssize_t size = recv(diary->keeper->ends[0], &message,
			sizeof(message), MSG_DONTWAIT | MSG_TRUNC);

		if (size < 0)
			return;
		if ((size_t)size <= sizeof(message))
			count(diary, &message, (size_t)size);
	}
}

/* ------------------------------------------------------------------ */

static void
print_sums(const struct diary *diary, FILE *out, const char *when)
{
	for (uint32_t i = 0; i < diary->keeper->place_count; i++) {
		const struct sum *sum = &diary->sums[i];
		const char *place = diary->keeper->places[i];

		if (sum->searches > 0)
			fprintf(out, "%s\t%s\tsearches\t%" PRIu64 "\t%" PRIu64
				"\n", when, place, sum->searches,
				sum->nothing);
		if (sum->clicks > 0)
			fprintf(out, "%s\t%s\tclicks\t%" PRIu64 "\t0\n", when,
				place, sum->clicks);
	}
}

static void
print_texts(const struct diary *diary, FILE *out, const char *when)
{
	tally_tell(diary->tally, out, when, diary->keeper->places,
		KEEPER_LINES);
}

typedef void print_fn(const struct diary *diary, FILE *out, const char *when);

/* What is lost is told once, until lines are taken again. */
static void
add_lines(struct diary *diary, print_fn *print, size_t most)
{
	char when[DAYBOOK_HOUR];
	char *lines = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&lines, &length);

	if (!out)
		return;
	daybook_hour(diary->hour, when);
	print(diary, out, when);
	bool is_added = fclose(out) == 0 && (length == 0 || daybook_add(
		diary->keeper->folder, diary->hour, lines, length, most));

	if (!is_added && !diary->is_lost)
		say("lines of the log in %s are lost: %s",
			diary->keeper->folder, errno == EFBIG ?
			"the day's file is full" : strerror(errno));
	diary->is_lost = !is_added;
	free(lines);
}

/* Sums have room where texts have none. */
static void
write_hour(struct diary *diary)
{
	add_lines(diary, print_sums, FILE_MAX + SUMS_MAX);
	add_lines(diary, print_texts, FILE_MAX);
	memset(diary->sums, 0, sizeof(diary->sums));
}

/* A new day: nobody can tell any more what the hashes of the last were. */
static bool
begin_day(struct diary *diary)
{
	uint8_t key[SIPHASH_KEY];

	if (getrandom(key, sizeof(key), 0) != (ssize_t)sizeof(key)) {
		say("cannot keep a log: no random numbers");
		return false;
	}
	tally_begin(diary->tally, key);
	daybook_forget(diary->keeper->folder, diary->hour,
		diary->keeper->days);
	return true;
}

/* ------------------------------------------------------------------ */

static bool
look_at_clock(struct diary *diary)
{
	int64_t hour = time(NULL) / 3600;
	int64_t before = diary->hour;

	if (hour == before)
		return true;
	write_hour(diary);
	diary->hour = hour;
	return hour / 24 == before / 24 || begin_day(diary);
}

/* Milliseconds until the hour is over. */
static int
rest_of_hour(void)
{
	return (int)(3600 - time(NULL) % 3600) * 1000;
}

static int
keep(struct diary *diary, int stop)
{
	struct pollfd either[] = {
		{.fd = stop, .events = POLLIN},
		{.fd = diary->keeper->ends[0], .events = POLLIN},
	};

	while (either[0].revents == 0) {
		if (poll(either, 2, rest_of_hour()) < 0 && errno != EINTR)
			return EXIT_TROUBLE;
		if (!look_at_clock(diary))
			return EXIT_TROUBLE;
		receive(diary);
	}
	write_hour(diary);
	return EXIT_FOUND;
}

int
keeper_run(const struct keeper *keeper, int stop)
{
	struct diary diary = {
		.keeper = keeper,
		.tally = tally_new(),
		.hour = time(NULL) / 3600,
	};

	/* Where files have a limit, it is a full disk. */
	signal(SIGXFSZ, SIG_IGN);
	int code = diary.tally && begin_day(&diary) ? keep(&diary, stop) :
		EXIT_TROUBLE;

	tally_free(diary.tally);
	return code;
}
