package io.replaymq.broker;

import static io.replaymq.broker.BrokerFixture.ORDERS;
import static io.replaymq.broker.BrokerFixture.ORDERS_QUEUE;
import static io.replaymq.broker.BrokerFixture.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.replaymq.broker.api.ConsumerLink.Seen;
import io.replaymq.broker.api.ConsumerLink.Standing;
import io.replaymq.broker.api.ConsumerRequest.Resume;
import io.replaymq.broker.api.StartPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole-broker runs of random sends, consumers, settling, interruptions, kills and rewinds, against {@link QueueModel}. */
@Timeout(300)
class BrokerModelTest {
    private static final int ACTIONS = 80;

    static LongStream seeds() {
        String one = System.getProperty("seed");
        return one == null ? LongStream.range(0, 20) : LongStream.of(Long.parseLong(one));
    }

    @ParameterizedTest(name = "-Dseed={0}")
    @MethodSource("seeds")
    void losesNothingAndDeliversNothingToTwo(long seed) {
        Random random = new Random(seed);
        try (BrokerFixture fixture = new BrokerFixture(1 + random.nextInt(3), 16 << random.nextInt(4))) {
            Run run = new Run(fixture, random);
            for (int i = 0; i < ACTIONS; i++) {
                run.act();
            }
            run.drain();
        }
    }

    private static final class Run {
        private final BrokerFixture fixture;
        private final Random random;
        private final QueueModel model = new QueueModel();
        private final List<ModelConsumer> consumers = new ArrayList<>();
        private final List<ModelProducer> producers = new ArrayList<>();

        Run(BrokerFixture fixture, Random random) {
            this.fixture = fixture;
            this.random = random;
            for (int i = 0; i < 3; i++) {
                producers.add(new ModelProducer(model, TestProducer.open(fixture.link(), ORDERS)));
            }
            consumers.add(open(null));
        }

        void act() {
            int dice = random.nextInt(100);
            if (dice < 30) {
                producers.get(random.nextInt(3)).send(1 + random.nextInt(20));
            } else if (dice < 45) {
                anyConsumer().credit(1 + random.nextInt(30));
            } else if (dice < 65) {
                anyConsumer().acknowledge(random);
            } else if (dice < 70) {
                anyConsumer().redeliver(random);
            } else if (dice < 76) {
                anyConsumer().release(random, random.nextBoolean() ? Seen.BY_APPLICATION : Seen.NOT_SEEN);
            } else if (dice < 83) {
                consumers.add(open(null));
            } else if (dice < 88) {
                closeOne();
            } else {
                interrupt(dice);
            }
            assertThat(model.firstBroken()).isNull();
        }

        private void interrupt(int dice) {
            if (dice < 93) {
                resumeOne();
            } else if (dice < 95) {
                fenceOne();
            } else if (dice < 98) {
                kill();
            } else {
                rewind();
            }
        }

        private ModelConsumer anyConsumer() {
            return consumers.get(random.nextInt(consumers.size()));
        }

        private ModelConsumer open(Resume resume) {
            return ModelConsumer.open(model, fixture.link(), resume);
        }

        private void closeOne() {
            if (consumers.size() > 1) {
                consumers.remove(random.nextInt(consumers.size())).close();
            }
        }

        private void resumeOne() {
            ModelConsumer cut = consumers.remove(random.nextInt(consumers.size()));
            cut.abandon();
            fixture.status(ORDERS_QUEUE); // the dispatch thread has done what it was given before
            consumers.add(resumed(cut));
        }

        private ModelConsumer resumed(ModelConsumer former) {
            ModelConsumer back = former.resumeOn(fixture.link());
            assertThat(back.standing()).isEqualTo(Standing.HOLDS);
            return back;
        }

        private void fenceOne() {
            if (consumers.size() > 1) {
                ModelConsumer lost = consumers.remove(random.nextInt(consumers.size()));
                lost.abandon();
                fixture.status(ORDERS_QUEUE);
                lost.giveUp();
                fixture.passResumeWindow();
            }
        }

        private void kill() {
            fixture.kill();
            List<ModelConsumer> former = List.copyOf(consumers);
            consumers.clear();
            former.forEach(each -> consumers.add(resumed(each)));
            producers.forEach(each -> each.moveTo(fixture.link()));
        }

        private void rewind() {
            model.rewinds();
            join(fixture.link().rewind(ORDERS_QUEUE, new StartPosition.Earliest()));
        }

        void drain() {
            while (consumers.size() > 1) {
                closeOne();
            }
            ModelConsumer last = consumers.get(0);
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> {
                        last.credit(200);
                        last.acknowledgeAll();
                        return model.unsettled() == 0;
                    });
            assertThat(model.firstBroken()).isNull();
            assertThat(fixture.status(ORDERS_QUEUE).backlog()).isZero();
        }
    }
}
