package org.messageroaming.history.replica;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.messageroaming.history.journal.Progress;
import org.messageroaming.history.state.Conversation;
import org.messageroaming.history.state.Event;
import org.messageroaming.history.state.Membership;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;
import org.messageroaming.model.Operation;
import org.messageroaming.model.UserId;
import org.messageroaming.model.problem.StoreUnavailableException;

/**
 * The read tables and marks as maps whose values carry their write timestamps, as Cassandra's cells do. Each row is written on its
 * own, so that a fault can fall between two.
 */
public final class InMemoryTables {
    private final Map<ConversationId, Conversation> conversations = new HashMap<>();
    private final Map<ConversationId, TreeMap<Long, Stamped<Message>>> timelines = new HashMap<>();
    private final Map<RetryKey, Stamped<Retry>> retries = new HashMap<>();
    private final Map<OperationKey, Stamped<Applied>> operations = new HashMap<>();
    private final Map<ConversationId, TreeMap<Long, Stamped<Operation>>> changes = new HashMap<>();
    private final Map<ConversationId, Map<UserId, Stamped<Membership>>> formers = new HashMap<>();
    private final Map<Integer, Progress.Marks> marks = new HashMap<>();
    private final List<List<Long>> lots = new ArrayList<>();
    private int mostTogether = Integer.MAX_VALUE;

    private record Stamped<T>(long position, T value) {}

    private record Retry(long seq, String digest) {}

    private static <K, T> void put(Map<K, Stamped<T>> cells, K key, long position, T value) {
        cells.merge(
                key, new Stamped<>(position, value), (old, fresh) -> fresh.position() >= old.position() ? fresh : old);
    }

    /** The messages that a reader of the conversation row finds: all up to its last sequence. */
    public synchronized List<Message> readable(ConversationId id) {
        Conversation conversation = conversations.get(id);
        return conversation == null
                ? List.of()
                : timelines.getOrDefault(id, new TreeMap<>()).headMap(conversation.lastSeq(), true).values().stream()
                        .map(Stamped::value)
                        .toList();
    }

    /** The recalls and edits that a reader of the conversation row finds, by their numbers. */
    public synchronized List<Operation> changes(ConversationId id) {
        Conversation conversation = conversations.get(id);
        return conversation == null
                ? List.of()
                : changes.getOrDefault(id, new TreeMap<>()).headMap(conversation.changes(), true).values().stream()
                        .map(Stamped::value)
                        .toList();
    }

    /** The positions of the entries that were applied together, one lot after the other. */
    public synchronized List<List<Long>> lots() {
        return List.copyOf(lots);
    }

    /** Has it fail, before anything is written, to apply more entries together. */
    public synchronized void refuseMoreThan(int entries) {
        mostTogether = entries;
    }

    public synchronized Optional<Conversation> head(ConversationId id) {
        return Optional.ofNullable(conversations.get(id));
    }

    /** These tables with a fault before and after every step. */
    public ReadTables tables(Runnable step) {
        return new Faulty(step);
    }

    /** The marks with a fault before and after every step. */
    public Progress progress(Runnable step) {
        return new Progress() {
            @Override
            public CompletionStage<Marks> read(int shard) {
                step.run();
                synchronized (InMemoryTables.this) {
                    return CompletableFuture.completedStage(marks.getOrDefault(shard, new Marks(0, 0)));
                }
            }

            @Override
            public CompletionStage<Void> applied(int shard, long position) {
                return move(shard, new Marks(position, 0));
            }

            @Override
            public CompletionStage<Void> delivered(int shard, long position) {
                return move(shard, new Marks(0, position));
            }

            private CompletionStage<Void> move(int shard, Marks to) {
                synchronized (InMemoryTables.this) {
                    marks.merge(
                            shard,
                            to,
                            (old, fresh) -> new Marks(
                                    Math.max(old.applied(), fresh.applied()),
                                    Math.max(old.delivered(), fresh.delivered())));
                }
                return CompletableFuture.completedStage(null);
            }
        };
    }

    private final class Faulty implements ReadTables {
        private final Runnable step;

        Faulty(Runnable step) {
            this.step = step;
        }

        private <T> CompletionStage<T> stepped(Supplier<T> work) {
            try {
                step.run();
                T value;
                synchronized (InMemoryTables.this) {
                    value = work.get();
                }
                step.run();
                return CompletableFuture.completedStage(value);
            } catch (RuntimeException e) {
                return CompletableFuture.failedStage(e);
            }
        }

        @Override
        public CompletionStage<Void> apply(List<Outcome> outcomes) {
            synchronized (InMemoryTables.this) {
                if (outcomes.size() > mostTogether) {
                    return CompletableFuture.failedStage(new StoreUnavailableException("too much", null));
                }
                lots.add(outcomes.stream().map(Outcome::position).toList());
            }
            List<Supplier<Void>> rows = new ArrayList<>();
            Map<ConversationId, Supplier<Void>> heads = new LinkedHashMap<>();
            for (Outcome outcome : outcomes) {
                long position = outcome.position();
                outcome.messages().forEach(message -> rows.add(() -> write(position, message)));
                outcome.appended().forEach(event -> rows.add(() -> remember(position, event)));
                outcome.operations().forEach(event -> rows.add(() -> remember(position, event)));
                outcome.erasures().forEach(event -> rows.add(() -> log(position, event)));
                for (Outcome.Touched touched : outcome.conversations()) {
                    Conversation after = touched.after();
                    touched.left().forEach(left -> rows.add(() -> leave(position, after.id(), left)));
                    heads.put(after.id(), () -> show(after));
                }
            }
            CompletionStage<Void> done = CompletableFuture.completedStage(null);
            rows.addAll(heads.values());
            for (Supplier<Void> row : rows) {
                done = done.thenCompose(last -> stepped(row));
            }
            return done;
        }

        private Void leave(long position, ConversationId id, Membership left) {
            put(formers.computeIfAbsent(id, key -> new HashMap<>()), left.userId(), position, left);
            return null;
        }

        private Void show(Conversation after) {
            conversations.merge(after.id(), after, (old, fresh) -> fresh.position() >= old.position() ? fresh : old);
            return null;
        }

        private Void write(long position, Message message) {
            put(
                    timelines.computeIfAbsent(message.conversationId(), key -> new TreeMap<>()),
                    message.seq().value(),
                    position,
                    message);
            return null;
        }

        private Void remember(long position, Event.MessageAppended event) {
            Message message = event.message();
            put(
                    retries,
                    new RetryKey(message.conversationId(), message.sender(), message.clientMessageId()),
                    position,
                    new Retry(message.seq().value(), event.digest()));
            return null;
        }

        private Void remember(long position, Event.OperationApplied event) {
            OperationKey key = new OperationKey(
                    event.conversationId(),
                    event.operation().actor(),
                    event.operation().operationId());
            put(operations, key, position, new Applied(event.operation(), event.digest()));
            return event.message() == null ? null : log(position, event);
        }

        private Void log(long position, Event.OperationApplied event) {
            put(
                    changes.computeIfAbsent(event.conversationId(), id -> new TreeMap<>()),
                    event.number(),
                    position,
                    event.operation());
            return null;
        }

        @Override
        public CompletionStage<Optional<Conversation>> conversation(ConversationId id) {
            return stepped(() -> Optional.ofNullable(conversations.get(id)));
        }

        @Override
        public CompletionStage<Optional<Membership>> formerMembership(ConversationId id, UserId user) {
            return stepped(
                    () -> Optional.ofNullable(formers.getOrDefault(id, Map.of()).get(user))
                            .map(Stamped::value));
        }

        @Override
        public CompletionStage<List<Optional<Appended>>> appended(List<RetryKey> keys) {
            return stepped(() -> keys.stream()
                    .map(key -> Optional.ofNullable(retries.get(key))
                            .map(cell -> new Appended(
                                    at(key.conversationId(), cell.value().seq()),
                                    cell.value().digest())))
                    .toList());
        }

        private Message at(ConversationId id, long seq) {
            return Objects.requireNonNull(
                            timelines.getOrDefault(id, new TreeMap<>()).get(seq))
                    .value();
        }

        @Override
        public CompletionStage<Optional<Applied>> operation(OperationKey key) {
            return stepped(() -> Optional.ofNullable(operations.get(key)).map(Stamped::value));
        }

        @Override
        public CompletionStage<Optional<Message>> message(ConversationId id, long seq) {
            return stepped(() -> Optional.ofNullable(
                            timelines.getOrDefault(id, new TreeMap<>()).get(seq))
                    .map(Stamped::value));
        }

        @Override
        public CompletionStage<List<Departure>> departures(ConversationId id) {
            return stepped(() -> formers.getOrDefault(id, Map.of()).values().stream()
                    .map(cell -> departure(Objects.requireNonNull(conversations.get(id)), cell.value()))
                    .toList());
        }

        private Departure departure(Conversation conversation, Membership left) {
            return new Departure(
                    left.userId(), left.permitted(conversation.historyVisibility(), conversation.lastSeq()));
        }

        @Override
        public CompletionStage<Long> countBefore(ConversationId id, long lastSeq, Instant time) {
            return stepped(
                    () -> Objects.requireNonNull(timelines.getOrDefault(id, new TreeMap<>()))
                            .headMap(lastSeq, true)
                            .values()
                            .stream()
                            .filter(cell -> cell.value().sentAt().isBefore(time))
                            .count());
        }
    }
}
