package io.replaymq.broker.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.replaymq.log.record.RecordContent;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the properties of a message in its record, without making objects of those that nobody asks for: the headers behind the
 * header {@code jms}. Of a record without that header, which another kind of client wrote, every header that is UTF-8 is a string
 * property. What was added to a dead letter has names of its own, see {@link DeadLetterProperty}.
 */
public final class PropertyWalk {
    private static final ByteBuffer HEADER = ByteBuffer.wrap(MessageLayout.HEADER.getBytes(UTF_8));
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final HeaderWalk walk;
    private final Origin origin;
    private Optional<DeadLetterProperty> deadLetter = Optional.empty();

    /** Begins before the first property. */
    public PropertyWalk(RecordContent content) {
        HeaderWalk first = new HeaderWalk(content);
        boolean found = false;
        while (!found && first.next()) {
            found = first.keyIs(HEADER);
        }
        walk = found ? first : new HeaderWalk(content);
        origin = found ? Origin.MESSAGE : Origin.RECORD;
    }

    /** Moves to the next property. @return false if there is none */
    public boolean next() {
        boolean there = walk.next();
        while (there && origin == Origin.RECORD && !isText()) {
            there = walk.next();
        }
        deadLetter = there ? DeadLetterProperty.of(walk) : Optional.empty();
        return there;
    }

    private boolean isText() {
        try {
            Texts.fromUtf8(walk.valueOr(NOTHING));
            return !walk.isNull();
        } catch (MalformedMessageException e) {
            return false;
        }
    }

    /** Whether this property has that name, in UTF-8. */
    public boolean nameIs(ByteBuffer name) {
        return deadLetter.isPresent() ? deadLetter.get().nameIs(name) : walk.keyIs(name);
    }

    /** The name of this property. */
    public String name() {
        return deadLetter.isPresent() ? deadLetter.get().propertyName() : walk.key();
    }

    /**
     * The value of this property.
     *
     * @throws MalformedMessageException if it is none
     */
    public @Nullable Object value() throws MalformedMessageException {
        if (deadLetter.isPresent()) {
            return deadLetter.get().value(walk.valueOr(NOTHING));
        }
        if (walk.isNull()) {
            throw new MalformedMessageException("property '" + name() + "' without a value");
        }
        ByteBuffer value = walk.valueOr(NOTHING);
        return origin == Origin.MESSAGE ? TypedValue.decode(value) : Texts.fromUtf8(value);
    }

    private enum Origin {
        MESSAGE,
        RECORD
    }
}
