package io.replaymq.history;

/**
 * A message, whatever queues it goes through.
 *
 * @param producer who made it
 * @param number its number there, from 0
 */
public record MessageId(String producer, int number) {
    @Override
    public String toString() {
        return producer + ":" + number;
    }
}
