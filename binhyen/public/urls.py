"""The resident's addresses. No address ever holds a word of a receipt or a line of a story."""

from __future__ import annotations

from django.urls import path

from binhyen.public import (
    claiming,
    crawling,
    exemplars,
    filing,
    keeping,
    news,
    pages,
    plain,
    proofs,
    recognitions,
    replacing,
    sealed_pages,
    shell,
    talking,
    tus,
)

app_name = "public"
urlpatterns = [
    path("", shell.kept(pages.home), name="home"),
    path("bao-tin/", shell.kept(pages.report), name="report"),
    path("bao-tin/gui/", filing.file, name="file"),
    path("bao-tin/tep/", tus.begin, name="uploads"),
    path("bao-tin/tep/<slug:ref>/", tus.upload, name="upload"),
    path("bao-tin/khong-javascript/", plain.report, name="report_plain"),
    path("bao-tin/khong-javascript/da-giu/", keeping.keep, name="keep"),
    path("ma-tra-cuu/", shell.kept(pages.receipt), name="receipt"),
    path("ma-tra-cuu/tra/", talking.lookup, name="lookup"),
    path("ma-tra-cuu/tra-loi/", talking.reply, name="reply"),
    path("ma-tra-cuu/doi-bien-nhan/", replacing.replace, name="replace"),
    path("ma-tra-cuu/nhan-thuong/", claiming.post, name="claim"),
    path("ma-tra-cuu/bang-chung/", proofs.prove, name="prove"),
    path("bang-chung/", proofs.check, name="proof"),
    path("bang-chung/tra/", proofs.inclusion, name="inclusion"),
    path("bang-chung/khong-javascript/", proofs.check_plain, name="proof_plain"),
    path("ma-tra-cuu/khong-javascript/", plain.receipt, name="receipt_plain"),
    path("de-nghi-khen/", sealed_pages.nominate, name="nominate"),
    path("de-nghi-khen/khong-javascript/", sealed_pages.nominate_plain, name="nominate_plain"),
    path("viec-tot/", exemplars.listing, name="exemplars"),
    path("niem-yet/", recognitions.posted, name="posted"),
    path("niem-yet/phan-anh/", sealed_pages.objecting, name="object"),
    path("niem-yet/da-cong-nhan/", recognitions.recognised, name="recognised"),
    path("cai-vao-may/", shell.kept(shell.shell), name="shell"),
    path("cai-vao-may/binhyen.webmanifest", shell.manifest, name="manifest"),
    path("tin-tuc/", news.front, name="news"),
    path("tin-tuc/kho/", news.archive, name="news_archive"),
    path("tin-tuc/tim/", news.search, name="news_search"),
    path("tin-tuc/atom.xml", crawling.feed, name="news_feed"),
    path("tin-tuc/chuyen-muc/<slug:code>/", news.section, name="news_section"),
    path("tin-tuc/anh/<slug:sha256>-<slug:size>.jpg", news.picture, name="story_picture"),
    path("tin-tuc/the/<slug:ref>-<slug:sha256>.png", news.card, name="story_card"),
    path("tin-tuc/<slug:slug>-<slug:ref>/", news.story, name="story"),
    path("khong-co-mang/", shell.kept(shell.without_network), name="without_network"),
]
