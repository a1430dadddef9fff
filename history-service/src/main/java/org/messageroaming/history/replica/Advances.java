package org.messageroaming.history.replica;

import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;

/** Where one asks to be told that a shard has a newly applied entry; listeners return at once. */
public final class Advances implements IntConsumer {
    private final CopyOnWriteArrayList<IntConsumer> listeners = new CopyOnWriteArrayList<>();

    /** From now on {@code listener} is told the number of each shard that has a newly applied entry. */
    public void listen(IntConsumer listener) {
        listeners.add(listener);
    }

    @Override
    public void accept(int shard) {
        listeners.forEach(listener -> listener.accept(shard));
    }
}
