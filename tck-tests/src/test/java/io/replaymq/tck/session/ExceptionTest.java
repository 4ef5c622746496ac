package io.replaymq.tck.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.suite.AssertionSuite;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import org.junit.jupiter.api.Test;

/** What exceptions tell. */
class ExceptionTest extends AssertionSuite {
    @Test
    @Assertion("10.2")
    void anExceptionSaysWhatIsWrong() throws JMSException {
        JMSException thrown =
                catchThrowableOfType(JMSException.class, () -> session().commit());

        assertThat(thrown).isInstanceOf(IllegalStateException.class);
        assertThat(thrown.getMessage()).isNotBlank();
    }

    @Test
    @Assertion("10.2")
    void anUncheckedExceptionSaysWhatIsWrong() {
        JMSContext context = closing(factory().createContext());

        JMSRuntimeException thrown = catchThrowableOfType(JMSRuntimeException.class, context::commit);

        assertThat(thrown).isInstanceOf(IllegalStateRuntimeException.class);
        assertThat(thrown.getMessage()).isNotBlank();
    }
}
