package io.replaymq.jms.consumer;

import java.util.List;

/**
 * Messages that were taken out of an inbox to be handed over. The inbox is busy with them until {@link Handout#done} says otherwise.
 *
 * @param inbox whose they are
 * @param messages one at least, oldest first
 */
record Turn(Inbox inbox, List<Held> messages) {}
