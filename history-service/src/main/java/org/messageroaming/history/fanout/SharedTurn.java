package org.messageroaming.history.fanout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.messageroaming.model.problem.StoreUnavailableException;

/**
 * The turns of several shards that fit into one request together, or of one alone, which may take several. When many shards owe a
 * little each, a request for each of them would cost more than what it carries. Used by one thread.
 */
final class SharedTurn {
    private final InboxDeliveries inboxes;
    private final List<Turn> turns = new ArrayList<>();

    SharedTurn(InboxDeliveries inboxes) {
        this.inboxes = inboxes;
    }

    /** That of one shard. */
    SharedTurn(InboxDeliveries inboxes, Turn turn) {
        this(inboxes);
        turns.add(turn);
    }

    /**
     * Takes another shard's turn in, if all still go with one request.
     *
     * @return whether it did
     */
    boolean add(Turn turn) {
        turns.add(turn);
        boolean fits = requests().size() <= 1;
        if (!fits) {
            turns.remove(turns.size() - 1);
        }
        return fits;
    }

    private List<List<Step>> requests() {
        return Requests.of(turns.stream().flatMap(turn -> turn.steps().stream()).toList());
    }

    /**
     * Sends everything, each request when the one before it is answered. What goes wrong with one shard alone does not keep the others'
     * from being sent; what is not taken counts as not taken for all.
     *
     * @param succeeded told of each turn that is delivered
     * @param failed told of each other one, and why
     */
    void send(Consumer<Turn> succeeded, BiConsumer<Turn, Throwable> failed) {
        requireCurrent(failed);
        // Once more, for those that had their answer long before the last.
        requireCurrent(failed);
        try {
            for (Iterator<List<Step>> requests = requests().iterator(); requests.hasNext(); ) {
                send(requests.next());
                if (requests.hasNext()) {
                    turns.forEach(turn -> turn.worker().requireCurrent());
                }
            }
        } catch (RuntimeException | Error e) {
            turns.forEach(turn -> failed.accept(turn, e));
            return;
        }
        keep(turn -> turn.worker().complete(turn), failed);
        // Who has to wait for the store comes last.
        turns.sort(Comparator.comparing(turn -> turn.worker().isUnsettled()));
        for (Turn turn : turns) {
            if (done(turn, settled -> settled.worker().settle(), failed)) {
                succeeded.accept(turn);
            }
        }
    }

    /** All ask before any waits for the answer. */
    private void requireCurrent(BiConsumer<Turn, Throwable> failed) {
        keep(turn -> turn.worker().look(), failed);
        keep(turn -> turn.worker().requireCurrent(), failed);
    }

    /** Leaves out the turns for which it goes wrong. */
    private void keep(Consumer<Turn> work, BiConsumer<Turn, Throwable> failed) {
        turns.removeIf(turn -> !done(turn, work, failed));
    }

    private static boolean done(Turn turn, Consumer<Turn> work, BiConsumer<Turn, Throwable> failed) {
        try {
            work.accept(turn);
            return true;
        } catch (RuntimeException | Error e) {
            failed.accept(turn, e);
            return false;
        }
    }

    private void send(List<Step> request) {
        try {
            if (request.get(0) instanceof Scrub) {
                inboxes.scrub(request.stream().map(Scrub.class::cast).toList());
            } else {
                inboxes.deliver(request.stream().map(Delivery.class::cast).toList());
            }
        } catch (StoreUnavailableException e) {
            turns.forEach(turn -> turn.worker().notTaken());
            throw e;
        }
    }
}
