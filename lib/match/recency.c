/* recency.c: what the age of an article makes of its score. */
/* SPDX-License-Identifier: MIT */
#include "match/recency.h"

#include <math.h>

#include "base/dates.h"

/* A day in the middle of what the date may be. */
static uint32_t
middle_of(uint32_t date)
{
	uint32_t year = date >> 16;
	uint32_t month = date >> 8 & 0xff;
	uint32_t day = date & 0xff;

	if (month == 0)
		return tw_date_of(year, 7, 1);
	return tw_date_of(year, month, day > 0 ? day : 15);
}

float
tw_recency_factor(const struct tw_recency *recency, uint32_t date)
{
	float age = 1;		/* in half-lives */

	if (!tw_recency_counts(recency))
		return 1;
	if (date > 0)
		age = ((float)recency->today -
			(float)tw_date_days(middle_of(date))) /
			(float)recency->half_life;
	return age > 0 ? 0.5F + 0.5F * exp2f(-age) : 1;
}
