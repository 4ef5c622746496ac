package io.replaymq.jms.context;

import io.replaymq.jms.api.BatchMessageListener;
import io.replaymq.jms.api.BatchReceiver;
import io.replaymq.jms.consumer.JmsMessageConsumer;
import jakarta.jms.JMSConsumer;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import org.jspecify.annotations.Nullable;

/** A consumer of the simplified API. */
final class JmsConsumer implements JMSConsumer, BatchReceiver {
    private final JmsMessageConsumer consumer;

    JmsConsumer(JmsMessageConsumer consumer) {
        this.consumer = consumer;
    }

    @Override
    public @Nullable String getMessageSelector() {
        return Unchecked.find(consumer::getMessageSelector);
    }

    @Override
    public @Nullable MessageListener getMessageListener() {
        return Unchecked.find(consumer::getMessageListener);
    }

    @Override
    public void setMessageListener(@Nullable MessageListener listener) {
        Unchecked.run(() -> consumer.setMessageListener(listener));
    }

    @Override
    public void setBatchMessageListener(@Nullable BatchMessageListener listener, int mostMessages) {
        Unchecked.run(() -> consumer.setBatchMessageListener(listener, mostMessages));
    }

    @Override
    public @Nullable Message receive() {
        return Unchecked.find(() -> consumer.receive());
    }

    @Override
    public @Nullable Message receive(long timeout) {
        return Unchecked.find(() -> consumer.receive(timeout));
    }

    @Override
    public @Nullable Message receiveNoWait() {
        return Unchecked.find(consumer::receiveNoWait);
    }

    @Override
    public void close() {
        Unchecked.run(consumer::close);
    }

    @Override
    public <T> @Nullable T receiveBody(Class<T> type) {
        return Unchecked.find(() -> consumer.receiveBody(type));
    }

    @Override
    public <T> @Nullable T receiveBody(Class<T> type, long timeout) {
        return Unchecked.find(() -> consumer.receiveBody(type, timeout));
    }

    @Override
    public <T> @Nullable T receiveBodyNoWait(Class<T> type) {
        return Unchecked.find(() -> consumer.receiveBodyNoWait(type));
    }
}
