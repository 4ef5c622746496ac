package io.replaymq.tck.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.suite.AssertionSuite;
import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.JMSException;
import org.junit.jupiter.api.Test;

/** Client identifiers: set once, first, and by one connection at a time. */
class ClientIdTest extends AssertionSuite {
    @Test
    @Assertion("6.1.2")
    void thereIsNoneAtFirst() throws JMSException {
        assertThat(openConnection().getClientID()).isNull();
    }

    @Test
    @Assertion("6.1.2")
    void theApplicationSetsOne() throws JMSException {
        Connection connection = openConnection();
        String id = newName("client");

        connection.setClientID(id);

        assertThat(connection.getClientID()).isEqualTo(id);
    }

    @Test
    @Assertion("6.1.2")
    void itIsSetOnce() throws JMSException {
        Connection connection = openConnection();
        connection.setClientID(newName("client"));

        assertThatThrownBy(() -> connection.setClientID(newName("other"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Assertion("6.1.2")
    void itIsNotSetAfterASessionWasMade() throws JMSException {
        Connection connection = openConnection();
        connection.createSession();

        assertThatThrownBy(() -> connection.setClientID(newName("late"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Assertion("6.1.2")
    void itIsNotSetAfterTheStart() throws JMSException {
        Connection connection = openConnection();
        connection.start();

        assertThatThrownBy(() -> connection.setClientID(newName("late"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Assertion("6.1.2")
    void itBelongsToOneConnectionAtATime() throws JMSException {
        String id = newName("client");
        openConnection().setClientID(id);
        Connection other = openConnection();

        assertThatThrownBy(() -> other.setClientID(id)).isInstanceOf(InvalidClientIDException.class);
    }

    @Test
    @Assertion("6.1.2")
    void itIsFreeAgainWhenItsConnectionIsClosed() throws JMSException {
        String id = newName("client");
        Connection first = openConnection();
        first.setClientID(id);
        first.close();

        Connection second = openConnection();
        second.setClientID(id);

        assertThat(second.getClientID()).isEqualTo(id);
    }

    @Test
    @Assertion("6.1.2")
    void anotherIdCanBeSetWhenOneWasRefused() throws JMSException {
        String taken = newName("client");
        openConnection().setClientID(taken);
        Connection other = openConnection();
        assertThatThrownBy(() -> other.setClientID(taken)).isInstanceOf(InvalidClientIDException.class);

        String free = newName("client");
        other.setClientID(free);

        assertThat(other.getClientID()).isEqualTo(free);
    }

    @Test
    @Assertion(
            value = "10.3",
            referenceDiffers =
                    "throws NullPointerException for no identifier; the section wants InvalidClientIDException")
    void noIdIsRefused() throws JMSException {
        Connection connection = openConnection();

        assertThatThrownBy(() -> connection.setClientID(null)).isInstanceOf(InvalidClientIDException.class);
        assertThatThrownBy(() -> connection.setClientID("")).isInstanceOf(InvalidClientIDException.class);
    }
}
