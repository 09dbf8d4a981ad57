/* test_mbox.c: the messages of a mailbox, to articles. */
/* SPDX-License-Identifier: MIT */
#include "page/mbox.h"

#include "form_help.h"

#define MESSAGE(subject, text) "From ann@a.example Tue Dec 17 10:00:00 " \
	"2019\nSubject: " subject "\n\n" text "\n\n"

static void
test_messages_are_articles(void **state)
{
	(void)state;
	assert_told_of(tw_mbox_read, TW_STR(MESSAGE("One", "Lamps.")
		MESSAGE("Two\nMessage-ID: <2@a.example>", "Boats.")),
		"in.mbox", "itx",
		"in.mbox#1 | One | Lamps.\n2@a.example | Two | Boats.\n");
}

static void
test_only_behind_an_empty_line_another_begins(void **state)
{
	(void)state;
	assert_told(tw_mbox_read, MESSAGE("One", "Lamps.\nFrom here on."), "x",
		"Lamps./From here on.\n");
}

static void
test_a_mark_before_from_goes(void **state)
{
	(void)state;
	assert_told(tw_mbox_read, MESSAGE("One", "a\n\n>From b\n>>From c\n>d"),
		"x", "a//From b/>From c/>d\n");
}

static void
test_lines_may_end_as_in_mail(void **state)
{
	(void)state;
	assert_told(tw_mbox_read, "From a\r\nSubject: One\r\n\r\nLamps.\r\n"
		"\r\nFrom b\r\nSubject: Two\r\n\r\nBoats.\r\n", "tx",
		"One | Lamps.\nTwo | Boats.\n");
}

static void
test_a_message_of_nothing_is_told(void **state)
{
	(void)state;
	assert_told(tw_mbox_read, "From a\n\n\nFrom b\nSubject: Two\n\n", "t",
		"! input: message at byte 0: no subject and no text\nTwo\n");
}

static void
test_what_is_no_mailbox_is_told(void **state)
{
	(void)state;
	assert_told(tw_mbox_read, "Subject: One\n\nText.\n", "t",
		"! input: message at byte 0: no line \"From ...\" begins a "
		"message\n");
	assert_told(tw_mbox_read, "", "t", "");
}

static void
test_a_mailbox_may_be_cut_anywhere(void **state)
{
	(void)state;
	assert_may_be_cut(tw_mbox_read, "From a\nSubject: =?utf-8?q?a=C3=A9?="
		"\nContent-Type: multipart/mixed; boundary=\"b\"\n\n--b\n"
		"Content-Transfer-Encoding: base64\n\nQ2Fmw6kh\n--b--\n");
}

static void
test_who_is_told_may_end_it(void **state)
{
	(void)state;
	assert_may_be_ended(tw_mbox_read, MESSAGE("One", "a")
		MESSAGE("Two", "b"), "One\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_messages_are_articles),
		cmocka_unit_test(
			test_only_behind_an_empty_line_another_begins),
		cmocka_unit_test(test_a_mark_before_from_goes),
		cmocka_unit_test(test_lines_may_end_as_in_mail),
		cmocka_unit_test(test_a_message_of_nothing_is_told),
		cmocka_unit_test(test_what_is_no_mailbox_is_told),
		cmocka_unit_test(test_a_mailbox_may_be_cut_anywhere),
		cmocka_unit_test(test_who_is_told_may_end_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
