/* kernels.h: kernels in tiers, and the choice among them. */
/* SPDX-License-Identifier: MIT */
#ifndef BASE_KERNELS_H
#define BASE_KERNELS_H

/*
 * Kernels stand in files of their own, which are compiled once for each tier
 * of processors: the same lines, other flags (KERNELS in lib/local.mk). Each
 * file ends with a table of its functions:
 *
 *	const struct tw_levels_kernels TW_OF_TIER(tw_levels) = {...};
 *
 * Its header declares the tables of all tiers that are built:
 *
 *	struct tw_levels_kernels {...};
 *	TW_KERNELS(tw_levels);
 *
 * A caller takes the best that this processor can run, for a few loads and an
 * indirect call: TW_BEST_OF(tw_levels)->narrow(...). Tests go through them all,
 * tw_levels_tiers[0] to tw_levels_tiers[tw_cpu_tier].
 */
#define TW_TIER_PORTABLE 0	/* any processor, any compiler with vectors */
#define TW_TIER_SSE41 1		/* and POPCNT */
#define TW_TIER_AVX2 2		/* and POPCNT */

/* How many tiers are built: see --enable-simd in configure.ac. */
#ifndef TW_TIERS
#define TW_TIERS 1
#endif

/* The tier that a file of kernels is being compiled for. */
#ifndef TW_TIER
#define TW_TIER TW_TIER_PORTABLE
#endif

#if TW_TIER == TW_TIER_AVX2
#define TW_OF_TIER(kind) kind##_avx2
#elif TW_TIER == TW_TIER_SSE41
#define TW_OF_TIER(kind) kind##_sse41
#else
#define TW_OF_TIER(kind) kind##_portable
#endif

#if TW_TIERS == 3
#define TW_KERNELS(kind) \
	extern const struct kind##_kernels kind##_portable; \
	extern const struct kind##_kernels kind##_sse41; \
	extern const struct kind##_kernels kind##_avx2; \
	static const struct kind##_kernels *const kind##_tiers[] = { \
		&kind##_portable, &kind##_sse41, &kind##_avx2 \
	}
/* For those that SSE4.1 gives nothing: KERNELS_BUT_SSE41 in lib/local.mk. */
#define TW_KERNELS_BUT_SSE41(kind) \
	extern const struct kind##_kernels kind##_portable; \
	extern const struct kind##_kernels kind##_avx2; \
	static const struct kind##_kernels *const kind##_tiers[] = { \
		&kind##_portable, &kind##_portable, &kind##_avx2 \
	}
#elif TW_TIERS == 2
#define TW_KERNELS(kind) \
	extern const struct kind##_kernels kind##_portable; \
	extern const struct kind##_kernels kind##_sse41; \
	static const struct kind##_kernels *const kind##_tiers[] = { \
		&kind##_portable, &kind##_sse41 \
	}
#define TW_KERNELS_BUT_SSE41(kind) \
	extern const struct kind##_kernels kind##_portable; \
	static const struct kind##_kernels *const kind##_tiers[] = { \
		&kind##_portable, &kind##_portable \
	}
#else
#define TW_KERNELS(kind) \
	extern const struct kind##_kernels kind##_portable; \
	static const struct kind##_kernels *const kind##_tiers[] = { \
		&kind##_portable \
	}
#define TW_KERNELS_BUT_SSE41 TW_KERNELS
#endif

/* The best tier that is built and that this processor has: base/cpu.c. */
#if TW_TIERS > 1
extern unsigned tw_cpu_tier __attribute__((visibility("hidden")));
#else
#define tw_cpu_tier 0
#endif

/* The table to call. */
#define TW_BEST_OF(kind) (kind##_tiers[tw_cpu_tier])

#endif
