/* bitpack_wide.h: bit unpacking by wider vectors than all have. */
/* SPDX-License-Identifier: MIT */
#ifndef BASE_BITPACK_WIDE_H
#define BASE_BITPACK_WIDE_H

#include "base/bitpack.h"
#include "base/cpu.h"

/*
 * Private to bitpack*.c and their test: the kernels that tw_unpack and
 * tw_unpack_ascending choose from by the processor.
 */
#if defined(__has_builtin) && !defined(TW_NO_SIMD) && \
	__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#if __has_builtin(__builtin_shufflevector)
#define TW_HAVE_VECTORS

void tw_unpack_four(const uint8_t *packed, unsigned width,
	uint32_t numbers[TW_BLOCK]);
void tw_unpack_ascending_four(const uint8_t *packed, unsigned width,
	uint32_t before, uint32_t numbers[TW_BLOCK]);

#endif
#endif

#ifdef TW_X86
#define TW_HAVE_AVX2

void tw_unpack_avx2(const uint8_t *packed, unsigned width,
	uint32_t numbers[TW_BLOCK]);
void tw_unpack_ascending_avx2(const uint8_t *packed, unsigned width,
	uint32_t before, uint32_t numbers[TW_BLOCK]);

#endif

#endif
