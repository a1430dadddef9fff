package org.messageroaming.faultpoints;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.messageroaming.history.journal.Claim;
import org.messageroaming.history.journal.Entry;
import org.messageroaming.history.journal.Journal;
import org.messageroaming.history.state.Event;

record PointedJournal(Journal journal, FaultPoints points, Sabotage sabotage) implements Journal {

    @Override
    public CompletionStage<Claim> claim(int shard, Entry entry) {
        CompletionStage<Claim> claimed = journal.claim(shard, entry);
        return sabotage == Sabotage.ANSWER_BEFORE_CLAIM
                ? CompletableFuture.completedStage(new Claim.Won())
                : points.after(FaultPoint.CLAIMED, claimed);
    }

    @Override
    public CompletionStage<Boolean> replace(int shard, Entry read, List<Event> events) {
        return journal.replace(shard, read, events);
    }

    @Override
    public CompletionStage<Optional<Entry>> settle(int shard, long position) {
        return journal.settle(shard, position);
    }

    @Override
    public CompletionStage<Slice> read(int shard, long from, int limit) {
        return journal.read(shard, from, limit);
    }

    @Override
    public int segmentSize() {
        return journal.segmentSize();
    }

    @Override
    public CompletionStage<Void> drop(int shard, long segment) {
        return journal.drop(shard, segment);
    }
}
