package io.replaymq.tck.provider;

/** Every provider that the suites run against. */
public enum Providers {
    /** ReplayMQ without a network. */
    IN_VM {
        @Override
        public RunningProvider start() throws Exception {
            return ReplayMqProvider.inVm();
        }
    },

    /** ReplayMQ over TCP. */
    TCP {
        @Override
        public RunningProvider start() throws Exception {
            return ReplayMqProvider.overTcp();
        }
    },

    /** ReplayMQ over TCP, with a server that is restarted in the middle of a test. */
    TCP_RESTARTED {
        @Override
        public RunningProvider start() throws Exception {
            return ReplayMqProvider.overTcp();
        }
    },

    /** Apache Artemis, the reference. */
    ARTEMIS {
        @Override
        public RunningProvider start() throws Exception {
            return ArtemisProvider.inVm();
        }
    };

    /** Starts it, empty. */
    public abstract RunningProvider start() throws Exception;

    /** Whether it is the one that ours is compared with. */
    public boolean isReference() {
        return this == ARTEMIS;
    }
}
