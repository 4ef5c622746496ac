package io.replaymq.wild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jms.InvalidSelectorException;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.connection.SingleConnectionFactory;
import org.springframework.jms.core.JmsClient;
import org.springframework.jms.core.JmsMessagingTemplate;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.jms.support.converter.MappingJackson2MessageConverter;
import org.springframework.jms.support.converter.MessageType;

/** Spring's {@link JmsTemplate} and {@link JmsClient}. */
class SpringTemplateTest extends WildSuite {
    private CachingConnectionFactory caching;
    private JmsTemplate template;
    private String queue;

    /** What is sent as JSON. */
    public record Order(String article, int pieces) {}

    @BeforeEach
    void open() {
        caching = new CachingConnectionFactory(factory());
        closing(caching::destroy);
        template = new JmsTemplate(caching);
        template.setReceiveTimeout(PATIENCE.toMillis());
        queue = newName("queue");
    }

    @Test
    void convertsTextsBytesAndMaps() {
        template.convertAndSend(queue, "a text");
        template.convertAndSend(queue, new byte[] {1, 2, 3});
        template.convertAndSend(queue, Map.of("pieces", 3, "article", "screw"));

        assertThat(template.receiveAndConvert(queue)).isEqualTo("a text");
        assertThat(template.receiveAndConvert(queue)).isEqualTo(new byte[] {1, 2, 3});
        assertThat(template.receiveAndConvert(queue)).isEqualTo(Map.of("pieces", 3, "article", "screw"));
    }

    @Test
    @SuppressWarnings("removal") // of Jackson 2, which is on the class path; the converter for Jackson 3 sends the same
    void convertsObjectsToJson() {
        MappingJackson2MessageConverter json = new MappingJackson2MessageConverter();
        json.setTargetType(MessageType.TEXT);
        json.setTypeIdPropertyName("_type");
        template.setMessageConverter(json);

        template.convertAndSend(queue, new Order("screw", 3));

        assertThat(template.receiveAndConvert(queue)).isEqualTo(new Order("screw", 3));
    }

    @Test
    void sendsWithAnotherQualityOfService() throws Exception {
        template.setExplicitQosEnabled(true);
        template.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        template.setPriority(7);
        template.setTimeToLive(600_000);

        template.convertAndSend(queue, "urgent", message -> {
            message.setStringProperty("region", "north");
            message.setJMSCorrelationID("order-1");
            return message;
        });

        Message received = template.receive(queue);
        assertThat(received.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
        assertThat(received.getJMSPriority()).isEqualTo(7);
        assertThat(received.getJMSExpiration()).isPositive();
        assertThat(received.getStringProperty("region")).isEqualTo("north");
        assertThat(received.getJMSCorrelationID()).isEqualTo("order-1");
    }

    @Test
    void sendsWithADeliveryDelay() throws Exception {
        template.setDeliveryDelay(1);

        template.convertAndSend(queue, "later");

        Message received = template.receive(queue);
        assertThat(received.getJMSDeliveryTime()).isGreaterThan(received.getJMSTimestamp());
    }

    @Test
    void receivesWhatIsSelectedAndBrowsesTheRest() {
        for (String region : List.of("north", "south")) {
            template.convertAndSend(queue, region, message -> {
                message.setStringProperty("region", region);
                return message;
            });
        }

        assertThat(template.receiveSelectedAndConvert(queue, "region = 'south'"))
                .isEqualTo("south");

        List<String> left = template.browse(queue, (session, browser) -> textsOf(browser.getEnumeration()));
        assertThat(left).containsExactly("north");
        assertThatThrownBy(() -> template.receiveSelected(queue, "region = = 1"))
                .isInstanceOf(InvalidSelectorException.class);
    }

    @Test
    void answersARequest() throws Exception {
        CompletableFuture<Void> answering = CompletableFuture.runAsync(() -> {
            JmsTemplate other = new JmsTemplate(factory());
            other.setReceiveTimeout(PATIENCE.toMillis());
            other.execute(
                    session -> {
                        TextMessage request = (TextMessage) other.receive(queue);
                        TextMessage answer = session.createTextMessage("answer to " + request.getText());
                        answer.setJMSCorrelationID(request.getJMSMessageID());
                        session.createProducer(request.getJMSReplyTo()).send(answer);
                        return null;
                    },
                    true);
        });

        Message answer = template.sendAndReceive(queue, session -> session.createTextMessage("question"));

        answering.get();
        assertThat(((TextMessage) answer).getText()).isEqualTo("answer to question");
    }

    @Test
    void offersTheClientAndTheMessagingTemplate() {
        JmsClient client = JmsClient.create(caching);

        client.destination(queue).withPriority(8).withTimeToLive(600_000).send("by client", Map.of("region", "north"));

        assertThat(client.destination(queue)
                        .withReceiveTimeout(PATIENCE.toMillis())
                        .receive("region = 'north' AND JMSPriority = 8", String.class))
                .contains("by client");
        JmsMessagingTemplate messaging = new JmsMessagingTemplate(template);
        messaging.convertAndSend(queue, "by messaging", Map.of("region", "south"));
        assertThat(messaging.receive(queue))
                .satisfies(message -> assertThat(message.getPayload()).isEqualTo("by messaging"))
                .satisfies(message -> assertThat(message.getHeaders()).containsEntry("region", "south"));
    }

    @Test
    void goesOnWithItsCachedSessionsAfterARestart() {
        template.convertAndSend(queue, "before");

        restartTheServer();
        template.convertAndSend(queue, "after");

        assertThat(template.receiveAndConvert(queue)).isEqualTo("before");
        assertThat(template.receiveAndConvert(queue)).isEqualTo("after");
    }

    @Test
    void worksWithoutACache() {
        JmsTemplate plain = new JmsTemplate(factory());
        plain.setReceiveTimeout(PATIENCE.toMillis());

        plain.convertAndSend(queue, "one");
        plain.convertAndSend(queue, "two");

        assertThat(plain.receiveAndConvert(queue)).isEqualTo("one");
        assertThat(plain.receiveAndConvert(queue)).isEqualTo("two");
    }

    @Test
    void sharesASingleConnection() {
        SingleConnectionFactory single = new SingleConnectionFactory(factory());
        closing(single::destroy);
        single.setReconnectOnException(true);
        single.setClientId(newName("client"));
        JmsTemplate sharing = new JmsTemplate(single);
        sharing.setReceiveTimeout(PATIENCE.toMillis());

        sharing.convertAndSend(queue, "one");

        assertThat(sharing.receiveAndConvert(queue)).isEqualTo("one");
    }

    private static List<String> textsOf(Enumeration<?> messages) throws JMSException {
        List<String> texts = new ArrayList<>();
        while (messages.hasMoreElements()) {
            texts.add(((TextMessage) messages.nextElement()).getText());
        }
        return texts;
    }
}
