package io.replaymq.wild;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.naming.Context;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jms.annotation.JmsListener;
import org.springframework.jms.core.JmsClient;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.SendTo;

/** Spring Boot's own auto-configuration, which finds the server through JNDI, and {@link JmsListener} in transacted sessions, the default. */
class SpringBootTest extends WildSuite {
    private final Map<String, String> propertiesBefore = new TreeMap<>();

    /** An application as people write them. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        @Bean
        Listeners listeners() {
            return new Listeners();
        }
    }

    /** Its listeners. */
    static final class Listeners {
        private final BlockingQueue<String> arrivals = new LinkedBlockingQueue<>();
        private final AtomicInteger refusals = new AtomicInteger();

        @JmsListener(destination = "${questions}")
        @SendTo("${answers}")
        String answer(String question, @Header("region") String region) {
            return question + " from the " + region;
        }

        @JmsListener(destination = "${difficult}", concurrency = "1-2")
        void refuseOnce(String text, @Header("JMSXDeliveryCount") int deliveries) {
            if (refusals.getAndIncrement() == 0) {
                throw new IllegalStateException("as the test wants it");
            }
            arrivals.add(text + " " + deliveries);
        }
    }

    @BeforeEach
    void beFoundThroughJndi() {
        setProperty(Context.INITIAL_CONTEXT_FACTORY, "io.replaymq.jms.jndi.ReplayMQInitialContextFactory");
        setProperty(Context.PROVIDER_URL, url());
    }

    @AfterEach
    void restoreProperties() {
        propertiesBefore.forEach(SpringBootTest::restore);
    }

    @Test
    void configuresTemplatesClientsAndListeners() throws Exception {
        String questions = newName("questions");
        String answers = newName("answers");
        String difficult = newName("difficult");
        ConfigurableApplicationContext application =
                closing(start("--questions=" + questions, "--answers=" + answers, "--difficult=" + difficult));
        JmsTemplate template = application.getBean(JmsTemplate.class);
        JmsClient client = application.getBean(JmsClient.class);

        client.destination(questions).send("a question", Map.of("region", "north"));
        template.convertAndSend(difficult, "refused once");
        restartTheServer();

        assertThat(template.receiveAndConvert(answers)).isEqualTo("a question from the north");
        assertThat(next(application.getBean(Listeners.class).arrivals)).matches("refused once [2-9]");
    }

    private static ConfigurableApplicationContext start(String... arguments) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setDefaultProperties(Map.of(
                "spring.jms.jndi-name", "ConnectionFactory",
                "spring.jms.template.receive-timeout", PATIENCE,
                "spring.jms.listener.receive-timeout", "50ms",
                "spring.main.banner-mode", "off"));
        return application.run(arguments);
    }

    private void setProperty(String name, String value) {
        propertiesBefore.put(name, String.valueOf(System.setProperty(name, value)));
    }

    private static void restore(String name, String before) {
        if (before.equals("null")) {
            System.clearProperty(name);
        } else {
            System.setProperty(name, before);
        }
    }
}
