/* seal.c: the last record, which ties a meta page to the tree it names. */
/* SPDX-License-Identifier: MIT */
#include "store/seal.h"

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
