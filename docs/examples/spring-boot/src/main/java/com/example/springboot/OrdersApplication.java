package com.example.springboot;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jms.annotation.JmsListener;
import org.springframework.jms.core.JmsClient;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.SendTo;

/** Orders something, and confirms what is ordered. */
@SpringBootApplication
public class OrdersApplication {
    @JmsListener(destination = "boot.orders")
    @SendTo("boot.confirmations")
    public String confirm(String order, @Header("region") String region) {
        return order + " for the " + region;
    }

    public static void main(String[] arguments) {
        try (ConfigurableApplicationContext application = SpringApplication.run(OrdersApplication.class, arguments)) {
            application.getBean(JmsClient.class).destination("boot.orders").send("3 screws", Map.of("region", "north"));

            System.out.println(
                    "confirmed: " + application.getBean(JmsTemplate.class).receiveAndConvert("boot.confirmations"));
        }
    }
}
