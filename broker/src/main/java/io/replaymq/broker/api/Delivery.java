package io.replaymq.broker.api;

/**
 * A message handed to a consumer.
 *
 * @param id what to settle it by
 * @param deliveryCount how often it was delivered, this time included; more than 1 means redelivered
 * @param message the message
 */
public record Delivery(DeliveryId id, int deliveryCount, Message message) {}
