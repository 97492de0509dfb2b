"""What is sent out to somebody who asked for it: to whom, by which channel, what became of it.

The room knows recipients, an outbox and how each channel speaks. It does not know what a notice is about: whoever puts
one into the outbox registers how it is written (`composing`), and it is written when it is sent, so that the outbox
holds no word of it and nothing is sent that may not be said any more.
"""
