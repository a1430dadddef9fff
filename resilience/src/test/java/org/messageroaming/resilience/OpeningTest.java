package org.messageroaming.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class OpeningTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final List<Link> opened = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> answers = new CompletableFuture<>();
    private final Opening<Link> opening =
            new Opening<>(this::open, link -> link.ended, link -> link.closed.complete(null));

    private static final class Link {
        private final CompletableFuture<Void> closed = new CompletableFuture<>();
        private volatile boolean ended;
    }

    private Link open() {
        answers.join();
        assertThat(opened).as("those it takes the place of").allMatch(before -> before.closed.isDone());
        Link link = new Link();
        opened.add(link);
        return link;
    }

    private Link get() {
        return opening.get(LONG).toCompletableFuture().join();
    }

    @Test
    void itIsOpenedOnceAndAgainOnlyWhenItHasEndedForGood() {
        answers.complete(null);
        Link first = get();
        assertThat(get()).isSameAs(first);
        assertThat(first.closed).isNotDone();
        first.ended = true;
        assertThat(get()).isNotSameAs(first).isSameAs(get());
        assertThat(first.closed).as("what was there for it is let go of").isDone();
        assertThat(opened).hasSize(2);
    }

    @Test
    void whatWaitedTooLongForItIsNotDoneLater() {
        CompletableFuture<Link> step = opening.get(Duration.ofMillis(1))
                .thenApply(link -> {
                    throw new AssertionError("done for nobody");
                })
                .thenApply(Link.class::cast)
                .toCompletableFuture();
        assertThatThrownBy(step::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(TimeoutException.class);
        answers.complete(null);
        assertThat(get()).isSameAs(opened.get(0));
    }

    @Test
    void oneThatIsStillBeingOpenedIsClosedAsWell() {
        CompletableFuture<Link> waiting = opening.get(LONG).toCompletableFuture();
        opening.close();
        answers.complete(null);
        waiting.join().closed.join();
        assertThatThrownBy(() -> get()).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(opened).hasSize(1);
    }
}
