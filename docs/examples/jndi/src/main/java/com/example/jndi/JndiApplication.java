package com.example.jndi;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Sends to a queue and to a topic and receives from both. Nothing here is ours: that is in {@code jndi.properties}. */
public final class JndiApplication {
    private static final long PATIENCE_MS = 60_000;

    private JndiApplication() {}

    public static void main(String[] arguments) throws NamingException {
        InitialContext jndi = new InitialContext();
        ConnectionFactory factory = (ConnectionFactory) jndi.lookup("ConnectionFactory");
        Queue orders = (Queue) jndi.lookup("jms/orders");
        Topic prices = (Topic) jndi.lookup("jms/prices");

        try (JMSContext context = factory.createContext()) {
            JMSConsumer ours = context.createConsumer(orders, "region = 'north'");
            JMSConsumer archive = context.createSharedDurableConsumer(prices, "archive");

            context.createProducer().setProperty("region", "north").send(orders, "3 screws");
            context.createProducer().send(prices, "a screw is 2 cents");

            System.out.println("ordered: " + ours.receiveBody(String.class, PATIENCE_MS));
            System.out.println("price: " + archive.receiveBody(String.class, PATIENCE_MS));
        }
    }
}
