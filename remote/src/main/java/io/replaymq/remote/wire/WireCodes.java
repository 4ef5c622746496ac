package io.replaymq.remote.wire;

import io.replaymq.broker.api.ConsumerLink.Seen;
import io.replaymq.broker.api.ConsumerLink.Standing;
import io.replaymq.broker.api.ConsumerOptions.Sharing;
import io.replaymq.broker.api.Destination.Kind;
import io.replaymq.log.api.Durability;
import io.replaymq.remote.api.ProtocolViolationException;

/** The numbers that stand for enumerated values. Never an ordinal: the order of constants is nobody's contract. */
final class WireCodes {
    static final int QUEUE = 1;
    static final int TOPIC = 2;

    private WireCodes() {}

    static int of(Kind kind) {
        return switch (kind) {
            case QUEUE -> QUEUE;
            case TOPIC -> TOPIC;
        };
    }

    static Kind kind(int code) {
        return switch (code) {
            case QUEUE -> Kind.QUEUE;
            case TOPIC -> Kind.TOPIC;
            default -> throw unknown("destination kind", code);
        };
    }

    static int of(Durability durability) {
        return switch (durability) {
            case ACCEPTED -> 1;
            case WRITTEN -> 2;
            case DURABLE -> 3;
        };
    }

    static Durability durability(int code) {
        return switch (code) {
            case 1 -> Durability.ACCEPTED;
            case 2 -> Durability.WRITTEN;
            case 3 -> Durability.DURABLE;
            default -> throw unknown("durability", code);
        };
    }

    static int of(Seen seen) {
        return switch (seen) {
            case BY_APPLICATION -> 1;
            case NOT_SEEN -> 2;
        };
    }

    static Seen seen(int code) {
        return switch (code) {
            case 1 -> Seen.BY_APPLICATION;
            case 2 -> Seen.NOT_SEEN;
            default -> throw unknown("seen", code);
        };
    }

    static int of(Sharing sharing) {
        return switch (sharing) {
            case SHARED -> 1;
            case EXCLUSIVE -> 2;
        };
    }

    static Sharing sharing(int code) {
        return switch (code) {
            case 1 -> Sharing.SHARED;
            case 2 -> Sharing.EXCLUSIVE;
            default -> throw unknown("sharing", code);
        };
    }

    static int of(Standing standing) {
        return switch (standing) {
            case HOLDS -> 1;
            case STARTED_ANEW -> 2;
        };
    }

    static Standing standing(int code) {
        return switch (code) {
            case 1 -> Standing.HOLDS;
            case 2 -> Standing.STARTED_ANEW;
            default -> throw unknown("standing", code);
        };
    }

    static ProtocolViolationException unknown(String what, int code) {
        return new ProtocolViolationException(what + " " + code + " does not exist");
    }
}
