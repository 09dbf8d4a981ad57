/* seal.h: the last record, which ties a meta page to the tree it names. */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_SEAL_H
#define STORE_SEAL_H

#include <stdbool.h>

#include "store/txn.h"

/*
 * Each commit puts the number of its transaction in the record with the
 * highest key. So the tree of another transaction, which a flipped bit in a
 * meta page may lead to, is told from the right one: it is whole and sound
 * but old, and nothing else would tell.
 */
#define TW_SEAL_SEGMENT UINT32_MAX
#define TW_SEAL_KEY ((struct tw_record_key){UINT32_MAX, UINT16_MAX, UINT32_MAX})
#define TW_SEAL_PAYLOAD 8

int tw_seal_put(struct tw_txn *txn, trawl_error *err) TW_MUST_USE;

/* True if these are the bytes of the seal of transaction `id`. */
bool tw_seal_is(const void *value, size_t size, uint64_t id);

/*
 * True if they were, in files of format 1 or 2, whose records have another
 * checksum: nothing else in them can be read any more.
 */
bool tw_seal_is_older(const void *value, size_t size, uint64_t id);

/* TRAWL_EVERSION, with what to do. */
int tw_seal_refuse_older(const char *path, trawl_error *err);

#endif
