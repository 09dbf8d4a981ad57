/* trawl.h: full-text search for articles, in one file on disk. */
/* SPDX-License-Identifier: MIT */

/*
 * An index is one file. One writer changes it at a time, in commits that are
 * all or nothing; any number of readers, in any number of processes, each see
 * the index as it was when they were opened. A reader, a writer, an article,
 * a query and a set of hits are each used by one thread at a time; an index
 * handle may be shared by threads. No handle may be used after fork().
 *
 * Every function that can fail returns a status: TRAWL_OK, TRAWL_END ("there
 * is none", no error), or a negative code, and then says in `err`, which the
 * caller owns and which may be NULL, what went wrong, where, and what to do.
 * Results (`ret_...`) are untouched on failure, `err` is untouched on success.
 *
 * Text is UTF-8 given as pointer and length in bytes; invalid bytes become
 * U+FFFD. A pointer that a function returns through `ret_...` as a handle is
 * owned by the caller and freed by the handle's own function; every other
 * returned pointer is borrowed, until the time its comment names.
 *
 * The library prints nothing, never exits, sets no signal handler and starts
 * no thread unless asked to (trawl_writer_options).
 */

#ifndef TRAWL_H
#define TRAWL_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define TRAWL_API __attribute__((visibility("default")))
#define TRAWL_MUST_USE __attribute__((warn_unused_result))
#else
#define TRAWL_API
#define TRAWL_MUST_USE
#endif

/* Status codes; their numbers are part of the ABI. */
enum trawl_status {
	TRAWL_OK = 0,
	TRAWL_END = 1,		/* no more, or not there: not an error */
	TRAWL_EINVAL = -1,	/* an argument is wrong */
	TRAWL_ENOMEM = -2,	/* out of memory */
	TRAWL_EIO = -3,		/* the system refused to read or write */
	TRAWL_ENOENT = -4,	/* no such file */
	TRAWL_ENOTINDEX = -5,	/* the file is not an index */
	TRAWL_EVERSION = -6,	/* the index has another format version */
	TRAWL_ECORRUPT = -7,	/* the index is damaged */
	TRAWL_EFULL = -8,	/* a limit was reached: the text names it */
	TRAWL_ENOSPACE = -9,	/* the disk is full */
	TRAWL_EACCESS = -10,	/* no permission */
	TRAWL_EBUSY = -11,	/* another writer is at work */
	TRAWL_EPARSE = -12,	/* the input is not what it should be */
	TRAWL_EEMPTY = -13,	/* an article without text, or an empty query */
	TRAWL_EFORKED = -14	/* the handle was opened before a fork */
};

/* What went wrong, in a lower-case line without a full stop. */
typedef struct trawl_error {
	int status;
	char text[500];
} trawl_error;

/* Bytes that somebody else owns; not NUL-terminated, never NULL. */
typedef struct trawl_str {
	const char *bytes;
	size_t length;
} trawl_str;

/* "0.1.0"; lives for ever. */
TRAWL_API const char *trawl_version(void);

/* A few words for a status, for those who have no trawl_error at hand. */
TRAWL_API const char *trawl_status_text(int status);

/* ---------------------------------------------------------------------- */
/* Articles                                                               */

/*
 * The fields of an article. AUTHOR and CATEGORY may hold several values,
 * separated by newlines. DATE is "2019-12-17", or "2019-12" or "2019" where
 * no more is known. LANGUAGE is an ISO 639-1 code ("en"). ID identifies the
 * article in an index and is at most 500 bytes.
 */
enum trawl_field {
	TRAWL_ID,
	TRAWL_URL,
	TRAWL_TITLE,
	TRAWL_AUTHOR,
	TRAWL_DATE,
	TRAWL_CATEGORY,
	TRAWL_LANGUAGE,
	TRAWL_TEXT,
	TRAWL_FIELD_COUNT
};

typedef struct trawl_article trawl_article;

TRAWL_API int trawl_article_new(trawl_article **ret_article, trawl_error *err)
	TRAWL_MUST_USE;
TRAWL_API void trawl_article_free(trawl_article *article);

/*
 * Sets a field, copying the bytes; an empty text clears it. Invalid UTF-8 is
 * replaced and counted (trawl_article_replaced). The field's source becomes
 * "given". TRAWL_EINVAL for a DATE that is none (of a day that its month has
 * not, such as 2019-02-30, the month is kept), TRAWL_EFULL for an ID over 500
 * bytes.
 */
TRAWL_API int trawl_article_set(trawl_article *article, enum trawl_field field,
	const char *text, size_t length, trawl_error *err) TRAWL_MUST_USE;

/* The field's text, empty if unset; borrowed until the field changes. */
TRAWL_API trawl_str trawl_article_get(const trawl_article *article,
	enum trawl_field field);

/*
 * Where the field's value came from: "given", "json-ld", "meta", "byline",
 * "file", ...; empty if unset; borrowed until the field changes.
 */
TRAWL_API trawl_str trawl_article_source(const trawl_article *article,
	enum trawl_field field);

/* Invalid UTF-8 sequences replaced while this article was made. */
TRAWL_API uint64_t trawl_article_replaced(const trawl_article *article);

/* The form of a page; AUTO looks at the bytes, then at the name. */
enum trawl_type {
	TRAWL_TYPE_AUTO,
	TRAWL_TYPE_TEXT,	/* plain text as crawled */
	TRAWL_TYPE_HTML,
	TRAWL_TYPE_MARKDOWN,	/* with or without front matter */
	TRAWL_TYPE_NDJSON,	/* one JSON object a line */
	TRAWL_TYPE_FEED,	/* RSS or Atom: each entry is an article */
	TRAWL_TYPE_SITEMAP,	/* each page that it names is an article of
				   which URL and DATE alone are known; the
				   URL's source is "sitemap", or "index" if it
				   is that of another sitemap */
	TRAWL_TYPE_WARC,	/* what a crawl got: each page in it */
	TRAWL_TYPE_MBOX		/* each message is an article */
};

/* A block of a page, and what became of it. */
struct trawl_block {
	size_t size;		/* sizeof(struct trawl_block) */
	trawl_str text;
	int kept;		/* it is of the article */
	float score;		/* log-odds that it is, by its markup and its
				   words; 0 where that was not asked */
	uint32_t words;
	const char *kind;	/* "paragraph", "heading", "item", ... */
	const char *area;	/* that it is in: "nav", "article", "page" */
	const char *why;	/* what decided: "score", "byline", ... */
};

/* Receives a block; all of it is borrowed for the call. */
typedef void trawl_block_fn(void *context, const struct trawl_block *block);

struct trawl_extract_options {
	size_t size;		/* sizeof(struct trawl_extract_options) */
	enum trawl_type type;
	const char *name;	/* path or URL of the page, or NULL: the id of
				   last resort and a hint for the type; of a
				   URL the id has no utm_source, fbclid and
				   others that only count clicks */
	const char *now;	/* "2026-11-22": dates later than this are not
				   believed; NULL for today */
	uint64_t first_line;	/* NDJSON: number of the first line, for
				   messages; 0 means 1 */
	const char *url;	/* of the page, where its name is another; what
				   the page says itself comes first */
	const char *changed;	/* when the page was changed, as somebody else
				   tells: its date if it tells none; NULL */
	const char *charset;	/* of the page, as who gave it told; NULL */
	trawl_block_fn *blocks;	/* is told of each block of a page; NULL */
	void *blocks_context;
};

/*
 * Receives each article found, or, for a page, a line or an entry that could
 * not be read, NULL and the reason, with its place; a reason of TRAWL_EINVAL
 * is of a value (a date that is none) that its article goes without. The
 * article is borrowed for the call.
 * Returns TRAWL_OK to go on; anything else ends the extraction, which then
 * returns it.
 */
typedef int trawl_extract_fn(void *context, trawl_article *article,
	const trawl_error *reason);

/*
 * Finds the articles in the bytes of one page, or of a form that holds many:
 * body without menus, footers and notices; title, author, date, category. What
 * is found is told with its source; what is not found is left unset. Bytes
 * packed by gzip or zstd are unpacked. Stateless; O(length). A page, a line or
 * an entry of more than 64 MiB is refused (TRAWL_EFULL, as a reason).
 */
TRAWL_API int trawl_extract(const char *bytes, size_t length,
	const struct trawl_extract_options *options, trawl_extract_fn *fn,
	void *context, trawl_error *err) TRAWL_MUST_USE;

/*
 * Puts at most `room` of the next bytes to `to` and tells how many: 0 at the
 * end. Anything but TRAWL_OK ends the extraction, which then returns it.
 */
typedef int trawl_read_fn(void *context, char *to, size_t room,
	size_t *ret_read, trawl_error *err);

/*
 * The same for bytes that come one after another: of many pages, only one at
 * a time is held in memory.
 */
TRAWL_API int trawl_extract_stream(trawl_read_fn *read, void *read_context,
	const struct trawl_extract_options *options, trawl_extract_fn *fn,
	void *context, trawl_error *err) TRAWL_MUST_USE;

/* The language that a text is in, as an ISO 639-1 code that lives for ever, by
   its most common words; NULL if they do not speak clearly for one. */
TRAWL_API const char *trawl_language_of(const char *text, size_t length);

/* The same for a query, of which two common words are enough, or one that asks
   (warum): a language to read it in (trawl_query_options), if the index has
   articles in it. */
TRAWL_API const char *trawl_query_language(const char *text, size_t length);

/* ---------------------------------------------------------------------- */
/* An index                                                               */

typedef struct trawl_index trawl_index;

enum trawl_open_flags {
	TRAWL_CREATE = 1,	/* make the index if there is none */
	TRAWL_READ_ONLY = 2	/* for readers alone: only the lock file beside
				   it is opened for writing */
};

struct trawl_index_options {
	size_t size;		/* sizeof(struct trawl_index_options) */
	unsigned flags;		/* enum trawl_open_flags */
	const char *language;	/* of a new index; NULL means "en" */
	const char *ranking;	/* of a new index: "k1=1.2,b=0.75,title=3", as
				   is if NULL; any may be left out. How much an
				   article gains by having a word once more
				   (k1, 0.1 to 10), how much of that a long
				   text takes away (b, 0 to 1): lower where
				   lengths say little; and how many of the text
				   a word of the title counts for (1 to 100) */
};

/*
 * Opens the index in the file at `path`. Opening the same file again in one
 * process shares it. The structure of the file is validated before its first
 * use: TRAWL_ENOENT, TRAWL_ENOTINDEX, TRAWL_EVERSION, TRAWL_ECORRUPT (also
 * for a file cut short), TRAWL_EACCESS.
 */
TRAWL_API int trawl_index_open(const char *path,
	const struct trawl_index_options *options, trawl_index **ret_index,
	trawl_error *err) TRAWL_MUST_USE;

/* Closes the index; its readers and writers must have been freed before. */
TRAWL_API void trawl_index_close(trawl_index *index);

/* ---------------------------------------------------------------------- */
/* Writing                                                                */

typedef struct trawl_writer trawl_writer;

struct trawl_writer_options {
	size_t size;		/* sizeof(struct trawl_writer_options) */
	size_t memory;		/* bytes this writer may use; 0 is 256 MiB,
				   at least 16 MiB */
	int no_wait;		/* TRAWL_EBUSY at once instead of waiting for
				   another writer to end */
	uint32_t threads;	/* 2 or more: a thread of the writer's own
				   takes articles while more are added, and
				   helps to write segments; another waits for
				   the disk; the index is the same. 0 and 1:
				   no thread but the caller's */
	int no_template;	/* not 0: texts stay whole; what is added takes
				   no part in the templates of sites */
};

/*
 * Starts to change the index. There is one writer at a time, in all
 * processes. Nothing is visible, or kept if the process dies, until
 * trawl_writer_commit.
 */
TRAWL_API int trawl_writer_open(trawl_index *index,
	const struct trawl_writer_options *options, trawl_writer **ret_writer,
	trawl_error *err) TRAWL_MUST_USE;

/*
 * Adds the article, in place of the one with the same id if there is one.
 * TRAWL_EEMPTY without a title and a text, TRAWL_EINVAL without an id,
 * TRAWL_EFULL if the article needs more than the writer's memory: the writer
 * stays usable. After any other error only trawl_writer_free is left; with a
 * thread of the writer's own, a later call may be the one that tells it.
 */
TRAWL_API int trawl_writer_add(trawl_writer *writer,
	const trawl_article *article, trawl_error *err) TRAWL_MUST_USE;

/* Removes the article with this id; TRAWL_END if there is none. */
TRAWL_API int trawl_writer_remove(trawl_writer *writer, const char *id,
	size_t length, trawl_error *err) TRAWL_MUST_USE;

/*
 * Makes everything since the last commit durable and visible, all or nothing;
 * merges segments where that is due. The writer can go on.
 *
 * Here the templates of sites are learned: lines that many articles of a site
 * have (by the host of their URLs; those without one are a site, too) of which
 * the text was found in a page, not given by trawl_article_set. They are cut
 * out of the texts of these articles, also of those of earlier commits, and
 * kept apart; where they are not that common any more, they come back. What is
 * a template depends on the articles in the index alone, not on how they came.
 */
TRAWL_API int trawl_writer_commit(trawl_writer *writer, trawl_error *err)
	TRAWL_MUST_USE;

/* Commits, then merges all segments into one. */
TRAWL_API int trawl_writer_merge(trawl_writer *writer, trawl_error *err)
	TRAWL_MUST_USE;

/*
 * Ends the writer; what was not committed is forgotten. Merges leave free
 * room in the file; if they left too much, it is written anew here, as
 * trawl_compact does it, unless another writer waits or the disk is full: so
 * files stay below 1.5 times what they need, if writers end now and then.
 */
TRAWL_API void trawl_writer_free(trawl_writer *writer);

/* ---------------------------------------------------------------------- */
/* Reading                                                                */

typedef struct trawl_reader trawl_reader;

/* Opens a view of the index as of its last commit. Costs microseconds. */
TRAWL_API int trawl_reader_open(trawl_index *index, trawl_reader **ret_reader,
	trawl_error *err) TRAWL_MUST_USE;
TRAWL_API void trawl_reader_free(trawl_reader *reader);

/* Raised by each commit; equal numbers mean an equal view of one index. */
TRAWL_API uint64_t trawl_reader_generation(const trawl_reader *reader);

/*
 * Whether the view is still that of the last commit, so that opening another
 * would show nothing new. Costs two calls of the system; false where it cannot
 * be told: trawl_reader_open says why.
 */
TRAWL_API int trawl_reader_is_last(const trawl_reader *reader);

/* The default language of the index; borrowed until the reader is freed. */
TRAWL_API const char *trawl_reader_language(const trawl_reader *reader);

/* Fetches the article with this id; TRAWL_END if there is none. */
TRAWL_API int trawl_reader_get(trawl_reader *reader, const char *id,
	size_t length, trawl_article **ret_article, trawl_error *err)
	TRAWL_MUST_USE;

/*
 * Whether the index has this article as it is, field by field, its text with
 * what was cut out of it as its site's template: what a site has not changed
 * since it was indexed need not be added again. TRAWL_END if there is none of
 * its id, or it is another. Costs a look-up and the reading of the article.
 */
TRAWL_API int trawl_reader_has(trawl_reader *reader,
	const trawl_article *article, trawl_error *err) TRAWL_MUST_USE;

/*
 * Calls `fn` for each article, in order of arrival; the article is borrowed
 * for the call. Anything but TRAWL_OK from `fn` ends the walk, which then
 * returns it.
 */
typedef int trawl_article_fn(void *context, const trawl_article *article);
TRAWL_API int trawl_reader_each(trawl_reader *reader, trawl_article_fn *fn,
	void *context, trawl_error *err) TRAWL_MUST_USE;

/* The same with each text as it was added, before the template of its site was
   cut out of it: an index made of these articles is as this one. */
TRAWL_API int trawl_reader_export(trawl_reader *reader, trawl_article_fn *fn,
	void *context, trawl_error *err) TRAWL_MUST_USE;

/* Which of several articles that read alike stands for them; of equal ones the
   other rule decides, then the lowest id, or of hits the better one. */
enum trawl_keep {
	TRAWL_KEEP_BEST = 0,	/* of hits: the one that comes first */
	TRAWL_KEEP_NEWEST = 1,	/* the latest date */
	TRAWL_KEEP_LONGEST	/* the most words */
};

/*
 * Receives the ids of articles that read alike, two or more; the first is of
 * the one that stands for them. Anything but TRAWL_OK ends the walk, which
 * then returns it.
 */
typedef int trawl_duplicates_fn(void *context, const trawl_str *ids,
	size_t count);

/*
 * Calls fn for each group of articles that read alike, as `fold` of
 * trawl_search has it, in the order of the ids of those that stand for them
 * (`keep`, enum trawl_keep): the same groups in the same order however the
 * index came about. An article is in one group at most: with all that it, or
 * another of the group, is like. All texts are read, and those are held against
 * each other that share one of the 16 phrases kept of each: five seconds for
 * 50,000 articles of 200 words, and 300 bytes of memory an article. Finds more
 * than folding does, which is in a hurry: also where half of a short article
 * was cut, as long as it was one piece.
 */
TRAWL_API int trawl_reader_duplicates(trawl_reader *reader, int keep,
	trawl_duplicates_fn *fn, void *context, trawl_error *err)
	TRAWL_MUST_USE;

/* ---------------------------------------------------------------------- */
/* Queries                                                                */

typedef struct trawl_query trawl_query;

enum trawl_query_flags {
	TRAWL_PLAIN = 1,	/* words only: no operators */
	TRAWL_PREFIX_CONSTANT = 2,	/* see beginn* below */
	TRAWL_STRICT = 4	/* what would be a warning is TRAWL_EPARSE */
};

struct trawl_query_options {
	size_t size;		/* sizeof(struct trawl_query_options) */
	unsigned flags;		/* enum trawl_query_flags */
	const char *language;	/* of the words: a code or an English name, as
				   of an index (TRAWL_EINVAL if it is none);
				   NULL means "en" */
	const char *now;	/* "2026-11-22": the day that last-month and
				   the like count from (TRAWL_EINVAL if it is
				   none); NULL for today, in UTC */
	uint32_t expansions;	/* terms that beginn*, patt*rn or wrod~ stands
				   for at most, those that most articles have:
				   0 means 64, more than 1,024 as much. Time
				   grows with them */
	uint32_t letters;	/* that beginn* or patt*rn needs: 2 or more */
};

/*
 * Reads a query. Any bytes are one: what fails is running out of memory, a
 * query over 64 KiB (TRAWL_EFULL), options that mean nothing (TRAWL_EINVAL), or
 * a warning with TRAWL_STRICT (TRAWL_EPARSE). What could not be read as meant
 * is told by the warnings. The text is copied.
 *
 *   word  "exact phrase"  +must  -mustnot  a OR b  a AND b  NOT a  (group)
 *   "a b"~5  a NEAR b  a NEAR/5 b      near each other, in any order
 *   beginn*  *part*  wom?n             words of that form
 *   speling~  speling~2                words spelt alike, by 1 or 2 letters
 *   word^2  "phrase"^1.5  (group)^0.5  factors of the score
 *   title:word  title:"phrase"  title:(group)
 *   author:name  category:name         words of these, as they are
 *   site:example.org  lang:en  id:news/1
 *   since:2019  before:2020-05  date:2014..2019  in:2019-12  date:last-month
 *
 * Fields but title: are filters: they tell which articles are looked at and
 * score nothing; the words beside them still have to be there. since: takes
 * what it names and all later, before: what is earlier, date: (in: is the
 * same) what lies within, both ends included. An article of which but the
 * month or year is known is found if a day that is asked for may be meant; one
 * without a date is not. trawl-query(7) tells it all, by examples.
 *
 * A word with a * behind it stands for all words that begin so, two letters or
 * more: for those of their terms that most articles have, at most 64 or what
 * the options say (trawl_hits_warnings). They are read as one word: an article
 * has it as often as it has all of them together, and it is as rare as they
 * are together, so that a hit is not better for having one that hardly any
 * article has. With TRAWL_PREFIX_CONSTANT, and behind a NOT, it stands for all
 * of them, and each article that has any scores 1. As words are indexed by
 * their stems, words whose stem is that of such a word are found too.
 *
 * NOT binds tightest, then AND, then OR, then side by side: "a b AND c" asks
 * for a, or for b and c together. Words side by side may each be there; if a
 * + asks for one, the others only rank. Anything else is text.
 */
TRAWL_API int trawl_query_parse(const char *text, size_t length,
	const struct trawl_query_options *options, trawl_query **ret_query,
	trawl_error *err) TRAWL_MUST_USE;
TRAWL_API void trawl_query_free(trawl_query *query);

/* True if the query asks for nothing: no word in it. */
TRAWL_API int trawl_query_is_empty(const trawl_query *query);

/*
 * How the query was read: a text that reads as the same query again;
 * NUL-terminated, borrowed until the query is freed.
 */
TRAWL_API const char *trawl_query_read_as(const trawl_query *query);

/* Warnings, in the order of their byte offsets in the query as it was given,
   be it UTF-8 or not. */
struct trawl_warning {
	size_t offset;
	const char *text;	/* borrowed until the query is freed */
};
TRAWL_API size_t trawl_query_warnings(const trawl_query *query,
	const struct trawl_warning **ret_warnings);

/* ---------------------------------------------------------------------- */
/* Searching                                                              */

typedef struct trawl_hits trawl_hits;

/* How many articles match: counting them all costs time. */
enum trawl_total {
	TRAWL_TOTAL_EXACT = 0,
	TRAWL_TOTAL_AT_LEAST	/* passes over what cannot be returned */
};

/*
 * In which order hits come; equal ones in order of arrival. Hits score 0 if it
 * is not by score.
 *
 * By date, hits without one come last. By title the order is that of no
 * language: of letters and digits alone, case and accents left out, character
 * by character; without a title, hits come last. As the index has eight bytes
 * of that for each article, this costs about what an exact total does and a
 * nanosecond or two for each that matches; but of all those that begin with
 * the eight of the last hit returned, the articles are read, some 10
 * microseconds each.
 */
enum trawl_sort {
	TRAWL_BY_SCORE = 0,
	TRAWL_NEWEST_FIRST,
	TRAWL_OLDEST_FIRST,
	TRAWL_BY_TITLE
};

/*
 * Kinds of values that can be counted over all articles that match. An article
 * may have several categories and authors, which all count; its month
 * ("2019-12") is known if its date says one. Its site is the host of its URL
 * without "www.", its language its own or else that of the index.
 */
enum trawl_facet {
	TRAWL_FACET_CATEGORY = 1,
	TRAWL_FACET_AUTHOR = 2,
	TRAWL_FACET_YEAR = 4,
	TRAWL_FACET_MONTH = 8,
	TRAWL_FACET_LANGUAGE = 16,
	TRAWL_FACET_SITE = 32
};

struct trawl_search_options {
	size_t size;		/* sizeof(struct trawl_search_options) */
	uint32_t offset;	/* hits to skip; pages follow each other
				   without repeats or gaps on one reader */
	uint32_t limit;		/* hits to return; 0 means 10 */
	uint32_t snippet_bytes;	/* about this much text; 0 means 240 */
	int total;		/* enum trawl_total */
	const char *after;	/* "2019-12-17", "2019-12" or "2019": only
				   articles since then, those of that day,
				   month or year among them; NULL: any. As
				   since: in a query */
	const char *before;	/* the same, but only articles from before it:
				   2020 has nothing of 2020, as before: in a
				   query. An article whose own date is but a
				   month or year is found if a day that is
				   asked for may be meant, one without a date
				   is not */
	int sort;		/* enum trawl_sort */
	unsigned facets;	/* bits of enum trawl_facet: to be counted */
	uint32_t facet_values;	/* values to tell of each, at most; 0 means
				   10 */
	const char *resume;	/* of trawl_hits_resume: only hits that come
				   after the last one there; NULL: from the
				   first on. The offset counts from there */
	uint32_t passages;	/* of a hit, at most 100; 0 means 1 */
	int fragments;		/* not 0: passages come with fragments */
	uint32_t rerank;	/* the first so many hits, at most 200, are
				   ordered by their texts too: words next to
				   each other, in one sentence, early, in the
				   title. The others follow as they are, and
				   may score higher. 50 is enough for a first
				   page. 0: none; by date, or with
				   `resume`, none are */
	int html;		/* not 0: titles and passages come as HTML
				   too */
	uint32_t half_life;	/* in days: scores are multiplied by 1/2 +
				   1/2 * 2^(-age / half_life), at 90 by 1 for
				   an article of today, 0.75 for one 90 days
				   old, 0.5 for a very old one. Without a date
				   an article counts as of that age. 0: ages do
				   not matter; by date they do not, either */
	const char *now;	/* "2026-11-22": the day from which ages
				   count; NULL: today, in UTC */
	int expand;		/* not 0: the first 200 hits are ordered by
				   their texts, and then by the words that the
				   best ten have in common, too (feedback):
				   more of what is meant is among the first
				   hundred, at some milliseconds. By date, or
				   with `resume`, nothing is */
	int fold;		/* not 0: of hits that read alike, only the
				   best is returned, and how many more there
				   are (trawl_hit.more); see below */
	uint64_t budget;	/* postings that may be touched, about: what
				   would take more is answered from the
				   articles that so many reach, and
				   trawl_hits_is_partial tells. The same
				   query gets the same answer on every
				   machine. Facets are counted over all.
				   0: as many as it takes */
	int keep;		/* enum trawl_keep: which of those that fold
				   is shown, in the place of the best, with
				   its own score */
};

/*
 * Answers a query: articles by BM25, best first, equal scores in order of
 * arrival. Offset + limit is at most 1,000,000 (TRAWL_EINVAL, as for a date
 * that is none). The reader and the query must outlive the hits.
 *
 * With `fold`, a hit is left out if its text reads as that of one before it
 * that is returned does: the same but for one word in twenty, a third that is
 * cut away, the title; but not if each has a word of its own that it says three
 * times or more, or in its title, too, as pages of one template have. So what
 * is left out does not depend on the order of indexing, nor on the page that is
 * asked for: pages follow each other as they do without, by their offset and by
 * `resume`, which then costs as much as an offset. Offset, or rank, and limit
 * are at most 10,000 together. The best 100 hits, or twice as many as are asked
 * for, are held against each other, and more where too few of them are left,
 * 20,000 at most; the texts of the first 200 are read where that is needed, and
 * behind them only those fold that have the same words in the same order, as
 * far as a sketch of 48 bits can tell. The total still counts all articles that
 * match. Costs some tens of microseconds, and 50 for each text that has to be
 * read: 30 in the mean of 1,000 queries where hardly any articles read alike,
 * 260 where most are pages of templates.
 */
TRAWL_API int trawl_search(trawl_reader *reader, const trawl_query *query,
	const struct trawl_search_options *options, trawl_hits **ret_hits,
	trawl_error *err) TRAWL_MUST_USE;
TRAWL_API void trawl_hits_free(trawl_hits *hits);

/*
 * All articles that match, however many were returned. With
 * TRAWL_TOTAL_AT_LEAST those that were seen to match, no fewer than the offset
 * and the hits returned make; that may be all of them, and if it surely is,
 * trawl_hits_total_is_exact is not 0.
 */
TRAWL_API uint64_t trawl_hits_total(const trawl_hits *hits);
TRAWL_API int trawl_hits_total_is_exact(const trawl_hits *hits);

/*
 * Not 0 if the budget was spent before all articles were seen. The total is
 * then of those that were, and trawl_hits_total_most tells how many match at
 * most, a bound that may be high: the total itself if that is exact, and
 * UINT64_MAX if neither that nor a budget was asked for.
 */
TRAWL_API int trawl_hits_is_partial(const trawl_hits *hits);
TRAWL_API uint64_t trawl_hits_total_most(const trawl_hits *hits);

/*
 * What of the query was not looked for, as it would have taken too long; as
 * trawl_query_warnings, but borrowed until the hits are freed.
 */
TRAWL_API size_t trawl_hits_warnings(const trawl_hits *hits,
	const struct trawl_warning **ret_warnings);

/* Hits returned: at most the limit. */
TRAWL_API uint32_t trawl_hits_count(const trawl_hits *hits);

/*
 * Not 0 if hits follow on those returned. With `fold` that is known even where
 * all the others fold into them, and false where they do; it is a guess where
 * the total is no exact number.
 */
TRAWL_API int trawl_hits_go_on(const trawl_hits *hits);

/* Score of the i-th hit returned, without fetching the article. */
TRAWL_API float trawl_hits_score(const trawl_hits *hits, uint32_t i);

/*
 * A text for the options of the next search for this query in this order, that
 * goes on behind the last hit returned; TRAWL_END if there are no more. It is
 * opaque, of letters and digits, and borrowed until the hits are freed; a text
 * that is none makes trawl_search fail with TRAWL_EINVAL. A page costs a
 * few times what the first does, however deep it is.
 *
 * On the same reader, and any other of its generation, pages follow each other
 * without repeats or gaps. After commits they go on behind where that hit is
 * now; of articles whose place has changed, some may have been shown or may
 * be passed over. If that hit is gone, what scored the same comes again.
 *
 * Hits that `rerank` orders are in no order to go on in: a page that ends
 * among them gives TRAWL_END, and the next one is asked for by its offset.
 */
TRAWL_API int trawl_hits_resume(trawl_hits *hits, const char **ret_text,
	trawl_error *err) TRAWL_MUST_USE;

/* What a part of a score is made of. */
enum trawl_part_how {
	TRAWL_PART_NUMBER = 0,	/* nothing that is told */
	TRAWL_PART_SUM,		/* its parts, added up in their order */
	TRAWL_PART_PRODUCT	/* its parts, multiplied in their order */
};

/* A score, or a part of one. */
struct trawl_part {
	uint32_t depth;		/* 0: the score itself, which is the first;
				   else 1 more than what it is a part of */
	uint32_t parent;	/* which that is; of the first, itself */
	int how;		/* enum trawl_part_how */
	float value;
	trawl_str text;		/* what it stands for, in English */
};

struct trawl_explanation {
	size_t size;		/* sizeof(struct trawl_explanation), set by
				   the caller */
	const struct trawl_part *parts;	/* what is part of another follows
					   it */
	size_t count;
	const char *line;	/* for a visitor: "in the title; 17 December
				   2019"; may be empty */
};

/*
 * Why the i-th hit returned has its score: the score as a tree of parts, each
 * of which is the sum or the product, in float, of those in it, to the last
 * bit; and why it was found, in a line. A hit that `rerank` orders has the
 * parts of both stages. Where hits are ordered by date there is no score to
 * tell of. TRAWL_EINVAL if there is no such hit. Borrowed until the hits are
 * freed; costs about as much as ranking that hit alone.
 */
TRAWL_API int trawl_hits_explain(trawl_hits *hits, uint32_t i,
	struct trawl_explanation *ret_explanation, trawl_error *err)
	TRAWL_MUST_USE;

/* How many of the articles that match have a value. */
struct trawl_facet_value {
	trawl_str value;
	uint64_t count;
};

struct trawl_facet_values {
	size_t size;		/* sizeof(struct trawl_facet_values), set by
				   the caller */
	const struct trawl_facet_value *values;	/* most articles first, equal
				   ones by their bytes */
	size_t count;		/* of values told */
	uint64_t distinct;	/* values that there are */
	uint64_t without;	/* articles that match and have none */
};

/*
 * What was counted of a facet that the options asked for (TRAWL_EINVAL for any
 * other): over all articles that match, exactly, however many were returned;
 * the total is exact then, too. Filters in the query count as any part of it.
 * Everything is borrowed until the hits are freed.
 *
 * Facets cost a pass over all that matches, as an exact total does, then a few
 * nanoseconds an article and facet, and memory for a bit an article of the
 * largest segment and for the values counted.
 */
TRAWL_API int trawl_hits_facet(const trawl_hits *hits, enum trawl_facet facet,
	struct trawl_facet_values *ret_values, trawl_error *err)
	TRAWL_MUST_USE;

/* A part of a text, in bytes. */
struct trawl_range {
	uint32_t start;
	uint32_t end;
};

/*
 * About snippet_bytes of an article's text, from anywhere in it: as many
 * different words of the query, and as rare ones, as can be (exactly so among
 * the twelve rarest that the text has), in whole sentences if they have as
 * much as parts of sentences would. Words of a phrase, or of a NEAR, are
 * marked only where they make it. Without any word of the query, how the text
 * begins. The first passage is the snippet; each other one is made of what
 * those before have not shown, with words that they have not shown first, and
 * there are no more than have a word. The ranges are of the text as
 * trawl_reader_get gives it (TRAWL_TEXT).
 */
struct trawl_passage {
	trawl_str text;		/* white space made single spaces, " … "
				   where something is left out */
	const struct trawl_range *marks;	/* in `text`, in order */
	const struct trawl_range *places;	/* the same in the article's */
	size_t mark_count;
	const struct trawl_range *parts;	/* what is shown of it */
	size_t part_count;
	trawl_str fragment;	/* what is to follow the page's URL so that a
				   browser shows the part that says most:
				   ":~:text=..." (URL Fragment Text
				   Directives), to be put behind a '#', or
				   directly behind the fragment that the URL
				   has. ASCII that needs no escapes in HTML.
				   Empty if none is sure to be found only
				   there in title and text, or if fragments
				   were not asked for. */
	trawl_str html;		/* the text with <mark> and </mark> around
				   each mark; all other markup of it escaped,
				   so that it can stand in an element, or in
				   an attribute if it has no mark. Empty if
				   not asked for. */
};

/*
 * A hit with what a page of results shows of it. The marks are the places of
 * the query's words and phrases, in order, apart from each other.
 */
struct trawl_hit {
	size_t size;		/* sizeof(struct trawl_hit), set by the
				   caller */
	uint64_t rank;		/* 1 is the best of all, whatever the offset */
	float score;
	trawl_str id;
	trawl_str url;
	trawl_str title;
	trawl_str author;
	trawl_str date;
	trawl_str category;
	trawl_str language;
	trawl_str snippet;	/* plain text: the first passage */
	const struct trawl_range *title_marks;
	size_t title_mark_count;
	const struct trawl_range *snippet_marks;
	size_t snippet_mark_count;
	trawl_str fragment;	/* of the first passage */
	const struct trawl_passage *passages;
	size_t passage_count;	/* 1 or more */
	trawl_str title_html;	/* as trawl_passage.html; empty if not */
	trawl_str snippet_html;	/* asked for */
	uint32_t more;		/* hits left out as they read like this one:
				   of those looked at, with `fold` */
};

/*
 * Fetches the i-th hit returned, 0 <= i < count, with its passages. Everything
 * in `ret_hit` is borrowed until the hits are freed. O(text), most of it to
 * unpack and to read the article: 93 microseconds in the mean of the hits of
 * ten queries on 14,000 real articles, 112 with fragments.
 */
TRAWL_API int trawl_hits_get(trawl_hits *hits, uint32_t i,
	struct trawl_hit *ret_hit, trawl_error *err) TRAWL_MUST_USE;

/* The id of the i-th hit alone: cheaper than trawl_hits_get. */
TRAWL_API int trawl_hits_id(trawl_hits *hits, uint32_t i, trawl_str *ret_id,
	trawl_error *err) TRAWL_MUST_USE;

/* ---------------------------------------------------------------------- */
/* What else is there?                                                    */

struct trawl_similar_options {
	size_t size;		/* sizeof(struct trawl_similar_options) */
	uint32_t words;		/* of the query; 0 means 25, at most 200 */
	const char *filter;	/* a query to stand beside the words, such as
				   "category:news since:2019"; NULL: none */
};

/*
 * A query for articles about what one is about, to be searched for like any
 * other: from an article of the index (trawl_reader_get), or one that is not
 * in it, of which the title and the text count. It asks for the words by which
 * the article itself would score most (BM25), each times frequency /
 * (frequency + length) of its score there, any of them; and leaves out the
 * article of this id and those of the best 100, 64 at most, that read like it,
 * as `fold` tells it. Read in the language of the index. TRAWL_EEMPTY if no
 * other article has a word of it. Costs a look-up for each of its words, and a
 * search.
 */
TRAWL_API int trawl_similar(trawl_reader *reader, const trawl_article *article,
	const struct trawl_similar_options *options, trawl_query **ret_query,
	trawl_error *err) TRAWL_MUST_USE;

/* ---------------------------------------------------------------------- */
/* Why nothing?                                                           */

typedef struct trawl_relaxed trawl_relaxed;

/* A change of a query, and what it finds then. */
struct trawl_change {
	const char *query;	/* as trawl_query_read_as gives it */
	const char *why;	/* "without author:smith" */
	uint64_t total;		/* articles that match; never 0 */
	int any_date;		/* the options' dates are left out, too */
};

/*
 * For a query without hits: the smallest changes of it that give some. Words
 * that an author or a category has are asked for as such (author:"ann lee" for
 * ann lee, of words that should be there; those that no such name has are left
 * out), or near each other in it. Words or phrases that may be misspelt, of the
 * first 8, are spelt as trawl_correct has them, and words like one of an author
 * or a category are asked for, too (author:rufle~); a clause that must or must
 * not be there is left out, or all that are beside filters; the words of a
 * phrase stand near each other or anywhere; those of a title, an author or a
 * category anywhere, beside the others that had to be there with them; the
 * dates of the options are left out.
 * Single changes, or double ones where no single one helps; those that change
 * least first, then those that find most; at most five, or none. Of the
 * options, the dates count.
 *
 * Each change that is tried costs a search that counts all: 73 at most, of the
 * first 48 places of a long query, and, where none of these helps, each two of
 * the first 17 of them, 136 in all; each word that may be of a name a search
 * for one article, beside. Of frequent words, fewer: none more when the words
 * looked for so far are in 30 million articles, summed.
 */
TRAWL_API int trawl_relax(trawl_reader *reader, const trawl_query *query,
	const struct trawl_search_options *options,
	trawl_relaxed **ret_relaxed, trawl_error *err) TRAWL_MUST_USE;
TRAWL_API void trawl_relaxed_free(trawl_relaxed *relaxed);

/* The changes; borrowed until they are freed. */
TRAWL_API size_t trawl_relaxed_changes(const trawl_relaxed *relaxed,
	const struct trawl_change **ret_changes);

/* ---------------------------------------------------------------------- */
/* Help with typing                                                       */

/*
 * What a query may have been meant to say: its text with the words replaced
 * that fewer than 10 articles have as they are typed and another spelling fits
 * better, or that were torn apart or run together; all else stays as it was
 * typed. Where 10 articles or more have another form of the word (achieved, for
 * achievment), only a better spelling of the same word is offered. Words that
 * must not be there, of fields other than title:, or with a mark (beginn*) are
 * not looked at, nor any of a query that shows another language than it is read
 * in (trawl_query_language): to the words of that they would all seem misspelt.
 * TRAWL_END if there is nothing to replace, which is found out in microseconds
 * where all words are well known. The text is borrowed until the query is
 * freed.
 */
TRAWL_API int trawl_correct(trawl_reader *reader, const trawl_query *query,
	const char **ret_text, trawl_error *err) TRAWL_MUST_USE;

typedef struct trawl_suggestions trawl_suggestions;

struct trawl_suggest_options {
	size_t size;		/* sizeof(struct trawl_suggest_options) */
	uint32_t limit;		/* of texts; 0 means 8, at most 64 */
	uint32_t titles;	/* of articles behind them; 0: none */
	const char *now;	/* "2026-11-22": the day from which ages are
				   counted; NULL: today, in UTC */
};

/*
 * How a text that is being typed may go on: a query with its last word whole,
 * or the title of an article, whose id is set then.
 */
struct trawl_suggestion {
	size_t size;		/* sizeof(struct trawl_suggestion), set by the
				   caller */
	trawl_str text;
	uint64_t articles;	/* that have the word, about; beside other
				   words, those that have all */
	trawl_str id;
	trawl_str url;
	trawl_str date;
};

/*
 * Words that begin as the last one of the text, then articles whose titles
 * have its words. Those come first that most articles have, where one of today
 * counts as two of long ago (half of it after a year), and beside other words
 * of the text those that most articles have with them, as a sample of some
 * thousand tells. Behind author:, category:, site: or lang: it is what articles
 * have of these, behind title: words of titles. None behind white space, a mark
 * or a quote that closes. Articles of one title are one suggestion. What is
 * borrowed of a suggestion is so until they are freed.
 */
TRAWL_API int trawl_suggest(trawl_reader *reader, const char *text,
	size_t length, const struct trawl_suggest_options *options,
	trawl_suggestions **ret_suggestions, trawl_error *err) TRAWL_MUST_USE;
TRAWL_API void trawl_suggestions_free(trawl_suggestions *suggestions);
TRAWL_API uint32_t trawl_suggestions_count(
	const trawl_suggestions *suggestions);

/* The i-th, 0 <= i < count: TRAWL_EINVAL beyond. */
TRAWL_API int trawl_suggestions_get(const trawl_suggestions *suggestions,
	uint32_t i, struct trawl_suggestion *ret_suggestion, trawl_error *err)
	TRAWL_MUST_USE;

/* ---------------------------------------------------------------------- */
/* The life of an index                                                   */

struct trawl_stats {
	size_t size;		/* sizeof(struct trawl_stats), set by the
				   caller */
	uint64_t articles;	/* that can be found */
	uint64_t dead;		/* replaced or removed, not yet merged away */
	uint64_t segments;
	uint64_t terms;		/* entries of all dictionaries, summed */
	uint64_t words;		/* content words of all articles' texts and
				   titles, a title word as often as it
				   counts */
	uint64_t text_bytes;	/* of titles and texts, uncompressed */
	uint64_t file_bytes;	/* of the index file */
	uint64_t used_bytes;	/* of it, in use */
	uint64_t generation;
	uint32_t format;	/* version of the file format */
	char language[16];
	char ranking[32];	/* as in struct trawl_index_options */
};
TRAWL_API int trawl_reader_stats(trawl_reader *reader,
	struct trawl_stats *ret_stats, trawl_error *err) TRAWL_MUST_USE;

/* A line of the template of a site: see trawl_writer_commit. */
struct trawl_template {
	size_t size;		/* sizeof(struct trawl_template) */
	trawl_str site;		/* its host, without "www."; empty: of all
				   articles without a URL */
	trawl_str text;
	uint64_t articles;	/* of the site that have it, or had it cut out
				   of their texts */
	uint64_t of;		/* articles of the site of which the text was
				   found in a page */
};

/*
 * Calls fn for each line that was learned to be of a template, of the site that
 * the URL is of, or of all if it is NULL: by site, then by how many articles
 * have it, most first. All of it is borrowed for the call. Anything but
 * TRAWL_OK ends the walk, which then returns it. Costs a pass over the lines
 * of the pages of the site, or of all.
 */
typedef int trawl_template_fn(void *context,
	const struct trawl_template *line);
TRAWL_API int trawl_reader_templates(trawl_reader *reader, const char *url,
	size_t length, trawl_template_fn *fn, void *context, trawl_error *err)
	TRAWL_MUST_USE;

/*
 * A fingerprint of the set of articles and of the statistics that answers are
 * ranked by: equal for equal sets, however they came about. 64 hexadecimal
 * digits and a NUL.
 */
TRAWL_API int trawl_reader_digest(trawl_reader *reader, char ret_digest[65],
	trawl_error *err) TRAWL_MUST_USE;

/*
 * Walks everything in the file and tells each damage found, one call each.
 * Returns TRAWL_OK if all is well, TRAWL_ECORRUPT if anything was told.
 * Opens the file by itself; safe on any bytes.
 */
typedef void trawl_check_fn(void *context, const char *damage);
TRAWL_API int trawl_check(const char *path, trawl_check_fn *fn, void *context,
	trawl_error *err) TRAWL_MUST_USE;

/*
 * Writes the index anew, as small as a fresh one, and puts it in the place of
 * the old. Readers that are open go on with the old one. Needs the writer's
 * place (TRAWL_EBUSY if taken) and room on the disk for a second copy.
 */
TRAWL_API int trawl_compact(trawl_index *index, trawl_error *err)
	TRAWL_MUST_USE;

/*
 * Writes a copy of the index as of its last commit to a new file, which must
 * not exist (TRAWL_EINVAL); durable when it returns. Writers go on beside it.
 */
TRAWL_API int trawl_backup(trawl_index *index, const char *destination,
	trawl_error *err) TRAWL_MUST_USE;

#ifdef __cplusplus
}
#endif

#endif
