"""The document room: an administrative document as data, set as DOCX and PDF by Nghị định 30/2020/NĐ-CP, annex I.

Pure Python: it knows no other room. docs/documents.md says what each part is and where the annex asks for it.
Certificates and posters have modules of their own.
"""

from binhyen.documents.paper import (
    Article,
    Basis,
    Block,
    Form,
    Heading,
    Paper,
    Paragraph,
    Signature,
    Table,
)
from binhyen.documents.typeset import pdf
from binhyen.documents.word import docx

__all__ = [
    "Article",
    "Basis",
    "Block",
    "Form",
    "Heading",
    "Paper",
    "Paragraph",
    "Signature",
    "Table",
    "docx",
    "pdf",
]
