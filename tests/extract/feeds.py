"""Small clean feeds of every form, all of the same two articles."""

import json

BODY = (
    "<p>长春市气象台发布消息，今明两天全市多云，傍晚起有小雪，最低气温零下十八摄氏度。</p>"
    '<p>市政部门已备好融雪车辆。<a href="/map.html">路线图</a></p><img src="/img/snow.jpg"/>'
)
SUMMARY = "今明两天长春多云，傍晚起有小雪。"

RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
<channel>
  <title>松花江晚报 · 长春</title>
  <link>http://news.example/cc/</link>
  <atom:link rel="self" href="http://news.example/cc.xml" type="application/rss+xml"/>
  <description>一城一天</description>
  <image><title>图标</title><url>http://news.example/i.png</url><link>/x</link></image>
  <item>
    <title>长春今起降雪 &amp;amp; 降温</title>
    <link>http://news.example/cc/1.html</link>
    <guid isPermaLink="false">cc-1</guid>
    <dc:creator>周一鸣</dc:creator><dc:creator>吴小满</dc:creator>
    <pubDate>Fri, 20 Dec 2019 15:56:19 +0800</pubDate>
    <source url="http://other.example/rss">江城日报</source>
    <category>天气</category>
    <description>{SUMMARY}</description>
    <content:encoded><![CDATA[{BODY}]]></content:encoded>
  </item>
  <item>
    <title>早市开到了家门口</title>
    <link>2.html</link>
    <author>desk@news.test (郑禾)</author>
    <pubDate>Fri, 20 Dec 2019 08:00:00 +0800</pubDate>
    <description>南湖边的早市昨天开张。</description>
    <enclosure url="http://news.example/img/market.jpg" type="image/jpeg" length="1"/>
    <media:content url="http://news.example/clip.mp4" type="video/mp4"/>
  </item>
</channel></rss>
"""

ATOM = f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title>松花江晚报 · 长春</title>
  <link rel="self" href="http://news.example/cc.xml"/>
  <link href="http://news.example/cc/"/>
  <id>tag:news.example,2019:cc</id>
  <updated>2019-12-20T16:00:00+08:00</updated>
  <entry>
    <title type="html">长春今起降雪 &amp;amp; 降温</title>
    <link rel="alternate" type="text/html" href="http://news.example/cc/1.html"/>
    <id>cc-1</id>
    <author><name>周一鸣</name></author><author><name>吴小满</name></author>
    <published>2019-12-20T15:56:19+08:00</published>
    <updated>2019-12-20T16:00:00+08:00</updated>
    <source><title>江城日报</title><id>x</id></source>
    <summary>{SUMMARY}</summary>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{BODY}</div></content>
  </entry>
  <entry>
    <title>早市开到了家门口</title>
    <link href="2.html"/>
    <link rel="enclosure" type="image/jpeg" href="http://news.example/img/market.jpg"/>
    <id>cc-2</id>
    <author><name>郑禾</name><email>desk@news.test</email></author>
    <updated>2019-12-20T08:00:00+08:00</updated>
    <summary>南湖边的早市昨天开张。</summary>
  </entry>
</feed>
"""

RDF = f"""<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel rdf:about="http://news.example/cc/">
  <title>松花江晚报 · 长春</title><link>http://news.example/cc/</link>
  <description>一城一天</description>
  <items><rdf:Seq><rdf:li resource="http://news.example/cc/1.html"/></rdf:Seq></items>
</channel>
<item rdf:about="cc-1">
  <title>长春今起降雪 &amp;amp; 降温</title>
  <link>http://news.example/cc/1.html</link>
  <dc:creator>周一鸣</dc:creator><dc:creator>吴小满</dc:creator>
  <dc:date>2019-12-20T15:56:19+08:00</dc:date>
  <description>{SUMMARY}</description>
  <content:encoded><![CDATA[{BODY}]]></content:encoded>
</item>
<item rdf:about="cc-2">
  <title>早市开到了家门口</title>
  <link>2.html</link>
  <dc:creator>郑禾</dc:creator>
  <dc:date>2019-12-20T08:00:00+08:00</dc:date>
  <description>南湖边的早市昨天开张。</description>
</item>
</rdf:RDF>
"""

OLD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.example/rss-0.91.dtd">
<rss version="0.91"><channel>
  <title>松花江晚报 · 长春</title><link>http://news.example/cc/</link>
  <item><title>早市开到了家门口</title><link>2.html</link>
    <description>南湖边的早市昨天开张。</description></item>
</channel></rss>
"""

JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "松花江晚报 · 长春",
        "home_page_url": "http://news.example/cc/",
        "feed_url": "http://news.example/cc.json",
        "authors": [{"name": "郑禾"}],
        "items": [
            {
                "id": "cc-1",
                "url": "http://news.example/cc/1.html",
                "title": "长春今起降雪 &amp; 降温",
                "authors": [{"name": "周一鸣"}, {"name": "吴小满", "url": "/wu"}],
                "date_published": "2019-12-20T15:56:19+08:00",
                "date_modified": "2019-12-20T16:00:00+08:00",
                "summary": SUMMARY,
                "content_html": BODY,
            },
            {
                "id": "cc-2",
                "url": "2.html",
                "title": "早市开到了家门口",
                "date_modified": "2019-12-20T08:00:00+08:00",
                "content_text": "南湖边的早市昨天开张。",
                "summary": "南湖边的早市昨天开张。",
                "attachments": [
                    {"url": "http://news.example/clip.mp4", "mime_type": "video/mp4"},
                    {"url": "http://news.example/img/market.jpg", "mime_type": "image/jpeg"},
                ],
            },
        ],
    },
    ensure_ascii=False,
    indent=1,
)
