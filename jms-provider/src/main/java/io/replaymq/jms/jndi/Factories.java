package io.replaymq.jms.jndi;

import io.replaymq.jms.JmsConnectionFactory;
import io.replaymq.jms.JmsXaConnectionFactory;
import io.replaymq.remote.api.NearestName;
import jakarta.jms.ConnectionFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.naming.ConfigurationException;

/** Makes connection factories of URLs, of the kind that the option {@code type} names, as Artemis has it. */
final class Factories {
    private static final String TYPE = "type=";
    private static final List<String> PLAIN = List.of("CF", "QUEUE_CF", "TOPIC_CF");
    private static final List<String> XA = List.of("XA_CF", "QUEUE_XA_CF", "TOPIC_XA_CF");

    private Factories() {}

    /**
     * A factory; a plain one if the URL does not say which.
     *
     * @param property where the URL comes from, for messages
     * @throws ConfigurationException if the URL or one of its options is not legal
     */
    static ConnectionFactory of(String property, String url) throws ConfigurationException {
        return of(property, url, PLAIN.get(0));
    }

    /** A factory; one for distributed transactions if the URL does not say which. */
    static ConnectionFactory xaOf(String property, String url) throws ConfigurationException {
        return of(property, url, XA.get(0));
    }

    private static ConnectionFactory of(String property, String url, String defaultType) throws ConfigurationException {
        try {
            return make(url, defaultType);
        } catch (IllegalArgumentException e) {
            ConfigurationException failure = new ConfigurationException(property + ": " + e.getMessage());
            failure.setRootCause(e);
            throw failure;
        }
    }

    private static ConnectionFactory make(String url, String defaultType) {
        int question = url.indexOf('?');
        List<String> types = new ArrayList<>();
        List<String> others = new ArrayList<>();
        if (question >= 0) {
            for (String option : url.substring(question + 1).split("&", -1)) {
                (option.startsWith(TYPE) ? types : others).add(option);
            }
        }
        String broker = question < 0 ? url : url.substring(0, question);
        String rest = others.isEmpty() ? broker : broker + "?" + String.join("&", others);
        return isXa(types, defaultType) ? JmsXaConnectionFactory.of(rest) : JmsConnectionFactory.of(rest);
    }

    private static boolean isXa(List<String> types, String defaultType) {
        if (types.size() > 1) {
            throw new IllegalArgumentException("URL option 'type' is given twice");
        }
        String type = types.isEmpty() ? defaultType : types.get(0).substring(TYPE.length());
        if (!PLAIN.contains(type) && !XA.contains(type)) {
            List<String> all = Stream.concat(PLAIN.stream(), XA.stream()).toList();
            throw new IllegalArgumentException("URL option type=" + type + ", " + NearestName.advice(type, all));
        }
        return XA.contains(type);
    }
}
