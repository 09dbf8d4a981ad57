/* fts5.c: SQLite FTS5 in the race: porter over unicode61, positions kept. */
/* SPDX-License-Identifier: MIT */
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "driver.h"

#define EXPRESSION_MAX 4096
#define COMMIT_EVERY 100000

enum statement {
	ADD_META,
	ADD_TEXT,
	FIND,
	UPDATE,
	BEST,
	BEST_OF_TIME,
	NEWEST,
	COUNT,
	ID_OF,
	STATEMENT_COUNT
};

static const char *const statements[STATEMENT_COUNT] = {
	[ADD_META] = "INSERT INTO meta(id, date, category) VALUES(?1, ?2, ?3)",
	[ADD_TEXT] = "INSERT INTO texts(rowid, text) VALUES(?1, ?2)",
	[FIND] = "SELECT number FROM meta WHERE id = ?1",
	[UPDATE] = "UPDATE texts SET text = ?2 WHERE rowid = ?1",
	[BEST] = ("SELECT rowid, rank FROM texts WHERE texts MATCH ?1"
		" ORDER BY rank LIMIT ?2"),
	[BEST_OF_TIME] = ("SELECT texts.rowid, rank FROM texts JOIN meta"
		" ON number = texts.rowid WHERE texts MATCH ?1 AND date"
		" BETWEEN '" RACE_AFTER "' AND '" RACE_BEFORE "'"
		" ORDER BY rank LIMIT ?2"),
	[NEWEST] = ("SELECT texts.rowid, 0 FROM texts JOIN meta"
		" ON number = texts.rowid WHERE texts MATCH ?1"
		" ORDER BY date DESC LIMIT ?2"),
	[COUNT] = "SELECT count(*) FROM texts WHERE texts MATCH ?1",
	[ID_OF] = "SELECT id FROM meta WHERE number = ?1",
};

static const char *const settings[] = {
	[TO_CREATE] = ("PRAGMA page_size=4096; PRAGMA journal_mode=WAL;"
		"PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;"
		"CREATE TABLE meta(number INTEGER PRIMARY KEY,"
		" id TEXT UNIQUE, date TEXT, category TEXT);"
		"CREATE VIRTUAL TABLE texts USING fts5(text,"
		" tokenize='porter unicode61');"
		"INSERT INTO texts(texts, rank) VALUES('hashsize', 67108864)"),
	[TO_READ] = "PRAGMA mmap_size=34359738368; PRAGMA cache_size=-262144",
	[TO_CHANGE] = ("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
		"PRAGMA cache_size=-65536"),
};

struct fts5 {
	sqlite3 *db;
	sqlite3_stmt *statements[STATEMENT_COUNT];
	bool in_transaction;
	uint32_t pending;
};

static void
check(const struct fts5 *self, int result)
{
	if (result != SQLITE_OK && result != SQLITE_DONE &&
			result != SQLITE_ROW)
		die("fts5", sqlite3_errmsg(self->db));
}

static void
run(const struct fts5 *self, const char *sql)
{
	check(self, sqlite3_exec(self->db, sql, NULL, NULL, NULL));
}

static void
bind(sqlite3_stmt *statement, int i, struct field field)
{
	sqlite3_bind_text(statement, i, field.bytes, (int)field.length,
		SQLITE_STATIC);
}

static void
done(const struct fts5 *self, sqlite3_stmt *statement)
{
	check(self, sqlite3_step(statement));
	sqlite3_reset(statement);
}

static void *
fts5_open(const char *folder, enum purpose purpose)
{
	struct fts5 *self = calloc(1, sizeof(*self));
	char path[4096];

	if (self == NULL)
		die("fts5", "out of memory");
	mkdir(folder, 0777);
	snprintf(path, sizeof(path), "%s/fts5.db", folder);
	check(self, sqlite3_open(path, &self->db));
	run(self, settings[purpose]);
	for (size_t i = 0; i < STATEMENT_COUNT; i++)
		check(self, sqlite3_prepare_v2(self->db, statements[i], -1,
			&self->statements[i], NULL));
	return self;
}

static void
begin(struct fts5 *self)
{
	if (!self->in_transaction)
		run(self, "BEGIN");
	self->in_transaction = true;
}

static void
fts5_commit(void *handle)
{
	struct fts5 *self = handle;

	if (self->in_transaction)
		run(self, "COMMIT");
	self->in_transaction = false;
	self->pending = 0;
}

static void
fts5_add(void *handle, const struct article *article)
{
	struct fts5 *self = handle;
	sqlite3_stmt *meta = self->statements[ADD_META];
	sqlite3_stmt *text = self->statements[ADD_TEXT];

	begin(self);
	bind(meta, 1, article->id);
	bind(meta, 2, article->date);
	bind(meta, 3, article->category);
	done(self, meta);
	sqlite3_bind_int64(text, 1, sqlite3_last_insert_rowid(self->db));
	bind(text, 2, article->text);
	done(self, text);
	if (++self->pending == COMMIT_EVERY)
		fts5_commit(self);
}

static void
fts5_replace(void *handle, const struct article *article)
{
	struct fts5 *self = handle;
	sqlite3_stmt *find = self->statements[FIND];
	sqlite3_stmt *update = self->statements[UPDATE];

	begin(self);
	bind(find, 1, article->id);
	if (sqlite3_step(find) != SQLITE_ROW)
		die("fts5", "no article to replace");
	sqlite3_bind_int64(update, 1, sqlite3_column_int64(find, 0));
	bind(update, 2, article->text);
	done(self, update);
	sqlite3_reset(find);
}

static void
fts5_merge(void *handle)
{
	run(handle, "INSERT INTO texts(texts) VALUES('optimize');"
		"PRAGMA wal_checkpoint(TRUNCATE)");
}

/* Words and a type in the syntax of FTS5. */
static void
expression(const struct query *query, char ret[EXPRESSION_MAX])
{
	const char *between = query->type == AND ? " AND " : " OR ";
	const char *text = query->text;
	size_t used = 0;

	ret[0] = '\0';
	if (query->type == PHRASE) {
		snprintf(ret, EXPRESSION_MAX, "\"%s\"", text);
		return;
	}
	if (query->type == PREFIX) {
		snprintf(ret, EXPRESSION_MAX, "%s*", text);
		return;
	}
	while (*text != '\0' && used < EXPRESSION_MAX - 64) {
		int length = (int)strcspn(text, " ");
		used += (size_t)snprintf(ret + used, EXPRESSION_MAX - used,
			"%s\"%.*s\"", used == 0 ? "" : between, length, text);
		text += length;
		text += *text != '\0';
	}
}

static void
put_answer(struct fts5 *self, struct search *search, int64_t row,
	double score)
{
	sqlite3_stmt *id_of = self->statements[ID_OF];
	struct answer *answer = &search->answers[search->answer_count];

	sqlite3_bind_int64(id_of, 1, row);
	check(self, sqlite3_step(id_of));
	snprintf(answer->id, sizeof(answer->id), "%s",
		(const char *)sqlite3_column_text(id_of, 0));
	answer->score = score;
	sqlite3_reset(id_of);
}

/* Prefixes are scored as they are. */
static enum statement
best_for(enum wish wish)
{
	switch (wish) {
	case FILTERED:
		return BEST_OF_TIME;
	case BY_DATE:
		return NEWEST;
	default:
		return BEST;
	}
}

static bool
fts5_search(void *handle, struct search *search)
{
	struct fts5 *self = handle;
	sqlite3_stmt *best = self->statements[best_for(search->wish)];
	sqlite3_stmt *count = self->statements[COUNT];
	char text[EXPRESSION_MAX];
	volatile double sum = 0;

	expression(search->query, text);
	search->answer_count = 0;
	sqlite3_bind_text(best, 1, text, -1, SQLITE_STATIC);
	sqlite3_bind_int64(best, 2, search->limit);
	int result = sqlite3_step(best);
	while (result == SQLITE_ROW) {
		double score = -sqlite3_column_double(best, 1);
		sum = sum + score;
		if (search->answers != NULL)
			put_answer(self, search,
				sqlite3_column_int64(best, 0), score);
		search->answer_count++;
		result = sqlite3_step(best);
	}
	check(self, result);
	sqlite3_reset(best);
	if (search->counts) {
		sqlite3_bind_text(count, 1, text, -1, SQLITE_STATIC);
		check(self, sqlite3_step(count));
		search->total = sqlite3_column_int64(count, 0);
		sqlite3_reset(count);
	}
	return true;
}

static void
fts5_close(void *handle)
{
	struct fts5 *self = handle;

	for (size_t i = 0; i < STATEMENT_COUNT; i++)
		sqlite3_finalize(self->statements[i]);
	sqlite3_close(self->db);
	free(self);
}

const struct engine engine = {
	.open = fts5_open,
	.add = fts5_add,
	.replace = fts5_replace,
	.commit = fts5_commit,
	.merge = fts5_merge,
	.search = fts5_search,
	.close = fts5_close,
};
