/* seal.c: the last record, which ties a meta page to the tree it names. */
/* SPDX-License-Identifier: MIT */
#include "store/seal.h"

#include "base/crc32c.h"
#include "store/record.h"

int
tw_seal_put(struct tw_txn *txn, trawl_error *err)
{
	uint8_t payload[TW_SEAL_PAYLOAD];

	tw_put_le64(payload, mdb_txn_id(txn->mdb));
	return tw_record_put_any(txn, TW_SEAL_KEY, payload, sizeof(payload),
		err);
}

bool
tw_seal_is(const void *value, size_t size, uint64_t id)
{
	const uint8_t *p = value;

	return !tw_record_fault(p, size, TW_SEAL_KEY) &&
		tw_le32(p + 4) == TW_SEAL_PAYLOAD &&
		tw_le64(p + TW_RECORD_HEADER) == id;
}

bool
tw_seal_is_older(const void *value, size_t size, uint64_t id)
{
	const uint8_t *p = value;
	uint8_t number[4];

	if (size != TW_RECORD_HEADER + TW_SEAL_PAYLOAD + TW_RECORD_SLACK ||
		tw_le64(p + TW_RECORD_HEADER) != id)
		return false;
	tw_put_le32(number, TW_SEAL_KEY.number);
	uint32_t crc = tw_crc32c(0, p + 4, TW_RECORD_HEADER - 4);

	crc = tw_crc32c(crc, number, sizeof(number));
	crc = tw_crc32c(crc, p + TW_RECORD_HEADER, TW_SEAL_PAYLOAD);
	return crc == tw_le32(p);
}

int
tw_seal_refuse_older(const char *path, trawl_error *err)
{
	return tw_fail(err, TRAWL_EVERSION, "%s: made by an older trawl "
		"(format 1 or 2): export there and index again here", path);
}
