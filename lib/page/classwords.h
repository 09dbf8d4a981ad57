/* classwords.h: what the class, id and role of an element say it is. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_CLASSWORDS_H
#define PAGE_CLASSWORDS_H

#include "base/str.h"

/* Beside the flags of areas (page.h), what a short text may be. */
enum tw_class_flag {
	TW_CLASS_AUTHOR = 1 << 24,
	TW_CLASS_DATE = 1 << 25,
	TW_CLASS_MODIFIED = 1 << 26,
	TW_CLASS_CATEGORY = 1 << 27,
	TW_CLASS_HIDDEN = 1 << 28
};

/*
 * Flags by the words of a class or id: parted at anything but letters and
 * before capitals ("entryContent", "entry-content"). O(length).
 */
uint32_t tw_class_flags(struct tw_str names);

/* Flags by the value of a role. */
uint32_t tw_role_flags(struct tw_str role);

#endif
