package com.example.camel;

import jakarta.jms.ConnectionFactory;
import javax.naming.InitialContext;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;

/** Routes orders from a queue to a queue, and answers questions. */
public final class CamelApplication {
    private static final long PATIENCE_MS = 60_000;

    private CamelApplication() {}

    public static void main(String[] arguments) throws Exception {
        ConnectionFactory factory = (ConnectionFactory) new InitialContext().lookup("ConnectionFactory");
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.addComponent("jms", JmsComponent.jmsComponentAutoAcknowledge(factory));
            camel.addRoutes(new Routes());
            camel.start();
            ProducerTemplate producer = camel.createProducerTemplate();
            ConsumerTemplate consumer = camel.createConsumerTemplate();

            producer.sendBodyAndHeader("jms:queue:camel.orders", "3 screws", "region", "north");
            System.out.println("shipped: " + consumer.receiveBody("jms:queue:camel.shipments", PATIENCE_MS));

            Object answer =
                    producer.requestBody("jms:queue:camel.questions?requestTimeout=" + PATIENCE_MS, "how many screws?");
            System.out.println("answered: " + answer);
        }
    }

    private static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            from("jms:queue:camel.orders?selector=region='north'&receiveTimeout=100")
                    .to("jms:queue:camel.shipments");
            from("jms:queue:camel.questions?receiveTimeout=100")
                    .process(exchange -> exchange.getMessage().setBody("3"));
        }
    }
}
