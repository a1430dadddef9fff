package org.messageroaming.history.replica;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Reads many things at once, and never more than a limit.
 *
 * @param limit how many at a time
 * @param calls waits for each lot within the store's time limit
 */
public record Parallel(int limit, StoreCalls calls) {

    /** What {@code read} gives for each of the keys, in their order. */
    public <K, V> List<V> read(List<K> keys, Function<K, CompletionStage<V>> read) {
        List<V> values = new ArrayList<>();
        lots(keys).forEach(lot -> values.addAll(calls.ask(() -> all(lot, read))));
        return values;
    }

    /** What is read at a time. */
    public <K> List<List<K>> lots(List<K> keys) {
        return IntStream.iterate(0, from -> from < keys.size(), from -> from + limit)
                .mapToObj(from -> keys.subList(from, Math.min(from + limit, keys.size())))
                .toList();
    }

    private static <K, V> CompletionStage<List<V>> all(List<K> lot, Function<K, CompletionStage<V>> read) {
        List<CompletableFuture<V>> reads =
                lot.stream().map(key -> read.apply(key).toCompletableFuture()).toList();
        return CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new))
                .thenApply(done -> reads.stream().map(CompletableFuture::join).toList());
    }
}
