"""LlamaIndex: a node parser that gives one clean node for each document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from llama_index.core.bridge.pydantic import Field
from llama_index.core.node_parser import NodeParser
from llama_index.core.node_parser.node_utils import build_nodes_from_splits
from llama_index.core.schema import BaseNode, MetadataMode

from cleaner.integrations.document import TRAIL, DocumentWash

if TYPE_CHECKING:
    from collections.abc import Sequence


class ArticleNodeParser(NodeParser):
    r"""Cleans documents; goes in front of a splitter in an ingestion pipeline.

    The trail stands in the metadata of each node, where neither embedding nor language model sees it.

    Parameters
    ----------
    form : "html" or "text", default="html"
    output : "text" or "markdown", default="text"
    keep, packs : list of str, default=[]
        As of `cleaner.integrations.document.DocumentWash`.

    Examples
    --------
    >>> from llama_index.core import Document
    >>> page = Document(text="It rained all night.\n\nAdvertisement", metadata={"source": "a.txt"})
    >>> [node] = ArticleNodeParser(form="text").get_nodes_from_documents([page])
    >>> node.text, node.metadata["source"], node.metadata["removed"][0]["category"]
    ('It rained all night.', 'a.txt', 'advert')
    """

    form: str = Field(default="html", description="What the text of a document is: html or text.")
    output: str = Field(default="text", description="What it shall be: text or markdown.")
    keep: list[str] = Field(default_factory=list, description="Categories of noise to keep.")
    packs: list[str] = Field(default_factory=list, description="Paths of rule packs of your own.")

    @classmethod
    def class_name(cls) -> str:
        """Name under which it is saved."""
        return "ArticleNodeParser"

    def _parse_nodes(self, nodes: Sequence[BaseNode], *_: Any, **__: Any) -> list[BaseNode]:
        wash = DocumentWash(form=self.form, output=self.output, keep=self.keep, packs=self.packs)
        parsed: list[BaseNode] = []
        for node in nodes:
            text, metadata = wash.clean(node.get_content(metadata_mode=MetadataMode.NONE), node.metadata)
            for clean in build_nodes_from_splits([text], node, id_func=self.id_func):
                clean.metadata = metadata
                clean.excluded_embed_metadata_keys = [*node.excluded_embed_metadata_keys, *TRAIL]
                clean.excluded_llm_metadata_keys = [*node.excluded_llm_metadata_keys, *TRAIL]
                parsed.append(clean)
        return parsed
