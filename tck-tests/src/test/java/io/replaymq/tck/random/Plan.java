package io.replaymq.tck.random;

import io.replaymq.tck.random.Holder.Held;
import io.replaymq.tck.random.Source.Kind;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Makes a sequence of calls from a seed, with a model of what they do. What is not specified does not happen: each queue and
 * subscription has one consumer at a time, since who gets what is open for more; a consumer is closed when its session holds nothing,
 * since where that goes is open; one session sends everything, and with one delivery mode to a queue, since the order is open else.
 * What goes to the topic is persistent: it is there when the send returns, before the next subscription.
 */
final class Plan {
    private static final int QUEUES = 2;
    private static final int SESSIONS = 2;
    private static final int SENDER = SESSIONS; // the number of the session that sends
    private static final int MOST_DELIVERIES = 3; // the fifth may wait, the tenth is the last one
    private static final int[] MODES = {
        Session.AUTO_ACKNOWLEDGE, Session.CLIENT_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE, Session.SESSION_TRANSACTED
    };

    private final Random random;
    private final List<Step> steps = new ArrayList<>();
    private final List<Source> sources = new ArrayList<>();
    private final Holder[] holders = new Holder[SESSIONS];
    private final int queueMode;
    private final Sender sender;
    private int numbers;

    private Plan(long seed) {
        random = new Random(seed);
        IntStream.range(0, QUEUES).forEach(number -> sources.add(new Source(Kind.QUEUE, number)));
        queueMode = random.nextInt(4) == 0 ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT;
        sender = new Sender(random.nextBoolean());
        openFor("sending", SENDER, sender.isTransacted() ? Session.SESSION_TRANSACTED : Session.AUTO_ACKNOWLEDGE);
        IntStream.range(0, SESSIONS).forEach(this::openSession);
    }

    /** The sequence of a seed; at its end everything that was sent has been received, and no subscription is left. */
    static List<Step> of(long seed, int length) {
        Plan plan = new Plan(seed);
        while (plan.steps.size() < length) {
            plan.next();
        }
        plan.end();
        return plan.steps;
    }

    private void next() {
        switch (random.nextInt(18)) {
            case 0, 1, 2, 3 -> send();
            case 4, 5, 6, 7, 8 -> receive();
            case 9, 10 -> consume();
            case 11 -> settle();
            case 12 -> giveBack();
            case 13 -> closeConsumer();
            case 14 -> closeSession();
            case 15 -> commitSends();
            case 16 -> rollBackSends();
            default -> misuse();
        }
    }

    private void step(String name, Step.Call call) {
        steps.add(new Step(name, call));
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private List<Source> sources(Predicate<Source> which) {
        return sources.stream().filter(which).toList();
    }

    private void openSession(int number) {
        int mode = MODES[random.nextInt(MODES.length)];
        holders[number] = new Holder(number, mode);
        step("session " + number + " of mode " + mode, world -> {
            world.openSession(number, mode);
            return "mode " + world.session(number).getAcknowledgeMode();
        });
    }

    private void openFor(String what, int number, int mode) {
        step("session " + number + " of mode " + mode + " for " + what, world -> {
            world.openSession(number, mode);
            return "opened";
        });
    }

    private void send() {
        int number = numbers++;
        Recipe recipe = new Recipe(number, random.nextLong());
        Source to = random.nextInt(3) == 0 ? new Source(Kind.PLAIN, 0) : any(sources(Source::isQueue));
        sender.send(number, to.isQueue() ? to : null);
        if (!sender.isTransacted()) {
            sender.commit(sources);
        }
        int mode = to.isQueue() ? queueMode : DeliveryMode.PERSISTENT;
        step("sends " + number + " to " + (to.isQueue() ? to : "the topic") + " with mode " + mode, world -> {
            world.send(SENDER, to, recipe.make(world.session(SENDER)), mode);
            return "sent";
        });
    }

    private void receive() {
        List<Source> ready =
                sources(each -> each.isConsumed() && !each.waiting().isEmpty());
        if (!ready.isEmpty()) {
            receiveFrom(any(ready));
        }
    }

    private void receiveFrom(Source source) {
        Sent sent = source.waiting().removeFirst();
        boolean before = sent.isFlagged();
        sent.deliver();
        int receipt = numbers++;
        int consumer = source.consumer();
        long seed = random.nextLong();
        Holder holder = holders[source.session()];
        if (holder.holds()) {
            holder.held().add(new Held(source, sent, receipt));
        }
        step(
                "consumer " + consumer + " receives " + sent.number() + " from " + source + " as " + receipt,
                world -> Reading.of(world.receive(consumer, receipt), seed, before));
    }

    private void consume() {
        int session = random.nextInt(SESSIONS);
        List<Source> free = sources(each -> !each.isConsumed());
        Source source = free.isEmpty() || random.nextInt(3) == 0 ? newSubscription() : any(free);
        int consumer = numbers++;
        source.consumeBy(consumer, session);
        step("session " + session + " consumes from " + source + " as " + consumer, world -> {
            world.keep(consumer, consumerOf(world, session, source));
            return "consumes";
        });
    }

    /** Whether it sees what was sent before it, but is committed after it, is open. */
    private Source newSubscription() {
        if (sender.hasSent()) {
            commitSends();
        }
        Source subscription = new Source(random.nextBoolean() ? Kind.DURABLE : Kind.PLAIN, numbers++);
        sources.add(subscription);
        return subscription;
    }

    private static MessageConsumer consumerOf(World world, int session, Source source) throws JMSException {
        Session of = world.session(session);
        return switch (source.kind()) {
            case QUEUE -> of.createConsumer(world.queue(session, source));
            case PLAIN -> of.createConsumer(world.topic(session));
            case DURABLE -> of.createDurableConsumer(world.topic(session), world.subscription(source));
        };
    }

    /** A session that acknowledges by hand does, a transacted one commits. In a transaction, acknowledging changes nothing. */
    private void settle() {
        Holder holder = holders[random.nextInt(SESSIONS)];
        if (holder.held().isEmpty()) {
            return;
        }
        boolean commits = holder.isTransacted() && random.nextInt(4) > 0;
        int receipt = any(holder.held()).receipt();
        if (commits || !holder.isTransacted()) {
            holder.held().clear();
        }
        if (commits) {
            step("session " + holder.number() + " commits", world -> {
                world.session(holder.number()).commit();
                return "committed";
            });
        } else {
            step("session " + holder.number() + " acknowledges with " + receipt, world -> {
                world.message(receipt).acknowledge();
                return "acknowledged";
            });
        }
    }

    /** A session that acknowledges by hand recovers, a transacted one rolls back. */
    private void giveBack() {
        Holder holder = holders[random.nextInt(SESSIONS)];
        boolean tooOften = holder.held().stream().anyMatch(each -> each.sent().deliveries() >= MOST_DELIVERIES);
        if (!holder.holds() || tooOften || !nothingWaitsFor(holder)) {
            return;
        }
        holder.giveBack();
        step("session " + holder.number() + (holder.isTransacted() ? " rolls back" : " recovers"), world -> {
            Session session = world.session(holder.number());
            if (holder.isTransacted()) {
                session.rollback();
            } else {
                session.recover();
            }
            return "given back";
        });
    }

    private void commitSends() {
        sender.commit(sources);
        if (sender.isTransacted()) {
            step("commits what was sent", world -> {
                world.session(SENDER).commit();
                return "committed";
            });
        }
    }

    private void rollBackSends() {
        if (sender.isTransacted()) {
            sender.rollBack();
            step("rolls back what was sent", world -> {
                world.session(SENDER).rollback();
                return "rolled back";
            });
        }
    }

    /** The reference may deliver what is on its way before what is recovered. */
    private boolean nothingWaitsFor(Holder holder) {
        return sources(each -> each.session() == holder.number()).stream()
                .allMatch(each -> each.waiting().isEmpty());
    }

    private void closeConsumer() {
        List<Source> consumed = sources(
                each -> each.isConsumed() && holders[each.session()].held().isEmpty());
        if (!consumed.isEmpty()) {
            Source source = any(consumed);
            int consumer = source.consumer();
            leave(source);
            step("closes consumer " + consumer + " of " + source, world -> {
                world.consumer(consumer).close();
                return "closed";
            });
        }
    }

    private void leave(Source source) {
        source.letGo();
        source.waiting().forEach(Sent::forgetFlag);
        if (source.kind() == Kind.PLAIN) {
            sources.remove(source);
        }
    }

    private void closeSession() {
        Holder holder = holders[random.nextInt(SESSIONS)];
        boolean tooOften = holder.held().stream().anyMatch(each -> each.sent().deliveries() >= MOST_DELIVERIES);
        if (!tooOften) {
            close(holder);
            openSession(holder.number());
        }
    }

    private void close(Holder holder) {
        sources(each -> each.session() == holder.number()).forEach(this::leave);
        holder.giveBack();
        step("closes session " + holder.number(), world -> {
            world.session(holder.number()).close();
            return "closed";
        });
    }

    private void misuse() {
        int session = random.nextInt(SESSIONS);
        Holder holder = holders[session];
        List<Source> active = sources(each -> each.isConsumed() && each.kind() == Kind.DURABLE);
        switch (random.nextInt(5)) {
            case 0 ->
                step("unsubscribes from nothing", world -> {
                    world.session(session).unsubscribe("nothing");
                    return "unsubscribed";
                });
            case 1 ->
                step("does what its mode does not allow", world -> {
                    Session of = world.session(session);
                    if (holder.isTransacted()) {
                        of.recover();
                    } else {
                        of.commit();
                    }
                    return "done";
                });
            case 2 ->
                step("consumes from nowhere", world -> {
                    world.session(session).createConsumer(null);
                    return "consumes";
                });
            case 3 ->
                step("stops and starts", world -> {
                    world.stop();
                    world.start();
                    return "started";
                });
            default -> {
                if (!active.isEmpty()) {
                    Source source = any(active);
                    step(
                            "unsubscribes from " + source + ", which is consumed",
                            world -> refused(() -> world.session(session).unsubscribe(world.subscription(source))));
                }
            }
        }
    }

    private interface Refusable {
        void run() throws JMSException;
    }

    /** Which exception it is, is not specified. */
    private static String refused(Refusable call) {
        try {
            call.run();
            return "not refused";
        } catch (JMSException e) {
            return "refused";
        }
    }

    /** Closes everything, receives what is left, and unsubscribes. */
    private void end() {
        commitSends();
        for (Holder each : holders) {
            close(each);
        }
        holders[0] = new Holder(0, Session.AUTO_ACKNOWLEDGE);
        openFor("the rest", 0, Session.AUTO_ACKNOWLEDGE);
        for (Source source : List.copyOf(sources)) {
            int consumer = numbers++;
            source.consumeBy(consumer, 0);
            step("session 0 consumes from " + source + " as " + consumer, world -> {
                world.keep(consumer, consumerOf(world, 0, source));
                return "consumes";
            });
            while (!source.waiting().isEmpty()) {
                receiveFrom(source);
            }
            step("closes consumer " + consumer, world -> {
                world.consumer(consumer).close();
                if (source.kind() == Kind.DURABLE) {
                    world.session(0).unsubscribe(world.subscription(source));
                }
                return "closed";
            });
        }
    }
}
