package org.messageroaming.reliability.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.messageroaming.reliability.check.Scene.ANN;
import static org.messageroaming.reliability.check.Scene.BEN;
import static org.messageroaming.reliability.check.Scene.CAT;
import static org.messageroaming.reliability.check.Scene.CHURN;
import static org.messageroaming.reliability.check.Scene.CLOCK;
import static org.messageroaming.reliability.check.Scene.STAY;

import org.junit.jupiter.api.Test;
import org.messageroaming.reliability.load.Fate;
import tools.jackson.databind.node.ObjectNode;

/** Each test spoils one thing in a made-up round: that must be found, under its name. */
class CheckerTest {
    private final Scene scene = new Scene();

    @Test
    void aSoundRoundIsClean() {
        Fate first = scene.send(ANN, STAY);
        Fate second = scene.send(BEN, STAY);
        scene.send(CAT, STAY, Fate.State.UNKNOWN);
        scene.edit(first);
        scene.recall(second);
        scene.delete(CAT, first);
        scene.read(BEN, second);
        scene.send(ANN, CLOCK);
        scene.send(ANN, CHURN);
        scene.move(BEN, false, Fate.State.DONE);
        scene.send(ANN, CHURN);
        scene.ask(BEN, CHURN, Fate.State.REFUSED);
        scene.move(BEN, true, Fate.State.DONE);
        scene.send(BEN, CHURN);
        assertThat(scene.verdict()).as("%s", scene.violations.all()).isEmpty();
    }

    @Test
    void whatIsAcknowledgedAndNotInHistoryIsLost() {
        scene.ask(ANN, STAY, Fate.State.DONE);
        assertThat(scene.verdict()).contains("F1");
    }

    @Test
    void aHoleInHistoryIsFound() {
        scene.send(ANN, STAY);
        scene.send(ANN, STAY);
        scene.history(STAY).get(1).put("seq", 3);
        assertThat(scene.verdict()).contains("H1");
    }

    @Test
    void timesThatGoBackAreFound() {
        scene.send(ANN, STAY);
        scene.message(scene.send(ANN, STAY)).put("sentAt", "2025-01-01T00:00:00.000Z");
        assertThat(scene.verdict()).containsExactly("H1");
    }

    @Test
    void aMessageThatIsThereTwiceIsFound() {
        Fate fate = scene.send(ANN, STAY);
        scene.history(STAY).add(scene.message(fate).deepCopy().put("seq", 2));
        assertThat(scene.verdict()).contains("H2");
    }

    @Test
    void aMessageThatNobodySentIsFound() {
        scene.send(ANN, STAY);
        scene.history(STAY).get(0).put("clientMessageId", "other");
        assertThat(scene.verdict()).contains("H2", "F1");
    }

    @Test
    void whatWasRefusedAndStoredIsFound() {
        scene.send(ANN, STAY, Fate.State.REFUSED);
        assertThat(scene.verdict()).contains("API");
    }

    @Test
    void aMessageThatAMemberMissesIsFoundWhenALaterOneCame() {
        scene.send(ANN, STAY, BEN);
        scene.send(ANN, STAY);
        assertThat(scene.verdict()).containsExactly("F1");
    }

    @Test
    void theLastMessageMayBeLate() {
        scene.send(ANN, STAY);
        scene.send(ANN, STAY, BEN);
        assertThat(scene.verdict()).containsExactly("F1 late");
    }

    @Test
    void whatWasNotAcknowledgedAndIsThereMustArriveToo() {
        scene.send(ANN, STAY, Fate.State.UNKNOWN, BEN);
        scene.send(ANN, STAY);
        assertThat(scene.verdict()).containsExactly("F1");
    }

    @Test
    void aContentThatChangedOnItsWayToAnInboxIsFound() {
        Fate fate = scene.send(ANN, STAY, BEN);
        ObjectNode other = scene.message(fate).deepCopy();
        ((ObjectNode) other.path("content")).put("n", 1);
        scene.give(BEN, "message", other);
        assertThat(scene.verdict()).containsExactly("H5");
    }

    @Test
    void aContentThatIsGoneWithoutARecallIsFound() {
        Fate fate = scene.send(ANN, STAY, BEN);
        scene.give(BEN, "message", scene.message(fate).deepCopy().putNull("content"));
        assertThat(scene.verdict()).containsExactly("H5");
    }

    @Test
    void anEntryThatNamesAnotherSenderIsFound() {
        Fate fate = scene.send(ANN, STAY, BEN);
        scene.give(BEN, "message", scene.message(fate).deepCopy().put("sender", CAT));
        assertThat(scene.verdict()).containsExactly("H2");
    }

    @Test
    void anEditThatChangedOnItsWayIsFound() {
        ObjectNode operation = scene.edit(scene.send(ANN, STAY), BEN);
        ((ObjectNode) operation.path("content")).put("text", "other");
        scene.give(BEN, "operation", operation);
        assertThat(scene.verdict()).containsExactly("H5");
    }

    @Test
    void anEditThatAMemberMissesIsFound() {
        scene.edit(scene.send(ANN, STAY), BEN);
        scene.send(ANN, STAY);
        assertThat(scene.verdict()).containsExactly("F1");
    }

    @Test
    void anOperationOfNobodyIsFound() {
        scene.edit(scene.send(ANN, STAY));
        scene.give(BEN, "operation", scene.edit(scene.send(ANN, STAY), BEN).put("operationId", "x"));
        assertThat(scene.verdict()).contains("H2", "F1 late");
    }

    @Test
    void aMessageOfTheWrongClockThatIsNotDeliveredIsFound() {
        scene.send(ANN, CLOCK, ANN);
        scene.send(ANN, CLOCK);
        assertThat(scene.verdict()).containsExactly("F1");
    }

    @Test
    void aMessageOfTheWrongClockThatChangedIsFound() {
        scene.message(scene.send(ANN, CLOCK)).put("content", "other");
        assertThat(scene.verdict()).containsExactly("H5");
    }

    @Test
    void anEditThatIsNotInHistoryIsFound() {
        Fate fate = scene.send(ANN, STAY);
        scene.edit(fate);
        scene.message(fate).set("content", fate.content());
        assertThat(scene.verdict()).containsExactly("H5");
    }

    @Test
    void aRecalledContentThatIsStillThereIsFound() {
        Fate fate = scene.send(ANN, STAY);
        scene.recall(fate);
        scene.message(fate).set("content", fate.content());
        assertThat(scene.verdict()).containsExactly("H5");
    }

    @Test
    void aRecalledContentThatAnInboxKeepsIsFound() {
        Fate fate = scene.send(ANN, STAY);
        scene.recall(fate);
        ((ObjectNode) scene.inbox(BEN).get(0).path("message")).set("content", fate.content());
        assertThat(scene.verdict()).containsExactly("H5");
    }

    @Test
    void aDeletedMessageThatIsShownIsFound() {
        scene.delete(BEN, scene.send(ANN, STAY));
        scene.hidden.clear();
        assertThat(scene.verdict()).containsExactly("H5");
    }

    @Test
    void aReadMarkerThatIsLostIsFound() {
        scene.read(BEN, scene.send(ANN, STAY));
        scene.readUpTo.clear();
        assertThat(scene.verdict()).containsExactly("H5");
    }

    @Test
    void anInboxThatKeepsAMessageTwiceIsFound() {
        scene.send(ANN, STAY);
        scene.kept(BEN).add(scene.kept(BEN).get(0).deepCopy().put("seq", 2));
        assertThat(scene.verdict()).containsExactly("I4");
    }

    @Test
    void anOperationThatIsToldTwiceIsFound() {
        Fate fate = scene.send(ANN, STAY);
        scene.give(BEN, "operation", scene.edit(fate).deepCopy());
        assertThat(scene.verdict()).containsExactly("H2");
    }

    @Test
    void editsInAnotherOrderAreFound() {
        Fate fate = scene.send(ANN, STAY);
        ObjectNode first = scene.edit(fate, BEN);
        scene.edit(fate);
        scene.give(BEN, "operation", first);
        assertThat(scene.verdict()).containsExactly("F1 order");
    }

    @Test
    void anEditBeforeItsMessageIsFound() {
        Fate fate = scene.send(ANN, STAY, BEN);
        scene.edit(fate);
        scene.give(BEN, "message", scene.asSent(fate));
        assertThat(scene.verdict()).containsExactly("F1 order");
    }

    @Test
    void anEditThatAFormerMemberIsToldOfIsFound() {
        Fate fate = scene.send(ANN, CHURN);
        scene.move(BEN, false, Fate.State.DONE);
        scene.give(BEN, "operation", scene.edit(fate).deepCopy());
        assertThat(scene.verdict()).containsExactly("H4");
    }

    @Test
    void aDeletionThatSomebodyElseIsToldOfIsFound() {
        Fate fate = scene.send(ANN, STAY);
        scene.delete(CAT, fate);
        scene.give(BEN, "operation", ((ObjectNode) scene.inbox(CAT).get(1).path("operation")).deepCopy());
        assertThat(scene.verdict()).containsExactly("H4");
    }

    @Test
    void aFailoverExcusesWhatWasLostByItAndTold() {
        scene.losesFromNowOn();
        scene.send(ANN, STAY, BEN);
        scene.read(CAT, scene.send(ANN, STAY));
        scene.tellGap(BEN, "RESET");
        scene.send(ANN, STAY);
        assertThat(scene.verdict()).isEmpty();
    }

    @Test
    void aFailoverDoesNotExcuseWhatWasMissingBefore() {
        scene.send(ANN, STAY, BEN);
        scene.read(CAT, scene.send(ANN, STAY));
        scene.losesFromNowOn();
        scene.tellGap(BEN, "RESET");
        scene.send(ANN, STAY);
        assertThat(scene.verdict()).containsExactly("F1");
    }

    @Test
    void aFailoverDoesNotExcuseWhatWasNotTold() {
        scene.losesFromNowOn();
        scene.send(ANN, STAY, BEN);
        scene.send(ANN, STAY);
        assertThat(scene.verdict()).containsExactly("F1");
    }

    @Test
    void aResetWithoutAReasonIsFound() {
        scene.send(ANN, STAY);
        scene.tellGap(BEN, "RESET");
        assertThat(scene.verdict()).containsExactly("I3");
    }

    @Test
    void aRetentionWithoutAReasonIsFound() {
        scene.send(ANN, STAY);
        scene.tellGap(BEN, "RETENTION");
        assertThat(scene.verdict()).containsExactly("I2");
    }

    @Test
    void anInboxWithAHoleIsFound() {
        scene.send(ANN, STAY);
        scene.send(ANN, STAY);
        scene.kept(BEN).get(1).put("seq", 3);
        assertThat(scene.verdict()).containsExactly("I1");
    }
}
