package org.messageroaming.history.replica;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.messageroaming.history.state.Conversation;
import org.messageroaming.history.state.Membership;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;
import org.messageroaming.model.UserId;

/** Reads what a command needs to know, all at once and without holding a thread. */
final class FactLoader {
    private final ReadTables tables;
    private final StoreCalls calls;

    FactLoader(ReadTables tables, StoreCalls calls) {
        this.tables = tables;
        this.calls = calls;
    }

    /**
     * Loads a command's facts.
     *
     * @param reflects up to which position the tables are complete now, before anything is read
     * @param cached the conversation if it is known already
     */
    CompletionStage<Loaded> load(Command<?> command, long reflects, @Nullable Conversation cached) {
        ConversationId id = command.conversationId();
        Facts facts = command.facts();
        CompletableFuture<Optional<Conversation>> conversation = cached != null
                ? CompletableFuture.completedFuture(Optional.of(cached))
                : tables.conversation(id).toCompletableFuture();
        CompletableFuture<Long> count =
                conversation.thenCompose(found -> count(found, facts).toCompletableFuture());
        CompletableFuture<Map<RetryKey, Appended>> appended =
                appended(facts.retryKeys()).toCompletableFuture();
        CompletableFuture<Map<UserId, Membership>> formers =
                each(facts.formerMembers(), user -> tables.formerMembership(id, user));
        CompletableFuture<Map<OperationKey, Applied>> operations = each(facts.operationKeys(), tables::operation);
        CompletableFuture<Map<Long, Message>> messages = each(facts.messages(), seq -> tables.message(id, seq));
        return calls.watch(CompletableFuture.allOf(count, appended, formers, operations, messages)
                .thenApply(done -> new Loaded(
                        reflects,
                        conversation.join().orElse(null),
                        appended.join(),
                        formers.join(),
                        count.join(),
                        operations.join(),
                        messages.join())));
    }

    private CompletionStage<Long> count(Optional<Conversation> conversation, Facts facts) {
        if (conversation.isEmpty() || facts.countBefore() == null) {
            return CompletableFuture.completedStage(0L);
        }
        return tables.countBefore(conversation.get().id(), conversation.get().lastSeq(), facts.countBefore());
    }

    private CompletionStage<Map<RetryKey, Appended>> appended(List<RetryKey> keys) {
        if (keys.isEmpty()) {
            return CompletableFuture.completedStage(Map.of());
        }
        return tables.appended(keys).thenApply(found -> {
            Map<RetryKey, Appended> known = new HashMap<>();
            for (int i = 0; i < keys.size(); i++) {
                RetryKey key = keys.get(i);
                found.get(i).ifPresent(appended -> known.put(key, appended));
            }
            return known;
        });
    }

    /** What is found under each key. */
    private static <K, V> CompletableFuture<Map<K, V>> each(
            Collection<K> keys, Function<K, CompletionStage<Optional<V>>> read) {
        Map<K, CompletableFuture<Optional<V>>> reads = new HashMap<>();
        keys.forEach(key -> reads.put(key, read.apply(key).toCompletableFuture()));
        return CompletableFuture.allOf(new ArrayList<>(reads.values()).toArray(CompletableFuture[]::new))
                .thenApply(done -> {
                    Map<K, V> known = new HashMap<>();
                    reads.forEach((key, found) -> found.join().ifPresent(value -> known.put(key, value)));
                    return known;
                });
    }
}
