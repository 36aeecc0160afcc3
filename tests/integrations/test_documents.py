"""LangChain, Haystack, LlamaIndex: text, metadata and trail of a document are preserved; and crawl4ai's filter."""

from __future__ import annotations

import asyncio
import json

import pytest
import recipes

import cleaner

pytestmark = pytest.mark.filterwarnings("default", "error:::cleaner")

PAGE = recipes.STORY.read_text("utf-8")
MINE = {"source": "https://example-times.test/story", "title": "My own title", "shelf": 7}


@pytest.fixture(autouse=True)
def _quiet(monkeypatch):
    for name, value in recipes.QUIET.items():
        monkeypatch.setenv(name, value)


@pytest.fixture(params=["langchain", "haystack", "llama_index"])
def clean(request, host):
    """Clean one document with a host; give its text and metadata."""
    return globals()[f"with_{request.param}"](host)


def with_langchain(host):
    host("langchain_core")
    from langchain_core.documents import Document

    from cleaner.integrations.langchain import ArticleTransformer

    def clean(text, metadata, **options):
        page = Document(page_content=text, metadata=dict(metadata), id="a")
        [document] = asyncio.run(ArticleTransformer(**options).atransform_documents([page]))
        assert (page.page_content, page.metadata, document.id) == (text, metadata, "a")
        return document.page_content, document.metadata

    return clean


def with_haystack(host):
    host("haystack")
    from haystack import Document, Pipeline

    from cleaner.integrations.haystack import ArticleCleaner

    def clean(text, metadata, **options):
        pipeline = Pipeline()
        pipeline.add_component("cleaner", ArticleCleaner(**options))
        page, picture = Document(content=text, meta=dict(metadata), embedding=[0.5]), Document(meta={"alt": "a lock"})
        done = Pipeline.loads(pipeline.dumps(), allowed_modules=[ArticleCleaner.__module__]).run(
            {"cleaner": {"documents": [page, picture]}}
        )
        document, same = done["cleaner"]["documents"]
        assert (page.content, page.meta, same) == (text, metadata, picture)
        assert document.id != page.id
        assert document.embedding is None
        return document.content, document.meta

    return clean


def with_llama_index(host):
    host("llama_index.core")
    from llama_index.core import Document
    from llama_index.core.schema import MetadataMode

    from cleaner.integrations.llama_index import ArticleNodeParser

    def clean(text, metadata, **options):
        page = Document(text=text, metadata=dict(metadata), excluded_llm_metadata_keys=["shelf"])
        [node] = ArticleNodeParser(**options).get_nodes_from_documents([page])
        assert (page.text, page.metadata, node.ref_doc_id) == (text, metadata, page.doc_id)
        for mode in (MetadataMode.EMBED, MetadataMode.LLM):
            assert "evidence" not in node.get_content(mode)
        assert "shelf" not in node.get_content(MetadataMode.LLM)
        return node.text, node.metadata

    return clean


def test_text_metadata_and_trail_are_preserved(clean):
    article = cleaner.clean_html(PAGE, url=MINE["source"])
    text, metadata = clean(PAGE, MINE, form="html")
    told = article.to_dict()
    assert text == article.text
    assert metadata.items() >= MINE.items()
    for name in ("byline", "published", "language", "site", "url", "removed", "doubtful"):
        assert metadata[name] == told[name], name
    assert json.loads(json.dumps(metadata)) == metadata


def test_options(clean):
    assert clean(PAGE, MINE, form="html", output="markdown")[0] == cleaner.clean_html(PAGE).to_markdown()
    assert clean("It rained.\n\nAdvertisement", MINE, form="text", keep=["advert"])[0] == "It rained.\n\nAdvertisement"
    with pytest.raises(ValueError, match="form is html or text"):
        clean(PAGE, MINE, form="pdf")


def test_a_document_that_holds_no_article_stays_with_its_trail(clean):
    text, metadata = clean("Advertisement", MINE, form="text")
    assert (text, metadata["removed"][0]["text"]) == ("", "Advertisement")


def test_crawl4ai_filter(host):
    host("crawl4ai")
    from crawl4ai.markdown_generation_strategy import DefaultMarkdownGenerator

    from cleaner.integrations.crawl4ai import ArticleFilter

    articles = []
    generator = DefaultMarkdownGenerator(ArticleFilter(on_article=articles.append), content_source="raw_html")
    found = generator.generate_markdown(PAGE)
    article = cleaner.clean_html(PAGE)
    assert [one.to_dict() for one in articles] == [article.to_dict()]
    assert all(paragraph in found.fit_markdown.replace("\n", " ") for paragraph in article.text.split("\n\n"))
    assert not any(removal.text in found.fit_markdown for removal in article.removed)
    assert ArticleFilter(keep=["advert"]).filter_content("<p>Advertisement</p>")
    assert ArticleFilter().filter_content("<nav>Home</nav>") == []
