package io.replaymq.log.recovery;

/** A partition as the journal and the checkpoint name it. */
record PartitionId(int topicId, int partition) {}
