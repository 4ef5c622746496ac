package io.replaymq.groups.delivery;

import io.replaymq.groups.record.GroupRecord;
import io.replaymq.log.api.AppendOutcome;
import java.util.List;

/** A change of groups that is one with an append of something else. <b>Threads:</b> the owner thread. */
public interface JointChange {
    /** Takes the messages out of everybody's reach. The records of the change; called once. */
    List<GroupRecord> begin();

    /** What became of the set: the change is made if this was its first time, and undone if nothing was appended. */
    void end(AppendOutcome outcome);
}
