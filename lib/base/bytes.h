/* bytes.h: little-endian and big-endian loads and stores, unaligned. */
/* SPDX-License-Identifier: MIT */
#ifndef BASE_BYTES_H
#define BASE_BYTES_H

#include <stdint.h>
#include <string.h>

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define TW_LE16(v) (v)
#define TW_LE32(v) (v)
#define TW_LE64(v) (v)
#define TW_BE32(v) __builtin_bswap32(v)
#define TW_BE64(v) __builtin_bswap64(v)
#else
#define TW_LE16(v) __builtin_bswap16(v)
#define TW_LE32(v) __builtin_bswap32(v)
#define TW_LE64(v) __builtin_bswap64(v)
#define TW_BE32(v) (v)
#define TW_BE64(v) (v)
#endif

#define TW_BYTES_FUNCTIONS(name, type, order)                                 \
	static inline type tw_##name(const void *p)                           \
	{                                                                     \
		type v;                                                       \
                                                                              \
		memcpy(&v, p, sizeof(v));                                     \
		return order(v);                                              \
	}                                                                     \
                                                                              \
	static inline void tw_put_##name(void *p, type v)                     \
	{                                                                     \
		v = order(v);                                                 \
		memcpy(p, &v, sizeof(v));                                     \
	}

TW_BYTES_FUNCTIONS(le16, uint16_t, TW_LE16)
TW_BYTES_FUNCTIONS(le32, uint32_t, TW_LE32)
TW_BYTES_FUNCTIONS(le64, uint64_t, TW_LE64)
TW_BYTES_FUNCTIONS(be32, uint32_t, TW_BE32)
TW_BYTES_FUNCTIONS(be64, uint64_t, TW_BE64)

/*
 * Eight bytes at a time, as the digits of a number: the highest bit of a byte
 * in the result says that it is from low to high; bytes in x are ASCII.
 */
#define TW_EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

static inline uint64_t
tw_bytes_between(uint64_t x, uint8_t low, uint8_t high)
{
	return (x + TW_EACH(0x80u - low)) & ~(x + TW_EACH(0x7Fu - high)) &
		TW_EACH(0x80);
}

/* How many bits are set. The compiler's own is a call where it does not know
   that the processor counts them. */
static inline uint32_t
tw_bits_set(uint64_t x)
{
	x -= x >> 1 & UINT64_C(0x5555555555555555);
	x = (x & UINT64_C(0x3333333333333333)) +
		(x >> 2 & UINT64_C(0x3333333333333333));
	x = (x + (x >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
	return (uint32_t)(x * TW_EACH(1) >> 56);
}

#endif
