/* log.c: the bytes of the log of small changes, read with mistrust. */
/* SPDX-License-Identifier: MIT */
#include "store/log.h"

#include <assert.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/crc32c.h"
#include "store/error.h"

#define MAGIC "trawl lo"
#define SUMS 128
#define PAYLOAD (TW_LOG_RUN - LMDB_PAGE_HEADER - TW_RECORD_HEADER - SUMS - \
	TW_RECORD_SLACK)
#define READ_TRIES 10

static_assert(PAYLOAD == TW_LOG_PAYLOAD && PAYLOAD <= TW_RECORD_PAYLOAD,
	"a slot is a record");
static_assert((PAYLOAD + TW_RECORD_UNIT - 1) / TW_RECORD_UNIT * 4 <= SUMS &&
	SUMS % TW_RECORD_SLACK == 0, "with as many checksums");
static_assert(TW_LOG_ROOM % TW_LOG_HEAD == 0, "heads lie in one sector");
static_assert(TW_LOG_AT + TW_LOG_ROOM + TW_RECORD_SLACK <= TW_LOG_RUN,
	"what is behind the payload stays");

/* ------------------------------------------------------------------ */
/* Writing.                                                             */

uint32_t
tw_log_meta_checksum(const struct lmdb_meta *meta)
{
	uint32_t crc = tw_crc32c(0, &meta->free, sizeof(meta->free));

	crc = tw_crc32c(crc, &meta->main, sizeof(meta->main));
	crc = tw_crc32c(crc, &meta->last_page, sizeof(meta->last_page));
	return tw_crc32c(crc, &meta->txnid, sizeof(meta->txnid));
}

void
tw_log_put_head(uint8_t *p, uint64_t id, uint32_t before)
{
	memset(p, 0, TW_LOG_HEAD);
	memcpy(p, MAGIC, 8);
	tw_put_le64(p + 8, id);
	tw_put_le32(p + 16, before);
	tw_put_le32(p + 20, tw_crc32c(0, p, 20));
}

static uint32_t
entry_checksum(uint32_t before, const uint8_t *head, const void *ops,
	size_t length)
{
	uint8_t bytes[4];

	tw_put_le32(bytes, before);
	uint32_t crc = tw_crc32c(0, bytes, sizeof(bytes));

	crc = tw_crc32c(crc, head, 8);
	return tw_crc32c(crc, ops, length);
}

static uint32_t
head_checksum(uint32_t before, const uint8_t *head)
{
	uint8_t bytes[4];

	tw_put_le32(bytes, before);
	return tw_crc32c(tw_crc32c(0, bytes, sizeof(bytes)), head, 12);
}

void
tw_log_put_entry(uint8_t *p, uint32_t before, enum tw_log_kind kind,
	const void *ops, size_t length)
{
	memset(p, 0, TW_LOG_HEAD);
	tw_put_le32(p, (uint32_t)length);
	tw_put_le32(p + 4, kind);
	tw_put_le32(p + 8, entry_checksum(before, p, ops, length));
	tw_put_le32(p + 12, head_checksum(before, p));
}

/* ------------------------------------------------------------------ */
/* Reading.                                                             */

static int
fail_log(const char *path, const char *fault, trawl_error *err)
{
	return TW_CORRUPT(err, "%s: the log of the newest changes %s: restore "
		"a backup", path, fault);
}

static bool
is_zero(const uint8_t *p)
{
	static const uint8_t zeros[TW_LOG_HEAD];

	return memcmp(p, zeros, TW_LOG_HEAD) == 0;
}

static int
read_at(const struct tw_log_at *at, void *p, size_t n, const char *path,
	trawl_error *err)
{
	ssize_t done;

	do
		done = pread(at->fd, p, n, at->place + (off_t)at->end);
	while (done < 0 && errno == EINTR);
	if (done < 0)
		return tw_store_fail(err, errno, path, "cannot read");
	return (size_t)done == n ? TRAWL_OK : fail_log(path, "is cut short",
		err);
}

/*
 * Reads a head that is right. One that a writer is just writing may be read
 * half new, so it is damaged if it stays so.
 */
static int
read_head(const struct tw_log_at *at, uint8_t ret[TW_LOG_HEAD],
	bool (*is_right)(const struct tw_log_at *at, const uint8_t *head),
	const char *path, trawl_error *err)
{
	uint8_t before[TW_LOG_HEAD];

	for (int i = 0; i < READ_TRIES; i++) {
		int status = read_at(at, ret, TW_LOG_HEAD, path, err);

		if (status != TRAWL_OK || is_right(at, ret))
			return status;
		if (i > 0 && memcmp(before, ret, sizeof(before)) == 0)
			break;
		memcpy(before, ret, sizeof(before));
	}
	return fail_log(path, "is damaged", err);
}

static bool
is_log_right(const struct tw_log_at *at, const uint8_t *head)
{
	(void)at;
	return is_zero(head) || (memcmp(head, MAGIC, 8) == 0 &&
		tw_le32(head + 20) == tw_crc32c(0, head, 20));
}

int
tw_log_begin(struct tw_log_at *at, uint64_t id, uint32_t before,
	const char *path, trawl_error *err)
{
	uint8_t head[TW_LOG_HEAD];

	at->end = 0;
	int status = read_head(at, head, is_log_right, path, err);

	if (status != TRAWL_OK || tw_le64(head + 8) != id ||
		is_zero(head) || tw_le32(head + 16) != before)
		return status;
	at->crc = tw_le32(head + 20);
	at->end = TW_LOG_HEAD;
	return TRAWL_OK;
}

static bool
is_entry_right(const struct tw_log_at *at, const uint8_t *head)
{
	return is_zero(head) ||
		tw_le32(head + 12) == head_checksum(at->crc, head);
}

int
tw_log_look(const struct tw_log_at *at, struct tw_log_entry *ret,
	const char *path, trawl_error *err)
{
	uint8_t head[TW_LOG_HEAD];

	if (at->end == 0 || at->end > TW_LOG_ROOM - TW_LOG_HEAD)
		return TRAWL_END;
	int status = read_head(at, head, is_entry_right, path, err);

	if (status != TRAWL_OK)
		return status;
	if (is_zero(head))
		return TRAWL_END;
	*ret = (struct tw_log_entry){
		.length = tw_le32(head),
		.kind = tw_le32(head + 4) == TW_LOG_PUTS ? TW_LOG_PUTS :
			TW_LOG_LAST,
		.crc = tw_le32(head + 8),
		.is_marked = tw_le32(head + TW_LOG_MARK) ==
			~tw_le32(head + 8),
	};
	if (ret->length > TW_LOG_ROOM - TW_LOG_HEAD - at->end)
		return fail_log(path, "is damaged", err);
	return TRAWL_OK;
}

int
tw_log_take(struct tw_log_at *at, const struct tw_log_entry *entry,
	struct tw_buf *ret_ops, const char *path, trawl_error *err)
{
	struct tw_log_at ops = *at;
	uint8_t head[8];

	tw_buf_reset(ret_ops);
	tw_buf_add_zero(ret_ops, entry->length);
	int status = tw_buf_status(ret_ops, err);

	ops.end += TW_LOG_HEAD;
	if (status == TRAWL_OK)
		status = read_at(&ops, ret_ops->p, entry->length, path, err);
	if (status != TRAWL_OK)
		return status;
	tw_put_le32(head, (uint32_t)entry->length);
	tw_put_le32(head + 4, entry->kind);
	if (entry_checksum(at->crc, head, ret_ops->p, entry->length) !=
		entry->crc)
		return entry->is_marked ? fail_log(path, "is damaged", err) :
			TRAWL_END;
	tw_log_skip(at, entry);
	return TRAWL_OK;
}

void
tw_log_skip(struct tw_log_at *at, const struct tw_log_entry *entry)
{
	at->end += TW_LOG_HEAD + tw_log_padded(entry->length);
	at->crc = entry->crc;
}

int
tw_log_next_op(struct tw_str *ops, struct tw_log_op *ret, const char *path,
	trawl_error *err)
{
	if (ops->n == 0)
		return TRAWL_END;
	if (ops->n < TW_LOG_OP ||
		tw_le32(ops->p + 12) > ops->n - TW_LOG_OP ||
		tw_le32(ops->p + 12) > TW_RECORD_PAYLOAD)
		return fail_log(path, "has a damaged change", err);
	*ret = (struct tw_log_op){
		.key = {tw_le32(ops->p), tw_le32(ops->p + 4),
			tw_le32(ops->p + 8)},
		.payload = (const uint8_t *)ops->p + TW_LOG_OP,
		.length = tw_le32(ops->p + 12),
	};
	if (ret->key.segment == UINT32_MAX)
		return fail_log(path, "has a damaged change", err);
	ops->p += TW_LOG_OP + ret->length;
	ops->n -= TW_LOG_OP + ret->length;
	return TRAWL_OK;
}
