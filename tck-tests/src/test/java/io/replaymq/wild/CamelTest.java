package io.replaymq.wild;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.connection.JmsTransactionManager;

/** Apache Camel's {@code jms} component. */
class CamelTest extends WildSuite {
    private final BlockingQueue<String> arrivals = new LinkedBlockingQueue<>();
    private DefaultCamelContext camel;
    private ProducerTemplate template;
    private String in;
    private String out;

    @BeforeEach
    void open() {
        camel = closing(new DefaultCamelContext());
        camel.addComponent("jms", JmsComponent.jmsComponentAutoAcknowledge(factory()));
        camel.getShutdownStrategy().setTimeout(5);
        template = camel.createProducerTemplate();
        in = newName("in");
        out = newName("out");
    }

    @Test
    void routesFromAQueueToAQueue() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                from("jms:queue:" + in + "?concurrentConsumers=2&receiveTimeout=50")
                        .setHeader("region", constant("north"))
                        .to("jms:queue:" + out + "?deliveryPersistent=true");
                from("jms:queue:" + out + "?selector=region='north'&receiveTimeout=50")
                        .process(exchange -> arrivals.add(exchange.getMessage().getBody(String.class)));
            }
        });

        for (int i = 0; i < 20; i++) {
            template.sendBody("jms:queue:" + in, "message-" + i);
        }

        assertThat(next(arrivals, 20)).doesNotHaveDuplicates().contains("message-0", "message-19");
    }

    @Test
    void goesOnAfterARestart() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                from("jms:queue:" + in + "?concurrentConsumers=2&receiveTimeout=50")
                        .process(exchange -> arrivals.add(exchange.getMessage().getBody(String.class)));
            }
        });

        template.sendBody("jms:queue:" + in, "before");
        restartTheServer();
        template.sendBody("jms:queue:" + in, "after");

        Set<String> received = new HashSet<>();
        while (received.size() < 2) {
            received.add(next(arrivals)); // what was not acknowledged yet may come twice
        }
        assertThat(received).containsExactlyInAnyOrder("before", "after");
    }

    @Test
    void answersRequestsThroughATemporaryAndThroughAFixedQueue() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                from("jms:queue:" + in + "?receiveTimeout=50").process(exchange -> exchange.getMessage()
                        .setBody("answer to " + exchange.getMessage().getBody(String.class)));
            }
        });
        String patience = "?receiveTimeout=50&requestTimeout=" + PATIENCE.toMillis();

        assertThat(template.requestBody("jms:queue:" + in + patience, "one", String.class))
                .isEqualTo("answer to one");
        assertThat(template.requestBody(
                        "jms:queue:" + in + patience + "&replyTo=" + out + "&replyToType=Exclusive",
                        "two",
                        String.class))
                .isEqualTo("answer to two");
    }

    @Test
    void consumesFromADurableSubscription() throws Exception {
        String client = newName("client");
        try (var subscribing = factory().createContext()) {
            subscribing.setClientID(client);
            subscribing
                    .createDurableConsumer(subscribing.createTopic(in), "archive")
                    .close();
        }
        camel.start();
        template.sendBodyAndHeaders("jms:topic:" + in, Map.of("pieces", 3), Map.of("region", "north"));

        run(new RouteBuilder() {
            @Override
            public void configure() {
                from("jms:topic:" + in + "?receiveTimeout=50&durableSubscriptionName=archive&clientId=" + client)
                        .process(exchange -> arrivals.add(exchange.getMessage().getBody(Map.class) + " "
                                + exchange.getMessage().getHeader("region")));
            }
        });

        assertThat(next(arrivals)).isEqualTo("{pieces=3} north");
    }

    @Test
    void deliversAgainWhatTheRouteFailedOnInClientMode() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        run(new RouteBuilder() {
            @Override
            public void configure() {
                from("jms:queue:" + in + "?receiveTimeout=50&acknowledgementModeName=CLIENT_ACKNOWLEDGE")
                        .errorHandler(noErrorHandler())
                        .process(exchange -> {
                            if (attempts.getAndIncrement() == 0) {
                                throw new IllegalStateException("as the test wants it");
                            }
                            arrivals.add(exchange.getMessage().getBody(String.class) + " "
                                    + exchange.getMessage().getHeader("JMSRedelivered"));
                        });
            }
        });

        template.sendBody("jms:queue:" + in, "refused once");

        assertThat(next(arrivals)).isEqualTo("refused once true");
    }

    @Test
    void movesMessagesInATransactedRouteOnceEach() throws Exception {
        camel.addComponent("transacted", transactedComponent());
        Set<String> refused = Collections.synchronizedSet(new HashSet<>());
        run(new RouteBuilder() {
            @Override
            public void configure() {
                from("transacted:queue:" + in + "?receiveTimeout=50")
                        .errorHandler(noErrorHandler())
                        .to("transacted:queue:" + out)
                        .process(exchange -> {
                            if (refused.add(exchange.getMessage().getBody(String.class))) {
                                throw new IllegalStateException("as the test wants it");
                            }
                        });
                from("jms:queue:" + out + "?receiveTimeout=50")
                        .process(exchange -> arrivals.add(exchange.getMessage().getBody(String.class)));
            }
        });

        for (int i = 0; i < 10; i++) {
            template.sendBody("jms:queue:" + in, "message-" + i);
        }

        assertThat(next(arrivals, 10)).doesNotHaveDuplicates().contains("message-0", "message-9");
    }

    /** With Spring's transaction manager, over connections that stay open. */
    private JmsComponent transactedComponent() {
        CachingConnectionFactory connections = new CachingConnectionFactory(factory());
        connections.setCacheConsumers(false); // one that is put by with its session would keep what it has prefetched
        closing(connections::destroy);
        return JmsComponent.jmsComponentTransacted(connections, new JmsTransactionManager(connections));
    }

    private void run(RouteBuilder routes) throws Exception {
        camel.addRoutes(routes);
        camel.start();
        template.start();
    }
}
