package org.messageroaming.reliability.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.messageroaming.reliability.check.Scene.ANN;
import static org.messageroaming.reliability.check.Scene.BEN;
import static org.messageroaming.reliability.check.Scene.CAT;
import static org.messageroaming.reliability.check.Scene.CHURN;

import org.junit.jupiter.api.Test;
import org.messageroaming.reliability.load.Fate;

/** As {@link CheckerTest}, where members come and go. */
class MembershipTest {
    private final Scene scene = new Scene();

    @Test
    void aMemberOfAChurningConversationMissesNothing() {
        scene.move(CAT, false, Fate.State.DONE);
        scene.send(ANN, CHURN, BEN);
        scene.send(ANN, CHURN);
        assertThat(scene.verdict()).containsExactly("F1");
    }

    @Test
    void whoCameBackMissesNothing() {
        scene.move(BEN, false, Fate.State.DONE);
        scene.move(BEN, true, Fate.State.DONE);
        scene.send(ANN, CHURN, BEN);
        scene.send(ANN, CHURN);
        assertThat(scene.verdict()).containsExactly("F1");
    }

    @Test
    void whoCameBackIsShownWhatFollows() {
        scene.move(BEN, false, Fate.State.DONE);
        scene.move(BEN, true, Fate.State.DONE);
        scene.hide(BEN, CHURN, scene.send(ANN, CHURN, BEN).seq());
        scene.send(ANN, CHURN);
        assertThat(scene.verdict()).containsExactlyInAnyOrder("F1", "H4");
    }

    @Test
    void whoWasRemovedIsGivenNothing() {
        scene.move(BEN, false, Fate.State.DONE);
        scene.give(BEN, "message", scene.message(scene.send(ANN, CHURN)).deepCopy());
        assertThat(scene.verdict()).containsExactly("H4");
    }

    @Test
    void whoWasRemovedIsShownNothing() {
        scene.move(BEN, false, Fate.State.DONE);
        scene.send(ANN, CHURN);
        scene.hidden.clear();
        assertThat(scene.verdict()).containsExactly("H4");
    }

    @Test
    void whereMembershipIsInDoubtPagesAndInboxMustAgree() {
        scene.move(BEN, false, Fate.State.UNKNOWN);
        scene.hide(BEN, CHURN, scene.send(ANN, CHURN, BEN).seq());
        assertThat(scene.verdict()).as("%s", scene.violations.all()).isEmpty();
    }

    @Test
    void whatIsShownMustHaveBeenGivenThoughMembershipIsInDoubt() {
        scene.move(BEN, false, Fate.State.UNKNOWN);
        scene.send(ANN, CHURN, BEN);
        scene.send(ANN, CHURN);
        assertThat(scene.verdict()).containsExactly("F1");
    }

    @Test
    void aMemberWhoIsRefusedIsFound() {
        scene.ask(ANN, CHURN, Fate.State.REFUSED);
        assertThat(scene.verdict()).containsExactly("API");
    }

    @Test
    void oneWhoWasRemovedAndWritesIsFound() {
        scene.move(BEN, false, Fate.State.DONE);
        scene.send(BEN, CHURN);
        assertThat(scene.verdict()).containsExactly("H4");
    }

    @Test
    void oneWhoWasRemovedAndIsAMemberInTheEndIsFound() {
        scene.move(BEN, false, Fate.State.DONE);
        scene.members.add(BEN);
        assertThat(scene.verdict()).containsExactly("H4");
    }

    @Test
    void aRecallThatAMemberOfAChurningConversationMissesIsFound() {
        scene.recall(scene.send(ANN, CHURN), BEN);
        scene.send(ANN, CHURN);
        assertThat(scene.verdict()).containsExactly("F1");
    }
}
