package io.replaymq.log.pipeline;

import io.replaymq.log.api.TimeSource;
import io.replaymq.log.storage.DiskBudget;
import io.replaymq.log.topic.Topics;

/**
 * What the stages work on.
 *
 * @param topics which topics there are
 * @param health whether the storage has failed
 * @param time where the time comes from
 * @param disk how much may still be appended
 */
public record RecoveredLog(Topics topics, EngineHealth health, TimeSource time, DiskBudget disk) {}
