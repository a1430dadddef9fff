package org.messageroaming.history.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.util.function.ThrowingSupplier;

/** What a user, and others, do while it is erased. */
class ErasureMeanwhileIT extends ErasureScenario {
    @Test
    void whatTheUserJoinsWhileItsInboxGoesIsErasedToo() throws Exception {
        live();
        AtomicBoolean joined = new AtomicBoolean();
        eraser.erase(user, GATEWAY, conversations -> {
            if (RecordedDeliveries.ERASED.contains(user) && joined.compareAndSet(false, true)) {
                ThrowingSupplier.of(this::joinAnother).get();
            }
        });
        assertThat(joined).isTrue();
        assertNothingRemains();
    }

    @Test
    void whoComesBackToAConversationThatItIsErasedFromIsErasedOnceMore() throws Exception {
        create(name + "-now", ann, bob);
        send(name + "-now", ann, "m1");
        AtomicBoolean back = new AtomicBoolean();
        eraser.erase(user, GATEWAY, conversations -> {
            if (back.compareAndSet(false, true)) {
                ThrowingSupplier.of(this::comeBack).get();
            }
        });
        assertNothingRemains();
        problem(404, "conversation-not-found", call("GET", group(name + "-now"), TOKENS.user(ann), null));
    }

    /** Others write, so that entries gather several commands. A member whom no list names would never be erased. */
    @Test
    void whoComesBackInTheEntryThatErasesItIsErasedOnceMore() throws Exception {
        create(name + "-now", ann, bob);
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            for (int round = 0; round < 10; round++) {
                List<Callable<Boolean>> atOnce = new ArrayList<>(Collections.nCopies(4, this::writeAsBob));
                atOnce.add(() -> erasedWithin(Integer.MAX_VALUE));
                atOnce.add(this::comeBackOften);
                for (Future<Boolean> done : threads.invokeAll(atOnce)) {
                    assertThat(done.get()).isTrue();
                }
                assertThat(erasedWithin(Integer.MAX_VALUE)).isTrue();
                problem(404, "conversation-not-found", call("GET", group(name + "-now"), TOKENS.user(ann), null));
                ok(201, call("PUT", group(name + "-now") + "/members/" + ann, service, "{}"));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private boolean writeAsBob() throws Exception {
        for (int i = 0; i < 20; i++) {
            send(name + "-now", bob, UUID.randomUUID().toString());
        }
        return true;
    }

    private boolean comeBackOften() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(call("PUT", group(name + "-now") + "/members/" + ann, service, "{}")
                            .statusCode())
                    .isIn(200, 201);
        }
        return true;
    }

    private boolean comeBack() throws Exception {
        ok(201, call("PUT", group(name + "-now") + "/members/" + ann, service, "{}"));
        send(name + "-now", ann, "m2");
        return true;
    }

    private boolean joinAnother() throws Exception {
        create(name + "-late", ann, bob);
        send(name + "-late", ann, "m1");
        return true;
    }

    @Test
    void twoInstancesAtOnceAndAUserWhoGoesOnWritingChangeNothing() throws Exception {
        live();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            Future<List<Integer>> writer = threads.submit(this::writeUntilForgotten);
            Future<Integer> one = threads.submit(() -> eraser.erase(user, GATEWAY, conversations -> {}));
            Future<Integer> other = threads.submit(() -> eraser.erase(user, GATEWAY, conversations -> {}));
            assertThat(one.get() + other.get()).isPositive();
            assertThat(writer.get())
                    .as("a member; asked as one and decided as none; unknown")
                    .isSubsetOf(201, 403, 404)
                    .isSortedAccordingTo(Comparator.naturalOrder());
        } finally {
            threads.shutdownNow();
        }
        assertNothingRemains();
    }

    /** The answers to one message after the other, up to the first that knows of no such member. */
    private List<Integer> writeUntilForgotten() throws Exception {
        List<Integer> answers = new ArrayList<>();
        while (!answers.contains(404)) {
            answers.add(call(
                            "POST",
                            group(name + "-now") + "/messages",
                            TOKENS.user(ann),
                            message("w" + answers.size(), mark + " w" + answers.size()))
                    .statusCode());
        }
        return answers;
    }
}
