"""Scrapy: real crawls of a server on this machine that serves the fixtures."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
import recipes
import site_of_fixtures as site

import cleaner

pytestmark = pytest.mark.filterwarnings("default", "error:::cleaner")

POET_SPIDER = """
import scrapy
{page_object}

class PoetSpider(scrapy.Spider):
    name = "poet"
    custom_settings = {{"ADDONS": {{"scrapy_poet.Addon": 300}}}}

    def __init__(self, site, **rest):
        super().__init__(**rest)
        self.start_urls = [site]

    def parse(self, response):
        for link in response.css("a::attr(href)").getall():
            yield response.follow(link, self.parse_article)

{parse}
"""


@pytest.fixture(scope="module")
def crawl(host, tmp_path_factory):
    host("scrapy")
    return site.crawl(site.spider(), "ArticleSpider", tmp_path_factory.mktemp("crawl"))


def page_of(item):
    from scrapy.http import HtmlResponse

    return HtmlResponse(item["url"], body=site.PAGES[urlsplit(item["url"]).path].read_bytes()).text


def test_every_page_arrives_clean(crawl):
    assert len(crawl.items) == len(site.PAGES) >= 60
    for item in crawl.items:
        article = cleaner.clean_html(page_of(item), url=item["url"])
        assert item == {
            "url": item["url"],
            "html": None,
            "title": article.title,
            "text": article.text,
            "removed": article.to_dict()["removed"],
        }


def test_stats_add_up_to_the_trail(crawl):
    counted = {
        name.removeprefix("cleaner/removed/"): count
        for name, count in crawl.stats.items()
        if name.startswith("cleaner/removed/")
    }
    assert counted == Counter(removal["category"] for item in crawl.items for removal in item["removed"])
    assert crawl.stats["cleaner/articles"] == crawl.stats["item_scraped_count"] == len(site.PAGES)
    assert crawl.stats.get("cleaner/empty", 0) == sum(not item["text"] for item in crawl.items)
    assert "cleaner/errors" not in crawl.stats


def test_settings_of_the_recipe_are_settings(host):
    host("scrapy")
    scope = {}
    exec(recipes.blocks("scrapy.md")[0].text, scope)
    item = pipeline(**{name: value for name, value in scope.items() if name.isupper()})[0].process_item(
        {"html": recipes.STORY.read_text("utf-8")}
    )
    assert set(item) == {"title", "byline", "text", "removed", "html"}
    assert item["byline"] == ["Ben Achebe"]


def test_page_object_in_a_crawl(host, tmp_path):
    for name in recipes.hosts("web-poet.md"):
        host(name)
    page_object, parse, _ = [block.text for block in recipes.blocks("web-poet.md") if block.language == "python"]
    parse = parse.replace("parse(", "parse_article(").replace("\n", "\n    ")
    source = POET_SPIDER.format(page_object=page_object, parse=f"    {parse}")
    items = site.crawl(source, "PoetSpider", tmp_path).items
    texts = [cleaner.clean_html(path.read_bytes(), url="http://127.0.0.1/").text for path in site.PAGES.values()]
    assert sorted(item["text"] for item in items) == sorted(texts)
    assert all(item["words"] == len(item["text"].split()) for item in items)


def pipeline(**settings):
    from scrapy.utils.test import get_crawler

    from cleaner.integrations.scrapy import ArticlePipeline

    crawler = get_crawler(settings_dict=settings)
    return ArticlePipeline.from_crawler(crawler), crawler.stats


@dataclass
class Story:
    html: object
    text: str = ""


PAGE = "<h1>Rain</h1><p>It rained all night, and the river rose.</p><p>Advertisement</p>"


@pytest.mark.parametrize(
    ("form", "read"),
    [
        ("html", PAGE),
        ("html", PAGE.encode()),
        ("text", "It rained all night, and the river rose.\n\nAdvertisement"),
        ("text", ["It rained all night, and the river rose.", "Advertisement"]),
    ],
)
def test_reads_what_spiders_yield(host, form, read):
    host("scrapy")
    pipe, stats = pipeline(CLEANER_READ="body", CLEANER_FORM=form)
    item = pipe.process_item({"body": read, "id": 7})
    assert item["text"] == "It rained all night, and the river rose."
    assert item["id"] == 7
    assert [removal["text"] for removal in item["removed"]] == ["Advertisement"]
    assert stats.get_stats() == {"cleaner/articles": 1, "cleaner/removed/advert": 1}


@pytest.mark.parametrize("bad", [b"%PDF-1.7\n%\xe2\xe3", 7, ["a", 3]])
def test_no_item_is_dropped(host, bad):
    host("scrapy")
    pipe, stats = pipeline()
    assert pipe.process_item({"html": bad}) == {"html": bad}
    assert stats.get_stats() == {"cleaner/errors": 1}


def test_an_item_class_without_the_field_is_an_error_that_changes_nothing(host, caplog):
    host("scrapy")
    pipe, stats = pipeline()
    assert pipe.process_item(Story(PAGE)) == Story(PAGE)
    assert stats.get_stats() == {"cleaner/errors": 1}
    assert "Story has no field removed; see CLEANER_WRITE" in caplog.text
    pipe, stats = pipeline(CLEANER_WRITE={"text": "markdown"})
    assert pipe.process_item(Story(PAGE)).text.startswith("# Rain")


def test_an_item_without_a_page_passes(host):
    host("scrapy")
    pipe, stats = pipeline()
    assert pipe.process_item({"image": "a.png"}) == {"image": "a.png"}
    assert stats.get_stats() == {}


def test_what_is_kept_and_the_packs_are_settings(host, tmp_path):
    host("scrapy")
    pipe, _ = pipeline(CLEANER_KEEP="advert,share")
    assert pipe.process_item({"html": PAGE})["text"].endswith("Advertisement")
    (tmp_path / "mine.toml").write_text("no pack", "utf-8")
    with pytest.raises(cleaner.PackError, match=r"mine\.toml"):
        pipeline(CLEANER_PACKS=[str(tmp_path / "mine.toml")])


def test_a_memory_is_a_setting(host, tmp_path):
    host("scrapy")
    memory = cleaner.SiteMemory()
    slogan = "The Orr Bugle keeps a lamp in every window of the valley."
    for number in range(30):
        story = f"Story {number} of the valley ends well for farmer {number}. It began {number} years before that."
        memory.observe(cleaner.clean_html(f"<p>{story}</p><p>{slogan}</p>", url=f"https://bugle.test/{number}"))
    memory.save(tmp_path / "bugle.memory")
    item = {"html": f"{PAGE}<p>{slogan}</p>", "url": "https://bugle.test/rain"}
    assert slogan in pipeline()[0].process_item(dict(item))["text"]
    pipe, _ = pipeline(CLEANER_MEMORY=str(tmp_path / "bugle.memory"))
    assert slogan not in pipe.process_item(dict(item))["text"]


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"CLEANER_FORM": "pdf"}, "html or text, not 'pdf'"),
        ({"CLEANER_WRITE": {"body": "txt"}}, "no txt; there are .*text"),
        ({"CLEANER_KEEP": ["junk"]}, "junk"),
    ],
)
def test_a_wrong_setting_is_an_error_at_the_start(host, settings, told):
    host("scrapy")
    with pytest.raises(ValueError, match=told):
        pipeline(**settings)
