package io.replaymq.broker.dispatch;

import io.replaymq.broker.api.ConsumerLink;
import io.replaymq.broker.api.DeliveryId;
import io.replaymq.groups.api.Acknowledgement;
import java.util.List;

/** A consumer as its link holds it: it can also be left without a goodbye. */
public interface OpenConsumer extends ConsumerLink {
    /** Stops deliveries; what the consumer holds stays its own until it resumes or the resume window is over. */
    void abandon();

    /** Deliveries of it as its group knows them, to settle them together with something else. */
    Acknowledgement toAcknowledge(List<DeliveryId> deliveries);
}
