/* meta.c: the two first pages of an LMDB file, read with mistrust. */
/* SPDX-License-Identifier: MIT */
#include "store/meta.h"

#include <errno.h>
#include <stdbool.h>
#include <unistd.h>

#include "store/error.h"
#include "store/file.h"

#define PAGE_MIN 4096
#define PAGE_MAX 32768
#define READ_TRIES 10

/* A meta page as far as it says anything. */
struct meta_page {
	struct lmdb_page page;
	struct lmdb_meta meta;
};

static_assert(sizeof(struct meta_page) == LMDB_PAGE_HEADER +
	sizeof(struct lmdb_meta), "without gaps");

struct raw {
	struct meta_page of[2];
	bool has[2];		/* there were as many bytes */
	uint64_t file_bytes;
};

static int
read_one(int fd, const char *path, off_t offset, struct meta_page *ret,
	bool *ret_has, trawl_error *err)
{
	ssize_t n = pread(fd, ret, sizeof(*ret), offset);

	if (n < 0)
		return tw_store_fail(err, errno, path, "cannot read");
	*ret_has = (size_t)n == sizeof(*ret);
	return TRAWL_OK;
}

static bool
is_page_size(size_t size)
{
	return size >= PAGE_MIN && size <= PAGE_MAX &&
		(size & (size - 1)) == 0;
}

static int
read_raw(int fd, const char *path, struct raw *ret, trawl_error *err)
{
	struct tw_file_look file;
	size_t size;
	int status;

	memset(ret, 0, sizeof(*ret));
	int code = tw_file_look(fd, &file);

	if (code != 0)
		return tw_store_fail(err, code, path, "cannot read");
	ret->file_bytes = file.bytes;
	status = read_one(fd, path, 0, &ret->of[0], &ret->has[0], err);
	if (status != TRAWL_OK)
		return status;
	size = ret->of[0].meta.free.pad;
	if (!is_page_size(size))
		return TRAWL_OK;
	return read_one(fd, path, (off_t)size, &ret->of[1], &ret->has[1], err);
}

static int
check_kind(const struct raw *raw, const char *path, trawl_error *err)
{
	const struct meta_page *first = &raw->of[0];

	if (raw->file_bytes == 0)
		return tw_fail(err, TRAWL_ENOTINDEX,
			"%s: is empty, not an index", path);
	if (!raw->has[0])
		return tw_fail(err, TRAWL_ENOTINDEX,
			"%s: is too short to be an index", path);
	if (first->meta.magic != LMDB_MAGIC &&
	    (!raw->has[1] || raw->of[1].meta.magic != LMDB_MAGIC))
		return tw_fail(err, TRAWL_ENOTINDEX, "%s: is not an index",
			path);
	if (first->meta.version != LMDB_VERSION &&
	    raw->of[1].meta.version == first->meta.version)
		return tw_fail(err, TRAWL_ENOTINDEX, "%s: is not an index: "
			"LMDB data format %u", path,
			(unsigned)first->meta.version);
	return TRAWL_OK;
}

static int
cut_short(const struct raw *raw, const char *path, uint64_t whole,
	trawl_error *err)
{
	return TW_CORRUPT(err, "%s: is cut short: %llu bytes of %llu: "
		"restore a backup", path, (unsigned long long)raw->file_bytes,
		(unsigned long long)whole);
}

/* Also makes sure that sizes counted in pages fit their types. */
static int
check_page(const struct raw *raw, int i, const char *path, trawl_error *err)
{
	const struct meta_page *page = &raw->of[i];
	const struct lmdb_meta *meta = &page->meta;
	size_t size = raw->of[0].meta.free.pad;
	uint64_t most = raw->file_bytes / size + raw->file_bytes / 8;

	if (page->page.number != (size_t)i || page->page.flags != LMDB_META ||
	    meta->magic != LMDB_MAGIC || meta->version != LMDB_VERSION ||
	    meta->address != 0 || meta->free.pad != size ||
	    (meta->free.flags & ~LMDB_NO_FOLDER) != LMDB_INTEGER_KEY ||
	    meta->main.pad != 0 || meta->main.flags != 0 ||
	    meta->last_page < 1 || meta->last_page > SIZE_MAX / 2 / size)
		return TW_CORRUPT(err, "%s: meta page %d is damaged: "
			"restore a backup", path, i);
	/*
	 * The last pages may be missing if they are free; but each free page
	 * has an entry somewhere in the file.
	 */
	if (meta->last_page >= most)
		return cut_short(raw, path,
			((uint64_t)meta->last_page + 1) * size, err);
	return TRAWL_OK;
}

/* Transactions write the two pages in turn, from 0 on. */
static bool
are_in_turn(size_t even, size_t odd)
{
	if (even == 0 && odd == 0)
		return true;
	return even % 2 == 0 && odd % 2 == 1 &&
		(even == odd + 1 || odd == even + 1);
}

static int
judge(const struct raw *raw, const char *path, struct tw_meta *ret,
	trawl_error *err)
{
	const struct lmdb_meta *even = &raw->of[0].meta;
	const struct lmdb_meta *odd = &raw->of[1].meta;
	int status = check_kind(raw, path, err);

	if (status != TRAWL_OK)
		return status;
	if (!is_page_size(even->free.pad))
		return TW_CORRUPT(err, "%s: meta page 0 is damaged: "
			"restore a backup", path);
	if (raw->file_bytes < 2 * (uint64_t)even->free.pad)
		return cut_short(raw, path, ((uint64_t)even->last_page + 1) *
			even->free.pad, err);
	for (int i = 0; i < 2; i++) {
		status = check_page(raw, i, path, err);
		if (status != TRAWL_OK)
			return status;
	}
	if (!are_in_turn(even->txnid, odd->txnid))
		return TW_CORRUPT(err, "%s: the meta pages do not belong "
			"together: restore a backup", path);
	ret->of[0] = *even;
	ret->of[1] = *odd;
	ret->newest = odd->txnid > even->txnid;
	ret->page_size = even->free.pad;
	ret->file_bytes = raw->file_bytes;
	return TRAWL_OK;
}

/*
 * A page that a writer is just writing may be read half new. What is damaged
 * stays as it is; so the verdict is believed when two readings are the same.
 */
int
tw_meta_read(int fd, const char *path, struct tw_meta *ret, trawl_error *err)
{
	struct raw raw = {0};
	int verdict = TRAWL_OK;

	for (int i = 0; i < READ_TRIES; i++) {
		struct raw before = raw;
		int status = read_raw(fd, path, &raw, err);

		if (status != TRAWL_OK)
			return status;
		if (i > 0 && memcmp(&before, &raw, sizeof(raw)) == 0)
			return verdict;
		verdict = judge(&raw, path, ret, err);
		if (verdict == TRAWL_OK)
			return TRAWL_OK;
	}
	return verdict;
}
