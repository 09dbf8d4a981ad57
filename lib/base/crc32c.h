/* crc32c.h: the Castagnoli checksum (RFC 3720, appendix B.4). */
/* SPDX-License-Identifier: MIT */
#ifndef BASE_CRC32C_H
#define BASE_CRC32C_H

#include <stddef.h>
#include <stdint.h>

/*
 * Continues a checksum over n more bytes; start with crc = 0. Uses the
 * processor's instruction where it has one (found at run time).
 */
uint32_t tw_crc32c(uint32_t crc, const void *p, size_t n);

/* The portable twin, for processors without it and for tests. */
uint32_t tw_crc32c_table(uint32_t crc, const void *p, size_t n);

#endif
