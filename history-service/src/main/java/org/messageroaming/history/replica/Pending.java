package org.messageroaming.history.replica;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.messageroaming.model.problem.RoamingException;

/** A command on its way: waiting for its facts, for its turn, or for its entry. Only the replica's turn touches its fields. */
final class Pending<R> {
    private final Command<R> command;
    private final CompletableFuture<R> answer = new CompletableFuture<>();
    private final long deadline;
    private @Nullable R decided;
    private @Nullable RoamingException refused;
    private @Nullable Loaded loaded;

    /** @param deadline of {@link System#nanoTime}: nobody waits for it after that */
    Pending(Command<R> command, long deadline) {
        this.command = command;
        this.deadline = deadline;
    }

    /**
     * Whether its caller has been told that there is no answer. From then on it must not be decided any more: the caller may have
     * repeated it elsewhere, and undone it since.
     */
    boolean isOver(long now) {
        return now - deadline >= 0;
    }

    Command<R> command() {
        return command;
    }

    CompletableFuture<R> answer() {
        return answer;
    }

    @Nullable
    Loaded loaded() {
        return loaded;
    }

    void loaded(@Nullable Loaded facts) {
        loaded = facts;
    }

    /** Decides anew, forgetting an earlier decision. */
    void decide(Draft draft, Draft.View view) {
        decided = null;
        refused = null;
        try {
            decided = draft.decide(command, view);
        } catch (RoamingException e) {
            refused = e;
        }
    }

    /** Tells the caller what was decided last. */
    void complete() {
        if (refused != null) {
            answer.completeExceptionally(refused);
        } else {
            answer.complete(decided);
        }
    }

    void fail(Throwable cause) {
        answer.completeExceptionally(cause);
    }
}
