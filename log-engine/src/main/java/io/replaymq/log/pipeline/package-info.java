/**
 * The ingest pipeline: one order for all appends, one group commit for whatever has gathered.
 *
 * <p>Start at {@link io.replaymq.log.pipeline.IngestPipeline}. Any thread publishes into the ring; the stages run on the threads
 * {@code replaymq-ingest…}: {@link io.replaymq.log.pipeline.SequenceHandler} gives each append its place,
 * {@link io.replaymq.log.pipeline.JournalHandler} and {@link io.replaymq.log.pipeline.SegmentHandler} write it,
 * {@link io.replaymq.log.pipeline.PublishHandler} lets readers see it and answers. See {@code docs/threads.md}.
 */
@NullMarked
package io.replaymq.log.pipeline;

import org.jspecify.annotations.NullMarked;
