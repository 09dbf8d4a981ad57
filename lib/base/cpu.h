/* cpu.h: which kernels this processor can run. */
/* SPDX-License-Identifier: MIT */
#ifndef TW_BASE_CPU_H
#define TW_BASE_CPU_H

#include <stdbool.h>

/*
 * Most kernels are chosen by tier: see base/kernels.h. One that needs an
 * instruction of its own is compiled where TW_X86 is defined, with a target
 * attribute, and called where tw_cpu_has() says so.
 *
 * Nothing else asks the processor, neither __builtin_cpu_supports() nor CPUID:
 * a virtual machine takes up to 25 us for one CPUID, and what the C library
 * found when it started can be had from it. The answers are in place before
 * main() and never change.
 */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(TW_NO_SIMD)
#define TW_X86 1
#endif

/* Each means that the system keeps the registers, too. */
enum tw_cpu {
	TW_POPCNT = 1 << 0,
	TW_SSE42 = 1 << 1,
	TW_PCLMUL = 1 << 2,
	TW_AVX = 1 << 3,
	TW_AVX2 = 1 << 4,
	TW_SSE41 = 1 << 5,
};

#ifdef TW_X86
/* Belongs to cpu.c. */
extern unsigned tw_cpu_features;

/* True if the processor has all of them, or-ed together. */
static inline bool
tw_cpu_has(unsigned features)
{
	return (tw_cpu_features & features) == features;
}
#endif

#endif
