/* driver.c: runs one engine through the verbs that README.md tells. */
/* SPDX-License-Identifier: MIT */
#include "driver.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

#define SLOW_NS 100000000	/* a query over this is run once */

void
die(const char *name, const char *text)
{
	fprintf(stderr, "%s: %s\n", name, text);
	exit(2);
}

/* ---------------------------------------------------------------------- */
/* Clocks and memory                                                      */

static uint64_t
nanoseconds(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

static double
seconds_since(uint64_t start)
{
	return (double)(nanoseconds(CLOCK_MONOTONIC) - start) * 1e-9;
}

static double
cpu_seconds(void)
{
	return (double)nanoseconds(CLOCK_PROCESS_CPUTIME_ID) * 1e-9;
}

static long
peak_kb(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_maxrss;
}

/* Memory of the process's own: not mapped from files. */
static long
own_kb(void)
{
	FILE *status = fopen("/proc/self/status", "r");
	char line[256];
	long kb = 0;

	if (status == NULL)
		return 0;
	while (fgets(line, sizeof(line), status) != NULL) {
		if (strncmp(line, "RssAnon:", 8) == 0)
			kb = strtol(line + 8, NULL, 10);
	}
	fclose(status);
	return kb;
}

/* ---------------------------------------------------------------------- */
/* Queries                                                                */

struct queries {
	char *text;
	struct query *list;
	size_t count;
};

static enum query_type
type_named(const char *name)
{
	static const struct {
		const char *name;
		enum query_type type;
	} types[] = {
		{ "term", TERM }, { "and", AND }, { "phrase", PHRASE },
		{ "prefix", PREFIX },
	};

	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++) {
		if (strcmp(types[i].name, name) == 0)
			return types[i].type;
	}
	return OR;
}

/* The file as lines; NULs end their two columns. */
static char *
read_file(const char *path)
{
	FILE *file = fopen(path, "r");
	struct stat status;

	if (file == NULL || fstat(fileno(file), &status) != 0)
		die(path, "cannot be read");
	size_t size = (size_t)status.st_size;
	char *text = calloc(size + 1, 1);
	if (text == NULL || fread(text, 1, size, file) != size)
		die(path, "cannot be read");
	fclose(file);
	return text;
}

static struct queries
read_queries(const char *path, uint32_t stride)
{
	struct queries queries = { read_file(path), NULL, 0 };
	char *line = queries.text;

	for (uint32_t number = 0; *line != '\0'; number++) {
		char *end = line + strcspn(line, "\n");
		char *tab = strchr(line, '\t');
		char *next = *end == '\0' ? end : end + 1;
		*end = '\0';
		if (tab != NULL && tab < end && number % stride == 0) {
			*tab = '\0';
			queries.list = realloc(queries.list,
				(queries.count + 1) * sizeof(*queries.list));
			if (queries.list == NULL)
				die(path, "out of memory");
			queries.list[queries.count++] = (struct query){
				number, line, type_named(line), tab + 1 };
		}
		line = next;
	}
	return queries;
}

static void
free_queries(struct queries *queries)
{
	free(queries->text);
	free(queries->list);
}

/* ---------------------------------------------------------------------- */
/* Verbs                                                                  */

static uint32_t
number(const char *text)
{
	return (uint32_t)strtoul(text, NULL, 10);
}

/* index FOLDER CORPUS THREADS */
static void
verb_index(char **argv)
{
	uint64_t start = nanoseconds(CLOCK_MONOTONIC);
	struct corpus corpus;
	struct article article;
	uint64_t count = 0;

	uint32_t threads = number(argv[4]);
	if (threads > 1 && engine.open_threads == NULL)
		die(argv[0], "has one thread");
	void *self = threads > 1 ? engine.open_threads(argv[2], threads) :
		engine.open(argv[2], TO_CREATE);
	corpus_open(&corpus, argv[3]);
	while (corpus_next(&corpus, &article)) {
		engine.add(self, &article);
		count++;
	}
	corpus_close(&corpus);
	engine.commit(self);
	double wall = seconds_since(start);
	double cpu = cpu_seconds();
	engine.merge(self);
	engine.close(self);
	printf("{\"articles\":%" PRIu64 ",\"wall_s\":%.3f,\"cpu_s\":%.3f,"
		"\"merged_wall_s\":%.3f,\"merged_cpu_s\":%.3f,"
		"\"peak_kb\":%ld}\n", count, wall, cpu, seconds_since(start),
		cpu_seconds(), peak_kb());
}

/* The best of some runs behind a first one that warms up. */
static void
time_query(void *self, const char *mode, struct search *search, uint32_t runs)
{
	uint64_t best_wall = UINT64_MAX;
	uint64_t best_cpu = UINT64_MAX;

	for (uint32_t run = 0; run <= runs; run++) {
		uint64_t cpu = nanoseconds(CLOCK_THREAD_CPUTIME_ID);
		uint64_t wall = nanoseconds(CLOCK_MONOTONIC);
		if (!engine.search(self, search))
			return;
		wall = nanoseconds(CLOCK_MONOTONIC) - wall;
		cpu = nanoseconds(CLOCK_THREAD_CPUTIME_ID) - cpu;
		bool is_slow = cpu > SLOW_NS;
		if (run > 0 || is_slow) {
			best_wall = wall < best_wall ? wall : best_wall;
			best_cpu = cpu < best_cpu ? cpu : best_cpu;
		}
		if (is_slow)
			break;
	}
	printf("%s\t%s\t%" PRIu32 "\t%" PRIu64 "\t%" PRIu64 "\t%" PRId64 "\n",
		mode, search->query->name, search->query->number, best_wall,
		best_cpu, search->counts ? search->total : -1);
}

/* Dates are raced over with words alone, scores of prefixes with these. */
static bool
is_for(enum wish wish, enum query_type type)
{
	if (wish == SCORED)
		return type == PREFIX;
	return wish == NOTHING || type == TERM || type == OR || type == AND;
}

/* bench FOLDER QUERIES MODES STRIDE RUNS */
static void
verb_bench(char **argv)
{
	static const struct {
		const char *name;
		uint32_t limit;
		bool counts;
		enum wish wish;
	} modes[] = {
		{ "top10", 10, false, NOTHING },
		{ "top10_count", 10, true, NOTHING },
		{ "top100", 100, false, NOTHING },
		{ "top1000", 1000, false, NOTHING },
		{ "scored", 10, false, SCORED },
		{ "filtered", 10, false, FILTERED },
		{ "by_date", 10, false, BY_DATE },
	};
	struct queries queries = read_queries(argv[3], number(argv[5]));
	void *self = engine.open(argv[2], TO_READ);

	for (size_t m = 0; m < sizeof(modes) / sizeof(*modes); m++) {
		const char *found = strstr(argv[4], modes[m].name);
		size_t length = strlen(modes[m].name);
		while (found != NULL && found[length] != '\0' &&
				found[length] != ',')
			found = strstr(found + length, modes[m].name);
		for (size_t i = 0; found != NULL && i < queries.count; i++) {
			struct search search = { &queries.list[i],
				modes[m].limit, modes[m].counts,
				modes[m].wish, NULL, 0, 0 };
			if (!is_for(modes[m].wish, search.query->type))
				continue;
			time_query(self, modes[m].name, &search,
				number(argv[6]));
		}
	}
	printf("#peak_kb\t%ld\n#own_kb\t%ld\n", peak_kb(), own_kb());
	engine.close(self);
	free_queries(&queries);
}

static void
print_answers(void *self, const struct query *query, uint32_t limit)
{
	static struct answer answers[ANSWERS_MAX];
	struct search search = { query, limit, false, NOTHING, answers, 0, 0 };

	if (!engine.search(self, &search))
		return;
	for (uint32_t i = 0; i < search.answer_count; i++)
		printf("%" PRIu32 "\t%s\t%.7g\n", query->number,
			answers[i].id, answers[i].score);
}

/* answers FOLDER QUERIES LIMIT */
static void
verb_answers(char **argv)
{
	struct queries queries = read_queries(argv[3], 1);
	void *self = engine.open(argv[2], TO_READ);

	for (size_t i = 0; i < queries.count; i++)
		print_answers(self, &queries.list[i], number(argv[4]));
	engine.close(self);
	free_queries(&queries);
}

/* one FOLDER TYPE QUERY */
static void
verb_one(char **argv)
{
	struct query query = { 0, argv[3], type_named(argv[3]), argv[4] };
	uint64_t start = nanoseconds(CLOCK_THREAD_CPUTIME_ID);
	void *self = engine.open(argv[2], TO_READ);

	print_answers(self, &query, 10);
	printf("#cpu\t%" PRIu64 "\n",
		nanoseconds(CLOCK_THREAD_CPUTIME_ID) - start);
	engine.close(self);
}

/* add FOLDER CORPUS COUNT */
static void
verb_add(char **argv)
{
	void *self = engine.open(argv[2], TO_CHANGE);
	struct corpus corpus;
	struct article article;

	corpus_open(&corpus, argv[3]);
	for (uint32_t left = number(argv[4]); left > 0; left--) {
		if (!corpus_next(&corpus, &article))
			break;
		uint64_t start = nanoseconds(CLOCK_MONOTONIC);
		engine.add(self, &article);
		engine.commit(self);
		printf("%" PRIu64 "\n", nanoseconds(CLOCK_MONOTONIC) - start);
	}
	corpus_close(&corpus);
	engine.close(self);
}

/* update FOLDER CORPUS COUNT */
static void
verb_update(char **argv)
{
	void *self = engine.open(argv[2], TO_CHANGE);
	uint64_t start = nanoseconds(CLOCK_MONOTONIC);
	struct corpus corpus;
	struct article article;

	corpus_open(&corpus, argv[3]);
	for (uint32_t left = number(argv[4]); left > 0; left--) {
		if (!corpus_next(&corpus, &article))
			break;
		engine.replace(self, &article);
	}
	engine.commit(self);
	printf("%" PRIu64 "\n", nanoseconds(CLOCK_MONOTONIC) - start);
	corpus_close(&corpus);
	engine.close(self);
}

int
main(int argc, char **argv)
{
	static const struct {
		const char *name;
		int argc;
		void (*run)(char **argv);
	} verbs[] = {
		{ "index", 5, verb_index }, { "bench", 7, verb_bench },
		{ "answers", 5, verb_answers }, { "one", 5, verb_one },
		{ "add", 5, verb_add }, { "update", 5, verb_update },
	};

	for (size_t i = 0; i < sizeof(verbs) / sizeof(*verbs); i++) {
		if (argc == verbs[i].argc &&
				strcmp(argv[1], verbs[i].name) == 0) {
			verbs[i].run(argv);
			return 0;
		}
	}
	fputs("usage: see README.md beside the source\n", stderr);
	return 2;
}
