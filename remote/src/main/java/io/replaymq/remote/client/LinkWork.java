package io.replaymq.remote.client;

/** What application threads leave in a link's outbox. */
sealed interface LinkWork
        permits Request, Streaming, Acknowledgement, Releasing, Redelivering, CreditDue, Detaching, LinkEnd {}
