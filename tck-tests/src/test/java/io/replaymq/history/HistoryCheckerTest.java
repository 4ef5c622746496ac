package io.replaymq.history;

import static io.replaymq.history.Story.IN;
import static io.replaymq.history.Story.OUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.history.Violation.Kind;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each promise is broken once, and nothing else is; beside it stands what looks like it and is right. */
class HistoryCheckerTest {
    private final Story story = new Story();

    private void assertRight() {
        assertThat(story.check()).isEmpty();
    }

    private void assertOnly(Kind kind) {
        assertThat(story.check()).extracting(Violation::kind).containsExactly(kind);
    }

    /** A feeder sends two messages, and a mover takes the first of them to the other queue. */
    private Story moved() {
        return story.opened("f")
                .sends("f", 1, IN, 0)
                .sends("f", 1, IN, 1)
                .commits("f", 1, Phase.SUCCEEDED)
                .opened("m")
                .receives("m", 1, IN, 0, "f/1")
                .sends("m", 1, OUT, 0)
                .commits("m", 1, Phase.SUCCEEDED);
    }

    @Test
    void nothingIsWrongWhereEverythingIsThereOnce() {
        moved().receives("m", 2, IN, 1, "f/1")
                .sends("m", 2, OUT, 1)
                .commits("m", 2, Phase.SUCCEEDED)
                .reads("r", OUT, 0, 0, "m/1")
                .reads("r", OUT, 1, 1, "m/2")
                .drained(IN)
                .wasRead(OUT);

        assertRight();
    }

    @Test
    void whatIsConfirmedAndNotInTheLogIsLost() {
        moved().wasRead(OUT);

        assertOnly(Kind.LOST);
    }

    @Test
    void whatIsConfirmedAndTakenByNobodyIsLost() {
        moved().drained(IN).reads("r", IN, 0, 0, "f/1").reads("r", IN, 1, 1, "f/1");

        assertThat(story.check()).singleElement().satisfies(lost -> {
            assertThat(lost.kind()).isEqualTo(Kind.LOST);
            assertThat(lost.witness()).contains("p:1 in in");
            assertThat(lost.cases()).isOne();
        });
    }

    @Test
    void whatWasOnlyTakenByWhoRolledBackIsLost() {
        moved().receives("m", 2, IN, 1, "f/1").rollsBack("m", 2).drained(IN);

        assertOnly(Kind.LOST);
    }

    @Test
    void whatWasTakenByWhoNeverHeardTheOutcomeMayBeSettled() {
        moved().receives("m", 2, IN, 1, "f/1").commits("m", 2, Phase.UNKNOWN).drained(IN);

        assertRight();
    }

    @Test
    void aTransactionWithoutAnAnswerIsJudgedByWhatItSent() {
        moved().receives("m", 2, IN, 1, "f/1")
                .sends("m", 2, OUT, 1)
                .commits("m", 2, Phase.UNKNOWN)
                .reads("r", OUT, 0, 0, "m/1")
                .drained(IN)
                .wasRead(OUT);

        assertOnly(Kind.LOST); // it sent nothing, and yet what it took is gone
    }

    @Test
    void whatATransactionWithoutAnAnswerSentAndTookMayBeThere() {
        moved().receives("m", 2, IN, 1, "f/1")
                .sends("m", 2, OUT, 1)
                .commits("m", 2, Phase.UNKNOWN)
                .reads("r", OUT, 0, 0, "m/1")
                .reads("r", OUT, 1, 1, "m/2")
                .drained(IN)
                .wasRead(OUT);

        assertRight();
    }

    @Test
    void oneMessageAtTwoOffsetsIsADuplicate() {
        moved().reads("r", OUT, 0, 0, "m/1").reads("r", OUT, 1, 0, "m/1");

        assertOnly(Kind.DUPLICATED);
    }

    @Test
    void twoCopiesThatAreBothThereAreADuplicate() {
        moved().opened("n")
                .receives("n", 1, IN, 0, "f/1", 2)
                .sends("n", 1, OUT, 0)
                .commits("n", 1, Phase.UNKNOWN)
                .reads("r", OUT, 0, 0, "m/1")
                .reads("r", OUT, 1, 0, "n/1");

        assertThat(story.check())
                .extracting(Violation::kind)
                .containsExactly(Kind.DUPLICATED, Kind.TAKEN_TWICE, Kind.DELIVERED_AFTER_SETTLED);
    }

    @Test
    void aCopyOfWhoRolledBackIsNoDuplicate() {
        story.opened("f")
                .sends("f", 1, IN, 0)
                .rollsBack("f", 1)
                .sends("f", 2, IN, 0)
                .commits("f", 2, Phase.SUCCEEDED)
                .reads("r", IN, 0, 0, "f/2")
                .wasRead(IN);

        assertRight();
    }

    @Test
    void whatNobodySentIsAPhantom() {
        moved().receives("m", 2, IN, 7, "f/1");

        assertOnly(Kind.PHANTOM);
    }

    @Test
    void anOffsetHoldsTheSameForEver() {
        moved().reads("r", IN, 0, 0, "f/1").reads("s", IN, 0, 1, "f/1");

        assertOnly(Kind.OFFSET_CHANGED);
    }

    @Test
    void aReaderDoesNotGoBack() {
        moved().reads("s", IN, 0, 0, "f/1").reads("r", IN, 1, 1, "f/1").reads("r", IN, 0, 0, "f/1");

        assertOnly(Kind.READ_BACKWARDS);
    }

    @Test
    void aReaderDoesNotPassOverWhatIsThere() {
        moved().sent("f", IN, 2)
                .reads("s", IN, 0, 0, "f/1")
                .reads("s", IN, 1, 1, "f/1")
                .reads("r", IN, 0, 0, "f/1")
                .reads("r", IN, 4, 2, "f/p:2");

        assertOnly(Kind.READ_SKIPPED);
    }

    @Test
    void aReaderMayPassOverOffsetsWithoutRecords() {
        moved().reads("s", IN, 0, 0, "f/1")
                .reads("s", IN, 7, 1, "f/1")
                .reads("r", IN, 0, 0, "f/1")
                .reads("r", IN, 7, 1, "f/1");

        assertRight();
    }

    @Test
    void aSessionsMessagesLieInItsOrder() {
        moved().reads("r", IN, 0, 1, "f/1").reads("r", IN, 1, 0, "f/1");

        assertOnly(Kind.REORDERED);
    }

    @Test
    void aProducersMessagesLieInItsOrderWhereThatIsAskedFor() {
        story.opened("a")
                .opened("b")
                .sent("a", IN, 1)
                .sent("b", IN, 0)
                .reads("r", IN, 0, 1, "a/p:1")
                .reads("r", IN, 1, 0, "b/p:0");

        HistoryChecker strict = new HistoryChecker(Set.of(IN));
        story.events().forEach(strict::add);
        assertRight();
        assertThat(strict.violations()).extracting(Violation::kind).containsExactly(Kind.REORDERED);
    }

    @Test
    void whatWasRolledBackIsNotSeen() {
        story.opened("f").sends("f", 1, IN, 0).rollsBack("f", 1).reads("r", IN, 0, 0, "f/1");

        assertOnly(Kind.ABORTED_READ);
    }

    @Test
    void whatWasNeverCommittedIsNotSeen() {
        story.opened("f").sends("f", 1, IN, 0).opened("m").receives("m", 1, IN, 0, "f/1");

        assertOnly(Kind.ABORTED_READ);
    }

    @Test
    void whoseCommitWasRefusedIsNotSeen() {
        story.opened("f").sends("f", 1, IN, 0).commits("f", 1, Phase.FAILED).reads("r", IN, 0, 0, "f/1");

        assertOnly(Kind.ABORTED_READ);
    }

    @Test
    void whatIsNotCommittedYetIsNotSeen() {
        story.opened("f").sends("f", 1, IN, 0).reads("r", IN, 0, 0, "f/1").commits("f", 1, Phase.SUCCEEDED);

        assertOnly(Kind.PRECOMMITTED_READ);
    }

    @Test
    void aTransactionIsThereAsAWhole() {
        story.opened("f")
                .sends("f", 1, IN, 0)
                .sends("f", 1, OUT, 0)
                .commits("f", 1, Phase.UNKNOWN)
                .reads("r", IN, 0, 0, "f/1")
                .wasRead(IN)
                .wasRead(OUT);

        assertThat(story.check()).extracting(Violation::kind).containsExactly(Kind.LOST, Kind.TORN);
    }

    @Test
    void aMessageIsTakenOnce() {
        moved().receives("n", 1, IN, 0, "f/1", 2).commits("n", 1, Phase.SUCCEEDED);

        assertOnly(Kind.TAKEN_TWICE);
    }

    @Test
    void whatIsSettledDoesNotComeAgain() {
        moved().opened("n").receives("n", 1, IN, 0, "f/1", 2).rollsBack("n", 1);

        assertOnly(Kind.DELIVERED_AFTER_SETTLED);
    }

    @Test
    void whatIsAcknowledgedDoesNotComeAgain() {
        story.opened("f")
                .sent("f", IN, 0)
                .opened("m")
                .receives("m", 0, IN, 0, "f/p:0")
                .acknowledged("m", IN, 0, "f/p:0")
                .closed("m")
                .opened("n")
                .receives("n", 0, IN, 0, "f/p:0", 2);

        assertOnly(Kind.DELIVERED_AFTER_SETTLED);
    }

    @Test
    void whoWasGivenUpDoesNotCommit() {
        moved().receives("m", 2, IN, 1, "f/1")
                .receives("n", 1, IN, 1, "f/1", 2)
                .rollsBack("n", 1)
                .commits("m", 2, Phase.SUCCEEDED);

        assertOnly(Kind.ZOMBIE_COMMITTED);
    }

    @Test
    void whoWasGivenUpMayBeRefused() {
        moved().receives("m", 2, IN, 1, "f/1")
                .receives("n", 1, IN, 1, "f/1", 2)
                .commits("m", 2, Phase.FAILED)
                .commits("n", 1, Phase.SUCCEEDED)
                .drained(IN);

        assertRight();
    }

    @Test
    void whatComesAgainSaysSo() {
        moved().receives("m", 2, IN, 1, "f/1").rollsBack("m", 2).receives("m", 3, IN, 1, "f/1", 1);

        assertOnly(Kind.NOT_FLAGGED);
    }

    @Test
    void theOnlyConsumerReceivesInOrder() {
        moved().closed("m")
                .sends("f", 2, IN, 2)
                .commits("f", 2, Phase.SUCCEEDED)
                .opened("n")
                .receives("n", 1, IN, 2, "f/2")
                .receives("n", 1, IN, 1, "f/1");

        assertOnly(Kind.RECEIVED_OUT_OF_ORDER);
    }

    @Test
    void whereSomebodyMayHaveGoneTheOrderIsOpen() {
        moved().sends("f", 2, IN, 2)
                .commits("f", 2, Phase.SUCCEEDED)
                .opened("n")
                .receives("n", 1, IN, 2, "f/2")
                .receives("n", 1, IN, 1, "f/1");

        assertRight();
    }

    @Test
    void aPreparedBranchIsListed() {
        story.opened("f").sends("f", 1, IN, 0).prepares("f", 1, "x").lists("y");

        assertOnly(Kind.BRANCH_FORGOTTEN);
    }

    @Test
    void aBranchThatIsDecidedNeedNotBeListed() {
        story.opened("f")
                .sends("f", 1, IN, 0)
                .prepares("f", 1, "x")
                .lists("x")
                .decides("x", Decision.COMMIT)
                .lists()
                .reads("r", IN, 0, 0, "f/1")
                .wasRead(IN);

        assertRight();
    }

    @Test
    void aPreparedBranchIsNotSeen() {
        story.opened("f").sends("f", 1, IN, 0).prepares("f", 1, "x").reads("r", IN, 0, 0, "f/1");

        assertOnly(Kind.ABORTED_READ);
    }

    @Test
    void aCommittedBranchIsThere() {
        story.opened("f")
                .sends("f", 1, IN, 0)
                .prepares("f", 1, "x")
                .decides("x", Decision.COMMIT)
                .wasRead(IN);

        assertOnly(Kind.LOST);
    }

    @Test
    void aBranchHasOneOutcome() {
        story.opened("f").prepares("f", 1, "x").decides("x", Decision.COMMIT).decides("x", Decision.ROLL_BACK);

        assertOnly(Kind.TWO_OUTCOMES);
    }
}
