package org.messageroaming.history.journal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.messageroaming.history.state.Event;

/** The journal as a map; for tests without a store. */
public class InMemoryJournal implements Journal {
    private final int segmentSize;
    private final Map<At, Entry> entries = new HashMap<>();
    private final Set<At> sealed = new HashSet<>();

    private record At(int shard, long number) {}

    public InMemoryJournal(int segmentSize) {
        this.segmentSize = segmentSize;
    }

    @Override
    public int segmentSize() {
        return segmentSize;
    }

    @Override
    public synchronized CompletionStage<Claim> claim(int shard, Entry entry) {
        if (sealed.contains(new At(shard, segmentOf(entry.position())))) {
            return CompletableFuture.completedStage(new Claim.Sealed());
        }
        Entry standing = entries.putIfAbsent(new At(shard, entry.position()), entry);
        return CompletableFuture.completedStage(standing == null ? new Claim.Won() : new Claim.Lost(standing));
    }

    @Override
    public synchronized CompletionStage<Boolean> replace(int shard, Entry read, List<Event> events) {
        At at = new At(shard, read.position());
        Entry standing = entries.get(at);
        boolean asRead = read.equals(standing);
        if (asRead) {
            entries.put(at, new Entry(read.position(), read.claimId(), events));
        }
        return CompletableFuture.completedStage(asRead || standing == null);
    }

    @Override
    public synchronized CompletionStage<Optional<Entry>> settle(int shard, long position) {
        return CompletableFuture.completedStage(Optional.ofNullable(entries.get(new At(shard, position))));
    }

    @Override
    public synchronized CompletionStage<Slice> read(int shard, long from, int limit) {
        if (sealed.contains(new At(shard, segmentOf(from)))) {
            return CompletableFuture.completedStage(new Slice(List.of(), true));
        }
        List<Entry> found = new ArrayList<>();
        for (long position = from; found.size() < limit && segmentOf(position) == segmentOf(from); position++) {
            Entry entry = entries.get(new At(shard, position));
            if (entry == null) {
                break;
            }
            found.add(entry);
        }
        return CompletableFuture.completedStage(new Slice(found, false));
    }

    @Override
    public synchronized CompletionStage<Void> drop(int shard, long segment) {
        sealed.add(new At(shard, segment));
        entries.keySet().removeIf(at -> at.shard() == shard && segmentOf(at.number()) == segment);
        return CompletableFuture.completedStage(null);
    }
}
