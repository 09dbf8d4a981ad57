/* crc32c.c: the Castagnoli checksum by instruction, and the choice of twin. */
/* SPDX-License-Identifier: MIT */
#include "base/crc32c.h"

#include "base/bytes.h"
#include "base/cpu.h"

#ifdef TW_X86

#include <nmmintrin.h>
#include <wmmintrin.h>

#define HARDWARE __attribute__((target("sse4.2,pclmul")))

/*
 * The instruction takes a word a cycle but gives its result three cycles
 * later, so three lanes that follow each other are summed side by side:
 *
 *   | 0 ... LANE - 1 | LANE ... 2 * LANE - 1 | 2 * LANE ... 3 * LANE - 1 |
 *
 * Their checksums are joined by multiplying the first two by x to the number
 * of bits behind them, modulo the polynomial. The carry-less product of two
 * reflected 32-bit values is one bit short, and the instruction that reduces
 * it multiplies by x^32: hence x^(bits - 33).
 */
#define LANE 336
#define X_LANE 0xa60ce07b	/* x^(8 * LANE - 33) */
#define X_TWO_LANES 0xcec3662e	/* x^(16 * LANE - 33) */

HARDWARE static inline uint64_t
shift(uint64_t crc, uint32_t power)
{
	__m128i product = _mm_clmulepi64_si128(_mm_cvtsi64_si128((int64_t)crc),
		_mm_cvtsi32_si128((int)power), 0);

	return _mm_crc32_u64(0, (uint64_t)_mm_cvtsi128_si64(product));
}

HARDWARE static uint32_t
crc32c_hardware(uint32_t start, const uint8_t *p, size_t n)
{
	uint64_t crc = (uint32_t)~start;

	for (; n >= 3 * LANE; n -= 3 * LANE, p += 3 * LANE) {
		uint64_t second = 0;
		uint64_t third = 0;

		for (size_t i = 0; i < LANE; i += 8) {
			crc = _mm_crc32_u64(crc, tw_le64(p + i));
			second = _mm_crc32_u64(second, tw_le64(p + LANE + i));
			third = _mm_crc32_u64(third, tw_le64(p + 2 * LANE + i));
		}
		crc = shift(crc, X_TWO_LANES) ^ shift(second, X_LANE) ^ third;
	}
	for (; n >= 8; n -= 8, p += 8)
		crc = _mm_crc32_u64(crc, tw_le64(p));
	for (; n > 0; n--, p++)
		crc = _mm_crc32_u8((uint32_t)crc, *p);
	return ~(uint32_t)crc;
}

uint32_t
tw_crc32c(uint32_t crc, const void *p, size_t n)
{
	if (tw_cpu_has(TW_SSE42 | TW_PCLMUL))
		return crc32c_hardware(crc, p, n);
	return tw_crc32c_table(crc, p, n);
}

#else

uint32_t
tw_crc32c(uint32_t crc, const void *p, size_t n)
{
	return tw_crc32c_table(crc, p, n);
}

#endif
