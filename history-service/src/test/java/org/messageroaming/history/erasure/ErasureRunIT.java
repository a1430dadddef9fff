package org.messageroaming.history.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.messageroaming.history.fanout.Scrub;
import org.messageroaming.model.UserId;
import org.springframework.beans.factory.annotation.Autowired;

/** How an erasure goes on, whatever fails and whoever dies. */
class ErasureRunIT extends ErasureScenario {
    @Autowired
    private Erasures erasures;

    @Test
    void askingAgainChangesNothingAndAfterTheEndErasesWhatHasComeSince() throws Exception {
        live();
        RecordedDeliveries.fails = steps -> true;
        String first = request().path("requestedAt").asString();
        assertThat(request().path("requestedAt").asString()).isEqualTo(first);
        assertThat(erasure().path("state").asString())
                .as("inboxes cannot be reached")
                .isEqualTo("RUNNING");
        RecordedDeliveries.fails = steps -> false;
        awaitDone();
        assertNothingRemains();

        create(name + "-since", ann, bob);
        send(name + "-since", ann, "m1");
        assertThat(request().path("state").asString()).isEqualTo("RUNNING");
        awaitDone();
        assertNothingRemains();
    }

    /** What is owed to an inbox may be the user's content, or would begin the user's own inbox anew. */
    @Test
    void itWaitsUntilInboxesAreToldAndScrubbed() throws Exception {
        create(name + "-now", ann, bob);
        send(name + "-now", ann, "m1");
        RecordedDeliveries.fails = Scrub.class::equals;
        assertThat(erasedWithin(Integer.MAX_VALUE)).isFalse();
        RecordedDeliveries.fails = steps -> true;
        user = new UserId("cat-" + name);
        create(name + "-silent", user.value(), bob);
        send(name + "-silent", bob, "m1");
        assertThat(erasedWithin(Integer.MAX_VALUE)).as("who wrote nothing").isFalse();
        assertThat(RecordedDeliveries.ERASED).doesNotContain(new UserId(ann), user);
    }

    /** The lease lasts for longer than this test waits. */
    @Test
    void whatIsPutOffIsTakenUpAgain() throws Exception {
        live();
        AtomicInteger removals = new AtomicInteger();
        RecordedDeliveries.eraseFails = () -> removals.incrementAndGet() == 1;
        request();
        awaitDone();
        assertThat(removals).hasValue(3);
        assertNothingRemains();
    }

    /** As if it had slept for longer than its lease in one conversation: that one it has done, and did not count any more. */
    @Test
    void whoeverLostItsHoldStops() throws Exception {
        live();
        AtomicBoolean lost = new AtomicBoolean();
        RecordedDeliveries.fails = steps -> {
            if (!lost.get()) {
                String lose = "DELETE holder FROM erasure WHERE user_id = '" + ann + "' IF holder != null";
                lost.set(session.execute(lose).wasApplied());
            }
            return false;
        };
        request();
        awaitDone();
        assertThat(lost).isTrue();
        assertThat(erasure().path("conversationsDone").asLong()).isEqualTo(3);
        assertNothingRemains();
    }

    /** Notes of erasures that are over, were begun anew, or never were. */
    @Test
    void notesThatACrashLeftAreDropped() throws Exception {
        request();
        awaitDone();
        Erasure done = erasures.find(user).toCompletableFuture().join().orElseThrow();
        open(ann, done.job());
        open(ann, UUID.randomUUID());
        open(bob, UUID.randomUUID());
        Set<UserId> named = Set.of(user, new UserId(bob));
        await().atMost(SOON)
                .until(() -> erasures.open().toCompletableFuture().join().stream()
                        .map(Erasures.Open::user)
                        .noneMatch(named::contains));
    }

    /** The instance dies after its n-th step, for every n there is; another one takes up what is left, and dies at its second. */
    @Test
    void wheneverAnInstanceDiesAnotherOneGoesOn() throws Exception {
        boolean died = true;
        int steps = 0;
        while (died) {
            steps++;
            drawNames();
            live();
            died = !erasedWithin(steps);
            erasedWithin(2);
            assertThat(erasedWithin(Integer.MAX_VALUE)).isTrue();
            assertNothingRemains();
        }
        assertThat(steps).isGreaterThan(20);
    }

    /** The dead one answered the request, and had taken it up. */
    @Test
    void whatADeadInstanceHeldIsTakenUp() throws Exception {
        live();
        UUID dead = UUID.randomUUID();
        Erasure held = begun();
        assertThat(erasures.take(held, dead).toCompletableFuture().join()).isTrue();
        open(ann, held.job());
        Thread.sleep(1500);
        assertThat(erasure().path("state").asString()).as("it is held").isEqualTo("RUNNING");
        assertThat(new Remains(session).of(mark)).isNotEmpty();

        erasures.giveBack(held, dead).toCompletableFuture().join();

        awaitDone();
        assertNothingRemains();
    }

    /** As the store has it before the note that others look for is written. */
    private Erasure begun() {
        session.execute("UPDATE erasure SET job_id = uuid(), state = 'RUNNING', requested_at = toTimestamp(now()),"
                + " requested_by = 'gateway', conversations = 0 WHERE user_id = '" + ann + "' IF state = null");
        return erasures.find(user).toCompletableFuture().join().orElseThrow();
    }

    private void open(String id, UUID job) {
        session.execute(
                "INSERT INTO erasure_open (service, user_id, job_id) VALUES ('history', '" + id + "', " + job + ")");
    }
}
