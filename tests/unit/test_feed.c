/* test_feed.c: the entries of an RSS or Atom feed, to articles. */
/* SPDX-License-Identifier: MIT */
#include "page/feed.h"

#include "form_help.h"

#define RSS(items) "<rss version='2.0'><channel><title>The paper</title>" \
	items "</channel></rss>"
#define ATOM(entries) "<feed xmlns='http://www.w3.org/2005/Atom'>" \
	"<title>Blog</title>" entries "</feed>"

static void
test_items_of_rss_are_articles(void **state)
{
	(void)state;
	assert_told(tw_feed_read, RSS(
		"<item><title>Lamps</title><link>https://a.example/1</link>"
		"<description>They are lit.</description></item>"
		"<item><title>Boats</title><link>https://a.example/2</link>"
		"<pubDate>Tue, 17 Dec 2019 10:00:00 GMT</pubDate></item>"),
		"iutxd",
		"https://a.example/1 | https://a.example/1 | Lamps | "
		"They are lit. | \n"
		"https://a.example/2 | https://a.example/2 | Boats |  | "
		"2019-12-17\n");
}

static void
test_items_of_rdf_stand_beside_their_channel(void **state)
{
	(void)state;
	assert_told(tw_feed_read, "<rdf:RDF xmlns:rdf='r'>"
		"<channel><title>Paper</title></channel>"
		"<item><title>Lamps</title><link>https://a.example/1</link>"
		"<dc:creator>Ann Lee</dc:creator>"
		"<dc:date>2019-12-17T10:00:00Z</dc:date>"
		"<dc:subject>Town</dc:subject></item></rdf:RDF>", "itadc",
		"https://a.example/1 | Lamps | Ann Lee | 2019-12-17 | "
		"Town\n");
}

static void
test_entries_of_atom_are_articles(void **state)
{
	(void)state;
	assert_told(tw_feed_read, ATOM(
		"<author><name>Eva Ost</name><email>e@b.example</email>"
		"</author>"
		"<entry><title>Ein Haus</title><id>tag:b,1</id>"
		"<link rel='self' href='https://b.example/feed'/>"
		"<link href='https://b.example/1'/>"
		"<category term='bau' label='Bau'/>"
		"<published>2020-02-03T10:00:00Z</published></entry>"
		"<entry><title>Own</title><id>tag:b,2</id>"
		"<author><name>Ann</name></author>"
		"<author><name>Bob</name></author></entry>"), "itadc",
		"https://b.example/1 | Ein Haus | Eva Ost | 2020-02-03 | "
		"Bau\n"
		"tag:b,2 | Own | Ann/Bob |  | \n");
}

static void
test_a_prefix_that_all_names_have_is_none(void **state)
{
	(void)state;
	assert_told(tw_feed_read, "<atom:feed xmlns:atom='x'><atom:entry>"
		"<atom:title>Lamps</atom:title><atom:id>7</atom:id>"
		"</atom:entry></atom:feed>", "it", "7 | Lamps\n");
}

/* ------------------------------------------------------------------ */

static void
test_html_may_be_escaped_or_in_cdata(void **state)
{
	(void)state;
	assert_told(tw_feed_read, RSS(
		"<item><title>A</title><description>&lt;p&gt;One &amp;amp; two"
		"&lt;/p&gt;&lt;p&gt;Three.&lt;/p&gt;</description></item>"
		"<item><title>B</title><description><![CDATA[<p>One &amp; two"
		"</p>]]><![CDATA[<p>Three.</p>]]></description></item>"
		"<item><title>A&nbsp;&eacute;t&eacute;</title></item>"), "tx",
		"A | One & two//Three.\n"
		"B | One & two//Three.\n"
		"A \xc3\xa9t\xc3\xa9 | \n");
}

static void
test_xhtml_is_content_with_its_elements(void **state)
{
	(void)state;
	assert_told(tw_feed_read, ATOM("<entry><title>T</title>"
		"<content type='xhtml'><div xmlns='x'><p>One &lt;two&gt; "
		"&amp;amp;</p><ul><li>Three</li></ul><p>Four<br/>five</p>"
		"</div></content></entry>"), "x",
		"One <two> &amp;//Three//Four/five\n");
}

static void
test_text_that_is_said_to_be_plain_is_no_html(void **state)
{
	(void)state;
	assert_told(tw_feed_read, ATOM("<entry>"
		"<title type='text'>if a &lt;b&gt; c</title>"
		"<summary type='text'>1 &lt; 2 &amp;amp; 3</summary></entry>"
		"<entry><title type='html'>if &lt;b&gt;a&lt;/b&gt;</title>"
		"<content type='text/plain'>&lt;p&gt;</content></entry>"),
		"tx", "if a <b> c | 1 < 2 &amp; 3\nif a | <p>\n");
}

static void
test_the_whole_content_goes_before_a_summary(void **state)
{
	(void)state;
	assert_told(tw_feed_read, RSS("<item><title>T</title>"
		"<description>The lamps, in short.</description>"
		"<content:encoded>&lt;p&gt;The lamps on Tern Street are lit "
		"again.&lt;/p&gt;</content:encoded></item>"), "x",
		"The lamps on Tern Street are lit again.\n");
}

/* ------------------------------------------------------------------ */

static void
test_a_relative_link_is_of_the_feed_s_site(void **state)
{
	(void)state;
	assert_told(tw_feed_read, RSS("<link>https://a.example/news/</link>"
		"<item><title>A</title><link>lamps</link></item>"
		"<item><title>B</title><link>/boats?x=1</link></item>"), "iu",
		"https://a.example/news/lamps | https://a.example/news/lamps\n"
		"https://a.example/boats?x=1 | https://a.example/boats?x=1\n");
}

static void
test_a_base_goes_before_the_feed_s_link(void **state)
{
	(void)state;
	assert_told(tw_feed_read, "<feed xml:base='https://c.example/d/'>"
		"<link href='https://a.example/'/>"
		"<entry><title>A</title><link href='one'/></entry>"
		"<entry xml:base='https://e.example/'><title>B</title>"
		"<link href='two'/></entry></feed>", "u",
		"https://c.example/d/one\nhttps://e.example/two\n");
}

static void
test_the_feed_s_own_address_is_a_base(void **state)
{
	(void)state;
	assert_told_of(tw_feed_read, TW_STR("<feed><entry><title>A</title>"
		"<link href='../one'/></entry></feed>"),
		"https://a.example/feeds/new.xml", "u",
		"https://a.example/one\n");
}

static void
test_a_relative_link_without_a_base_is_none(void **state)
{
	(void)state;
	assert_told_of(tw_feed_read, TW_STR(RSS("<item><title>A</title>"
		"<link>lamps</link></item><item><title>B</title>"
		"<link>lamps</link><guid>https://a.example/b</guid></item>")),
		"news.rss", "iu",
		"news.rss#1 | \nhttps://a.example/b | https://a.example/b\n");
}

static void
test_what_counts_clicks_is_no_part_of_a_link(void **state)
{
	(void)state;
	assert_told(tw_feed_read, RSS("<item><title>A</title>"
		"<link>https://a.example/1?utm_source=rss&amp;id=2</link>"
		"</item><item><title>B</title>"
		"<link>https://clicks.example/77</link>"
		"<feedburner:origLink>https://a.example/2#xtor=RSS-1"
		"</feedburner:origLink></item>"), "iu",
		"https://a.example/1?id=2 | https://a.example/1?id=2\n"
		"https://a.example/2 | https://a.example/2\n");
}

static void
test_a_guid_is_a_link_unless_it_says_not(void **state)
{
	(void)state;
	assert_told(tw_feed_read, RSS(
		"<item><title>A</title><guid>https://a.example/1</guid></item>"
		"<item><title>B</title><guid isPermaLink='false'>"
		"https://a.example/2</guid></item>"), "iu",
		"https://a.example/1 | https://a.example/1\n"
		"https://a.example/2 | \n");
}

/* ------------------------------------------------------------------ */

static void
test_what_is_broken_is_told_and_the_rest_read(void **state)
{
	(void)state;
	assert_told(tw_feed_read, RSS("<item><title>A</title></item>"
		"<item><title>B & c</title></item>"
		"<item><title>D</title></item>"), "t",
		"A\n! input: byte 97: not well-formed (invalid token)\nD\n");
}

static void
test_an_entry_of_nothing_is_told(void **state)
{
	(void)state;
	assert_told(tw_feed_read, RSS("<item><link>https://a.example/</link>"
		"</item><item/>"), "t",
		"! input: entry at byte 52: no title and no text\n"
		"! input: entry at byte 96: no title and no text\n");
}

static void
test_a_date_that_is_none_or_to_come_is_told(void **state)
{
	(void)state;
	assert_told(tw_feed_read, RSS(
		"<item><title>A</title><pubDate>someday</pubDate></item>"
		"<item><title>B</title><pubDate>2999-01-01</pubDate></item>"),
		"td",
		"A | \n! input: entry at byte 52: date 'someday' is none\n"
		"B | \n! input: entry at byte 107: date '2999-01-01' is in "
		"the future\n");
}

static void
test_entities_of_its_own_are_refused(void **state)
{
	struct told told = {.fields = "t"};

	(void)state;
	assert_int_equal(read_form(tw_feed_read, TW_STR("<!DOCTYPE rss ["
		"<!ENTITY a 'aaaa'>]><rss><channel><item><title>&a;</title>"
		"</item></channel></rss>"), NULL, &told), TRAWL_OK);
	assert_int_equal(told.lines.p[0], '!');
	assert_null(memmem(told.lines.p, told.lines.n, "aaaa", 4));
	tw_buf_done(&told.lines);
}

static void
test_a_feed_may_be_cut_anywhere(void **state)
{
	(void)state;
	assert_may_be_cut(tw_feed_read, RSS("<item><title>A &amp; b</title>"
		"<description><![CDATA[<p>c]]></description></item>"));
	assert_may_be_cut(tw_feed_read, ATOM("<entry><content type='xhtml'>"
		"<p>a<br/></p></content></entry>"));
}

static void
test_who_is_told_may_end_it(void **state)
{
	(void)state;
	assert_may_be_ended(tw_feed_read, RSS("<item><title>A</title></item>"
		"<item><title>B</title></item>"), "A\n");
}

static void
test_a_charset_may_be_named(void **state)
{
	(void)state;
	assert_told(tw_feed_read, "<?xml version='1.0' encoding='iso-8859-2'?>"
		"<rss><channel><item><title>\xa3\xf3" "d\xbc</title></item>"
		"</channel></rss>", "t",
		"\xc5\x81\xc3\xb3" "d\xc5\xba\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_items_of_rss_are_articles),
		cmocka_unit_test(test_items_of_rdf_stand_beside_their_channel),
		cmocka_unit_test(test_entries_of_atom_are_articles),
		cmocka_unit_test(test_a_prefix_that_all_names_have_is_none),
		cmocka_unit_test(test_html_may_be_escaped_or_in_cdata),
		cmocka_unit_test(test_xhtml_is_content_with_its_elements),
		cmocka_unit_test(
			test_text_that_is_said_to_be_plain_is_no_html),
		cmocka_unit_test(test_the_whole_content_goes_before_a_summary),
		cmocka_unit_test(test_a_relative_link_is_of_the_feed_s_site),
		cmocka_unit_test(test_a_base_goes_before_the_feed_s_link),
		cmocka_unit_test(test_the_feed_s_own_address_is_a_base),
		cmocka_unit_test(test_a_relative_link_without_a_base_is_none),
		cmocka_unit_test(test_what_counts_clicks_is_no_part_of_a_link),
		cmocka_unit_test(test_a_guid_is_a_link_unless_it_says_not),
		cmocka_unit_test(
			test_what_is_broken_is_told_and_the_rest_read),
		cmocka_unit_test(test_an_entry_of_nothing_is_told),
		cmocka_unit_test(test_a_date_that_is_none_or_to_come_is_told),
		cmocka_unit_test(test_entities_of_its_own_are_refused),
		cmocka_unit_test(test_a_feed_may_be_cut_anywhere),
		cmocka_unit_test(test_who_is_told_may_end_it),
		cmocka_unit_test(test_a_charset_may_be_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
