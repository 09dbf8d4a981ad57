/* length.h: a length in one byte, exact to 40, then four significant bits. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_LENGTH_H
#define INDEX_LENGTH_H

#include <stdint.h>

/*
 * The code of Lucene's SmallFloat.intToByte4 and byte4ToInt, rounding down,
 * so that another engine ranks alike. Monotone; tw_length_decode(encode(n))
 * <= n.
 */
uint8_t tw_length_encode(uint32_t length);
uint32_t tw_length_decode(uint8_t byte);

#endif
